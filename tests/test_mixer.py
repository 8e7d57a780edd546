"""The mixer: what is programme on a frame, with decks the test plays itself."""

from fractions import Fraction

import numpy as np
import pytest

from engine.channel.composed import Shown
from engine.channel.deck import Deck, Setting
from engine.channel.mixer import Mixer
from engine.channel.settings import State
from engine.ffmpeg import picture
from engine.frame import SAMPLE_RATE, AudioFrame
from engine.pacer import Pacer
from engine.reel import Reel
from engine.timebase import Timing
from feeds.clock import SystemClock

RATE = Fraction(25)
TIMING = Timing(rate=RATE)


class Hand:
    """A player whose reel the test fills by hand."""

    def __init__(self) -> None:
        self.reel = Reel(SAMPLE_RATE, 8)
        self.trouble = ""
        self.started: list[tuple[int, int]] = []

    def start(self, number: int, timing: Timing, *, is_hot: bool) -> None:
        assert is_hot
        self.started.append((number, timing.behind))

    def heat(self, number: int) -> None:
        self.started.append((number, 0))

    def end(self) -> None:
        self.reel.abort()

    def show(self, number: int, luma: int) -> None:
        self.reel.put_picture(number, picture.filled(16, 16, (luma, 128, 128)))


@pytest.fixture
def hands() -> dict[str, Hand]:
    return {"source": Hand(), "backup": Hand()}


@pytest.fixture
def mixer(hands: dict[str, Hand]) -> Mixer:
    setting = Setting(rate=RATE, width=64, height=48, pacer=Pacer(SystemClock(), RATE), origin=0)

    def deck(name: str) -> Deck:
        return Deck(name, lambda: hands[name])

    decks = {name: deck(name) for name in hands}
    ready = dict.fromkeys(hands, State.HOT)
    made = Mixer(decks, ready, setting, TIMING)
    made.begin(100, {"source": TIMING, "backup": TIMING})
    return made


def luma(mixer: Mixer, number: int) -> tuple[int, bool]:
    mixer.apply(number)
    picked = mixer.picture(number)
    return int(picture.planes(picked.handle)[0][0, 0]), picked.is_repeated


def test_pictures_pass_and_a_missing_one_repeats(mixer: Mixer, hands: dict[str, Hand]) -> None:
    hands["source"].show(100, 50)
    hands["source"].show(102, 60)
    assert [luma(mixer, n) for n in (100, 101, 102)] == [(50, False), (50, True), (60, False)]
    assert not mixer.is_slate


def test_the_slate_before_the_first_and_after_two_seconds_without(
    mixer: Mixer, hands: dict[str, Hand]
) -> None:
    mixer.picture(100)
    assert mixer.is_slate
    hands["source"].show(101, 50)
    assert luma(mixer, 101) == (50, False)
    assert luma(mixer, 151) == (50, True)
    mixer.picture(152)
    assert mixer.is_slate
    hands["source"].show(153, 70)
    assert luma(mixer, 153) == (70, False)


def test_a_cut_is_on_its_frame(mixer: Mixer, hands: dict[str, Hand]) -> None:
    for number in (100, 101, 102):
        hands["source"].show(number, 50)
        hands["backup"].show(number, 90)
    mixer.cut_at(102, "backup", 7)
    assert [luma(mixer, n)[0] for n in (100, 101, 102)] == [50, 50, 90]
    assert mixer.program == "backup"


def test_a_cut_to_a_source_without_pictures_holds_the_last(
    mixer: Mixer, hands: dict[str, Hand]
) -> None:
    hands["source"].show(100, 50)
    assert luma(mixer, 100) == (50, False)
    mixer.cut_at(101, "backup", 7)
    assert luma(mixer, 101)[0] == 50
    hands["backup"].show(102, 90)
    assert luma(mixer, 102) == (90, False)


def test_what_is_shown_is_told(mixer: Mixer, hands: dict[str, Hand]) -> None:
    """The source and the frame its picture was meant for, also over a cut, and the slate."""
    hands["source"].show(100, 50)
    mixer.cut_at(102, "backup", 7)
    shown = []
    for number in (99, 100, 101, 102, 160):
        mixer.apply(number)
        shown.append(mixer.picture(number).shown)
    held = Shown(source="source", frame=100)
    before, gone = shown[0], shown[-1]
    assert shown[1:-1] == [held] * 3
    assert before.slate
    assert gone.slate
    assert before != gone


def test_a_change_told_too_late_says_so(mixer: Mixer) -> None:
    mixer.cut_at(102, "backup", 7)
    mixer.cut_at(104, "source", 8)
    assert mixer.apply(101) == []
    assert mixer.apply(102) == []
    assert mixer.apply(106) == [8]


def test_sound_comes_from_the_programme(mixer: Mixer, hands: dict[str, Hand]) -> None:
    first = mixer.sample(100)
    for name, value in (("source", 0.25), ("backup", 0.5)):
        samples = np.full((2, 1920), value, np.float32)
        hands[name].reel.put_sound(AudioFrame(samples=samples, position=first))
    assert float(mixer.sound(first, 100).mean()) == 0.25
    mixer.cut_at(101, "backup", 7)
    mixer.apply(101)
    assert float(mixer.sound(first, 100).mean()) == 0.5


def test_a_new_timing_starts_the_deck_again(mixer: Mixer, hands: dict[str, Hand]) -> None:
    mixer.retime_at(105, {"source": Timing(rate=RATE, distance=3_000_000)}, 7)
    mixer.apply(104)
    assert hands["source"].started == [(100, 0)]
    mixer.apply(105)
    assert hands["source"].started == [(100, 0), (105, 3_000_000)]
    assert hands["backup"].started == [(100, 0)]
