"""Firing: which cues of a rundown are due, by the time, the match clock, a fact or another cue."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.channel import events
from engine.channel.rundown import Cue, Fate, Rundown
from engine.timebase import MICROSECONDS
from feeds.codec import encode_fact
from feeds.fact import Fact, Retraction
from feeds.state import Clock, GameState
from overlays.catalogue import UnknownGraphicError, known

# A cue for a moment is committed so long (µs) before it, so that it is exact to the frame; one by
# the match clock less long, since the clock may yet be stopped.
AHEAD = MICROSECONDS
CLOCK_AHEAD = 200_000
# Later than this (µs) after its fact a cue is no news.
_NEWS = 60 * MICROSECONDS

type Coded = dict[str, Any]


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


def in_time(plan: Rundown, state: GameState, now: int, behind: int) -> Iterator[Due]:
    """What is due at content time `now` (µs) or soon; what is past due comes at once.

    `behind` is programme time less content time.
    """
    for cue in plan.cues:
        due = _due(cue, plan, state, now, behind)
        if due is not None and plan.fates.get(cue.id, Fate()).at is None:
            yield Due(payload=taken(cue, late=max(0, now - due)), at=max(due, now))


def after_fact(
    plan: Rundown, fact: Fact, happened: int, known_at: int, standing: Container[str]
) -> Iterator[Due]:
    """What a fact of event time `happened` sets off, shown from then or from when it is known (µs).

    One fact sets a cue off once. Where it is taken back, what it brought leaves. `standing` are
    the slots in which something stands.
    """
    at = max(happened, known_at)
    if isinstance(fact, Retraction):
        yield from _taken_back(plan, fact.retracts, at)
        return
    if known_at - happened > _NEWS:
        return
    said = encode_fact(fact)
    for cue in plan.cues:
        if cue.trigger.when != "fact" or _is_told(plan, cue, fact, at):
            continue
        if all(said.get(key) == value for key, value in cue.trigger.fact.items()):
            over = next((slot for slot in cue.not_over if slot in standing), None)
            if over is None:
                yield Due(payload=taken(cue, fact=fact.id), at=at)
            else:
                yield Due(payload=_skipped(cue, f"something stands in {over}", fact.id), at=at)


def after_cue(plan: Rundown, payload: Mapping[str, Any], at: int, known_at: int) -> Iterator[Due]:
    """What follows on a graphic taken or cleared at event time `at` (µs), if it has not come yet.

    Nothing follows any more on what was long ago at `known_at`.
    """
    if known_at - at > _NEWS:
        return
    for due in _after_cue(plan, payload, at):
        came = plan.fates.get(str(due.payload["cue"]), Fate()).at
        if came is None or came < at:
            yield due


def _after_cue(plan: Rundown, payload: Mapping[str, Any], at: int) -> Iterator[Due]:
    is_taken = payload["type"] == events.TAKEN
    first = plan.cue(str(payload.get("cue")) if is_taken else plan.last)
    if first is None or first.graphic != payload.get("graphic"):
        return
    stays = first.seconds or 0
    for cue in _following(plan, first.id):
        leaves = cue.trigger.leaves
        if is_taken and (stays or not leaves):
            yield Due(
                payload=taken(cue),
                at=at + cue.trigger.delay + (stays * MICROSECONDS if leaves else 0),
            )
        elif not is_taken and leaves and not stays:
            yield Due(payload=taken(cue), at=at + cue.trigger.delay)


def slots(standing: frozenset[str]) -> frozenset[str]:
    """The names of the slots in which those graphics stand."""
    found = set()
    for name in standing:
        try:
            found.add(known(name).slot.name.lower())
        except UnknownGraphicError:
            continue
    return frozenset(found)


def _is_told(plan: Rundown, cue: Cue, fact: Fact, at: int) -> bool:
    """Whether a cue was set off by a fact already, or was planned after it."""
    fate = plan.fates.get(cue.id, Fate())
    return bool(fact.id and fact.id in fate.facts) or at < plan.armed.get(cue.id, 0)


def _due(cue: Cue, plan: Rundown, state: GameState, now: int, behind: int) -> int | None:
    """The event time (µs) a cue is due at, None while that is far off or not known."""
    trigger = cue.trigger
    if trigger.when == "program_time":
        due = trigger.at - behind
        return due if due <= now + AHEAD else None
    if trigger.when != "clock" or state.clock is None or not state.clock.running:
        return None
    if trigger.period is not None and trigger.period != state.period:
        return None
    due = _reads(state.clock, trigger.at)
    is_armed = due >= plan.armed.get(cue.id, 0)
    return due if is_armed and due <= now + CLOCK_AHEAD else None


def _reads(clock: Clock, value: int) -> int:
    """The event time (µs) at which a running clock reads that."""
    return clock.anchor + clock.rate * (value - clock.value)


def _following(plan: Rundown, name: str) -> Iterator[Cue]:
    return (cue for cue in plan.cues if cue.trigger.when == "after" and cue.trigger.after == name)


def _taken_back(plan: Rundown, fact: str, at: int) -> Iterator[Due]:
    for cue in plan.cues:
        fate = plan.fates.get(cue.id, Fate())
        if plan.last == cue.id and fact in fate.facts and fate.at is not None:
            ends = fate.at + (cue.seconds or 86_400) * MICROSECONDS
            if at < ends:
                cleared = {"type": events.CLEARED, "v": events.VERSION, "graphic": cue.graphic}
                yield Due(payload=cleared, at=at)


def _skipped(cue: Cue, reason: str, fact: str | None) -> Coded:
    more = {"fact": fact} if fact else {}
    return {"type": events.SKIPPED, "v": events.VERSION, "cue": cue.id, "reason": reason, **more}
