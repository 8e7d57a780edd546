"""What a feed told of its clock: at which moments of the feed's own time it read a value."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from feeds.event_time import MICROSECONDS
from feeds.fact import ClockSet, Fact, Match, MatchEnded, PeriodEnded, PeriodStarted, Retraction
from feeds.sport import Sport
from feeds.state import Clock, GameState
from feeds.timeline import Timeline

FACTS_KEPT = 400
_TELLS = (Match, MatchEnded, PeriodStarted, PeriodEnded, ClockSet, Retraction)
_MINUTE = 60 * MICROSECONDS
# On many bugs the minutes added in football run from nothing, beside a clock that stands.
_ADDED_TO = tuple(minutes * _MINUTE for minutes in (45, 90, 105, 120))
# A feed that begins with a clock that runs says what it read before, for so long.
_BEFORE = 5 * _MINUTE
_ADDED_AT_MOST = 20 * _MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A clock as it stood or ran from one moment (µs) to another, None for on and on."""

    since: int
    until: int | None
    clock: Clock

    def when(self, value: int) -> int | None:
        """The moment it read a value, None where it never did while it ran."""
        if not self.clock.running:
            return None
        at = self.clock.anchor + self.clock.rate * (value - self.clock.value)
        is_within = at >= self.since and (self.until is None or at < self.until)
        return at if is_within else None


class ClockHistory:
    """The facts of one feed that say something of its clock, the last 400."""

    def __init__(self) -> None:
        self._facts: deque[Fact] = deque(maxlen=FACTS_KEPT)
        self._stretches: list[_Stretch] | None = None
        self._sport: Sport | None = None

    def add(self, fact: Fact) -> None:
        """Take the next fact of the feed."""
        if isinstance(fact, _TELLS):
            self._facts.append(fact)
            self._stretches = None

    def settle(self) -> None:
        """Work out what was told since the last time."""
        self._all()

    @property
    def has_clock(self) -> bool:
        """Whether a clock of it ever ran."""
        return any(stretch.clock.running for stretch in self._all())

    def moments(self, value: int, rate: int) -> Iterator[int]:
        """When its clock, running up (+1) or down (-1), read `value` (µs), in the feed's time.

        In football the added minutes alone are taken for what they are added to as well.
        """
        stretches = [stretch for stretch in self._all() if stretch.clock.rate == rate]
        is_added = self._sport is Sport.FOOTBALL and value <= _ADDED_AT_MOST
        for base in (0, *_ADDED_TO) if is_added else (0,):
            for stretch in stretches:
                at = stretch.when(base + value)
                if at is not None:
                    yield at

    def _all(self) -> list[_Stretch]:
        if self._stretches is None:
            self._stretches = list(self._read())
        return self._stretches

    def _read(self) -> Iterator[_Stretch]:
        """The stretches by all that is known, whenever it became known."""
        timeline = Timeline()
        times = {_time(fact) for fact in self._facts}
        for fact in self._facts:
            timeline.add(fact, visible_from=_time(fact))
        clock, since = None, 0
        state = GameState()
        began = min((_time(f) for f in self._facts if isinstance(f, PeriodStarted)), default=None)
        for at in sorted(times):
            state = timeline.as_of(at)
            if state.clock != clock:
                if clock is not None:
                    yield _Stretch(since=since, until=at, clock=clock)
                is_first = clock is None and began is None
                clock, since = state.clock, at - _BEFORE if is_first else at
        if clock is not None:
            yield _Stretch(since=since, until=None, clock=clock)
        self._sport = state.sport or Sport.FOOTBALL


def _time(fact: Fact) -> int:
    return fact.received if fact.event_time is None else fact.event_time
