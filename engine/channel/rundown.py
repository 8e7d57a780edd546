"""The rundown: the ordered plan of cues, each a graphic with its words and what sets it off.

A fold of the show log: what was planned, which cues have been taken, by which facts.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

from engine.channel import events
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS

MOST = 200
_VERSIONS = 20
_SPELLS = 8

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a cue: when it came on air last (event time, µs) and how late (µs).

    `facts` are those that set it off, `skipped` is why it did not come the last time, which was at
    `skipped_at`.
    """

    at: int | None = None
    late: int = 0
    facts: frozenset[str] = frozenset()
    skipped: str = ""
    skipped_at: int | None = None

    @property
    def settled(self) -> int | None:
        """When it came or was skipped last."""
        return max((at for at in (self.at, self.skipped_at) if at is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """From `at` to `until` (µs; None where it stays) a graphic bears a cue's words, "" none's.

    `fact` is what set that cue off.
    """

    at: int
    cue: str = ""
    fact: str = ""
    until: int | None = None
    is_clear: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rundown:
    """The cues in order; `version` is the sequence of the event that set them, 0 before any.

    `armed` says since when (event time, µs) each cue is as it is. `last` is the one that was taken
    last of those taken by hand. `before` are the versions an undo goes back to, `undone` those a
    redo goes on to, the nearest last. `spells` are the last ones of each graphic.
    """

    cues: tuple[Cue, ...] = ()
    version: int = 0
    fates: Mapping[str, Fate] = field(default_factory=dict)
    armed: Mapping[str, int] = field(default_factory=dict)
    last: str = ""
    before: tuple[tuple[Cue, ...], ...] = ()
    undone: tuple[tuple[Cue, ...], ...] = ()
    spells: Mapping[str, tuple[Spell, ...]] = field(default_factory=dict)

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

    def fate(self, name: str) -> Fate:
        """What became of that cue."""
        return self.fates.get(name, Fate())

    @property
    def next(self) -> Cue | None:
        """The next one to be taken by hand, after the last that was."""
        ids = [cue.id for cue in self.cues]
        begin = ids.index(self.last) + 1 if self.last in ids else 0
        return next((cue for cue in self.cues[begin:] if cue.trigger.when == "hand"), None)

    def bears(self, graphic: str, at: int | None = None) -> str:
        """The cue whose words a graphic bears at event time `at` (µs), or as planned; "" none's."""
        spells = [s for s in self.spells.get(graphic, ()) if at is None or s.at <= at]
        return spells[-1].cue if spells else ""

    def left(self, cue: Cue) -> int | None:
        """When that cue leaves by itself or was cleared (µs); None while neither is known."""
        spells = self.spells.get(cue.graphic, ())
        places = [place for place, one in enumerate(spells) if one.cue == cue.id]
        if not places:
            return None
        spell, then = spells[places[-1]], spells[places[-1] + 1 :]
        if then and (spell.until is None or then[0].at < spell.until):
            return then[0].at if then[0].is_clear else None
        return spell.until

    def after(self, event: ShowEvent, visible: int) -> Self:
        """The rundown after one more event of any kind, which shows from `visible` (µs) on."""
        payload = event.payload
        match payload["type"]:
            case events.PLANNED:
                return self._planned(event, visible)
            case events.TAKEN:
                return self._taken(payload, visible)
            case events.CLEARED:
                return self._with(str(payload.get("graphic")), Spell(at=visible, is_clear=True))
            case events.SKIPPED:
                name = str(payload.get("cue"))
                fate = replace(
                    self.fate(name),
                    skipped=str(payload.get("reason")),
                    skipped_at=visible,
                    facts=self.fate(name).facts | _facts(payload),
                )
                return replace(self, fates={**self.fates, name: fate})
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
        before, undone = (*self.before, self.cues)[-_VERSIONS:], self.undone[:-1]
        if event.payload.get("undoes"):
            before, undone = self.before[:-1], (*self.undone, self.cues)[-_VERSIONS:]
        elif not event.payload.get("redoes"):
            undone = ()
        return replace(
            self,
            cues=cues,
            version=event.sequence,
            fates={name: fate for name, fate in self.fates.items() if name in same},
            armed={cue.id: self.armed[cue.id] if cue.id in same else visible for cue in cues},
            last=self._last_of({cue.id for cue in cues}),
            before=before,
            undone=undone,
        )

    def _last_of(self, names: Container[str]) -> str:
        """The last one taken by hand, or the nearest before it that there still is."""
        ids = [cue.id for cue in self.cues]
        reached = ids[: ids.index(self.last) + 1] if self.last in ids else []
        return next((name for name in reversed(reached) if name in names), "")

    def _taken(self, payload: Mapping[str, Any], visible: int) -> Self:
        name = str(payload.get("cue") or "")
        given = str(dict(payload.get("fields") or {}).get("seconds") or "")
        until = visible + int(given) * MICROSECONDS if given.isdecimal() else None
        spell = Spell(at=visible, cue=name, fact=str(payload.get("fact") or ""), until=until)
        found = self._with(str(payload.get("graphic")), spell)
        if not name:
            return found
        facts = self.fate(name).facts | _facts(payload)
        fate = Fate(at=visible, late=int(payload.get("late_us", 0)), facts=facts)
        cue = self.cue(name)
        is_by_hand = cue is not None and cue.trigger.when == "hand"
        last = name if is_by_hand else self.last
        return replace(found, fates={**self.fates, name: fate}, last=last)

    def _with(self, graphic: str, spell: Spell) -> Self:
        """One more spell of a graphic, in the order in which they show."""
        spells = sorted((*self.spells.get(graphic, ()), spell), key=lambda one: one.at)
        return replace(self, spells={**self.spells, graphic: tuple(spells[-_SPELLS:])})


def _facts(payload: Mapping[str, Any]) -> frozenset[str]:
    """The fact an event came of."""
    return frozenset({str(payload["fact"])} if payload.get("fact") else ())


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
