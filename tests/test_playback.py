"""A recording as a live feed: what came when, from a point on, as fast as is asked."""

import asyncio
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from feeds import event_time
from feeds.arrival import Arrival
from feeds.fetch import NEVER, FetchError
from feeds.playback import Playback, Point
from feeds.recording import Recorder
from tests.test_polled import START, S, Time

AIR = START + 100_000 * S


def recorded(folder: Path, *seconds: int) -> Path:
    """A payload at each of these seconds, and after each one that did not change."""
    path = folder / "a.recording"
    with Recorder(path, provider="espn") as recorder:
        for second in seconds:
            payload = str(second).encode()
            recorder.keep(Arrival(received=START + second * S, payload=payload))
            recorder.keep(Arrival(received=START + second * S + 1, payload=payload, is_new=False))
    return path


def played(
    path: Path, until: int, *, point: Point = 0, speed: int = 1
) -> tuple[list[tuple[str, int]], int | None]:
    """Each payload with the second on air at which it came, and when the next one is due."""
    time = Time()
    time.at = AIR + until * S
    playback = Playback(path, time, point=point, begins=AIR, speed=Fraction(speed))

    async def all_due() -> list[tuple[str, int]]:
        found = []
        while (answer := await playback.get()).payload is not None:
            assert answer.received is not None
            found.append((answer.payload.decode(), (answer.received - AIR) // S))
        return found

    found, due = asyncio.run(all_due()), playback.due()
    return found, due if due is None or due == NEVER else (due - AIR) // S


@pytest.mark.parametrize(
    ("until", "point", "speed", "came", "due"),
    [
        pytest.param(0, 0, 1, [("0", 0)], 10, id="its-beginning"),
        pytest.param(10, 0, 1, [("0", 0), ("10", 10)], 20, id="ten-seconds-later"),
        pytest.param(9, 0, 1, [("0", 0)], 10, id="not-yet"),
        pytest.param(10, 0, 2, [("0", 0), ("10", 5), ("20", 10)], 15, id="twice-as-fast"),
        pytest.param(0, 12 * S, 1, [("0", -12), ("10", -2)], 8, id="from-a-point"),
        pytest.param(
            0,
            event_time.to_datetime(START + 10 * S).astimezone(UTC),
            1,
            [("0", -10), ("10", 0)],
            10,
            id="from-a-moment",
        ),
        pytest.param(
            99, 0, 1, [("0", 0), ("10", 10), ("20", 20), ("30", 30)], NEVER, id="to-its-end"
        ),
    ],
)
def test_each_payload_comes_in_its_time(
    until: int,
    point: int | datetime,
    speed: int,
    came: list[tuple[str, int]],
    due: int,
    tmp_path: Path,
) -> None:
    path = recorded(tmp_path, 0, 10, 20, 30)
    assert played(path, until, point=point, speed=speed) == (came, due)


def test_one_that_is_not_there_yet_is_tried_again(tmp_path: Path) -> None:
    playback = Playback(tmp_path / "a.recording", Time(), point=0, begins=START, speed=Fraction(1))
    for _ in range(2):
        with pytest.raises(FetchError, match="No such file"):
            asyncio.run(playback.get())
    assert playback.due() is None
    recorded(tmp_path, 0)
    assert asyncio.run(playback.get()).payload == b"0"


def test_one_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    path = recorded(tmp_path)
    playback = Playback(path, Time(), point=0, begins=START, speed=Fraction(1))
    with pytest.raises(FetchError, match="has nothing in it"):
        asyncio.run(playback.get())


def test_what_was_recorded_with_it_comes_along(tmp_path: Path) -> None:
    path = tmp_path / "a.recording"
    with Recorder(path, provider="espn") as recorder:
        recorder.keep(Arrival(received=START, payload=b"1", status=200, headers={"etag": '"1"'}))
    answer = asyncio.run(Playback(path, Time(), point=0, begins=START, speed=Fraction(1)).get())
    assert (answer.status, answer.headers) == (200, {"etag": '"1"'})
