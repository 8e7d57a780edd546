"""Predictions: questions with outcomes, from open to resolved; a fold of show events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from engine.show_log import ShowEvent
from feeds import event_time

OPENED = "prediction_opened"
LOCKED = "prediction_locked"
RESOLVED = "prediction_resolved"
UNRESOLVED = "prediction_unresolved"
VOIDED = "prediction_voided"
TYPES = (OPENED, LOCKED, RESOLVED, UNRESOLVED, VOIDED)


class Stage(StrEnum):
    """How far a prediction is."""

    OPEN = "open"
    LOCKED = "locked"
    RESOLVED = "resolved"
    VOIDED = "voided"


class Mode(StrEnum):
    """What counts as in time.

    By the server's clock; by the picture the viewer sees; or by that, and by the latest media the
    viewer was given.
    """

    WALL = "wall"
    MEDIA = "media"
    FRONTIER = "frontier"


# From which stage which event leads where. What is resolved may be resolved anew, or be open to
# doubt again: VAR.
_STEPS = {
    (Stage.OPEN, LOCKED): Stage.LOCKED,
    (Stage.LOCKED, RESOLVED): Stage.RESOLVED,
    (Stage.RESOLVED, RESOLVED): Stage.RESOLVED,
    (Stage.RESOLVED, UNRESOLVED): Stage.LOCKED,
    (Stage.OPEN, VOIDED): Stage.VOIDED,
    (Stage.LOCKED, VOIDED): Stage.VOIDED,
    (Stage.RESOLVED, VOIDED): Stage.VOIDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An outcome: its id, its title, and which fact makes it come true, if a fact does."""

    id: str
    title: str
    when: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """One prediction as its events so far have it.

    `sequence` is that of the event that opened it, `changed` that of the last that changed it.
    Times are µs of programme time: of the first picture on which it is open, and from which picks
    come too late (None: not known yet). `outcome` and `fact` are how it was resolved, the fact by
    its id where a fact did it.
    """

    id: str
    sequence: int
    changed: int
    question: str
    outcomes: tuple[Choice, ...]
    mode: Mode
    opens_at: int
    stage: Stage = Stage.OPEN
    locks_at: int | None = None
    locked: int | None = None
    outcome: str | None = None
    fact: str | None = None

    def may(self, kind: str) -> bool:
        """Whether an event of this type may come next."""
        return (self.stage, kind) in _STEPS

    def after(self, event: ShowEvent) -> Self:
        """The prediction after an event of its own; what may not come now changes nothing."""
        coded, kind = event.payload, str(event.payload["type"])
        if not self.may(kind):
            return self
        changed = replace(self, stage=_STEPS[self.stage, kind], changed=event.sequence)
        if kind == LOCKED:
            at = event_time.from_iso(coded["program_time"])
            return replace(changed, locks_at=at, locked=event.arrival)
        if kind == RESOLVED:
            return replace(changed, outcome=str(coded["outcome"]), fact=coded.get("fact"))
        return replace(changed, outcome=None, fact=None)


@dataclass(frozen=True, slots=True)
class Predictions:
    """All predictions of a log, in the order they were opened."""

    by_id: Mapping[str, Prediction] = field(default_factory=dict)

    @classmethod
    def of(cls, history: Iterable[ShowEvent]) -> Self:
        """What a log says of them."""
        found = cls()
        for event in history:
            found = found.after(event)
        return found

    def after(self, event: ShowEvent) -> Self:
        """The predictions after one more event of any kind."""
        kind, name = event.payload["type"], str(event.payload.get("prediction"))
        if kind not in TYPES:
            return self
        known = self.by_id.get(name)
        if known is not None:
            return type(self)({**self.by_id, name: known.after(event)})
        return type(self)({**self.by_id, name: _opened(name, event)}) if kind == OPENED else self


def payload(kind: str, name: str, program_time: int) -> dict[str, Any]:
    """The coded form of an event of a prediction, on the picture of a programme time (µs)."""
    at = event_time.to_iso(program_time)
    return {"type": kind, "v": 1, "prediction": name, "program_time": at}


def _opened(name: str, event: ShowEvent) -> Prediction:
    coded = event.payload
    locks_at = coded.get("locks_at")
    return Prediction(
        id=name,
        sequence=event.sequence,
        changed=event.sequence,
        question=str(coded["question"]),
        outcomes=tuple(
            Choice(id=str(one["id"]), title=str(one["title"]), when=one.get("when"))
            for one in coded["outcomes"]
        ),
        mode=Mode(coded["mode"]),
        opens_at=event_time.from_iso(coded["program_time"]),
        locks_at=None if locks_at is None else event_time.from_iso(locks_at),
    )
