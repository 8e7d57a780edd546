"""Firing: which cues of a rundown are due, by the time, the match clock, a fact or another cue."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Any

from engine.channel import events
from engine.channel.rundown import Cue, Rundown
from engine.timebase import MICROSECONDS
from feeds.codec import encode_fact
from feeds.fact import Fact, Retraction
from feeds.state import Clock, GameState
from overlays.catalogue import UnknownGraphicError, known

# A cue for a moment is committed so long (µs) before it, so that it is exact to the frame; one by
# the match clock less long, since the clock may yet be stopped.
AHEAD = MICROSECONDS
CLOCK_AHEAD = 400_000
# What is due within this (µs) is drawn before.
SOON = 5 * MICROSECONDS
SOON_AT_MOST = 3
# Later than this (µs) after its fact a cue is no news.
_NEWS = 60 * MICROSECONDS
# A time gone by so long (µs) is no time to come at once any more: as it is reached, as it is set.
_STALE = 300 * MICROSECONDS
_STALE_WHEN_PLANNED = 5 * MICROSECONDS

type Coded = dict[str, Any]
type Standing = Callable[[int], Container[str]]
"""The slots in which something stands at an event time (µs)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A cue that is due: its event's payload and the event time (µs) it shows from."""

    payload: Coded
    at: int


def taken(cue: Cue, *, late: int = 0, fact: str | None = None) -> Coded:
    """The payload of a cue's graphic taken; `late` µs after the time it was set for."""
    return {
        "type": events.TAKEN,
        "v": events.VERSION,
        "graphic": cue.graphic,
        "fields": dict(cue.fields),
        "cue": cue.id,
        **({"late_us": late} if late else {}),
        **({"fact": fact} if fact else {}),
    }


def in_time(
    plan: Rundown, state: GameState, now: int, behind: int, standing: Standing
) -> Iterator[Due]:
    """What is due at content time `now` (µs) or soon; what is past due comes at once.

    `behind` is programme time less content time.
    """
    for cue in plan.cues:
        due = _due(cue, plan, state, behind)
        ahead = CLOCK_AHEAD if cue.trigger.when == "clock" else AHEAD
        if due is not None and due <= now + ahead:
            yield _timed(plan, cue, due, now, standing)


def following(plan: Rundown, now: int, standing: Standing) -> Iterator[Due]:
    """What is due after another cue, which came or left, at content time `now` (µs) or soon."""
    for cue in plan.cues:
        due = _after(cue, plan)
        if due is not None and due <= now + AHEAD:
            yield _timed(plan, cue, due, now, standing)


def soon(plan: Rundown, state: GameState, now: int, behind: int) -> list[tuple[Cue, int]]:
    """What comes within five seconds, and what is next by hand, each with its event time (µs)."""
    due = [(cue, _due(cue, plan, state, behind)) for cue in plan.cues]
    timed = [(cue, at) for cue, at in due if at is not None and at <= now + SOON]
    by_hand = [(plan.next, now)] if plan.next is not None else []
    return [*sorted(timed, key=lambda one: one[1])[:SOON_AT_MOST], *by_hand]


def after_fact(
    plan: Rundown, fact: Fact, happened: int, known_at: int, standing: Standing
) -> Iterator[Due]:
    """What a fact of event time `happened` sets off, shown from then or from when it is known (µs).

    One fact sets a cue off once. Where it is taken back, what it brought leaves.
    """
    at = max(happened, known_at)
    if known_at - happened > _NEWS:
        return
    if isinstance(fact, Retraction):
        yield from _taken_back(plan, fact.retracts, at)
        return
    said = encode_fact(fact)
    for cue in plan.cues:
        if cue.trigger.when != "fact" or _is_told(plan, cue, fact, at):
            continue
        if all(said.get(key) == value for key, value in cue.trigger.fact.items()):
            yield _coming(cue, at, standing, late=at - happened, fact=fact.id)


def slots(standing: frozenset[str]) -> frozenset[str]:
    """The names of the slots in which those graphics stand."""
    found = set()
    for name in standing:
        try:
            found.add(known(name).slot.name.lower())
        except UnknownGraphicError:
            continue
    return frozenset(found)


def _timed(plan: Rundown, cue: Cue, due: int, now: int, standing: Standing) -> Due:
    """A cue due at a time, at once where that has gone by lately, else skipped."""
    reason = ""
    if now - due > _STALE:
        reason = "its time had long gone by"
    elif due < plan.armed.get(cue.id, 0) - _STALE_WHEN_PLANNED:
        reason = "its time had gone by when it was planned"
    if reason:
        return Due(payload=_skipped(cue, reason, None), at=now)
    return _coming(cue, max(due, now), standing, late=max(0, now - due))


def _coming(
    cue: Cue, at: int, standing: Standing, *, late: int = 0, fact: str | None = None
) -> Due:
    """A cue that comes, or does not as something stands where nothing may."""
    over = None
    if cue.not_over:
        there = standing(at)
        over = next((slot for slot in cue.not_over if slot in there), None)
    if over is not None:
        skipped = _skipped(cue, f"something stands in {over}", fact)
        return Due(payload={**skipped, "over": over}, at=at)
    return Due(payload=taken(cue, late=late, fact=fact), at=at)


def _is_told(plan: Rundown, cue: Cue, fact: Fact, at: int) -> bool:
    """Whether a cue was set off by a fact already, or was planned after it."""
    is_told = bool(fact.id and fact.id in plan.fate(cue.id).facts)
    return is_told or at < plan.armed.get(cue.id, 0)


def _due(cue: Cue, plan: Rundown, state: GameState, behind: int) -> int | None:
    """The event time (µs) a cue is due at, None while that is not known or once it has come."""
    if cue.trigger.when == "after":
        return _after(cue, plan)
    if plan.fate(cue.id).settled is not None:
        return None
    if cue.trigger.when == "program_time":
        return cue.trigger.at - behind
    return _at_clock(cue, plan, state) if cue.trigger.when == "clock" else None


def _after(cue: Cue, plan: Rundown) -> int | None:
    """When a cue that follows on another is due, each time that one comes or leaves."""
    trigger, settled = cue.trigger, plan.fate(cue.id).settled
    first = plan.cue(trigger.after) if trigger.when == "after" else None
    if first is None:
        return None
    since = plan.left(first) if trigger.leaves else plan.fate(first.id).at
    if since is None or since < plan.armed.get(cue.id, 0):
        return None
    return None if settled is not None and settled >= since else since + trigger.delay


def _at_clock(cue: Cue, plan: Rundown, state: GameState) -> int | None:
    trigger, clock = cue.trigger, state.clock
    if clock is None or not clock.running:
        return None
    if trigger.period is not None and trigger.period != state.period:
        return None
    due = _reads(clock, trigger.at)
    return due if due >= plan.armed.get(cue.id, 0) else None


def _reads(clock: Clock, value: int) -> int:
    """The event time (µs) at which a running clock reads that."""
    return clock.anchor + clock.rate * (value - clock.value)


def _taken_back(plan: Rundown, fact: str, at: int) -> Iterator[Due]:
    for graphic, spells in plan.spells.items():
        last = spells[-1]
        if last.fact == fact and (last.until is None or at < last.until):
            cleared = {"type": events.CLEARED, "v": events.VERSION, "graphic": graphic}
            yield Due(payload=cleared, at=max(at, last.at))


def _skipped(cue: Cue, reason: str, fact: str | None) -> Coded:
    more = {"fact": fact} if fact else {}
    return {"type": events.SKIPPED, "v": events.VERSION, "cue": cue.id, "reason": reason, **more}
