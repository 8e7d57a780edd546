"""What is asked of the API in words no channel would understand is refused before it gets there."""

import asyncio

import pytest

from api.config import Config
from api.control.caller import Caller
from api.control.directory import Directory
from api.control.problem import STATUS, ProblemError
from api.control.resources import TimingChange
from feeds.bus import Bus
from feeds.clock import SystemClock

FEEDS = [{"name": name, "provider": "demo"} for name in ("scores", "sheet")]
CHANNEL = {"name": "cup", "source": {"input": "demo:"}, "feed": FEEDS}
BARE = {"name": "bare"}


def caller() -> Caller:
    """One whose channels are away: what reaches the bus fails there."""
    config = Config.model_validate({"channel": [CHANNEL, BARE]})
    return Caller(Directory(config, SystemClock()), Bus("nats://127.0.0.1:1", name="test"))


@pytest.mark.parametrize(
    ("channel", "change", "at", "said"),
    [
        pytest.param(
            "cup",
            {"distance_us": 5, "offsets_us": {"nosuch": 1}},
            "offsets_us.nosuch",
            "nosuch is no feed of the channel; use scores or sheet",
            id="a-feed",
        ),
        pytest.param(
            "cup",
            {"latencies_us": {"backup": 1}},
            "latencies_us.backup",
            "backup is no source of the channel; use source",
            id="a-source",
        ),
        pytest.param(
            "bare",
            {"offsets_us": {"scores": 1}},
            "offsets_us.scores",
            "scores is no feed of the channel; it has no feeds",
            id="there-is-none",
        ),
    ],
)
def test_timing_of_what_there_is_not(
    channel: str, change: dict[str, object], at: str, said: str
) -> None:
    with pytest.raises(ProblemError) as problem:
        asyncio.run(caller().retime(channel, TimingChange.model_validate(change)))
    found = problem.value
    assert (STATUS[found.code], found.detail) == (422, said)
    assert found.errors == [{"at": at, "detail": said}]


def test_timing_of_what_there_is_goes_to_the_channel() -> None:
    change = {"latencies_us": {"source": 1}, "offsets_us": {"sheet": 1}}
    with pytest.raises(ProblemError) as problem:
        asyncio.run(caller().retime("cup", TimingChange.model_validate(change)))
    assert problem.value.code == "bus_away"


@pytest.mark.parametrize("title", ["Ada \ud83d", float("nan")])
def test_what_nothing_can_write_down_is_refused(title: object) -> None:
    asked = {"type": "take_graphic", "fields": {"title": title}}
    with pytest.raises(ProblemError) as problem:
        asyncio.run(caller().command("cup", asked))
    assert (problem.value.code, STATUS[problem.value.code]) == ("bad_request", 422)
    assert "half a letter" in problem.value.detail
