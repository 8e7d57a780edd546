"""The demo match's feed: a provider that tells the match's facts, loop after loop."""

from collections import deque
from dataclasses import replace

from feeds.demo_match import DURATION, Script
from feeds.fact import Fact


class DemoFeed:
    """The demo match as it is told: the loop now played from its start, then on for ever.

    `origin` is the event time (µs) of the first loop's start; facts are known `lateness` µs after
    they happened. When nothing was taken for longer than a loop, the loops missed are left out.
    """

    error = ""
    is_broken = False

    def __init__(self, script: Script, *, feed: str, origin: int, lateness: int, now: int) -> None:
        self._script = script
        self._feed = feed
        self._origin = origin
        self._lateness = lateness
        self._told: deque[Fact] = deque()
        self._loop = -1
        self._go_on(now)

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
        self._told.extend(
            replace(fact, provider=self._feed, received=fact.received + self._lateness)
            for fact in self._script.facts(origin=self._origin, loop=self._loop)
        )
