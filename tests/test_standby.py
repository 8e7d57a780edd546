"""What may come next is drawn before it is taken, and kept while it waits."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from engine.channel import events, rundown
from engine.channel.cueing import Cueing
from engine.channel.dressing import Dressing
from engine.channel.plates import Plates
from engine.channel.rundown import Cue, Trigger
from engine.channel.standby import Standby
from engine.rendition import Rendition
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS
from feeds.codec import encode_fact
from feeds.fact import ClockSet, Stat
from overlays.renderer import Renderer
from tests.test_dressing import AT, FIRST, MATCH, TIMING

LADDER = (
    Rendition(name="720p", width=1280, height=720, kbit=500),
    Rendition(name="360p", width=640, height=360, kbit=200),
    Rendition(name="clean", width=320, height=180, kbit=100, variant="clean"),
)
FRAME = 40_000
HAND = Trigger()
SOON = Trigger(when="program_time", at=AT + 4 * MICROSECONDS)
FAR = Trigger(when="program_time", at=AT + 60 * MICROSECONDS)


class Show:
    """A programme with a match, statistics and a cue, that nobody has taken yet."""

    def __init__(self, graphic: str, trigger: Trigger, fields: dict[str, str]) -> None:
        self.cue = Cue(id="a", name="A", graphic=graphic, fields=fields, trigger=trigger)
        self.dressing = Dressing(LADDER, {"source": TIMING}, "source", {})
        self.cueing = Cueing(self.dressing)
        self.number = FIRST
        self.standby = Standby(self.cueing, self.dressing, lambda: self.number)
        stat = Stat(event_time=AT, received=AT, name="shots", home=7, away=3)
        for payload in (encode_fact(MATCH), encode_fact(stat)):
            self.fold(payload)
        self.fold({"type": events.PLANNED, "v": 1, "cues": [rundown.coded(self.cue)]})
        self.draw(60)

    def fold(self, payload: dict[str, Any], at: int | None = None) -> None:
        event = ShowEvent(
            sequence=1, frame=self.number, event_time=at, arrival=AT, actor="t", payload=payload
        )
        self.dressing.fold(event)
        self.cueing.fold(event)

    def draw(self, frames: int) -> None:
        for _ in range(frames):
            self.dressing.draw(self.number)
            self.number += 1

    def take(self) -> None:
        fields = dict(self.cue.fields)
        payload = {"type": events.TAKEN, "v": 1, "graphic": self.cue.graphic, "fields": fields}
        at = None if self.cue.trigger.when == "hand" else self.cue.trigger.at - TIMING.behind
        self.fold(payload, at)
        if at is not None:
            self.draw((at - TIMING.content_time(self.number)) // FRAME)

    @property
    def rungs(self) -> Iterator[tuple[Renderer, Plates]]:
        return ((rung.renderer, rung.plates) for rung in self.dressing._look._rungs)

    @property
    def drawn(self) -> list[int]:
        return [renderer.drawn for renderer, _ in self.rungs]

    @property
    def plates(self) -> list[int]:
        return [plates.made for _, plates in self.rungs]


def never() -> bool:
    return False


THIRD = {"title": "Ada Quist", "line": "Referee", "side": "home"}


@pytest.mark.parametrize(
    ("graphic", "fields"), [("lower_third", THIRD), ("statistics", {})], ids=["third", "full"]
)
@pytest.mark.parametrize("trigger", [HAND, SOON], ids=["next", "soon"])
def test_a_cue_that_was_made_ahead_is_drawn_on_no_rung_when_it_comes(
    graphic: str, fields: dict[str, str], trigger: Trigger
) -> None:
    show = Show(graphic, trigger, fields)
    before = show.drawn
    show.standby.look(never)
    ahead, plates = show.drawn, show.plates
    assert all(more > few for few, more in zip(before[:2], ahead[:2], strict=True))
    show.take()
    show.draw(60)
    show.fold({"type": events.CLEARED, "v": 1, "graphic": graphic})
    show.draw(40)
    assert show.drawn == ahead
    if graphic == "lower_third":
        assert show.plates == plates


def test_it_is_drawn_when_it_comes_where_nobody_made_it_ahead() -> None:
    show = Show("lower_third", FAR, THIRD)
    before = show.drawn
    show.standby.look(never)
    assert show.drawn == before
    show.fold({"type": events.TAKEN, "v": 1, "graphic": "lower_third", "fields": THIRD})
    show.draw(60)
    assert show.drawn[0] > before[0]
    assert show.drawn[2] == 0


def test_it_is_made_once_and_anew_when_the_match_has_changed_or_it_was_crowded_out() -> None:
    show = Show("statistics", HAND, {})
    show.standby.look(never)
    made = show.drawn
    show.standby.look(never)
    assert show.drawn == made
    stat = Stat(event_time=AT, received=AT, name="shots", home=8, away=3)
    show.fold(encode_fact(stat))
    show.draw(2)
    until_made(show.standby, lambda: show.drawn != made)


def until_made(standby: Standby, is_made: Callable[[], bool]) -> None:
    for _ in range(9):
        standby.look(never)
        if is_made():
            return
    raise AssertionError("nothing was made")


def test_what_is_made_ahead_takes_half_the_room_and_nothing_that_is_on_air() -> None:
    show = Show("lower_third", HAND, THIRD)
    on_air = [rung.renderer.drawn for rung in show.dressing._look._rungs]
    for rung in show.dressing._look._rungs:
        assert rung.keeps((), ()) or rung.is_clean
    for n in range(40):
        cue = Cue(id="a", name="A", graphic="lower_third", fields={**THIRD, "title": f"No. {n}"})
        show.fold({"type": events.PLANNED, "v": 1, "cues": [rundown.coded(cue)]})
        show.standby.look(never)
    made = show.drawn
    assert made[0] > on_air[0] + 40
    # The bug leaves and comes back: what it takes is still there.
    show.fold({"type": events.CLEARED, "v": 1, "graphic": "score_bug"})
    show.draw(40)
    show.fold({"type": events.TAKEN, "v": 1, "graphic": "score_bug", "fields": {}})
    show.draw(40)
    assert show.drawn == made


def test_it_stops_when_told_to() -> None:
    show = Show("lower_third", HAND, THIRD)
    before = show.drawn
    show.standby.look(lambda: True)
    assert show.drawn == before


def test_what_stands_long_is_not_drawn_anew_as_it_leaves() -> None:
    """However many seconds of a clock were drawn meanwhile."""
    show = Show("lower_third", FAR, THIRD)
    show.fold({"type": events.TAKEN, "v": 1, "graphic": "lower_third", "fields": THIRD})
    clock = ClockSet(event_time=None, received=AT, clock=0, period=1)
    show.fold(encode_fact(clock))
    for _ in range(200):
        show.draw(1)
        show.number += 24
    before = show.drawn
    show.fold({"type": events.CLEARED, "v": 1, "graphic": "lower_third"})
    show.draw(20)
    assert all(now <= then + 1 for then, now in zip(before, show.drawn, strict=True))
