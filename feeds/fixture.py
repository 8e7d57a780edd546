"""Fixtures: which of a feed's matches a reading is of, and what its facts are called there.

Another id of the match makes another match. Where a provider calls them all the same, it is another
when the one before was over, this is not, and a side or the competition is another; or when both
sides are others (one, where they have ids) and the score fell or the period is an earlier one. So
names that are mended begin nothing, nor does an end told by mistake.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from feeds.fact import (
    ClockSet,
    Correction,
    Fact,
    Goal,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodStarted,
    Points,
    Retraction,
    Team,
)

_LATER = re.compile(r"match-(\d{1,9})/", re.ASCII)
# What a side is called where nobody said.
_NOBODY = {"home", "away", "guest"}


class Fixture:
    """One feed's, the present one. From the second on each has names of its own.

    What a provider calls the same in two matches would be taken for the same happening.
    """

    def __init__(self) -> None:
        self._number = 1
        self._match: Match | None = None
        self._is_over = False
        self._far = (0, 0)

    def begins_anew(self, said: Collection[Fact]) -> bool:
        """Take what a reading says; whether that is of another match than what was said before."""
        match = next((fact for fact in said if isinstance(fact, Match)), None)
        if match is None:
            return False
        before, is_over, far = self._match, _is_over(said), _far(said)
        is_other = before is not None and self._is_other(before, match, far, is_over=is_over)
        if before is None or is_other:
            self._match = match
        elif not (self._is_over and is_over):
            # Once it is over, names may be typed for the next one by one.
            self._match = _joined(before, match)
        self._is_over, self._far = is_over, far
        self._number += is_other
        return is_other

    def _is_other(
        self, before: Match, match: Match, far: tuple[int, int], *, is_over: bool
    ) -> bool:
        if match.id != before.id:
            return match.corrects is None
        sides = [(before.home, match.home), (before.away, match.away)]
        others = [_is_another(*pair) for pair in sides]
        if self._is_over:
            names = {before.competition, match.competition} - {None}
            return not is_over and (any(others) or len(names) > 1)
        are_known = all(one.ref and other.ref for one, other in sides)
        is_back = any(now < then for now, then in zip(far, self._far, strict=True))
        return is_back and (any if are_known else all)(others)

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
        facts = list(told)
        self._is_over, self._far = _is_over(facts), _far(facts)
        for fact in facts:
            if found := _LATER.match(fact.id or ""):
                self._number = int(found[1])
            if isinstance(fact, Match):
                self._match = _raw(fact)

    @property
    def _prefix(self) -> str:
        return f"match-{self._number}/"

    def _name(self, name: str | None) -> str | None:
        return None if name is None else f"{self._prefix}{name}"


def _raw(told: Match) -> Match:
    """A match as its provider calls it."""
    home, away = (replace(one, name=one.feed_name or one.name) for one in (told.home, told.away))
    name = None if told.id is None else _LATER.sub("", told.id, count=1)
    return replace(told, id=name, home=home, away=away)


def _joined(before: Match, now: Match) -> Match:
    """What is said now of the same match; what is not stays as it was."""
    return replace(
        now,
        home=now.home if is_named(now.home) else before.home,
        away=now.away if is_named(now.away) else before.away,
        competition=now.competition or before.competition,
    )


def is_named(team: Team) -> bool:
    """Whether somebody said what a side is called."""
    return team.ref is not None or team.name.casefold() not in _NOBODY


def _is_another(before: Team, now: Team) -> bool:
    if before.ref and now.ref:
        return before.ref != now.ref
    are_said = is_named(before) and is_named(now)
    return are_said and before.name.casefold() != now.name.casefold()


def _is_over(said: Iterable[Fact]) -> bool:
    return any(isinstance(fact, MatchEnded) for fact in said)


def _far(said: Collection[Fact]) -> tuple[int, int]:
    """How far a match is by what is said: the latest period, and all that was scored."""
    periods = [
        fact.period or 0
        for fact in said
        if isinstance(fact, PeriodStarted | PeriodEnded | ClockSet)
    ]
    goals = sum(isinstance(fact, Goal) for fact in said)
    points = sum(fact.points for fact in said if isinstance(fact, Points))
    scores = [fact.home + fact.away for fact in said if isinstance(fact, Correction)]
    return max(periods, default=0), scores[-1] if scores else goals + points
