"""A shelf on a disk that is really full: what it leaves behind, and how it gets out of it."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from engine.errors import StoreError
from engine.live_store import Header, LiveShelf
from engine.playlist import Live, media
from engine.segment import Part, VideoGrid
from engine.window import read_window, track
from tests.playlist_media_rules import check_media
from tests.small_disk import SmallDisk, small_disk

GRID = VideoGrid(rate=Fraction(25))
TRACK = track("48p", "video", "avc1.64001f", GRID, (64, 48))
PAGE = 4096
SIZE = 3000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", 4) as made:
        yield made


def shelf(disk: SmallDisk, kept: int = 6) -> LiveShelf:
    opened = LiveShelf(disk.folder / "48p", TRACK, b"header", grid=GRID, kept=kept)
    opened.open_at(10)
    return opened


def part(msn: int, index: int, size: int = PAGE) -> Part:
    return Part(
        payload=bytes(size),
        media_sequence=msn,
        index=index,
        first=msn * 48 + index * 8,
        frames=8,
        duration=8000,
        is_independent=index == 0,
    )


def put(target: LiveShelf, *segments: int, parts: int = 6) -> None:
    for msn in segments:
        for index in range(parts):
            target.put(part(msn, index))


def kinds(target: LiveShelf) -> str:
    """A letter a part, k kept or g gap, a bar before a break; the playlist keeps the rules."""
    lines = (target.folder / "parts.jsonl").read_text().splitlines(keepends=True)
    window = read_window(lines)
    assert check_media(media(window, Live()), starting=True) == []
    return "".join(("|" if p.discontinuity else "") + "gk"[p.length > 0] for p in window.parts)


def test_a_part_that_does_not_fit_leaves_nothing_behind(disk: SmallDisk) -> None:
    target = shelf(disk)
    for index in range(5):
        target.put(part(10, index, size=SIZE))
    # What is left of the file's last page holds some of the next part, not all.
    disk.fill()
    with pytest.raises(StoreError, match=r"10\.m4s: no space left on device; free space there"):
        target.put(part(10, 5, size=SIZE))
    assert (target.folder / "10.m4s").stat().st_size == 5 * SIZE
    disk.free()
    put(target, 11)
    assert kinds(target) == "kkkkkgkkkkkk"


def test_old_segments_go_also_where_nothing_can_be_written(disk: SmallDisk) -> None:
    target = shelf(disk)
    put(target, *range(10, 70))
    disk.fill()
    lost = 0
    for msn in range(70, 130):
        try:
            put(target, msn, parts=1)
        except StoreError:
            lost += 1
    assert 0 < lost < 30


def test_parts_behind_a_header_that_does_not_fit_are_gaps(disk: SmallDisk) -> None:
    target = shelf(disk)
    put(target, 10)
    disk.fill()
    with pytest.raises(StoreError, match="48p: no space left on device"):
        target.put(Header(payload=b"other", media_sequence=11))
    with pytest.raises(StoreError, match="48p: no space left on device"):
        target.put(part(11, 0))
    disk.free()
    for index in range(1, 6):
        with pytest.raises(StoreError, match="48p: segment 11 lacks its header; free space"):
            target.put(part(11, index))
    put(target, 12)
    assert kinds(target) == "kkkkkkggggggkkkkkk"
    assert (target.folder / "init-11.mp4").read_bytes() == b"other"
