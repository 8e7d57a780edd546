"""Show events of a job: from a facts file or from an earlier show's log, in the order of frames."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

from engine import timebase
from engine.errors import ShowLogError
from engine.show_log import ShowEvent, read_lines
from feeds.codec import TYPES, CodedFactError, decode_fact, encode_fact
from feeds.fact import Fact

VERSION = 1
STARTED = "program_started"
SLATE = "slate_shown"
JUMPED = "content_time_jumped"
TIMED = "timing_set"
CUT = "source_cut"
OFFSET = "offset_set"
TAKEN = "graphic_taken"
CLEARED = "graphic_cleared"
CHANGED = "graphic_changed"
STEPPED = "graphic_stepped"
OVERLAY = "overlay_set"
PLANNED = "rundown_set"
SKIPPED = "cue_skipped"
PRESET = "preset_shed"
RUNG = "rung_turned"
HEARD = "fact_heard"
LED = "lead_set"
ANSWERED = "question_answered"
HELD = "override_set"
RELEASED = "override_released"
HASHED = "frames_hashed"
COMPOSED = "frames_composed"
APPLIED = "change_applied"
ENGINE = "engine"
"""Who acts where neither people nor feeds did."""
_OURS = (STARTED, SLATE, JUMPED)


class Events(Protocol):
    """Events to come, by frame."""

    def until(self, number: int) -> list[ShowEvent]:
        """The events not given yet whose frame is at most `number`; their sequence is not set."""


class Script:
    """Events from an ordered iterable, one held in hand. Frames may not fall."""

    def __init__(self, events: Iterable[ShowEvent]) -> None:
        self._events = iter(events)
        self._next = next(self._events, None)

    def until(self, number: int) -> list[ShowEvent]:
        """The events not given yet whose frame is at most `number`."""
        due = []
        while self._next is not None and self._next.frame <= number:
            due.append(self._next)
            self._next = next(self._events, None)
        return due


def from_facts(
    facts: Iterable[Fact], *, rate: Fraction, first_frame: int, lateness: int
) -> Iterator[ShowEvent]:
    """A show event a fact, known `lateness` µs after the file says it was received."""
    for fact in facts:
        arrival = fact.received + lateness
        yield ShowEvent(
            sequence=-1,
            frame=max(first_frame, timebase.frame_at(arrival, rate)),
            event_time=fact.event_time,
            arrival=arrival,
            actor=fact.provider or "facts",
            payload=encode_fact(fact),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What a log says of how its programme began. Times are µs."""

    rate: Fraction
    first_frame: int
    distance: int
    latency: int


def started_payload(started: Started) -> dict[str, Any]:
    """The coded form of a programme's beginning."""
    return {
        "type": STARTED,
        "v": VERSION,
        "rate": f"{started.rate.numerator}/{started.rate.denominator}",
        "first_frame": started.first_frame,
        "distance_us": started.distance,
        "latency_us": started.latency,
    }


def read_started(path: Path) -> Started:
    """How the programme of a JSON Lines log began; ShowLogError where it does not say."""
    first = next(read_lines(path), None)
    coded = first.payload if first is not None else {}
    if coded.get("type") != STARTED:
        coded = {}
    try:
        started = Started(
            rate=Fraction(coded["rate"]),
            first_frame=int(coded["first_frame"]),
            distance=int(coded["distance_us"]),
            latency=int(coded["latency_us"]),
        )
        _check_boundary(started)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise ShowLogError(
            f"{path}:1: does not say how the programme began; use a log written by --log"
        ) from error
    return started


def _check_boundary(started: Started) -> None:
    """A programme begins on a segment boundary of a rate we have."""
    segment = timebase.segment_frames(started.rate)
    if started.first_frame < 0 or started.first_frame % segment:
        raise ValueError(started.first_frame)


def from_log(path: Path, without: str = "") -> Iterator[ShowEvent]:
    """The events of a log but those every job writes itself; ShowLogError at a bad one.

    Those of the type `without` are left out as well.
    """
    frame = 0
    for event in read_lines(path):
        if event.frame < frame:
            raise ShowLogError(
                f"{path}: event {event.sequence} is of an earlier frame than the one before it; "
                "use a log as it was written"
            )
        frame = event.frame
        if event.payload["type"] not in (*_OURS, without):
            yield event


def check_log(path: Path) -> None:
    """Read a whole log; ShowLogError at the first event that cannot be played."""
    for event in from_log(path):
        fact_of(event)


def heard_of(event: ShowEvent) -> Fact | None:
    """The fact that an event says was heard of a feed and not taken; None where it says no such."""
    if event.payload["type"] != HEARD:
        return None
    try:
        return decode_fact(event.payload.get("fact"))
    except CodedFactError:
        return None


def fact_of(event: ShowEvent) -> Fact | None:
    """The fact an event carries; None where it is of a kind unknown here (such are kept)."""
    if event.payload["type"] not in TYPES:
        return None
    try:
        return decode_fact(event.payload)
    except CodedFactError as error:
        raise ShowLogError(
            f"event {event.sequence}: {error}; use a log written by --log"
        ) from error
