"""FFmpeg's rationals as fractions, unset ones as their default."""

from fractions import Fraction

import av
import pytest
from av.rational import AVRational

from engine.ffmpeg.rational import fraction


@pytest.mark.parametrize(
    ("value", "default", "wanted"),
    [
        pytest.param(Fraction(30000, 1001), 0, Fraction(30000, 1001), id="a-fraction"),
        pytest.param(None, 25, Fraction(25), id="none"),
        pytest.param(None, 0, Fraction(0), id="none-is-0"),
        pytest.param(Fraction(0), 1, Fraction(1), id="zero-is-unset"),
    ],
)
def test_fraction(value: Fraction | None, default: int, wanted: Fraction) -> None:
    assert fraction(value, default) == wanted


def test_what_ffmpeg_gives() -> None:
    frame = av.VideoFrame(16, 16, "yuv420p")
    frame.time_base = Fraction(1001, 30000)
    assert isinstance(frame.time_base, AVRational)
    assert fraction(frame.time_base) == Fraction(1001, 30000)


def test_an_unset_timebase() -> None:
    assert fraction(av.VideoFrame(16, 16, "yuv420p").time_base, 7) == 7
