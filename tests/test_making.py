"""The size a clip is made in."""

from fractions import Fraction

import pytest

from api.clips.clip import Source
from api.clips.making import bytes_of, rung

PAL = Fraction(25)


def source(width: int, height: int, duration: Fraction | None = Fraction(10)) -> Source:
    return Source(
        width=width, height=height, rate=PAL, duration=duration, frames=250, has_sound=True, size=1
    )


@pytest.mark.parametrize(
    ("given", "made"),
    [
        pytest.param((1280, 720), (1280, 720), id="as-it-is"),
        pytest.param((1920, 1080), (1920, 1080), id="the-largest"),
        pytest.param((3840, 2160), (1920, 1080), id="larger"),
        pytest.param((1080, 1920), (1080, 1920), id="upright"),
        pytest.param((2160, 3840), (1080, 1920), id="upright-and-larger"),
        pytest.param((2560, 1080), (1920, 810), id="wide"),
        pytest.param((853, 480), (852, 480), id="odd"),
        pytest.param((2001, 1127), (1916, 1080), id="odd-and-larger"),
    ],
)
def test_the_size_is_the_source_s_up_to_1080(given: tuple[int, int], made: tuple[int, int]) -> None:
    found = rung(source(*given))
    assert (found.width, found.height) == made
    assert given[0] * made[1] == pytest.approx(given[1] * made[0], rel=0.01)


def test_what_it_takes_of_the_disk() -> None:
    kbit = rung(source(1280, 720)).kbit
    assert bytes_of(source(1280, 720)) == 2 * kbit * 1100 // 8 * 10
    assert bytes_of(source(1280, 720, None)) == 0
