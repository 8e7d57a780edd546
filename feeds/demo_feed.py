"""The demo match's feed: a provider that tells the match's facts, loop after loop."""

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from feeds.demo_calls import Calls, calls_of
from feeds.demo_match import DURATION, Script
from feeds.fact import Fact


class DemoFeed:
    """The demo match as it is told: the loop now played from its start, then on for ever.

    `origin` is the event time (µs) of the first loop's start; facts are known `lateness` µs after
    they happened. When nothing was taken for longer than a loop, the loops missed are left out.
    What is called for on air the channel knows alone: `follow` is to be told before each `take`.
    """

    error = ""
    is_broken = False

    def __init__(self, script: Script, *, feed: str, origin: int, lateness: int, now: int) -> None:
        self._calls = Calls(script=script)
        self._feed = feed
        self._origin = origin
        self._lateness = lateness
        self._told: deque[Fact] = deque()
        self._taken: set[str | None] = set()
        self._loop = -1
        self._go_on(now)

    def follow(self, said: Mapping[str, Any]) -> None:
        """Take up the calls a channel's `started` lists; what was told already stays told."""
        calls = calls_of(self._calls.script, said.get("demo", {}).get("calls", ()))
        if calls != self._calls:
            self._calls = calls
            self._told = deque(fact for fact in self._facts() if fact.id not in self._taken)

    def take(self, now: int, at_most: int) -> list[Fact]:
        """The facts known by `now` and not taken yet."""
        if self._current(now) > self._loop + 1:
            self._told.clear()
        taken: list[Fact] = []
        while len(taken) < at_most:
            if not self._told:
                self._go_on(now)
            if self._told[0].received > now:
                break
            taken.append(self._told.popleft())
            self._taken.add(taken[-1].id)
        return taken

    def next_due(self) -> int:
        """When the next fact becomes known."""
        if not self._told:
            return self._origin + (self._loop + 1) * DURATION + self._lateness
        return self._told[0].received

    def _current(self, now: int) -> int:
        return max(0, (now - self._lateness - self._origin) // DURATION)

    def _go_on(self, now: int) -> None:
        self._loop = max(self._loop + 1, self._current(now))
        self._taken.clear()
        self._told.extend(self._facts())

    def _facts(self) -> list[Fact]:
        """All of the loop."""
        script = self._calls.of_loop(self._loop)
        return [
            replace(fact, provider=self._feed, received=fact.received + self._lateness)
            for fact in script.facts(origin=self._origin, loop=self._loop)
        ]
