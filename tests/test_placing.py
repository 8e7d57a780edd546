"""Where a clip's pictures and sound stand in the programme, pass after pass."""

from collections.abc import Iterable
from fractions import Fraction

import pytest

from engine.channel.placing import Placed, Placing
from engine.ffmpeg import picture
from engine.ffmpeg.clip import receive
from engine.ffmpeg.probe import probe
from engine.ffmpeg.source import Decoder, TrackCodecs
from engine.frame import AudioFrame
from tests.channels import clip

RATE = Fraction(25)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(clip(tmp_path_factory.mktemp("placing") / "clip.mp4", frames=20))


def placed(path: str, start: int, length: int, passes: int = 1) -> list[Placed]:
    """All of so many passes, the first from frame 1000 on."""
    placing = Placing(Decoder(probe(path), 64, 48, TrackCodecs()), RATE, (64, 48), start)
    found: list[Placed] = []
    for number in range(passes):
        base = 1000 + number * length
        for one in receive(probe(path), number, Fraction(0), loops=False):
            if one.packet is not None:
                found += placing.push(one.packet, base, length)
        found += placing.finish(base, length, loops=True)
    return found


def greys(items: Iterable[Placed]) -> dict[int, int]:
    """Which picture of the clip stands on each frame."""
    pictures = (item for item in items if not isinstance(item, AudioFrame))
    return {n: round((picture.planes(h)[0].mean() - 32) / 4) for n, h in pictures}


@pytest.mark.parametrize(
    ("start", "length", "wanted"),
    [
        pytest.param(1000, 20, {n: n - 1000 for n in range(1000, 1020)}, id="a-pass"),
        pytest.param(1013, 20, {n: n - 1000 for n in range(1013, 1020)}, id="from-amid-it"),
        pytest.param(1018, 22, {1018: 18, 1019: 19, 1020: 19, 1021: 19}, id="its-last-stands"),
        pytest.param(1000, 3, {1000: 0, 1001: 1, 1002: 2}, id="no-longer-than-its-length"),
    ],
)
def test_pictures(path: str, start: int, length: int, wanted: dict[int, int]) -> None:
    assert greys(placed(path, start, length)) == wanted


def test_the_next_pass_follows(path: str) -> None:
    found = greys(placed(path, 1000, 20, passes=2))
    assert found == {n: (n - 1000) % 20 for n in range(1000, 1040)}


def test_sound_stands_where_its_pass_does(path: str) -> None:
    sound = [item for item in placed(path, 1000, 20) if isinstance(item, AudioFrame)]
    assert abs(sound[0].position - 1000 * 1920) < 2048
    assert abs(sound[-1].end - 1020 * 1920) < 2048
