"""What is told of cues that came late: for a while, and not of those a feed was late with."""

import logging
from typing import Any

import pytest

from engine.channel import events
from engine.channel.late_cues import LateCues
from engine.channel.rundown import Cue, Rundown
from engine.show_log import ShowEvent

PLAN = Rundown(cues=(Cue(id="a", name="Line-ups", graphic="line_ups", fields={}),))
TAKEN = {"type": events.TAKEN, "graphic": "line_ups", "cue": "a"}
SKIPPED = {"type": events.SKIPPED, "cue": "a", "reason": "its time had long gone by"}


@pytest.mark.parametrize(
    ("payload", "said", "logged"),
    [
        pytest.param({**TAKEN, "late_us": 1_440_000}, "cue Line-ups came 1.4 s late", 1, id="late"),
        pytest.param({**TAKEN, "late_us": 40_000}, None, 0, id="by-a-frame"),
        pytest.param(TAKEN, None, 0, id="in-time"),
        pytest.param({**TAKEN, "late_us": 3_000_000, "fact": "g"}, None, 1, id="of-a-late-feed"),
        pytest.param(
            SKIPPED, "cue Line-ups was skipped: its time had long gone by", 1, id="too-late"
        ),
        pytest.param({**SKIPPED, "over": "full"}, None, 1, id="not-over-a-full-frame"),
        pytest.param({"type": events.CLEARED, "graphic": "line_ups"}, None, 0, id="cleared"),
    ],
)
def test_what_is_told(
    payload: dict[str, Any], said: str | None, logged: int, caplog: pytest.LogCaptureFixture
) -> None:
    alarms: dict[str, str] = {"store": "full"}
    time = [0]
    late = LateCues("one", alarms, lambda: time[0])
    event = ShowEvent(sequence=1, frame=0, event_time=None, arrival=0, actor="cue", payload=payload)
    with caplog.at_level(logging.WARNING):
        late.note(event, PLAN)
    assert (alarms.get("cue"), len(caplog.records)) == (said, logged)
    time[0] = 29_000_000
    late.tidy()
    assert alarms.get("cue") == said
    time[0] = 31_000_000
    late.tidy()
    assert alarms == {"store": "full"}
