"""`make bench`: runs the rows, prints them as they come; fails when a bound is not kept.

Named modules are run alone: `python -m bench onair latency`.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import (
    channels,
    chat,
    clock_reading,
    demo,
    encode,
    feeds,
    first_picture,
    graphics,
    keying,
    latency,
    onair,
    payload,
    picks,
    quality,
)
from bench.command import CLIP, PEER
from bench.row import Row

_ALONE = {
    "keying": keying.rows,
    "graphics": graphics.rows,
    "demo": demo.rows,
    "onair": onair.rows,
    "channels": channels.rows,
    "payload": payload.rows,
    "first_picture": first_picture.rows,
    "picks": picks.rows,
    "chat": chat.rows,
    "latency": latency.rows,
    "feeds": feeds.rows,
    "clock_reading": clock_reading.rows,
}
_BESIDE_PEER = {"quality": quality.rows, "encode": encode.rows}


def main(named: Sequence[str]) -> int:
    """Run what the machine has the material for, of the modules named or of all."""
    unknown = set(named) - _ALONE.keys() - _BESIDE_PEER.keys()
    if unknown:
        known = ", ".join([*_ALONE, *_BESIDE_PEER])
        print(f"no such rows: {', '.join(sorted(unknown))}; there are {known}", file=sys.stderr)
        return 2
    is_kept = True
    for row in _rows(named or [*_ALONE, *_BESIDE_PEER]):
        print(row, flush=True)
        is_kept = is_kept and row.is_kept
    return 0 if is_kept else 1


def _rows(named: Sequence[str]) -> Iterator[Row]:
    for name, rows in _ALONE.items():
        if name in named:
            yield from rows()
    for name, measured in _BESIDE_PEER.items():
        if name not in named:
            continue
        if not (CLIP.exists() and PEER.exists()):
            print(f"skip {name}: needs {CLIP.name} and {PEER.name} in ../shared")
            continue
        with tempfile.TemporaryDirectory() as folder:
            yield from measured(Path(folder))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
