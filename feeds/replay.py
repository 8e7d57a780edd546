"""Plays a facts file again: a provider that tells each line when it became known.

It reads the file as it is needed. A line that is wrong is passed over and told as the error; where
the file cannot be read any further the replay is broken, and another one may skip what this read.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from feeds.fact import Fact
from feeds.mistake import Mistake


class Replay:
    """The facts of a file, known `lateness` µs after the file says they were.

    Every fact is told in the feed's name, with an id and a revision made of its line's place where
    that is needed for the same line told again to be known as the same.
    """

    def __init__(
        self, told: Iterator[Fact | Mistake], *, feed: str, lateness: int, skip: int = 0
    ) -> None:
        self._told = islice(told, skip, None)
        self._feed = feed
        self._lateness = lateness
        self._next: Fact | None = None
        self._has_ended = False
        self.read = skip
        self.error = ""
        self.is_broken = False

    def take(self, now: int, at_most: int) -> list[Fact]:
        """The facts known by `now` and not taken yet."""
        taken: list[Fact] = []
        while len(taken) < at_most and (fact := self._peek()) is not None and fact.received <= now:
            taken.append(fact)
            self._next = None
        return taken

    def next_due(self) -> int | None:
        """When the next fact becomes known."""
        fact = self._peek()
        return None if fact is None else fact.received

    def _peek(self) -> Fact | None:
        while self._next is None and not self._has_ended:
            match next(self._told, None):
                case None:
                    self._has_ended = True
                case Mistake(line=0) as mistake:
                    self.error, self.is_broken, self._has_ended = str(mistake), True, True
                case Mistake() as mistake:
                    self.error = str(mistake)
                    self.read += 1
                case fact:
                    self.read += 1
                    self._next = self._named(fact)
        return self._next

    def _named(self, fact: Fact) -> Fact:
        return replace(
            fact,
            provider=self._feed,
            id=fact.id or f"{self._feed}:{self.read}",
            revision=self.read,
            received=fact.received + self._lateness,
        )
