"""Lines that tell of what others have not seen yet."""

import pytest

from api.room.entry import Entry, said
from api.room.hold import LOOKS_BACK, Hold, Moment, tells
from api.room.viewer import Viewer

S = 1_000_000
ANNA = Viewer(viewer="a", name="Anna")
# It happened at 100 s, and is on the picture of 107 s.
GOAL = Moment(event_time=100 * S, program_time=107 * S)


def line(text: str = "GOAL", *, picture: float, at: float) -> Entry:
    return said(ANNA, text, client_id="", program_time=int(picture * S), at=int(at * S))


@pytest.mark.parametrize(
    ("picture", "at", "until"),
    [
        pytest.param(105, 106, 107, id="said-before-its-picture-after-it-happened"),
        pytest.param(98, 99.9, None, id="said-before-it-happened"),
        pytest.param(107, 108, None, id="of-the-very-picture"),
        pytest.param(110, 111, None, id="after-it"),
        pytest.param(80, 120, 107, id="by-someone-far-behind"),
        pytest.param(107 - LOOKS_BACK / S, 120, 107, id="as-far-back-as-we-look"),
        pytest.param(66.9, 120, None, id="further-back-still"),
    ],
)
def test_a_telling_line_waits(picture: float, at: float, until: int | None) -> None:
    hold = Hold()
    hold.happened(GOAL)
    assert hold.until(line(picture=picture, at=at)) == (until and until * S)


def test_the_last_of_several_counts() -> None:
    hold = Hold()
    hold.happened(GOAL)
    hold.happened(Moment(event_time=104 * S, program_time=111 * S))
    assert hold.until(line(picture=105, at=106)) == 111 * S
    assert hold.until(line(picture=105, at=103)) == 107 * S


def test_what_shows_at_once_cannot_wait() -> None:
    hold = Hold()
    hold.happened(GOAL)
    assert hold.until(Entry(type="chat.message", at=106 * S)) is None


@pytest.mark.parametrize(
    "text",
    ["GOAL", "goooooaaal", "Gol de Messi", "TOOOR", "what a golazo", "1-0", "it is 2 : 1", "VAR",
     "BUT", "penalty??", "yes!!!", "NOOOO WAY", "cartellino rosso", "red card", "offside I think"],
)  # fmt: skip
def test_lines_that_tell(text: str) -> None:
    assert tells(text)


@pytest.mark.parametrize(
    "text",
    ["good pass", "but he was late", "who is number 7?", "we scoreboard watch", "come on!", "OK",
     "what a goalkeeper", "in 2026-27 he left", "👏👏👏", "storm ahead"],
)  # fmt: skip
def test_lines_that_do_not(text: str) -> None:
    assert not tells(text)


def test_a_sudden_many_tell_whatever_they_say() -> None:
    hold = Hold()
    calm = [hold.heard(line("hm", picture=0, at=at)) for at in range(0, 60, 2)]
    assert not any(calm)
    burst = [hold.heard(line("hm", picture=0, at=60 + n / 10)) for n in range(8)]
    assert burst == [False] * 3 + [True] * 5


def test_a_busy_room_is_no_burst() -> None:
    hold = Hold()
    lines = [hold.heard(line("hm", picture=0, at=n / 5)) for n in range(400)]
    assert not any(lines[100:])
