"""How often a vendor is asked, as the match stands: the more may happen, the more often."""

from dataclasses import dataclass
from enum import StrEnum

from feeds.event_time import MICROSECONDS
from feeds.fact import ClockSet, MatchEnded, MatchStatus, PeriodEnded, PeriodStarted, StatusSet
from feeds.reading import Reading

_LONGEST = 300 * MICROSECONDS
_LONGEST_BREAK = 30 * MICROSECONDS
_PLAYED = (ClockSet, PeriodEnded, PeriodStarted)
_NOT_TODAY = (MatchStatus.POSTPONED, MatchStatus.ABANDONED, MatchStatus.CANCELLED)


class Pace(StrEnum):
    """No such match yet, or not today; before it; while it is played; between periods; after it."""

    IDLE = "idle"
    PRE_MATCH = "pre_match"
    LIVE = "live"
    BREAK = "break"
    FINAL = "final"


# By so much longer than while it is played, and no longer than that.
_LONGER = {
    Pace.IDLE: (30, _LONGEST),
    Pace.PRE_MATCH: (3, _LONGEST),
    Pace.LIVE: (1, 0),
    Pace.BREAK: (2, _LONGEST_BREAK),
    Pace.FINAL: (30, _LONGEST),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How a vendor is asked: `every` so many µs while the match is played, `budget` times a day."""

    every: int
    budget: int | None = None

    def gap(self, pace: Pace, reading: Reading) -> int:
        """µs until the next payload: as the vendor asks, or as the match stands."""
        if reading.wait is not None:
            return max(reading.wait, self.every)
        longer, at_most = _LONGER[pace]
        return min(self.every * longer, max(at_most, self.every))


def pace_of(reading: Reading, before: Pace) -> Pace:
    """How the match stands by what a reading says, and stood before.

    One that says nothing of the match leaves it as it was: vendors lose a match for a moment while
    it is played.
    """
    facts = reading.facts
    if any(isinstance(fact, MatchEnded) for fact in facts):
        return Pace.FINAL
    statuses = [fact.status for fact in facts if isinstance(fact, StatusSet)]
    if statuses and statuses[-1] in _NOT_TODAY:
        return Pace.IDLE
    played = [fact for fact in facts if isinstance(fact, _PLAYED)]
    if not played:
        return Pace.PRE_MATCH if facts and reading.is_whole else before
    periods = [fact for fact in played if isinstance(fact, PeriodEnded | PeriodStarted)]
    is_break = bool(periods) and isinstance(periods[-1], PeriodEnded)
    return Pace.BREAK if is_break else Pace.LIVE
