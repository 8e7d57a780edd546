"""How a run began, into the log and out of it."""

from fractions import Fraction
from typing import Any

import pytest

from engine.channel.begun import Begun
from engine.errors import ShowLogError
from engine.rendition import parse_ladder
from engine.show_log import ShowEvent

BEGUN = Begun(
    rate=Fraction(30000, 1001),
    first_frame=60,
    ladder=parse_ladder("128x96:200k,64x48:90k"),
    origin=1_000,
    distance=2_000_000,
    inputs={"source": "a.mp4", "backup": "demo:7"},
    latencies={"source": 0, "backup": 500_000},
    offsets={"espn": -1},
    timecodes=("backup",),
)


def event(payload: dict[str, Any]) -> ShowEvent:
    return ShowEvent(
        sequence=3, frame=60, event_time=None, arrival=0, actor="engine", payload=payload
    )


def coded() -> dict[str, Any]:
    return BEGUN.coded(BEGUN.timings()["backup"])


def test_there_and_back() -> None:
    assert Begun.of(event(coded())) == BEGUN
    assert (coded()["distance_us"], coded()["latency_us"]) == (2_000_000, 500_000)


def test_its_dressing_is_as_configured() -> None:
    dressing = BEGUN.dressing([])
    assert dressing.program == "source"
    assert dressing.timings["backup"].latency == 500_000
    assert dressing.offsets == {"espn": -1}


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"config": None}, id="a-job's"),
        pytest.param({"rate": "0/0"}, id="no-rate"),
        pytest.param({"ladder": 7}, id="no-ladder"),
    ],
)
def test_a_log_that_does_not_say_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ShowLogError, match="event 3"):
        Begun.of(event(coded() | wrong))
