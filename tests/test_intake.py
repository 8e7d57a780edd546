"""What a body may be, and what becomes of one that may not."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.clips.clip import ClipError
from api.clips.intake import Bounds, receive

MEBI = 1024 * 1024


async def body(*chunks: bytes, stalls: bool = False) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
    if stalls:
        await asyncio.Event().wait()


def bounds(limit: int = 10 * MEBI, free: int = 10**12) -> Bounds:
    return Bounds(limit=limit, free=lambda _: free, reserve=1000, silent_s=0.05)


@pytest.mark.parametrize(
    "chunks",
    [
        pytest.param([b"a"], id="one"),
        pytest.param([b"", b"ab", b"", b"c"], id="empty-ones-between"),
        pytest.param([bytes(MEBI - 1), b"xy", bytes(3 * MEBI)], id="across-blocks"),
    ],
)
def test_a_body_is_written_as_it_is(tmp_path: Path, chunks: list[bytes]) -> None:
    path = tmp_path / "body"
    received = asyncio.run(receive(body(*chunks), None, path, bounds()))
    assert path.read_bytes() == b"".join(chunks)
    assert received == path.stat().st_size


class Unread:
    """A body nobody may read."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        raise AssertionError("it was read")


@pytest.mark.parametrize(
    ("promised", "free", "code"),
    [
        pytest.param(10 * MEBI + 1, 10**12, "clip_too_large", id="over-the-limit"),
        pytest.param(5000, 5999, "no_room", id="more-than-there-is-room-for"),
        pytest.param(None, 999, "no_room", id="a-full-disk"),
    ],
)
def test_what_is_known_beforehand_is_refused_unread(
    tmp_path: Path, promised: int | None, free: int, code: str
) -> None:
    with pytest.raises(ClipError) as refused:
        asyncio.run(receive(Unread(), promised, tmp_path / "body", bounds(free=free)))
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("chunks", "stalls", "code"),
    [
        pytest.param([bytes(MEBI)] * 11, False, "clip_too_large", id="a-lie"),
        pytest.param([], False, "not_a_clip", id="nothing"),
        pytest.param([b"a"], True, "upload_stalled", id="stands-still"),
    ],
)
def test_what_shows_on_the_way(
    tmp_path: Path, chunks: list[bytes], code: str, *, stalls: bool
) -> None:
    with pytest.raises(ClipError) as refused:
        asyncio.run(receive(body(*chunks, stalls=stalls), None, tmp_path / "body", bounds()))
    assert refused.value.code == code
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 10 * MEBI


def test_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    with pytest.raises(ClipError, match="cannot keep the file: is a directory") as refused:
        asyncio.run(receive(body(b"a"), None, tmp_path, bounds()))
    assert refused.value.code == "no_room"
