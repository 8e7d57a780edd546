"""Fixtures: which of a feed's matches a reading is of, and what its facts are called there."""

import re
from collections.abc import Iterable
from dataclasses import replace

from feeds.fact import Fact, Match, Retraction

_LATER = re.compile(r"match-(\d{1,9})/", re.ASCII)


class Fixture:
    """One feed's, the present one. From the second on each has names of its own.

    What a provider calls the same in two matches would be taken for the same happening.
    """

    def __init__(self) -> None:
        self._number = 1
        self._match: Match | None = None

    def begins_anew(self, said: Iterable[Fact]) -> bool:
        """Take what a reading says; whether that is of another match than what was said before."""
        match = next((fact for fact in said if isinstance(fact, Match)), None)
        if match is None:
            return False
        before, self._match = self._match, match
        is_other = before is not None and match.corrects is None and match.id != before.id
        self._number += is_other
        return is_other

    def named(self, fact: Fact) -> Fact:
        """The fact as it is called in this match."""
        if self._number == 1:
            return fact
        called = replace(fact, id=self._name(fact.id), corrects=self._name(fact.corrects))
        if isinstance(called, Retraction):
            return replace(called, retracts=f"{self._prefix}{called.retracts}")
        return called

    def remember(self, told: Iterable[Fact]) -> None:
        """What was told of the match before, as it was called."""
        for fact in told:
            if found := _LATER.match(fact.id or ""):
                self._number = int(found[1])
            if isinstance(fact, Match):
                self._match = replace(fact, id=_LATER.sub("", fact.id or "", count=1) or None)

    @property
    def _prefix(self) -> str:
        return f"match-{self._number}/"

    def _name(self, name: str | None) -> str | None:
        return None if name is None else f"{self._prefix}{name}"
