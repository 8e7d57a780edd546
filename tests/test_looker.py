"""Looking at a channel on air: beside the programme, at its pictures before they are keyed."""

import threading
from fractions import Fraction
from pathlib import Path

import pytest

from engine.channel.composed import Shown
from engine.channel.deck import Setting
from engine.channel.figures import figures
from engine.channel.inbox import Offer
from engine.channel.looker import Looker
from engine.channel.mixer import Mixer, Picked
from engine.ffmpeg import picture
from engine.frame import Plane
from engine.pacer import Pacer
from engine.timebase import Timing
from feeds.clock import SystemClock
from feeds.codec import decode_fact, encode_fact
from tests.channels import on_air, settings, until
from tests.clock_clips import Bug, Match, running

S = 1_000_000


def test_the_clock_of_a_channel_on_air_is_held_against_its_feed(tmp_path: Path) -> None:
    bug = Bug(clock=running(600.4), words="", place=(0.1, 0.1))
    clip = Match(bug=bug, size=(160, 96), seconds=30, kbit=200).write(tmp_path / "clip.mp4")
    wanted = settings(
        clip,
        ladder="160x96:200k",
        feed=[{"name": "scores", "provider": "facts_file", "path": "none.jsonl"}],
        calibration={"policy": "suggest", "region": "0.05,0.05,0.6,0.4"},
    )
    with on_air(wanted, tmp_path / "tiny") as channel:
        told = {"v": 1, "type": "clock_set", "clock": "10:00.4", "period": 1, "provider": "scores"}
        fact = decode_fact({**told, "t": -3.2, "id": "c"}, origin=channel.begun.origin)
        offer = Offer(payload=encode_fact(fact), event_time=fact.event_time, arrival=0, actor="t")
        channel.on_air.inbox.offer([offer], lambda _: None)
        until(channel, lambda: "scores" in figures(channel)["calibration"]["offsets"])
        found = figures(channel)["calibration"]
    assert found["state"] == "seen"
    assert found["offsets"]["scores"]["value_us"] == pytest.approx(3.2 * S, abs=0.2 * S)


class Blocked:
    """Stands for a calibrator that is slow, then fails."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.began, self.goes_on = threading.Event(), threading.Event()

    def look(self, source: str, luma: Plane, number: int) -> None:
        self.seen.append(number)
        self.began.set()
        self.goes_on.wait(10)
        raise ValueError(f"{source} {luma.shape}")


def test_who_is_slow_gets_the_newest_and_a_fault_stops_nothing() -> None:
    blocked, stopping = Blocked(), threading.Event()
    looker = Looker("blocked", blocked, Fraction(25))
    timing = Timing(rate=Fraction(25))
    setting = Setting(
        rate=timing.rate, width=16, height=16, pacer=Pacer(SystemClock(), timing.rate), origin=0
    )
    mixer = Mixer({}, {}, setting, timing)
    thread = threading.Thread(target=looker.run, args=(stopping,))
    handle = picture.filled(16, 16)

    def show(number: int, *, is_repeated: bool = False, slate: str = "") -> None:
        shown = Shown(slate=slate) if slate else Shown(source="source", frame=number)
        looker.show(number, Picked(handle=handle, shown=shown, is_repeated=is_repeated), mixer)

    thread.start()
    show(0)
    assert blocked.began.wait(10)
    for number in range(1, 40):
        show(number)
    show(42, is_repeated=True)
    show(45, slate="We will be right back")
    blocked.goes_on.set()
    # The looker pauses after a fault, and is told to stop in the middle of that.
    stopping.set()
    thread.join(10)
    assert not thread.is_alive()
    assert blocked.seen == [0]
    slot = looker._slot
    assert slot is not None
    assert slot[1] == 39
