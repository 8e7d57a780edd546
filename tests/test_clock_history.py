"""What a feed told of its clock: when it read a value, whatever stopped it in between."""

from typing import Any

import pytest

from feeds.clock_history import ClockHistory
from feeds.codec import decode_fact

S = 1_000_000
MATCH = {"t": 0, "type": "match", "home": {"name": "North"}, "away": {"name": "South"}}


def history(*coded: dict[str, Any]) -> ClockHistory:
    told = ClockHistory()
    for one in coded:
        told.add(decode_fact({"v": 1, **one}, origin=0))
    return told


def clock(t: float, text: str, *, running: bool = True, **more: Any) -> dict[str, Any]:
    return {"t": t, "type": "clock_set", "clock": text, "running": running, **more}


BASKETBALL = {**MATCH, "sport": "basketball"}


@pytest.mark.parametrize(
    ("facts", "value", "rate", "moments"),
    [
        pytest.param([MATCH, clock(5, "26:10")], 1580, 1, [15], id="up"),
        pytest.param([MATCH, clock(5, "26:10")], 1560, 1, [-5], id="before-it-was-told"),
        pytest.param([MATCH, clock(5, "36:10")], 1560, 1, [], id="long-before-it-was-told"),
        pytest.param([MATCH, clock(5, "06:10")], 380, -1, [], id="of-one-that-runs-down"),
        pytest.param([BASKETBALL, clock(5, "11:15")], 670, -1, [10], id="down"),
        pytest.param(
            [BASKETBALL, clock(5, "11:15"), clock(10, "11:10", running=False), clock(40, "11:10")],
            668,
            -1,
            [42],
            id="stopped-in-between",
        ),
        pytest.param(
            [
                BASKETBALL,
                {"t": 0, "type": "period_started", "period": 1},
                {"t": 800, "type": "period_ended", "period": 1},
                {"t": 900, "type": "period_started", "period": 2},
            ],
            700,
            -1,
            [20, 920],
            id="in-two-periods",
        ),
        pytest.param(
            [MATCH, {"t": 0, "type": "period_started", "period": 1}],
            133,
            1,
            [133, 47 * 60 + 13],
            id="added-minutes-of-football",
        ),
        pytest.param(
            [MATCH, clock(5, "26:10", id="c"), clock(9, "26:20", id="d"),
             {"t": 12, "type": "retraction", "retracts": "d"}],
            1580,
            1,
            [9, 15],
            id="taken-back-later",
        ),
    ],
)  # fmt: skip
def test_moments(facts: list[dict[str, Any]], value: int, rate: int, moments: list[int]) -> None:
    """Within the hour: a football clock's added minutes may be those of any half."""
    found = [at for at in history(*facts).moments(value * S, rate) if at < 3000 * S]
    assert found == [at * S for at in moments]


def test_goals_tell_nothing_and_no_clock_is_none() -> None:
    told = history(MATCH, {"t": 3, "type": "goal", "side": "home"})
    assert not told.has_clock
    assert not history(MATCH, clock(4, "10:00", running=False)).has_clock
    told.add(decode_fact({"v": 1, **clock(4, "10:00")}, origin=0))
    assert told.has_clock
