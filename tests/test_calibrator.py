"""The calibrator of a channel: pictures and show events in, offsets and latencies out."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from engine.channel import events
from engine.channel.calibrator import Calibrator
from engine.channel.dressing import Dressing
from engine.channel.settings import CalibrationPolicy, CalibrationSettings
from engine.clock_reading.clock_reader import Looks
from engine.clock_reading.share import Share
from engine.rendition import parse_ladder
from engine.show_log import ShowEvent
from engine.timebase import Timing
from feeds.codec import decode_fact, encode_fact
from tests.clock_clips import Bug, Match, running

S = 1_000_000
RATE = Fraction(25)
FIRST = 25_000_000
SMALL = Match(bug=Bug(clock=running(600.4), words="", place=(0.1, 0.1)), size=(160, 96))
REGION = Share.parse("0.05,0.05,0.6,0.4")


class Rig:
    """A calibrator whose pictures come from a clip that begins at frame `FIRST`."""

    def __init__(self, policy: CalibrationPolicy, *feeds: str) -> None:
        timing = Timing(rate=RATE, distance=4 * S, latency=2 * S)
        timings = {"source": timing, "backup": timing}
        self.dressing = Dressing(parse_ladder("160x96:100k"), timings, "source", {})
        settings = CalibrationSettings(policy=policy).model_copy(update={"region": REGION})
        self.calibrator = Calibrator(settings, self.dressing, feeds)
        self.number = FIRST

    @property
    def began(self) -> int:
        """The content time of the first picture."""
        return self.dressing.timing.content_time(FIRST)

    def happen(self, payload: dict[str, Any]) -> None:
        event = ShowEvent(
            sequence=1, frame=self.number, event_time=None, arrival=0, actor="t", payload=payload
        )
        self.dressing.fold(event)
        self.calibrator.fold(event)

    def tell(
        self, feed: str, offset: float, clock: str = "10:00.4", *, heard: bool = False
    ) -> None:
        """A feed whose clock is so many seconds behind says what it read on the first picture."""
        at = self.began - round(offset * S)
        coded = {"v": 1, "type": "clock_set", "clock": clock, "provider": feed, "id": f"{feed}{at}"}
        fact = decode_fact({**coded, "period": 1, "t": 0}, origin=at)
        told = encode_fact(fact)
        self.happen({"type": events.HEARD, "v": 1, "feed": feed, "fact": told} if heard else told)

    def show(self, seconds: float, match: Match = SMALL, source: str = "source") -> dict[str, Any]:
        looks, end = Looks(RATE), self.number + round(seconds * RATE)
        while self.number < end:
            if looks.wants(self.number):
                luma = match.paint(self.number - FIRST, *match.size)
                self.calibrator.look(source, luma, self.number)
            self.number += 1
        return self.calibrator.figures()


def test_each_feeds_offset_is_told_also_of_one_that_is_only_heard() -> None:
    rig = Rig(CalibrationPolicy.SUGGEST, "scores", "console")
    rig.tell("scores", 7.3)
    rig.tell("console", -2.1, heard=True)
    found = rig.show(8)
    assert (found["state"], found["reads"]) == ("seen", "10:08")
    assert found["offsets"]["scores"]["value_us"] == pytest.approx(7.3 * S, abs=0.1 * S)
    assert found["offsets"]["console"]["value_us"] == pytest.approx(-2.1 * S, abs=0.1 * S)
    assert found["offsets"]["scores"]["age_us"] < S
    # The first feed that tells a clock is right, or else the source's latency is what is off.
    assert found["latencies"]["source"]["value_us"] == pytest.approx(9.3 * S, abs=0.1 * S)
    assert rig.calibrator.due(0) == []


def test_what_is_followed_is_sure_and_not_followed_again_at_once() -> None:
    rig = Rig(CalibrationPolicy.FOLLOW, "scores")
    rig.tell("scores", 7.3)
    assert rig.calibrator.due(0) == []
    rig.show(6)
    assert rig.calibrator.due(0) == []
    rig.show(10)
    (change,) = rig.calibrator.due(0)
    assert (change["type"], change["feed"]) == (events.OFFSET, "scores")
    assert change["offset_us"] == pytest.approx(7.3 * S, abs=0.1 * S)
    assert rig.calibrator.due(30 * S) == []
    rig.happen(change)
    rig.show(1)
    assert rig.calibrator.due(90 * S) == []


@pytest.mark.parametrize("offset", [0.1, 45.0])
def test_what_is_not_worth_it_or_out_of_all_reason_is_not_followed(offset: float) -> None:
    rig = Rig(CalibrationPolicy.FOLLOW, "scores")
    rig.tell("scores", offset)
    found = rig.show(16)
    assert found["offsets"]["scores"]["confidence"] == 100
    assert rig.calibrator.due(0) == []


def test_another_source_is_held_to_the_feeds() -> None:
    """Its pictures are 1.5 s later than its latency says."""
    rig = Rig(CalibrationPolicy.FOLLOW, "scores")
    rig.tell("scores", 0)
    late = replace(SMALL, bug=Bug(clock=running(598.9), words="", place=(0.1, 0.1)))
    found = rig.show(16, late, "backup")
    assert found["offsets"] == {}
    assert found["latencies"]["backup"]["value_us"] == pytest.approx(3.5 * S, abs=0.1 * S)
    (change,) = rig.calibrator.due(0)
    assert (change["type"], change["source"]) == (events.TIMED, "backup")
    rig.happen(change)
    # Its pictures are of the right time now, and what was measured before counts no longer.
    rig.number += 3
    assert rig.show(1, SMALL, "backup")["latencies"] == {}
    found = rig.show(9, SMALL, "backup")
    assert found["latencies"]["backup"]["value_us"] == pytest.approx(3.5 * S, abs=0.1 * S)
    assert rig.calibrator.due(90 * S) == []


def test_pictures_from_before_a_change_of_timing_are_not_looked_at() -> None:
    rig = Rig(CalibrationPolicy.SUGGEST, "scores")
    rig.tell("scores", 0)
    rig.number += 100
    rig.happen({"type": events.TIMED, "v": 1, "distance_us": 5 * S})
    rig.number -= 100
    assert rig.show(3)["source"] == ""
    rig.happen({"type": events.APPLIED, "v": 1, "sequence": 1, "frame": rig.number + 200})
    assert rig.show(3)["source"] == ""


def test_the_time_of_day_tells_the_latency_without_any_feed() -> None:
    rig = Rig(CalibrationPolicy.SUGGEST)

    def wall(time: float) -> str:
        day = int(rig.began / S + time - 0.75) % 86_400
        return f"{day // 3600:02d}:{day // 60 % 60:02d}:{day % 60:02d}"

    bug = Bug(clock=wall, words="", place=(0.1, 0.1))
    found = rig.show(9, replace(SMALL, bug=bug))
    assert found["latencies"]["source"]["value_us"] == pytest.approx(2.75 * S, abs=0.1 * S)


def test_without_a_clock_it_says_so() -> None:
    rig = Rig(CalibrationPolicy.SUGGEST, "scores")
    rig.tell("scores", 0)
    bare = replace(SMALL, bug=None)
    assert rig.show(2, bare)["state"] == "looking"
    found = rig.show(19, bare)
    assert (found["state"], found["reads"], found["offsets"]) == ("no_clock", None, {})
    assert Rig(CalibrationPolicy.OFF).calibrator.figures()["state"] == "off"


def test_a_source_of_another_channel_is_not_looked_at() -> None:
    assert Rig(CalibrationPolicy.SUGGEST).show(1, SMALL, "nobody")["source"] == ""
