"""Accounts: what a provider said so far, so that only what is new is told on.

A provider's payload says all it knows, again and again. From what it says now and said before come
the facts to tell: new ones, ones that changed as a later revision, and retractions of happenings
that are gone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from feeds.fact import (
    Card,
    ClockSet,
    Correction,
    Fact,
    Goal,
    Kick,
    MatchEnded,
    OtherMatch,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    Points,
    Retraction,
    ShootOutScore,
    Substitution,
)
from feeds.happening import Side
from feeds.penalty import Penalty
from feeds.renaming import refs, uncalled

# What did not happen where it is told no more. Anything else is a reading: it held in its time.
_HAPPENINGS = (
    Card,
    Correction,
    Goal,
    Kick,
    OtherMatch,
    Penalty,
    PeriodScores,
    Points,
    Substitution,
)
_COUNTED = (Goal, Points)
_SCORES = (Correction, PeriodScores, ShootOutScore)
_SCORING = (*_COUNTED, Kick, Retraction)
# What a retraction is called, behind the name of what it takes back.
GONE = "/gone"
_OVER = 1000


class Account:
    """One provider's, of one match. Facts without an id are told every time."""

    def __init__(self) -> None:
        self._told: dict[str, Fact] = {}
        self._gone: dict[str, Retraction] = {}
        self._remembered: dict[str, Fact] = {}
        self._stage = 0

    def news(self, said: Iterable[Fact], received: int, *, is_whole: bool = True) -> list[Fact]:
        """What of all that is said at `received` (µs) is to be told, in order.

        What is taken back comes first. One that goes while another of its kind and side comes was
        told under another id: it is corrected, not taken back. One that the score told still counts
        is only left unsaid. A payload that says nothing of the match takes nothing back. Where an
        old payload came in between, how far the match is by now is told again. First comes what was
        told before this account began, as it was told then: our names may be others by now.
        """
        found = [(fact, self._as_before(fact)) for fact in said]
        facts = [fact for fact, _ in found]
        gone = self._missing(facts) if is_whole and facts else []
        replaced = dict(_replaced(gone, [fact for fact in facts if self._is_new(fact)]))
        kept = set(replaced.values())
        told: list[Fact] = [
            self._taken_back(fact, received) for fact in gone if fact.id not in kept
        ]
        for fact in (one for one, before in found if before is None):
            earlier = replaced.get(fact.id or "")
            one = fact if earlier is None else replace(fact, corrects=earlier)
            # A score stands for all counted before it, so it is told again behind what is.
            again = isinstance(fact, _SCORES) and any(isinstance(o, _SCORING) for o in told)
            told += self._told_on(one, again=again or self._is_behind(fact, facts))
        for name in replaced.values():
            del self._told[name]
        return [*(before for _, before in found if before is not None), *told]

    def remember(self, told: Iterable[Fact]) -> None:
        """What was told before this account began: as if it had told that itself, in order."""
        for fact in told:
            if isinstance(fact, Retraction):
                self._gone[fact.retracts] = fact
            elif fact.id is not None:
                if fact.corrects is not None:
                    self._told.pop(fact.corrects, None)
                # Where the vendor gave no time, ours is none of what it said.
                plain = replace(fact, event_time=None, is_estimated=False)
                self._told[fact.id] = plain if fact.is_estimated else fact
                if refs(fact):
                    self._remembered[fact.id] = fact
                self._gone.pop(fact.id, None)

    def _as_before(self, fact: Fact) -> Fact | None:
        """The telling that is remembered, in the provider's names, where it says the same."""
        name = fact.id or ""
        told = self._remembered.pop(name, None)
        if told is None or name in self._gone:
            return None
        before = self._told[name]
        same = replace(fact, revision=before.revision, corrects=before.corrects)
        if not _same(uncalled(same), uncalled(before)):
            return None
        self._told[name] = same
        return replace(
            same,
            event_time=told.event_time,
            received=told.received,
            is_estimated=told.is_estimated,
        )

    def _missing(self, facts: list[Fact]) -> list[Fact]:
        names = {fact.id for fact in facts}
        standing = [fact for name, fact in self._told.items() if name not in self._gone]
        score = next((fact for fact in facts if isinstance(fact, Correction)), None)
        return [
            fact
            for fact in standing
            if fact.id not in names
            and isinstance(fact, _HAPPENINGS)
            and not _is_counted(fact, standing, score)
        ]

    def _is_behind(self, fact: Fact, facts: list[Fact]) -> bool:
        """Whether what was told last is of an earlier stage than this, the latest that is said."""
        stage = _stage(fact)
        if stage <= self._stage:
            return False
        later = sorted(other for one in facts if (other := _stage(one)) > stage)
        return later in ([], [_OVER])

    def _is_new(self, fact: Fact) -> bool:
        return fact.id is not None and fact.id not in self._told

    def _taken_back(self, fact: Fact, received: int) -> Retraction:
        name = fact.id or ""
        retraction = Retraction(
            event_time=None,
            received=received,
            id=f"{name}{GONE}",
            provider=fact.provider,
            revision=fact.revision,
            retracts=name,
        )
        self._gone[name] = retraction
        return retraction

    def _told_on(self, fact: Fact, *, again: bool) -> Iterator[Fact]:
        name = fact.id
        if name is None:
            yield fact
            return
        before = self._told.get(name)
        if before is None:
            self._told[name] = fact
            self._stage = _stage(fact) or self._stage
            yield fact
            return
        later = replace(fact, revision=before.revision + 1, corrects=before.corrects)
        if name not in self._gone and not again and _same(later, before):
            return
        # What comes back after it was taken back stands again by being told again.
        self._gone.pop(name, None)
        self._told[name] = later
        self._stage = _stage(later) or self._stage
        yield later


def _stage(fact: Fact) -> int:
    """How far the match is by what has no time of its own; 0 where it does not say."""
    if fact.event_time is not None:
        return 0
    match fact:
        case MatchEnded():
            return _OVER
        case PeriodEnded():
            return 2 * fact.period + 1
        case PeriodStarted() | ClockSet() if fact.period is not None:
            return 2 * fact.period
        case _:
            return 0


def _is_counted(fact: Fact, standing: list[Fact], score: Correction | None) -> bool:
    """Whether a score told has all that its side was told to have made."""
    if score is None or not isinstance(fact, _COUNTED):
        return False
    made = sum(
        other.points if isinstance(other, Points) else 1
        for other in standing
        if isinstance(other, _COUNTED) and other.side is fact.side
    )
    return (score.home if fact.side is Side.HOME else score.away) >= made


def _same(one: Fact, other: Fact) -> bool:
    """Whether two tellings say the same, whenever they came."""
    return replace(one, received=other.received, revision=other.revision) == other


def _replaced(gone: list[Fact], fresh: list[Fact]) -> Iterator[tuple[str, str]]:
    """Pairs of a fresh fact's id and the id of the one it stands for."""
    left = list(gone)
    for fact in fresh:
        for other in left:
            is_alike = (
                isinstance(fact, _COUNTED)
                and isinstance(other, _COUNTED)
                and fact.type == other.type
                and fact.side is other.side
            )
            if is_alike and fact.id is not None and other.id is not None:
                left.remove(other)
                yield fact.id, other.id
                break
