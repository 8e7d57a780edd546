"""How often a vendor is asked, as the match stands."""

import pytest

from feeds.parsers import parser
from feeds.reading import Reading
from feeds.rhythm import Pace, Rhythm, pace_of
from tests.checks import coded
from tests.test_espn import SERIES, board, event

S = 1_000_000
EVERY = 10 * S


def reading(payload: object, match: str | None = None) -> Reading:
    return parser("espn", match).parse(coded(payload), 1)


@pytest.mark.parametrize(
    ("payload", "pace"),
    [
        pytest.param(SERIES[0], Pace.PRE_MATCH, id="before"),
        pytest.param(SERIES[3], Pace.LIVE, id="played"),
        pytest.param(SERIES[5], Pace.BREAK, id="half-time"),
        pytest.param(SERIES[6], Pace.LIVE, id="played-again"),
        pytest.param(SERIES[7], Pace.FINAL, id="over"),
        pytest.param(board(event("STATUS_POSTPONED")), Pace.IDLE, id="not-today"),
    ],
)
def test_the_pace_goes_by_the_match(payload: object, pace: Pace) -> None:
    assert pace_of(reading(payload), Pace.LIVE) is pace


@pytest.mark.parametrize("before", [Pace.IDLE, Pace.LIVE])
def test_a_match_that_is_left_out_stands_as_it_did(before: Pace) -> None:
    assert pace_of(reading(SERIES[3], match="1"), before) is before


@pytest.mark.parametrize(
    ("every", "gaps"),
    [
        pytest.param(1, [30, 3, 1, 2, 30], id="each-second"),
        pytest.param(10, [300, 30, 10, 20, 300], id="each-ten-seconds"),
        pytest.param(60, [300, 180, 60, 60, 300], id="each-minute"),
        pytest.param(600, [600] * 5, id="each-ten-minutes"),
    ],
)
def test_how_long_until_the_next(every: int, gaps: list[int]) -> None:
    rhythm = Rhythm(every=every * S)
    assert [rhythm.gap(pace, Reading()) // S for pace in Pace] == gaps


def test_a_vendor_may_ask_for_longer_but_not_for_less() -> None:
    rhythm = Rhythm(every=EVERY)
    assert rhythm.gap(Pace.LIVE, Reading(wait=25 * S)) == 25 * S
    assert rhythm.gap(Pace.FINAL, Reading(wait=S)) == EVERY
