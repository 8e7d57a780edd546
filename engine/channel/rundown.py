"""The rundown: the ordered plan of cues, each a graphic with its words and what sets it off.

A fold of the show log: what was planned, which cues have been taken, by which facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

from engine.channel import events
from engine.show_log import ShowEvent

MOST = 200
_VERSIONS = 20

type Coded = dict[str, Any]
type When = Literal["hand", "program_time", "clock", "fact", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What sets a cue off.

    `at` (µs) is the programme time or the reading of the match clock, in `period` where one is
    named. `fact` is what a fact must say. `after` is another cue, `delay` (µs) what passes between
    that one's coming on air, or with `leaves` its going off, and this one.
    """

    when: When = "hand"
    at: int = 0
    period: int | None = None
    fact: Mapping[str, Any] = field(default_factory=dict)
    after: str = ""
    delay: int = 0
    leaves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line of the rundown. `not_over` are the slots in which nothing may stand when it fires."""

    id: str
    name: str
    graphic: str
    fields: Mapping[str, str]
    trigger: Trigger = Trigger()
    not_over: tuple[str, ...] = ()

    @property
    def seconds(self) -> int | None:
        """How long it stands; None until it is cleared."""
        given = self.fields.get("seconds")
        return int(given) if given else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a cue: when it came on air last (event time, µs) and how late (µs).

    `facts` are those that set it off, `skipped` is why it did not come.
    """

    at: int | None = None
    late: int = 0
    facts: frozenset[str] = frozenset()
    skipped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rundown:
    """The cues in order; `version` is the sequence of the event that set them, 0 before any.

    `armed` says since when (event time, µs) each cue is as it is. `before` are the versions an
    undo goes back to, the latest last.
    """

    cues: tuple[Cue, ...] = ()
    version: int = 0
    fates: Mapping[str, Fate] = field(default_factory=dict)
    armed: Mapping[str, int] = field(default_factory=dict)
    last: str = ""
    before: tuple[tuple[Cue, ...], ...] = ()

    @classmethod
    def of(cls, history: Iterable[tuple[ShowEvent, int]]) -> Self:
        """What a log says of it; beside each event from when (event time, µs) it is shown."""
        found = cls()
        for event, visible in history:
            found = found.after(event, visible)
        return found

    def cue(self, name: str) -> Cue | None:
        """The cue of that id."""
        return next((cue for cue in self.cues if cue.id == name), None)

    @property
    def next(self) -> Cue | None:
        """The next one to be taken by hand, after the last that was taken."""
        ids = [cue.id for cue in self.cues]
        begin = ids.index(self.last) + 1 if self.last in ids else 0
        return next((cue for cue in self.cues[begin:] if cue.trigger.when == "hand"), None)

    def after(self, event: ShowEvent, visible: int) -> Self:
        """The rundown after one more event of any kind, which shows from `visible` (µs) on."""
        payload = event.payload
        match payload["type"]:
            case events.PLANNED:
                return self._planned(event, visible)
            case events.TAKEN if payload.get("cue"):
                return self._taken(payload, visible)
            case events.SKIPPED:
                name = str(payload.get("cue"))
                fate = self.fates.get(name, Fate())
                facts = fate.facts | ({str(payload["fact"])} if payload.get("fact") else set())
                skipped = replace(fate, skipped=str(payload.get("reason")), facts=facts)
                return replace(self, fates={**self.fates, name: skipped})
            case _:
                return self

    def _planned(self, event: ShowEvent, visible: int) -> Self:
        cues = tuple(decoded(one) for one in event.payload["cues"])
        old = {cue.id: cue for cue in self.cues}
        same = {
            cue.id
            for cue in cues
            if cue.id in old and old[cue.id].trigger == cue.trigger and cue.id in self.armed
        }
        return replace(
            self,
            cues=cues,
            version=event.sequence,
            fates={name: fate for name, fate in self.fates.items() if name in same},
            armed={cue.id: self.armed[cue.id] if cue.id in same else visible for cue in cues},
            before=(*self.before, self.cues)[-_VERSIONS:],
        )

    def _taken(self, payload: Mapping[str, Any], visible: int) -> Self:
        name = str(payload["cue"])
        fate = self.fates.get(name, Fate())
        facts = fate.facts | ({str(payload["fact"])} if payload.get("fact") else set())
        taken = Fate(at=visible, late=int(payload.get("late_us", 0)), facts=facts)
        return replace(self, fates={**self.fates, name: taken}, last=name)


def coded(cue: Cue) -> Coded:
    """A cue as it is told and logged; times are µs."""
    trigger = cue.trigger
    told: Coded = {"when": trigger.when}
    match trigger.when:
        case "program_time":
            told["at_us"] = trigger.at
        case "clock":
            told |= {"clock_us": trigger.at, "period": trigger.period}
        case "fact":
            told["fact"] = dict(trigger.fact)
        case "after":
            told |= {"cue": trigger.after, "delay_us": trigger.delay, "leaves": trigger.leaves}
        case "hand":
            pass
    return {
        "id": cue.id,
        "name": cue.name,
        "graphic": cue.graphic,
        "fields": dict(cue.fields),
        "trigger": told,
        "not_over": list(cue.not_over),
    }


def decoded(told: Mapping[str, Any]) -> Cue:
    """A cue from its coded form, which was checked when it was logged."""
    return Cue(
        id=str(told["id"]),
        name=str(told["name"]),
        graphic=str(told["graphic"]),
        fields={str(name): str(text) for name, text in told.get("fields", {}).items()},
        trigger=decoded_trigger(told.get("trigger") or {}),
        not_over=tuple(told.get("not_over", ())),
    )


def decoded_trigger(told: Mapping[str, Any]) -> Trigger:
    """What sets a cue off, from its coded form."""
    return Trigger(
        when=told.get("when", "hand"),
        at=told.get("at_us", told.get("clock_us", 0)),
        period=told.get("period"),
        fact=told.get("fact") or {},
        after=told.get("cue", ""),
        delay=told.get("delay_us", 0),
        leaves=bool(told.get("leaves")),
    )
