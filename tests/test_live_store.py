"""The live store: numbering over restarts, what is forgotten, and what a full disk does."""

from fractions import Fraction
from pathlib import Path

import pytest

from engine.errors import StoreError
from engine.live_store import Header, LiveQueue, LiveShelf, discard, segments_in
from engine.playlist import Live, media
from engine.segment import AudioGrid, Grid, Part, VideoGrid
from engine.window import IndexedPart, Track, Window, read_window, track
from tests.playlist_media_rules import check_media

RATE = Fraction(25)
GRID = VideoGrid(rate=RATE)
TRACK = track("48p", "video", "avc1.64001f", GRID, (64, 48))


def shelf(folder: Path, kept: int = 100, header: bytes = b"header", of: Track = TRACK) -> LiveShelf:
    grid: Grid = GRID if of.kind == "video" else AudioGrid(rate=RATE)
    return LiveShelf(folder, of, header, grid=grid, kept=kept)


def part(msn: int, index: int, payload: bytes = b"media") -> Part:
    return Part(
        payload=payload,
        media_sequence=msn,
        index=index,
        first=msn * 48 + index * 8,
        frames=8,
        duration=8000,
        is_independent=index == 0,
    )


def segment(msn: int, parts: int = 6) -> list[Part]:
    return [part(msn, index) for index in range(parts)]


def window(folder: Path) -> Window:
    return read_window((folder / "parts.jsonl").read_text().splitlines(keepends=True))


def put_all(target: LiveShelf, parts: list[Part]) -> None:
    for one in parts:
        target.put(one)


def kinds(parts: tuple[IndexedPart, ...]) -> str:
    """A letter a part: k kept, g gap; a bar before a discontinuity."""
    return "".join(("|" if p.discontinuity else "") + ("k" if p.length else "g") for p in parts)


def test_parts_stand_behind_each_other(tmp_path: Path) -> None:
    target = shelf(tmp_path)
    target.open_at(10)
    target.put(part(10, 0, b"one"))
    target.put(part(10, 1, b"three"))
    assert (tmp_path / "10.m4s").read_bytes() == b"onethree"
    assert [(p.offset, p.length) for p in window(tmp_path).parts] == [(0, 3), (3, 5)]
    assert target.next_number == 10 * 48 + 16


@pytest.mark.parametrize(
    ("left", "reopened", "found"),
    [
        pytest.param(segment(10), 11, "kkkkkk|k", id="nothing-missed"),
        pytest.param(segment(10, 2), 11, "kkgggg|k", id="a-segment-cut-short"),
        pytest.param(segment(10), 13, "kkkkkkgggggggggggg|k", id="numbers-missed-are-gaps"),
        pytest.param(segment(10, 2), 12, "kkgggggggggg|k", id="cut-short-and-numbers-missed"),
    ],
)
def test_a_restart_goes_on_in_the_numbering(
    tmp_path: Path, left: list[Part], reopened: int, found: str
) -> None:
    first = shelf(tmp_path)
    first.open_at(4)
    for msn in range(4, 10):
        put_all(first, segment(msn))
    put_all(first, left)
    second = shelf(tmp_path)
    assert second.next_number == left[-1].first + 8
    second.open_at(reopened)
    second.put(part(reopened, 0))
    read = window(tmp_path)
    assert kinds(read.parts[36:]) == found
    assert [number for number, _ in read.segments()] == list(range(4, reopened + 1))
    assert check_media(media(read, Live())) == []


def test_missed_sound_is_gaps_in_its_own_grid(tmp_path: Path) -> None:
    grid = AudioGrid(rate=RATE)
    of = track("audio", "audio", "mp4a.40.2", grid)
    first = shelf(tmp_path, of=of)
    first.open_at(10)
    first.put(
        Part(
            payload=b"sound",
            media_sequence=10,
            index=0,
            first=grid.first_of(10),
            frames=15,
            duration=15 * 1024,
            is_independent=True,
        )
    )
    second = shelf(tmp_path, of=of)
    second.open_at(12)
    gaps = [p for p in window(tmp_path).parts if p.msn == 11]
    assert [p.part for p in gaps] == [0, 1, 2, 3, 4, 5]
    assert sum(p.duration for p in gaps) == 90 * 1024


def test_after_a_long_absence_nothing_is_left_of_before(tmp_path: Path) -> None:
    first = shelf(tmp_path, kept=4)
    first.open_at(10)
    put_all(first, segment(10))
    second = shelf(tmp_path, kept=4)
    second.open_at(1_000_000)
    put_all(second, segment(1_000_000))
    assert kinds(window(tmp_path).parts) == "|kkkkkk"


def test_a_discontinuity_is_a_segment_s_even_when_its_parts_are_lost(tmp_path: Path) -> None:
    first = shelf(tmp_path)
    first.open_at(10)
    put_all(first, segment(10))
    second = shelf(tmp_path)
    second.open_at(11)
    put_all(second, [part(11, 0, b""), part(11, 1, b""), part(11, 2), part(12, 0)])
    assert kinds(window(tmp_path).parts) == "kkkkkk|ggkk"


def test_what_a_shelf_wrote_is_discarded_and_no_more(tmp_path: Path) -> None:
    first = shelf(tmp_path / "48p")
    first.open_at(10)
    put_all(first, segment(10))
    (tmp_path / "48p" / "notes.txt").write_text("kept")
    discard(tmp_path / "48p")
    assert [path.name for path in (tmp_path / "48p").iterdir()] == ["notes.txt"]
    (tmp_path / "48p" / "notes.txt").unlink()
    discard(tmp_path / "48p")
    assert not (tmp_path / "48p").exists()


def test_another_header_is_no_discontinuity(tmp_path: Path) -> None:
    target = shelf(tmp_path)
    target.open_at(10)
    put_all(target, segment(10))
    target.put(Header(payload=b"other", media_sequence=11))
    put_all(target, segment(11, 1))
    target.put(Header(payload=b"other", media_sequence=12))
    put_all(target, segment(12, 1))
    parts = window(tmp_path).parts
    assert [p.map for p in parts[5:]] == ["init.mp4", "init-11.mp4", "init-11.mp4"]
    assert kinds(parts) == "kkkkkkkk"
    assert (tmp_path / "init-11.mp4").read_bytes() == b"other"


def test_a_track_of_another_kind_starts_anew(tmp_path: Path) -> None:
    first = shelf(tmp_path)
    first.open_at(10)
    put_all(first, segment(10))
    other = track("48p", "video", "avc1.64001f", VideoGrid(rate=Fraction(50)), (64, 48))
    assert shelf(tmp_path, of=other).next_number == 0


def test_the_old_goes_and_its_discontinuities_are_counted(tmp_path: Path) -> None:
    first = shelf(tmp_path, kept=4)
    first.open_at(10)
    put_all(first, segment(10))
    second = shelf(tmp_path, kept=4)
    second.open_at(11)
    for msn in range(11, 51):
        put_all(second, segment(msn))
    read = window(tmp_path)
    assert read.discontinuities == 1
    assert kinds(read.parts).count("|") == 0
    assert len(read.segments()) <= 9
    files = {int(path.stem) for path in tmp_path.glob("*.m4s")}
    assert {msn for msn, _ in read.segments()} <= files
    assert len(files) <= 55


def test_what_cannot_be_written_is_a_gap_and_the_rest_goes_on(tmp_path: Path) -> None:
    target = shelf(tmp_path)
    target.open_at(10)
    put_all(target, segment(10, 2))
    (tmp_path / "11.m4s").mkdir()
    with pytest.raises(StoreError, match="the programme goes on"):
        target.put(part(11, 0))
    (tmp_path / "11.m4s").rmdir()
    put_all(target, segment(12, 1))
    assert kinds(window(tmp_path).parts) == "kkgk"


def test_lines_that_could_not_be_written_follow_later(tmp_path: Path) -> None:
    target = shelf(tmp_path)
    target.open_at(10)
    index = tmp_path / "parts.jsonl"
    held = index.read_bytes()
    index.unlink()
    index.mkdir()
    put_all(target, segment(10, 3))
    index.rmdir()
    index.write_bytes(held)
    target.put(part(10, 3))
    assert kinds(window(tmp_path).parts) == "kkkk"


def test_a_torn_write_is_cut_off(tmp_path: Path) -> None:
    target = shelf(tmp_path)
    target.open_at(10)
    target.put(part(10, 0))
    with (tmp_path / "parts.jsonl").open("ab") as index:
        index.write(b'{"msn":10,"pa')
    target.put(part(10, 1))
    assert kinds(window(tmp_path).parts) == "kk"


def test_ended_and_gone_on(tmp_path: Path) -> None:
    target = shelf(tmp_path)
    target.open_at(10)
    put_all(target, segment(10))
    target.end()
    assert window(tmp_path).is_ended
    again = shelf(tmp_path)
    again.open_at(11)
    put_all(again, segment(11))
    assert not window(tmp_path).is_ended


def test_a_full_queue_gives_up_the_oldest_and_never_waits(tmp_path: Path) -> None:
    target, queue = shelf(tmp_path), LiveQueue(1, 1.0)
    target.open_at(10)
    for one in segment(10):
        queue.put(target, one)
    queue.end()
    assert queue.losses() == 2
    assert queue.losses() == 0
    for taken, item in queue:
        taken.put(item)
    assert kinds(window(tmp_path).parts) == "ggkkkk"


@pytest.mark.parametrize(
    ("micros", "segments"),
    [
        pytest.param(0, 6, id="never-less-than-six"),
        pytest.param(600_000_000, 313, id="ten-minutes"),
    ],
)
def test_how_many_segments_a_window_holds(micros: int, segments: int) -> None:
    assert segments_in(micros, TRACK) == segments
