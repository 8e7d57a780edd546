"""A channel's shelves: written by one thread, ended together, none of them ever waited for."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from engine import timebase
from engine.channel.health import Health
from engine.channel.shelves import Shelves
from engine.segment import Part, VideoGrid
from engine.window import read_window, track

GRID = VideoGrid(rate=Fraction(25))
FIRST = 100 * timebase.segment_frames(GRID.rate)


def shelves(media: Path, names: tuple[str, ...], health: Health) -> Shelves:
    made = Shelves(media, 60_000_000, health)
    for name in names:
        made.add(track(name, "video", "avc1", GRID, (64, 48)), b"header", GRID)
    return made


def part(number: int, payload: bytes = b"media") -> Part:
    return Part(
        payload=payload,
        media_sequence=100,
        index=number,
        first=FIRST + 8 * number,
        frames=8,
        duration=8 * GRID.frame_ticks,
        is_independent=number == 0,
    )


def test_all_is_written_and_told_and_ended(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    made = shelves(tmp_path, ("a", "b"), Health())
    made.open_at(100)
    for put in made.givers():
        put(part(0))
        put(part(1))
        made.done()
    made.write(lambda *what: told.append(what), lambda: True)
    assert sorted(told) == [("a", 100, 0)] * 2 + [("a", 100, 1)] + [("b", 100, 0)] * 2 + [
        ("b", 100, 1)
    ]
    assert made.next_number == FIRST + 16
    window = read_window((tmp_path / "a" / "parts.jsonl").read_text().splitlines(keepends=True))
    assert window.is_ended


def test_what_cannot_be_written_is_an_alarm_until_it_can(tmp_path: Path) -> None:
    health = Health()
    made = shelves(tmp_path, ("a",), health)
    (put,) = made.givers()
    (tmp_path / "a" / "100.m4s").mkdir()
    put(part(0))
    seen: list[str] = []

    def told(*_: object) -> None:
        seen.append(health.alarms.get("store", ""))
        if len(seen) == 1:
            (tmp_path / "a" / "100.m4s").rmdir()
            put(part(1))
            made.done()

    made.write(told, lambda: False)
    assert "100.m4s" in seen[0]
    assert seen[1] == ""
    assert health.parts_lost == 1


def test_renditions_of_an_earlier_ladder_go(tmp_path: Path) -> None:
    shelves(tmp_path, ("old", "kept"), Health()).open_at(100)
    shelves(tmp_path, ("kept",), Health()).open_at(100)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_new_rendition_counts_discontinuities_with_the_ones_that_go_on(tmp_path: Path) -> None:
    for at, names in ((100, ("a", "b")), (110, ("a", "b")), (120, ("a", "c")), (130, ("a", "c"))):
        made = shelves(tmp_path, names, Health())
        made.open_at(at)
        for put in made.givers():
            first = at * timebase.segment_frames(GRID.rate)
            put(replace(part(0), media_sequence=at, first=first))
            made.done()
        made.write(lambda *_: None, lambda: False)
    counts = {}
    for name in ("a", "c"):
        lines = (tmp_path / name / "parts.jsonl").read_text().splitlines(keepends=True)
        window = read_window(lines)
        gone, counts[name] = window.discontinuities, dict[int, int]()
        for one in window.parts:
            gone += one.discontinuity
            counts[name][one.msn] = gone
    assert counts["c"] == {msn: counts["a"][msn] for msn in counts["c"]}
    assert (counts["a"][100], counts["a"][120], counts["c"][130]) == (0, 2, 3)
