"""A typed clock: a person sets it, and it runs by itself until its cell is changed.

A cell that reads as before was not looked at, be it read again or for the first time after a
restart. Where it is said to stop or to go on, it does so where it runs to by then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from feeds.clock_sync import running_to
from feeds.fact import ClockSet, Fact, MatchEnded, PeriodEnded, PeriodStarted
from feeds.sport import Sport

# What is told of a clock that stops or goes on where it is, apart from what its cell reads.
_MOVED = "/moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stood:
    """What the cell read, and the clock as it was told last, at which moment (µs)."""

    cell: ClockSet
    told: ClockSet
    at: int


class TypedClock:
    """One feed's."""

    def __init__(self) -> None:
        self._stood: _Stood | None = None

    def news(self, cell: ClockSet, sport: Sport, now: int) -> ClockSet | None:
        """What to tell of a clock that stands in its cell at `now` (µs); None for nothing."""
        stood = self._stood
        if stood is None or not _is_as_before(cell, stood.cell):
            self._stood = _Stood(cell=cell, told=cell, at=now)
            return cell
        if cell.running == stood.told.running:
            return None
        clock = running_to(stood.told, sport, now - stood.at)
        told = replace(cell, clock=clock, id=f"{cell.id}{_MOVED}")
        self._stood = replace(stood, told=told, at=now)
        return told

    def hear(self, fact: Fact) -> None:
        """Where a period begins or ends, the clock that stands there next is another."""
        is_other = isinstance(fact, PeriodStarted) and fact.period != self._period
        if is_other or isinstance(fact, MatchEnded | PeriodEnded):
            self._stood = None

    def remember(self, told: Iterable[Fact]) -> None:
        """What was told before this one began, in order."""
        for fact in told:
            self.hear(fact)
            if not isinstance(fact, ClockSet):
                continue
            is_moved = (fact.id or "").endswith(_MOVED)
            cell = self._stood.cell if is_moved and self._stood is not None else fact
            self._stood = _Stood(cell=cell, told=fact, at=fact.received)

    @property
    def _period(self) -> int | None:
        return None if self._stood is None else self._stood.cell.period


def _is_as_before(cell: ClockSet, before: ClockSet) -> bool:
    is_of_it = None in {cell.period, before.period} or cell.period == before.period
    return is_of_it and (cell.clock, cell.counts) == (before.clock, before.counts)
