"""Cues of a log that is folded and drawn: each on its very frame, told once, told again if lost."""

from fractions import Fraction
from typing import Any

import pytest

from engine import timebase
from engine.channel import events, rundown
from engine.channel.cueing import Cueing
from engine.channel.dressing import Dressing
from engine.channel.firing import Due
from engine.channel.rundown import Cue, Trigger
from engine.rendition import Rendition
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS, Timing
from feeds.codec import encode_fact
from feeds.fact import ClockSet

LADDER = (Rendition(name="90p", width=160, height=90, kbit=100),)
FIRST = 48_000
S = MICROSECONDS


class Show:
    """A log that grows frame by frame, folded by a dressing and its cues."""

    def __init__(self, *cues: Cue, rate: Fraction = Fraction(25), distance: int = 7 * S) -> None:
        timing = Timing(rate=rate, distance=distance)
        self.dressing = Dressing(LADDER, {"source": timing}, "source", {})
        self.cueing = Cueing(self.dressing)
        self.sequence = 0
        coded = [rundown.coded(cue) for cue in cues]
        self.fold({"type": events.PLANNED, "v": 1, "cues": coded}, FIRST)

    def fold(self, payload: dict[str, Any], frame: int, at: int | None = None) -> None:
        self.sequence += 1
        event = ShowEvent(
            sequence=self.sequence,
            frame=frame,
            event_time=at,
            arrival=0,
            actor="t",
            payload=payload,
        )
        self.dressing.fold(event)
        self.cueing.fold(event)
        for due in list(self.cueing.set_off(event, frame)):
            self.fold(due.payload, frame, due.at)

    def frames(self, count: int, every: int = 5) -> list[int]:
        """On which of so many frames something stands; what is due is asked for now and then."""
        standing = []
        for number in range(FIRST, FIRST + count):
            if number % every == 0:
                for due in self.cueing.in_time(number):
                    self.fold(due.payload, number, due.at)
            if any(self.dressing.draw(number)):
                standing.append(number)
        return standing


def cue(name: str, trigger: Trigger, seconds: int = 1) -> Cue:
    fields = {"title": "Ada Quist", "seconds": str(seconds)}
    return Cue(id=name, name=name, graphic="lower_third", fields=fields, trigger=trigger)


@pytest.mark.parametrize(
    "rate", [Fraction(25), Fraction(30000, 1001), Fraction(60000, 1001)], ids=str
)
@pytest.mark.parametrize("into", [0, 1, 13_000])
def test_a_cue_at_a_programme_time_is_on_its_very_frame(rate: Fraction, into: int) -> None:
    """The first frame aired at or after it, whatever the rate."""
    at = (FIRST + 50) * S // rate + into
    show = Show(cue("a", Trigger(when="program_time", at=at)), rate=rate)
    assert show.frames(80)[0] == timebase.frame_at(at, rate)
    assert timebase.frame_at(at, rate) == FIRST + 50 + (into > 0)
    assert show.cueing.plan.fate("a").late == 0


def test_a_cue_at_a_reading_of_the_clock_is_on_the_frame_that_shows_it() -> None:
    show = Show(cue("a", Trigger(when="clock", at=45 * 60 * S)))
    at = show.dressing.timing.content_time(FIRST + 10)
    clock = ClockSet(event_time=at, received=at, period=1, clock=45 * 60 * S - S)
    show.fold(encode_fact(clock), FIRST, at)
    assert show.frames(60)[0] == FIRST + 10 + 25


def test_what_follows_comes_on_its_frame_and_through_a_chain() -> None:
    at = (FIRST + 30) * S // 25
    show = Show(
        cue("a", Trigger(when="program_time", at=at)),
        cue("b", Trigger(when="after", after="a", delay=2 * S, leaves=True)),
        cue("c", Trigger(when="after", after="b", delay=4 * S)),
    )
    frames = show.frames(250)
    begins = [n for n in frames if n - 1 not in frames]
    assert begins == [FIRST + n for n in (30, 30 + 25 + 50, 30 + 25 + 50 + 100)]


def test_what_the_log_did_not_take_is_told_again_and_late() -> None:
    at = (FIRST + 10) * S // 25
    show = Show(cue("a", Trigger(when="program_time", at=at)))
    show.dressing.draw(FIRST)
    (due,) = show.cueing.in_time(FIRST)
    assert show.cueing.in_time(FIRST + 49) == []
    (again,) = show.cueing.in_time(FIRST + 50)
    assert late(due) == 0
    assert late(again) == 40 * S // 25


def late(due: Due) -> int:
    return int(due.payload.get("late_us", 0))
