"""Alarms of feeds: put while one of the channel's is amiss, taken back when it is well."""

import pytest

from engine.channel.feed_alarms import put_alarms


@pytest.mark.parametrize(
    ("state", "error", "said"),
    [
        pytest.param("failed", "HTTP 500", "feed scores cannot be read: HTTP 500", id="failed"),
        pytest.param("failed", "", "feed scores cannot be read", id="nobody-knows-why"),
        pytest.param(
            "stale",
            "says the same for 160 s",
            "feed scores tells nothing new: says the same for 160 s",
            id="stale",
        ),
        pytest.param("sending", "odd", None, id="odd-and-well"),
        pytest.param("waiting", "", None, id="waiting"),
    ],
)
def test_the_alarm_of_a_state(state: str, error: str, said: str | None) -> None:
    alarms = {"store": "full"}
    scores = {"channel": "cup", "feed": "scores", "state": state, "error": error}
    others = {"channel": "league", "feed": "table", "state": "failed", "error": "HTTP 404"}
    put_alarms(alarms, "cup", {"feeds": [scores, others]})
    assert alarms == {"store": "full"} | ({} if said is None else {"feed scores": said})
    put_alarms(alarms, "cup", {"feeds": [{**scores, "state": "sending"}]})
    assert alarms == {"store": "full"}
