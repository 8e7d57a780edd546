"""Takes a body of any length to the disk: never whole in memory, within bounds, or not at all."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from api.clips.clip import ClipError

MEGABYTE = 1_000_000
RESERVE = 1024 * MEGABYTE
_BLOCK = 1024 * 1024
_SILENT_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The most a body may have, and what must stay free of the disk, in bytes.

    `free` says how much is free where a path is; a body that says nothing for `silent_s` is given
    up.
    """

    limit: int
    free: Callable[[Path], int]
    reserve: int = RESERVE
    silent_s: float = _SILENT_S

    def check_size(self, size: int) -> None:
        """ClipError where a body of so much is too large."""
        if size > self.limit:
            raise ClipError(
                "clip_too_large",
                f"the file is larger than {self.limit // MEGABYTE} MB; cut it, or raise the limit",
            )

    def check_room(self, more: int, folder: Path) -> None:
        """ClipError where so much more would leave too little free."""
        if self.free(folder) - more < self.reserve:
            raise ClipError("no_room", "the server's disk is nearly full; free space there")


async def receive(
    body: AsyncIterator[bytes], promised: int | None, path: Path, bounds: Bounds
) -> int:
    """Write a body to a new file; return its bytes.

    ClipError where it is too large (by what it promised, before anything of it is read), empty,
    stalls, or finds no room. The caller takes the file away.
    """
    bounds.check_size(promised or 0)
    bounds.check_room(promised or 0, path.parent)
    received, block = 0, bytearray()
    while chunk := await _next(body, bounds.silent_s):
        received += len(chunk)
        bounds.check_size(received)
        block += chunk
        if len(block) >= _BLOCK:
            await asyncio.to_thread(_append, path, bytes(block), bounds)
            block.clear()
    if not received:
        raise ClipError("not_a_clip", "the file is empty; choose another")
    await asyncio.to_thread(_append, path, bytes(block), bounds)
    return received


def _append(path: Path, block: bytes, bounds: Bounds) -> None:
    bounds.check_room(len(block), path.parent)
    try:
        with path.open("ab") as file:
            file.write(block)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ClipError("no_room", f"the server cannot keep the file: {reason}") from error


async def _next(body: AsyncIterator[bytes], within_s: float) -> bytes:
    """What comes next that is not empty; nothing at the end."""
    try:
        async with asyncio.timeout(within_s):
            while True:
                chunk = await anext(body, None)
                if chunk is None or chunk:
                    return chunk or b""
    except TimeoutError:
        raise ClipError("upload_stalled", "nothing came for a minute; send it again") from None
