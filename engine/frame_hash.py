"""The programme's hash: what every viewer would see, before encoding."""

import hashlib
from collections.abc import Callable

from engine.crew import Crew
from engine.ffmpeg import picture
from engine.handoff import Handoff

_HELD_FRAMES = 6


class FrameHash:
    """SHA-256 over the keyed frames in order, for each the rungs in ladder order, Y, U, V."""

    def __init__(self, crew: Crew, rungs: int) -> None:
        self._sha = hashlib.sha256()
        self._handoffs: list[Handoff[bytes]] = [crew.handoff(_HELD_FRAMES) for _ in range(rungs)]

    def put(self, rung: int, handle: picture.Handle) -> None:
        """Take a rung's keyed frame."""
        held = b"".join(plane.tobytes() for plane in picture.planes(handle))
        self._handoffs[rung].put(held)

    def skip(self, rung: int) -> None:
        """A rung has nothing to show of a frame."""
        self._handoffs[rung].put(b"")

    def end(self, rung: int) -> None:
        """The rung has no more frames."""
        self._handoffs[rung].end()

    def run(self) -> None:
        """Hash until all rungs have ended."""
        for frames in zip(*self._handoffs, strict=True):
            for frame in frames:
                self._sha.update(frame)

    def run_by_segment(self, first: int, frames: int, report: Callable[[int, str], None]) -> None:
        """Hash until all rungs have ended, each segment by itself; `first` begins one.

        `report` is told the number of the segment's first frame and the hash of all its frames.
        """
        for place, shown in enumerate(zip(*self._handoffs, strict=True), start=1):
            for frame in shown:
                self._sha.update(frame)
            if place % frames == 0:
                report(first + place - frames, self._sha.hexdigest())
                self._sha = hashlib.sha256()

    def hexdigest(self) -> str:
        """The hash of all frames so far."""
        return self._sha.hexdigest()
