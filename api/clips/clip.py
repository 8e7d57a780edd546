"""A clip somebody brought: what it is, where it stands, what was made of it.

Pure: a frozen value, a table of transitions, the clock an argument. Times are monotonic µs.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path


class State(StrEnum):
    """Where a clip stands."""

    READY = "ready"
    WAITING = "waiting"
    MAKING = "making"
    DONE = "done"
    FAILED = "failed"


class Step(StrEnum):
    """What may be done with it."""

    DRESS = "dress"
    BEGIN = "begin"
    FINISH = "finish"
    FAIL = "fail"
    CANCEL = "cancel"


_NEXT = {
    (State.READY, Step.DRESS): State.WAITING,
    (State.DONE, Step.DRESS): State.WAITING,
    (State.FAILED, Step.DRESS): State.WAITING,
    (State.WAITING, Step.BEGIN): State.MAKING,
    (State.MAKING, Step.FINISH): State.DONE,
    (State.MAKING, Step.FAIL): State.FAILED,
    (State.WAITING, Step.CANCEL): State.READY,
    (State.MAKING, Step.CANCEL): State.READY,
}
_SAID = {
    State.WAITING: "it waits to be made; cancel that first",
    State.MAKING: "it is being made; cancel that first",
    State.READY: "it is not being made",
    State.DONE: "it has been made",
    State.FAILED: "it is being made no longer",
}


class ClipError(Exception):
    """What was asked of a clip cannot be: a stable code, and a sentence for people."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was brought: the upright size in pixels, seconds, pictures, bytes.

    `rate` is what it will be made at; no duration where the file does not say.
    """

    width: int
    height: int
    rate: Fraction
    duration: Fraction | None
    frames: int
    has_sound: bool
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came out: its size in pixels, seconds of media and of making, bytes of the MP4."""

    width: int
    height: int
    frames: int
    media_s: float
    wall_s: float
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A clip. `done` of `total` frames are made since `since`, when it came to its state."""

    id: str
    name: str
    folder: Path
    source: Source
    since: int
    state: State = State.READY
    done: int = 0
    total: int = 0
    made: Made | None = None
    problem: ClipError | None = None

    @property
    def stem(self) -> str:
        """Its name without the suffix."""
        return Path(self.name).stem or "clip"

    def after(self, step: Step, now: int) -> "Clip":
        """The clip after a step; ClipError where its state does not have that."""
        state = _NEXT.get((self.state, step))
        if state is None:
            raise ClipError("clip_busy", _SAID[self.state])
        return replace(self, state=state, since=now, done=0, problem=None, made=None)

    def finished(self, made: Made, now: int) -> "Clip":
        """It was made."""
        return replace(self.after(Step.FINISH, now), made=made)

    def failed(self, problem: ClipError, now: int) -> "Clip":
        """It could not be made."""
        return replace(self.after(Step.FAIL, now), problem=problem)

    def seconds(self, now: int) -> float:
        """How long it has been in its state."""
        return (now - self.since) / 1_000_000
