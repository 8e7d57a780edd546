"""Sports: how each counts its periods and its time."""

from dataclasses import dataclass
from enum import StrEnum

from feeds.event_time import MICROSECONDS

_MINUTE = 60 * MICROSECONDS


class Sport(StrEnum):
    """What is played. `generic` is any other game of two sides."""

    FOOTBALL = "football"
    BASKETBALL = "basketball"
    ICE_HOCKEY = "ice_hockey"
    BASEBALL = "baseball"
    AMERICAN_FOOTBALL = "american_football"
    TENNIS = "tennis"
    VOLLEYBALL = "volleyball"
    BADMINTON = "badminton"
    TABLE_TENNIS = "table_tennis"
    CRICKET = "cricket"
    GENERIC = "generic"


class PeriodKind(StrEnum):
    """What a sport's periods are called."""

    HALF = "half"
    QUARTER = "quarter"
    PERIOD = "period"
    INNING = "inning"
    SET = "set"
    INNINGS = "innings"


class Direction(StrEnum):
    """Which way a clock runs."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A sport's periods and clock.

    `periods` is how many there are before extra ones, where that is fixed. `clock` is None where
    there is none. `length` and `overtime` are the µs of a period and of an extra one, 0 where they
    are not timed or nobody knows. In a game of sets the score counts sets, else what is scored;
    where it `is_of_rallies` each rally is a point of the set.
    """

    kind: PeriodKind
    periods: int | None
    clock: Direction | None
    length: int = 0
    overtime: int = 0
    is_of_rallies: bool = False

    @property
    def is_of_sets(self) -> bool:
        """Whether the score counts periods won."""
        return self.kind is PeriodKind.SET

    def starts_at(self, period: int) -> int:
        """What a clock reads (µs) when a period starts, unless a feed says otherwise."""
        if self.clock is not Direction.DOWN:
            return 0
        return self.overtime if self.is_extra(period) else self.length

    def is_extra(self, period: int) -> bool:
        """Whether a period comes after the regular ones."""
        return self.periods is not None and period > self.periods


_RALLIES = Rules(kind=PeriodKind.SET, periods=None, clock=None, is_of_rallies=True)

RULES = {
    Sport.FOOTBALL: Rules(kind=PeriodKind.HALF, periods=2, clock=Direction.UP),
    Sport.BASKETBALL: Rules(
        kind=PeriodKind.QUARTER,
        periods=4,
        clock=Direction.DOWN,
        length=12 * _MINUTE,
        overtime=5 * _MINUTE,
    ),
    Sport.ICE_HOCKEY: Rules(
        kind=PeriodKind.PERIOD,
        periods=3,
        clock=Direction.DOWN,
        length=20 * _MINUTE,
        overtime=5 * _MINUTE,
    ),
    Sport.BASEBALL: Rules(kind=PeriodKind.INNING, periods=9, clock=None),
    Sport.AMERICAN_FOOTBALL: Rules(
        kind=PeriodKind.QUARTER,
        periods=4,
        clock=Direction.DOWN,
        length=15 * _MINUTE,
        overtime=10 * _MINUTE,
    ),
    Sport.TENNIS: Rules(kind=PeriodKind.SET, periods=None, clock=None),
    **dict.fromkeys((Sport.VOLLEYBALL, Sport.BADMINTON, Sport.TABLE_TENNIS), _RALLIES),
    Sport.CRICKET: Rules(kind=PeriodKind.INNINGS, periods=None, clock=None),
    Sport.GENERIC: Rules(kind=PeriodKind.PERIOD, periods=None, clock=Direction.UP),
}
