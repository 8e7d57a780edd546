"""Decks: off, warm and hot, over to another timing, and the demo match drawn live."""

import logging
import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.channel.deck import ClipPlayer, Deck, Setting
from engine.channel.drawn import DrawnPlayer
from engine.channel.match_calls import MatchCalls
from engine.channel.settings import State
from engine.ffmpeg import picture
from engine.ffmpeg.packet_log import SUFFIX, PacketLog
from engine.pacer import Pacer
from engine.timebase import Timing
from feeds.clock import Clock, SystemClock
from feeds.demo_match import Script
from tests.channels import WAIT_S, clip

RATE = Fraction(25)
TIMING = Timing(rate=RATE)


class StillClock:
    """A moment that does not pass: however long drawing takes, nothing is late."""

    def now(self) -> int:
        return 1_000_000_000_000_000

    def monotonic(self) -> int:
        return 0


def setting(
    *, since_s: int = 0, size: tuple[int, int] = (64, 48), clock: Clock | None = None
) -> Setting:
    """A channel whose sources began so many seconds ago."""
    pacer = Pacer(clock or SystemClock(), RATE)
    origin = pacer.now() - since_s * 1_000_000
    return Setting(rate=RATE, width=size[0], height=size[1], pacer=pacer, origin=origin)


def clip_player(path: str, shared: Setting, *, loops: bool) -> ClipPlayer:
    packets = PacketLog(Path(path).parent / "packets", 60_000_000)
    return ClipPlayer("a", path, shared, packets, loops=loops)


def next_frame(shared: Setting) -> int:
    return int(shared.pacer.now() * RATE / 1_000_000) + 10


def shown(deck: Deck, number: int) -> tuple[int, float]:
    """The frame a picture was made for and its grey, once there is one for frame n."""
    waiting = threading.Event()
    for _ in range(WAIT_S * 50):
        found = deck.reel.picture(number) if deck.reel else None
        if found is not None and found[0] == number:
            return number, float(picture.planes(found[1])[0].mean())
        waiting.wait(0.02)
    raise AssertionError(f"no picture for frame {number}: {deck.trouble}")


def grey(shared: Setting, timing: Timing, number: int) -> float:
    """The grey of the clip's picture that belongs to frame n."""
    first = -(-(shared.origin + timing.behind) * RATE // 1_000_000)
    return 32 + (number - first) % 25 * 4


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(clip(tmp_path / "clip.mp4"))


def test_hot_from_the_start(path: str) -> None:
    shared = setting(since_s=7)
    deck = Deck("a", lambda: clip_player(path, shared, loops=True))
    number = next_frame(shared)
    deck.go(State.HOT, number, TIMING)
    assert shown(deck, number)[1] == pytest.approx(grey(shared, TIMING, number), abs=2)
    deck.stop()
    assert deck.reel is None
    assert list(Path(path).parent.glob(f"packets/*{SUFFIX}"))


def test_warm_then_hot(path: str) -> None:
    shared = setting(since_s=3)
    deck = Deck("a", lambda: clip_player(path, shared, loops=True))
    deck.go(State.WARM, next_frame(shared), TIMING)
    assert deck.reel is None
    number = next_frame(shared) + 10
    deck.go(State.HOT, number, TIMING)
    assert shown(deck, number)[1] == pytest.approx(grey(shared, TIMING, number), abs=2)
    deck.stop()


def test_another_timing_shows_another_moment(path: str) -> None:
    shared, later = setting(since_s=9), Timing(rate=RATE, distance=2_200_000)
    deck = Deck("a", lambda: clip_player(path, shared, loops=True))
    deck.go(State.HOT, next_frame(shared), TIMING)
    number = next_frame(shared) + 10
    deck.retime(number, later)
    assert deck.state is State.HOT
    assert shown(deck, number)[1] == pytest.approx(grey(shared, later, number), abs=2)
    deck.stop()


def test_a_file_played_once_ends(path: str) -> None:
    shared = setting(since_s=60)
    deck = Deck("a", lambda: clip_player(path, shared, loops=False))
    deck.go(State.HOT, next_frame(shared), TIMING)
    waiting = threading.Event()
    for _ in range(WAIT_S * 50):
        if "has ended" in deck.trouble:
            break
        waiting.wait(0.02)
    assert "has ended" in deck.trouble
    deck.stop()


def test_the_demo_match_is_drawn_at_the_channel_s_size() -> None:
    shared = setting(size=(320, 180), clock=StillClock())
    deck = Deck("demo", lambda: DrawnPlayer("demo", MatchCalls(Script(), shared.origin), shared))
    number = next_frame(shared)
    deck.go(State.HOT, number, TIMING)
    assert 20 < shown(deck, number)[1] < 220
    reel = deck.reel
    assert reel is not None
    found = reel.picture(number)
    assert found is not None
    assert (found[1].width, found[1].height) == (320, 180)
    heard = reel.sound(shared.sample(number), 1920)
    assert float(np.abs(heard).max()) > 0.001
    deck.stop()


def test_a_file_that_is_not_there_is_said_once_and_when_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("engine.channel.deck._RETRY", 10_000)
    caplog.set_level(logging.INFO)
    path, shared, waiting = tmp_path / "late.mp4", setting(), threading.Event()
    deck = Deck("a", lambda: clip_player(str(path), shared, loops=True))
    deck.go(State.HOT, next_frame(shared), TIMING)
    for _ in range(WAIT_S * 50):
        if deck.trouble:
            break
        waiting.wait(0.02)
    # It is looked for again and again.
    waiting.wait(0.2)
    clip(tmp_path / "made.mp4").rename(path)
    shown(deck, next_frame(shared))
    deck.stop()
    said = [record.getMessage() for record in caplog.records if "source" in record.getMessage()]
    assert said == [
        f"source lost source=a: {path}: no such file; name a media file",
        "source found source=a",
    ]
