"""`make bench`: runs the rows, prints them as they come; fails when a bound is not kept."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import (
    channels,
    chat,
    demo,
    encode,
    first_picture,
    keying,
    latency,
    onair,
    payload,
    picks,
    quality,
)
from bench.command import CLIP, PEER
from bench.row import Row


def main() -> int:
    """Run what the machine has the material for."""
    is_kept = True
    for row in _rows():
        print(row, flush=True)
        is_kept = is_kept and row.is_kept
    return 0 if is_kept else 1


def _rows() -> Iterator[Row]:
    for module in (keying, demo, onair, channels, payload, first_picture, picks, chat, latency):
        yield from module.rows()
    if not (CLIP.exists() and PEER.exists()):
        print(f"skip encode and quality: needs {CLIP.name} and {PEER.name} in ../shared")
        return
    for measured in (quality.rows, encode.rows):
        with tempfile.TemporaryDirectory() as folder:
            yield from measured(Path(folder))


if __name__ == "__main__":
    sys.exit(main())
