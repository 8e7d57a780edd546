"""What an index says so far: where bytes stand, and that it is the window the index is."""

from dataclasses import replace

import pytest

from engine.shelf_view import ShelfView, Slice
from engine.window import Window
from tests.windows import PAL, missed, restarted, video


def view_of(window: Window, segments: int = 940) -> ShelfView:
    view = ShelfView(window.track, window.discontinuities, segments)
    view.take(window.parts)
    return view


WINDOW = video(PAL, 4, first=100)
GROWING = replace(WINDOW, parts=WINDOW.parts[:20])


@pytest.mark.parametrize(
    ("msn", "part", "found"),
    [
        pytest.param(100, 0, Slice(name="100.m4s", offset=0, length=28_000), id="first"),
        pytest.param(103, 1, Slice(name="103.m4s", offset=28_000, length=28_000), id="last"),
        pytest.param(103, 2, None, id="hinted"),
        pytest.param(102, 6, None, id="past-the-segment-s-end"),
        pytest.param(99, 0, None, id="before"),
        pytest.param(104, 0, None, id="after"),
    ],
)
def test_parts(msn: int, part: int, found: Slice | None) -> None:
    assert view_of(GROWING).part(msn, part) == found


@pytest.mark.parametrize(
    ("msn", "found"),
    [
        pytest.param(102, Slice(name="102.m4s", offset=0, length=168_000), id="whole"),
        pytest.param(103, None, id="growing"),
        pytest.param(104, None, id="not-begun"),
        pytest.param(99, Slice(name="99.m4s"), id="older-than-the-index"),
    ],
)
def test_segments(msn: int, found: Slice | None) -> None:
    assert view_of(GROWING).segment(msn) == found


def test_gaps_have_no_bytes() -> None:
    view = view_of(missed(WINDOW, 2))
    assert view.segment(102) is None
    assert view.part(102, 3) is None


@pytest.mark.parametrize(
    ("lost", "found"),
    [
        pytest.param(0, [], id="none"),
        pytest.param(1, [(103, 1)], id="one"),
        pytest.param(3, [(103, 1), (103, 0), (102, 5)], id="over-the-segment-s-begin"),
    ],
)
def test_the_last_parts_that_are_lost(lost: int, found: list[tuple[int, int]]) -> None:
    at = len(GROWING.parts) - lost
    gone = tuple(replace(part, length=0) for part in GROWING.parts[at:])
    view = view_of(replace(GROWING, parts=(*GROWING.parts[:at], *gone)))
    assert [(place.media_sequence, place.part) for place in view.lost_last()] == found


def test_a_lost_part_leaves_the_others_of_its_segment() -> None:
    parts = [replace(p, length=0, offset=28_000 * 2) if p.part == 2 else p for p in WINDOW.parts]
    moved = [replace(p, offset=p.offset - 28_000) if p.part > 2 else p for p in parts]
    view = view_of(replace(WINDOW, parts=tuple(moved)))
    assert view.part(101, 2) is None
    assert view.part(101, 3) == Slice(name="101.m4s", offset=56_000, length=28_000)
    assert view.segment(101) == Slice(name="101.m4s", offset=0, length=140_000)


def test_a_segment_cut_short_by_the_end_is_whole() -> None:
    view = view_of(GROWING)
    view.take([None])
    assert view.is_ended
    assert view.segment(103) == Slice(name="103.m4s", offset=0, length=56_000)


def test_an_empty_view() -> None:
    view = ShelfView(WINDOW.track)
    assert view.edge is None
    assert view.segment(1) is None
    assert view.part(1, 0) is None
    assert not view.is_whole
    assert view.window() == Window(WINDOW.track, ())


@pytest.mark.parametrize(("parts", "is_whole"), [(1, False), (5, False), (6, True), (7, True)])
def test_whether_a_segment_is_whole(parts: int, is_whole: bool) -> None:  # noqa: FBT001
    assert view_of(replace(WINDOW, parts=WINDOW.parts[:parts])).is_whole == is_whole


def test_the_window_is_the_index_s() -> None:
    assert view_of(GROWING).window() == GROWING


def test_what_left_the_playlist_long_ago_is_forgotten_but_counted() -> None:
    window = restarted(video(PAL, 40, first=100), 5)
    view = view_of(window, segments=8)
    kept = view.window()
    assert kept.discontinuities == 1
    assert kept.parts == tuple(part for part in window.parts if part.msn >= 140 - 20)
    assert view.segment(119) == Slice(name="119.m4s")
