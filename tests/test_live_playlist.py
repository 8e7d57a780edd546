"""The growing live playlist is, after every part, the playlist of the window."""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import ceil

import pytest

from engine import playlist
from engine.live_playlist import Edge, LivePlaylist
from engine.playlist import Live
from engine.segment import Place
from engine.timebase import segment_frames
from engine.window import IndexedPart, Window
from tests.playlist_media_rules import check_media
from tests.playlist_reload_rules import check_reload
from tests.windows import PAL, TRIED_RATES, Make, audio, last_of, missed, restarted, values, video

LOOKED_BACK = 19
"""In segments: more than half a minute."""
OTHERS = (("../audio/index.m3u8", 77, 3),)


def grown(window: Window, segments: int) -> Iterator[tuple[Window, LivePlaylist]]:
    """A window and its growing playlist after each part."""
    growing = LivePlaylist(window.track, window.discontinuities, segments)
    for count, part in enumerate(window.parts, 1):
        growing.push(part)
        yield replace(window, parts=window.parts[:count], is_ended=False), growing


def assert_same(window: Window, growing: LivePlaylist, segments: int) -> None:
    for is_delta in (False, True):
        live = Live(segments=segments, others=OTHERS, is_delta=is_delta)
        assert growing.text(OTHERS, is_delta=is_delta) == playlist.media(window, live)


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
@pytest.mark.parametrize("segments", [1, 7, 12])
def test_the_same_text_after_every_part(rate: Fraction, make: Make, segments: int) -> None:
    window = missed(restarted(make(rate, 16), 4), 9)
    for so_far, growing in grown(replace(window, discontinuities=3), segments):
        assert_same(so_far, growing, segments)


@pytest.mark.parametrize("seed", range(6))
def test_the_same_text_whatever_befell_the_programme(seed: int) -> None:
    window = befallen(video(PAL, 30), random.Random(seed))
    segments = 4 + 3 * seed
    for so_far, growing in grown(window, segments):
        assert_same(so_far, growing, segments)


def befallen(window: Window, chance: random.Random) -> Window:
    """Lost parts, segments cut short, breaks with and without another header."""
    parts: list[IndexedPart] = []
    header = "init.mp4"
    for number, whole in window.segments():
        is_break = chance.random() < 0.2
        if is_break and chance.random() < 0.5:
            header = f"init-{number}.mp4"
        kept = whole[: chance.randint(1, 6)] if chance.random() < 0.2 else whole
        parts += [
            replace(
                part,
                length=0 if chance.random() < 0.1 else part.length,
                discontinuity=is_break and part.part == 0,
                map=header,
            )
            for part in kept
        ]
    return Window(window.track, tuple(parts))


def test_a_playlist_begins_after_a_missing_number() -> None:
    """A programme off the air for longer than its window: what was before is not shown."""
    window = restarted(video(PAL, 20), 2)
    first = window.parts[0].msn
    later = tuple(part for part in window.parts if part.msn not in {first + 7, first + 8})
    for so_far, growing in grown(replace(window, parts=later), 12):
        assert_same(so_far, growing, 12)
    texts = [growing.text() for _, growing in grown(replace(window, parts=later[: 7 * 6 + 8]), 12)]
    assert values(texts[-1], "#EXT-X-MEDIA-SEQUENCE") == [str(first + 9)]
    assert values(texts[-1], "#EXT-X-DISCONTINUITY-SEQUENCE") == ["1"]
    assert check_media(texts[-1], starting=True) == []
    assert check_reload(texts[30], texts[-1]) == []


def test_an_empty_window() -> None:
    growing = LivePlaylist(video(PAL).track)
    assert growing.edge is None
    assert growing.text() == playlist.media(Window(video(PAL).track, ()), Live(segments=940))


@pytest.mark.parametrize("cut", [0, 1, 5], ids=["whole", "a-part-short", "five-parts-short"])
@pytest.mark.parametrize("segments", [6, 12])
def test_the_end_and_going_on_after_it(cut: int, segments: int) -> None:
    window = video(PAL, 12)
    ended = replace(window, parts=window.parts[: len(window.parts) - cut], is_ended=True)
    (*_, (_, growing)) = grown(ended, segments)
    before = growing.text(OTHERS)
    growing.end()
    assert_same(ended, growing, segments)
    assert growing.text().endswith("\n#EXT-X-ENDLIST\n")
    assert "#EXT-X-PRELOAD-HINT" not in growing.text()
    assert "#EXT-X-SKIP" not in growing.text(is_delta=True)
    assert check_media(growing.text()) == []
    assert check_reload(before, growing.text()) == []
    first = video(PAL, 1, first=last_of(ended)[0] + 3).parts[0]
    going_on = replace(first, discontinuity=True)
    growing.push(going_on)
    assert_same(Window(ended.track, (*ended.parts, going_on)), growing, segments)


@pytest.mark.parametrize(
    ("kept", "whole", "following"),
    [
        pytest.param(1, -1, (0, 1), id="first-part"),
        pytest.param(5, -1, (0, 5), id="all-but-one"),
        pytest.param(6, 0, (1, 0), id="a-whole-segment"),
        pytest.param(8, 0, (1, 2), id="in-the-second"),
    ],
)
def test_the_edge(kept: int, whole: int, following: tuple[int, int]) -> None:
    window = video(PAL, 2, first=0)
    (*_, (_, growing)) = grown(replace(window, parts=window.parts[:kept]), 9)
    last, place = window.parts[kept - 1], Place(media_sequence=following[0], part=following[1])
    assert growing.edge == Edge(msn=last.msn, part=last.part, whole=whole, following=place)
    growing.end()
    assert growing.edge == Edge(msn=last.msn, part=last.part, whole=last.msn, following=None)


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_deltas_break_no_rule_and_leave_nothing_out(rate: Fraction, make: Make) -> None:
    window = missed(restarted(make(rate, 40), 12), 20)
    faults, texts = [], []
    for _, growing in grown(window, 25):
        full, delta = growing.text(OTHERS), growing.text(OTHERS, is_delta=True)
        faults += check_media(delta, starting=len(values(full, "#EXTINF")) < 6)
        texts.append((full, delta))
        assert filled_in(full, delta) == full
    for (older, _), (newer, delta) in pairwise(texts):
        faults += [*check_reload(older, newer), *check_reload(older, delta)]
    assert faults == []
    skipped = values(texts[-1][1], "#EXT-X-SKIP")
    stay = ceil(12 * rate / segment_frames(rate))
    assert skipped == [f"SKIPPED-SEGMENTS={len(values(texts[-1][0], '#EXTINF')) - stay}"]


def filled_in(full: str, delta: str) -> str:
    """A delta with what it skips put back from the full playlist."""
    before, skip, after = delta.partition("#EXT-X-SKIP")
    if not skip:
        return delta
    rest = after.partition("\n")[2]
    assert full.startswith(before)
    assert full.endswith(rest)
    put_back = full[len(before) : len(full) - len(rest)]
    count = int(after.partition("=")[2].partition("\n")[0])
    assert put_back.count("#EXTINF:") == count
    return before + put_back + rest


def test_half_an_hour_costs_no_more_than_it_must() -> None:
    """940 segments are listed; the oldest leave as new ones come."""
    window = video(PAL, 942)
    (*_, (_, growing)) = grown(window, 940)
    text = growing.text()
    assert len(values(text, "#EXTINF")) == 940
    assert text == playlist.media(window, Live(segments=940))
    assert len(growing.text(is_delta=True)) < 4_000


def end_of(window: Window, part: IndexedPart) -> int:
    """The programme time at which a part ends, µs rounded up."""
    ticks = part.first * window.track.frame_ticks + part.duration
    return ceil(Fraction(ticks * 1_000_000, window.track.timescale))


def assert_as_it_was(window: Window, segments: int, chance: random.Random) -> None:
    """After every part: what stood at moments before is told as it was told then."""
    told: list[tuple[str, str]] = []
    ends = [end_of(window, part) for part in window.parts]
    for now, (_, growing) in enumerate(grown(window, segments)):
        told.append((growing.text(OTHERS), growing.text(OTHERS, is_delta=True)))
        since = window.parts[now].msn - LOOKED_BACK
        oldest = next(at for at, part in enumerate(window.parts) if part.msn >= since)
        for then in {now, oldest, *chance.choices(range(oldest, now + 1), k=3)}:
            until = ends[then + 1] - 1 if then < now else ends[then] + 10**9
            for moment in (ends[then], until):
                past = growing.at(moment)
                assert (past.text(OTHERS), past.text(OTHERS, is_delta=True)) == told[then]
                assert past.next_due == (ends[then + 1] if then < now else None)
        assert growing.at(ends[oldest] - 1).text() != told[oldest][0]


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
@pytest.mark.parametrize("segments", [1, 12])
def test_what_it_was_a_while_ago(rate: Fraction, make: Make, segments: int) -> None:
    window = replace(missed(restarted(make(rate, 40), 6), 20), discontinuities=3)
    assert_as_it_was(window, segments, random.Random(segments))


@pytest.mark.parametrize("seed", range(6))
def test_what_it_was_whatever_befell_the_programme(seed: int) -> None:
    chance = random.Random(seed)
    assert_as_it_was(befallen(video(PAL, 40), chance), 4 + 3 * seed, chance)


def test_what_it_was_before_a_missing_number() -> None:
    window = video(PAL, 20)
    first = window.parts[0].msn
    later = tuple(part for part in window.parts if part.msn not in {first + 7, first + 8})
    assert_as_it_was(replace(window, parts=later), 12, random.Random(1))


def test_it_had_ended_once_its_last_part_was_due() -> None:
    """And goes on when the part after that is due."""
    window = video(PAL, 4)
    growing = LivePlaylist(window.track)
    for part in window.parts[:15]:
        growing.push(part)
    growing.end()
    last, before = (end_of(window, window.parts[at]) for at in (14, 13))
    ended = growing.text()
    assert ended.endswith("#EXT-X-ENDLIST\n")
    for part in window.parts[18:]:
        growing.push(replace(part, discontinuity=part.part == 0))
    again = end_of(window, window.parts[18])
    assert not growing.at(last - 1).is_ended
    assert growing.at(before).edge != growing.at(last).edge
    for moment in (last, again - 1):
        past = growing.at(moment)
        assert (past.is_ended, past.next_due, past.text()) == (True, again, ended)
    assert not growing.at(again).is_ended


def test_before_its_first_part_there_was_nothing() -> None:
    window = video(PAL, 2)
    (*_, (_, growing)) = grown(window, 9)
    first = end_of(window, window.parts[0])
    past = growing.at(first - 1)
    assert (past.edge, past.there, past.next_due) == (None, None, first)
    assert past.text() == LivePlaylist(window.track).text()


@pytest.mark.parametrize("make", [video, audio], ids=["video", "audio"])
@pytest.mark.parametrize("rate", TRIED_RATES, ids=str)
def test_how_far_there_is_media(rate: Fraction, make: Make) -> None:
    """Until where the last part ends that is no gap, to the frame."""
    window = missed(make(rate, 6), 2)
    last: Fraction | None = None
    for so_far, growing in grown(window, 9):
        part = so_far.parts[-1]
        if part.length:
            frames = part.first + part.duration // window.track.frame_ticks
            last = frames * Fraction(window.track.frame_ticks, window.track.timescale)
        assert last is not None
        assert growing.now().there == last * 1_000_000 // 1


def test_all_gaps_are_no_media() -> None:
    window = missed(video(PAL, 1), 0)
    (*_, (_, growing)) = grown(window, 9)
    assert growing.now().there is None
