"""A seat's line: ticks left out where it is slow, made known, closed where it stays so."""

import json
from typing import Any

from api.room.frames import frame
from api.room.seat import FULL_BYTES, SLOW_BYTES, SLOW_US, TRY_LATER, Seat
from api.room.viewer import Viewer

TICK = frame([b'{"type":"tick"}'])


class Way:
    """The way to a viewer; `waiting` is what the test says."""

    def __init__(self) -> None:
        self.waiting = 0
        self.events: list[dict[str, Any]] = []
        self.closed: int | None = None

    def put(self, frame: bytes) -> None:
        self.events += json.loads(frame[frame.index(b"[") :])

    def close(self, code: int, reason: str) -> None:
        assert reason
        self.closed = code


def seated() -> tuple[Seat, Way]:
    way = Way()
    return Seat(Viewer(viewer="a", name="Anna"), "net", way), way


def test_a_tick_goes_out() -> None:
    seat, way = seated()
    seat.tell(TICK, 7, now=1)
    assert way.events == [{"type": "tick"}]


def test_a_slow_line_is_told_what_it_missed() -> None:
    seat, way = seated()
    way.waiting = SLOW_BYTES + 1
    for first in (7, 9, None, 12):
        seat.tell(TICK, first, now=1)
    assert way.events == []
    way.waiting = SLOW_BYTES
    seat.tell(TICK, None, now=2)
    seat.tell(TICK, 15, now=2)
    seat.tell(TICK, 16, now=2)
    gap = {"type": "gap", "from": 7, "to": 14}
    assert way.events == [{"type": "tick"}, gap, {"type": "tick"}, {"type": "tick"}]
    assert way.closed is None


def test_a_line_slow_for_long_is_closed() -> None:
    seat, way = seated()
    way.waiting = SLOW_BYTES + 1
    seat.tell(TICK, 1, now=5)
    seat.tell(TICK, 2, now=5 + SLOW_US)
    assert way.closed is None
    seat.tell(TICK, 3, now=6 + SLOW_US)
    assert way.closed == TRY_LATER


def test_a_line_that_recovered_has_its_time_anew() -> None:
    seat, way = seated()
    for now in (1, SLOW_US, 2 * SLOW_US):
        way.waiting = SLOW_BYTES + 1
        seat.tell(TICK, 1, now=now)
        way.waiting = 0
        seat.tell(TICK, 2, now=now + 1)
    assert way.closed is None


def test_a_full_line_is_closed_at_once() -> None:
    seat, way = seated()
    way.waiting = FULL_BYTES + 1
    seat.tell(TICK, 1, now=1)
    assert way.closed == TRY_LATER
    seat, way = seated()
    way.waiting = FULL_BYTES + 1
    seat.answer({"type": "pong"})
    assert (way.closed, way.events) == (TRY_LATER, [])


def test_answers_go_out_between_ticks_even_where_it_is_slow() -> None:
    seat, way = seated()
    way.waiting = SLOW_BYTES + 1
    seat.answer({"type": "pong"})
    assert way.events == [{"type": "pong"}]
