"""The demo match's desk: GOAL and VAR pressed while it is played. Here alone it is decided when."""

import asyncio
from collections.abc import Callable
from typing import Any

from engine import timebase
from engine.channel.committing import committed
from engine.channel.inbox import InboxFullError, Offer
from engine.channel.live import Channel
from engine.channel.match_calls import MatchCalls, drawn_by, last_frame
from engine.errors import ShowLogError
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS, Timing
from feeds import demo_calls, event_time
from feeds.bus import RefusedError
from feeds.demo_calls import Called
from feeds.demo_match import CALL_LEAD, AnnulmentCall, GoalCall, Script, ScriptError, script_of
from feeds.happening import Side
from overlays.demo_match.scene import prepare

GOAL_IN = 5 * MICROSECONDS
ANNULLED_IN = 2 * MICROSECONDS
LATEST_IN = 40 * MICROSECONDS
GOALS_TO_COME = 3
BETWEEN_ANNULMENTS = 8 * MICROSECONDS
# How long it may take to work out who runs where; where that was not enough, once more.
_PREPARED_WITHIN = (300_000, MICROSECONDS, 3 * MICROSECONDS)

type Coded = dict[str, Any]


class DemoDesk:
    """Answers what is called for, one call after the other, on the event loop."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def answer(self, asked: Coded) -> Coded:
        """`goal` (`side`?, `in_us`?) or `var` (`in_us`?); RefusedError where it cannot be."""
        if self._channel.match_calls.script is None:
            raise RefusedError("not_the_demo", "this channel does not play the demo match")
        try:
            match asked.get("type"):
                case "goal":
                    side, wait = _side(asked), _wait(asked, GOAL_IN)
                    return await self._call(lambda patience: self._goal(side, wait, patience))
                case "var":
                    wait = _wait(asked, ANNULLED_IN)
                    return await self._call(lambda patience: self._annulment(wait, patience))
                case other:
                    raise RefusedError("unknown_command", f"{other!r}; use goal or var")
        except InboxFullError as error:
            raise RefusedError("busy", str(error)) from error
        except ShowLogError as error:
            raise RefusedError("log_failed", str(error)) from error

    @property
    def _match(self) -> MatchCalls:
        return self._channel.match_calls

    @property
    def _now(self) -> int:
        """The venue's time, µs."""
        return self._channel.on_air.pacer.now()

    async def _call(self, decide: Callable[[int], Called]) -> Coded:
        for patience in _PREPARED_WITHIN:
            called = decide(patience)
            last = last_frame(called, self._channel.begun.origin, self._timing())
            await asyncio.to_thread(_prepare, self._with(called), self._match.now.script)
            if self._next_number() < last:
                event = await self._committed(called, last)
                if event.frame <= last:
                    return self._told(called, event)
        raise RefusedError("busy", "the machine is too slow just now; try again in a moment")

    def _goal(self, side: Side | None, wait: int, patience: int) -> Called:
        moments = [one.event_time(self._channel.begun.origin) for one in self._called(GoalCall)]
        if sum(moment > self._now for moment in moments) >= GOALS_TO_COME:
            raise RefusedError("too_many_calls", f"{GOALS_TO_COME} goals are on their way")
        soonest = max(self._now + wait, self._drawn_by() + CALL_LEAD + patience)
        called = self._match.now.chance(*self._match.loop_at(soonest), side)
        if called is None:
            raise RefusedError("no_chance", "the board has no room for another goal of that side")
        return called

    def _annulment(self, wait: int, patience: int) -> Called:
        moments = [
            one.event_time(self._channel.begun.origin) for one in self._called(AnnulmentCall)
        ]
        if any(moment > self._now - BETWEEN_ANNULMENTS for moment in moments):
            raise RefusedError(
                "too_many_calls", "the VAR has its hands full; try again in a moment"
            )
        loop, t = self._match.loop_at(max(self._now + wait, self._drawn_by() + patience))
        called = Called(loop=loop, call=AnnulmentCall(t=t))
        try:
            self._match.now.with_call(called)
        except ScriptError as error:
            raise RefusedError("no_goal_stands", "there is no goal to annul; call one") from error
        return called

    def _called(self, kind: type[GoalCall | AnnulmentCall]) -> list[Called]:
        return [one for one in self._match.now.called if isinstance(one.call, kind)]

    def _with(self, called: Called) -> Script:
        """The script of a call's loop, that call among the others."""
        try:
            return self._match.now.with_call(called).of_loop(called.loop)
        except ScriptError as error:
            raise RefusedError("no_chance", str(error)) from error

    def _timing(self) -> Timing:
        """That of the source which shows the match soonest."""
        channel = self._channel
        playing = [
            channel.dressing.timings[name]
            for name, given in channel.begun.inputs.items()
            if script_of(given) == self._match.script
        ]
        return min(playing, key=lambda timing: timing.behind)

    def _next_number(self) -> int:
        """The next frame on air; who draws goes by the clock where the programme is late."""
        on_air = self._channel.on_air
        return max(on_air.next_number, timebase.frame_at(self._now, self._channel.plan.rate))

    def _drawn_by(self) -> int:
        return drawn_by(self._next_number() + 1, self._timing())

    async def _committed(self, called: Called, last: int) -> ShowEvent:
        payload = {
            "type": demo_calls.CALLED,
            "v": 1,
            **demo_calls.coded(called),
            "last_frame": last,
        }
        offer = Offer(payload=payload, event_time=None, arrival=self._now, actor="viewer")
        (event,) = await committed(self._channel.on_air.inbox, [offer])
        return event

    def _told(self, called: Called, event: ShowEvent) -> Coded:
        """What was decided: which goal it is about, and when."""
        script, t = self._match.now.of_loop(called.loop), called.call.t
        goal = next(goal for goal in script.goals if t in {goal.t, goal.annulled_at})
        happens = called.event_time(self._channel.begun.origin)
        aired = happens + self._channel.dressing.timing.behind
        return {
            "type": "called",
            "v": 1,
            "name": goal.name,
            "side": goal.side.value,
            "loop": called.loop,
            "event_time": event_time.to_iso(happens),
            "program_time": event_time.to_iso(aired),
            "in_us": happens - self._now,
            "sequence": event.sequence,
            "frame": event.frame,
        }


def _prepare(script: Script, usual: Script) -> None:
    """The new script's ways, and the usual one's at hand for the loop after it."""
    prepare(script)
    prepare(usual)


def _side(asked: Coded) -> Side | None:
    given = asked.get("side")
    if given is None:
        return None
    try:
        return Side(given)
    except ValueError as error:
        raise RefusedError("bad_request", f"{given!r} is no side; use home or away") from error


def _wait(asked: Coded, usual: int) -> int:
    given = asked.get("in_us", usual)
    if type(given) is not int or not 0 <= given <= LATEST_IN:
        raise RefusedError("bad_duration", f"in_us must be whole µs, 0 to {LATEST_IN}")
    return max(given, usual)
