"""The scoreboard camera: a filmed board in, facts of a feed out; and how it is set."""

from fractions import Fraction
from typing import Any

import pytest

from engine.channel.board_camera import BoardCamera
from engine.channel.dressing import Dressing
from engine.channel.settings import CameraSettings, ChannelSettings
from engine.rendition import parse_ladder
from engine.timebase import Timing
from feeds.fact import ClockSet, Correction
from tests.boards import AWAY, CLOCK, HOME, PERIOD, Board

S = 1_000_000
RATE = Fraction(25)
FIRST = 25_000_000
DRAWN = {"name": "board", "clock": CLOCK, "home_score": HOME, "away_score": AWAY, "period": PERIOD}
FEED = {"name": "board", "provider": "facts_file", "path": "f"}


def test_a_filmed_board_is_told_as_facts() -> None:
    timing = Timing(rate=RATE, distance=3 * S)
    dressing = Dressing(parse_ladder("640x360:500k"), {"source": timing}, "source", {})
    camera = BoardCamera(CameraSettings.model_validate(DRAWN), dressing, lambda: 7)
    for look in range(40):
        number = FIRST + look * 7 // 2
        left = 671.3 - (number - FIRST) / 25
        home = "57" if look < 22 else "59"
        clock = f"{int(left) // 60}:{int(left) % 60:02d}"
        picture = Board(clock=clock, home=home, away="108", period="3").picture(look)
        camera.look("source", picture, number)
        camera.look("backup", picture, number)
    told = camera.take()
    scores = [(one.home, one.away) for one in told if isinstance(one, Correction)]
    assert scores == [(57, 108), (59, 108)]
    clock_told = next(one for one in told if isinstance(one, ClockSet))
    assert clock_told.event_time is not None
    since = clock_told.event_time - timing.content_time(FIRST)
    assert clock_told.clock + since == pytest.approx(671.3 * S, abs=0.15 * S)
    assert (clock_told.period, clock_told.received, clock_told.provider) == (3, 7, "board")
    assert camera.take() == []
    assert not camera.is_lost
    figures = camera.figures()
    assert (figures["feed"], figures["score"]) == ("board", {"home": 59, "away": 108})


@pytest.mark.parametrize(
    ("camera", "more", "wrong"),
    [
        pytest.param({"name": "board"}, {}, "draw clock", id="no-region"),
        pytest.param({"name": "board", "home_score": "0,0,1,1"}, {}, "one side", id="one-score"),
        pytest.param({"name": "board", "clock": "here"}, {}, "four corners", id="no-corners"),
        pytest.param(DRAWN, {"feed": [FEED]}, "is a feed's", id="a-feed-of-that-name"),
        pytest.param({**DRAWN, "source": "backup"}, {}, r"\[channel.backup\]", id="no-such-source"),
    ],
)
def test_mistakes_name_the_remedy(camera: Any, more: dict[str, Any], wrong: str) -> None:
    given = {"name": "one", "source": {"input": "demo:"}, "camera": camera, **more}
    with pytest.raises(ValueError, match=wrong):
        ChannelSettings.model_validate(given)


def test_it_is_a_feed_as_others_in_the_order_of_trust() -> None:
    given = {"name": "one", "source": {"input": "demo:"}, "camera": DRAWN}
    wanted = ChannelSettings.model_validate({**given, "priority": {"clock": ["board"]}})
    assert wanted.feeds == ["board"]
