"""The goals of the demo match as its channel has them: past ones, and those called for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from feeds import event_time
from feeds.demo_calls import Calls, calls_of
from feeds.demo_match import DURATION, AnnulmentCall, Script, ScriptedGoal
from feeds.event_time import MICROSECONDS
from feeds.fact import Goal

_SOONEST = 6 * MICROSECONDS


class GoalResource(BaseModel):
    """A goal: at the venue and on the programme. Annulled ones have `annulled_at`, the venue's."""

    id: str
    name: str
    loop: int
    side: str
    player: str | None
    assist: str | None
    minute: int | None
    is_called: bool
    event_time: str
    program_time: str
    annulled_at: str | None
    annulled_program_time: str | None


class DemoResource(BaseModel):
    """What the demo match is doing; `loop` and `t_us` are of the picture on programme now.

    `next_chance_us` is how long from now a goal would be in that is called for now, or None.
    """

    goals: list[GoalResource]
    loop: int
    t_us: int
    distance_us: int
    next_chance_us: int | None
    server_time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """The match of a channel as its `started` tells it. Times are µs."""

    calls: Calls
    origin: int
    behind: int

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Playing | None":
        """What that answer says; None where the channel plays no demo match."""
        demo = said.get("demo")
        if demo is None:
            return None
        script = Script(seed=int(demo["seed"]))
        return cls(
            calls=calls_of(script, demo["calls"]),
            origin=int(said["origin_us"]),
            behind=max(int(said["distance_us"]), int(said["latency_us"])),
        )

    def loops(self, since: int, until: int) -> range:
        """The loops on programme between two moments."""
        first, last = (
            (moment - self.behind - self.origin) // DURATION for moment in (since, until)
        )
        return range(max(0, first), last + 1)

    def aired_at(self, loop: int, t: int) -> int:
        """The programme time of a moment of a loop."""
        return self._at(loop, t) + self.behind

    def shown(self, moment: int) -> tuple[Script, int]:
        """The script on programme at a moment, and the time since its loop began."""
        loop, t = divmod(moment - self.behind - self.origin, DURATION)
        return self.calls.of_loop(loop), t

    def resource(self, now: int) -> DemoResource:
        """All of it at a moment of the venue."""
        loop, t = divmod(now - self.behind - self.origin, DURATION)
        return DemoResource(
            goals=list(self._goals(max(0, loop - 1), now)),
            loop=loop,
            t_us=t,
            distance_us=self.behind,
            next_chance_us=self._next_chance(now),
            server_time=event_time.to_iso(now),
        )

    def _next_chance(self, now: int) -> int | None:
        loop, t = divmod(now + _SOONEST - self.origin, DURATION)
        called = self.calls.chance(loop, t, None)
        return None if called is None else called.event_time(self.origin) - now

    def _goals(self, first: int, now: int) -> Iterator[GoalResource]:
        """Those of a loop and all after it that have happened by now or were called for."""
        last = (now - self.origin) // DURATION
        for loop in range(first, max([last, *(one.loop for one in self.calls.called)]) + 1):
            script = self.calls.of_loop(loop)
            told = {fact.id: fact for fact in script.facts(origin=self.origin, loop=loop)}
            for goal in script.goals:
                fact = told[f"demo-{loop}-{goal.name}"]
                if isinstance(fact, Goal) and (goal.is_called or self._at(loop, goal.t) <= now):
                    yield self._goal(loop, goal, fact, self._annulled(script, loop, goal, now))

    def _goal(
        self, loop: int, goal: ScriptedGoal, fact: Goal, annulled_at: int | None
    ) -> GoalResource:
        at = self._at(loop, goal.t)
        return GoalResource(
            id=fact.id or "",
            name=goal.name,
            loop=loop,
            side=goal.side.value,
            player=fact.player,
            assist=fact.assist,
            minute=fact.minute,
            is_called=goal.is_called,
            event_time=event_time.to_iso(at),
            program_time=event_time.to_iso(at + self.behind),
            annulled_at=_iso(annulled_at),
            annulled_program_time=_iso(annulled_at and annulled_at + self.behind),
        )

    def _annulled(self, script: Script, loop: int, goal: ScriptedGoal, now: int) -> int | None:
        """When it was annulled, where that has happened or was called for."""
        if goal.annulled_at is None:
            return None
        at = self._at(loop, goal.annulled_at)
        called = AnnulmentCall(t=goal.annulled_at) in script.injected
        return at if called or at <= now else None

    def _at(self, loop: int, t: int) -> int:
        return self.origin + loop * DURATION + t


def _iso(moment: int | None) -> str | None:
    return None if moment is None else event_time.to_iso(moment)
