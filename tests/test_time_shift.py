"""A recording's times on air: moved, and as far apart as its speed makes them."""

from fractions import Fraction

import pytest

from feeds.fact import Goal, MatchStatus, StatusSet
from feeds.happening import Side
from feeds.payload import PayloadError
from feeds.reading import Reading
from feeds.time_shift import ShiftedParser, TimeShift

S = 1_000_000


class Said:
    """A parser whose goal was three seconds before its payload; it has a status without a time."""

    def parse(self, payload: bytes, received: int) -> Reading:
        if not payload:
            raise PayloadError("empty")
        goal = Goal(event_time=received - 3 * S, received=received, side=Side.HOME)
        status = StatusSet(event_time=None, received=received, status=MatchStatus.AS_PLANNED)
        return Reading(facts=(goal, status), as_of=received - S)


@pytest.mark.parametrize(
    ("speed", "on_air"),
    [
        pytest.param("1", 1060, id="as-it-was"),
        pytest.param("2", 1030, id="twice-as-fast"),
        pytest.param("0.5", 1120, id="half-as-fast"),
    ],
)
def test_a_moment_on_air_and_back(speed: str, on_air: int) -> None:
    shift = TimeShift(point=100 * S, begins=1000 * S, speed=Fraction(speed))
    assert shift.on_air(100 * S) == 1000 * S
    assert shift.on_air(160 * S) == on_air * S
    assert shift.recorded(on_air * S) == 160 * S


@pytest.mark.parametrize(("speed", "earlier"), [("1", 3), ("3", 1)])
def test_what_happened_is_as_much_earlier_as_the_speed_makes_it(speed: str, earlier: int) -> None:
    shift = TimeShift(point=100 * S, begins=1000 * S, speed=Fraction(speed))
    reading = ShiftedParser(Said(), lambda: shift).parse(b"x", 1000 * S)
    goal, status = reading.facts
    assert (goal.event_time, goal.received) == ((1000 - earlier) * S, 1000 * S)
    assert (status.event_time, status.received) == (None, 1000 * S)
    assert reading.as_of == shift.on_air(99 * S)


def test_what_cannot_be_read_still_cannot() -> None:
    shift = TimeShift(point=0, begins=0, speed=Fraction(1))
    with pytest.raises(PayloadError, match="empty"):
        ShiftedParser(Said(), lambda: shift).parse(b"", 0)
