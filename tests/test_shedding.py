"""What is given up and taken back, and when."""

from fractions import Fraction

import pytest

from engine.channel.shedding import Reach, Shedding

RATE = Fraction(25)
LADDER = ("720p", "480p", "360p")
WATCHED = {"720p": 9, "480p": 2, "360p": 5}
GIVEN_UP = "s" * 200
MINUTE = "." * 1500


def run(
    frames: str, watched: dict[str, int] = WATCHED, reach: Reach = Reach.RENDITIONS
) -> list[str]:
    """A frame a letter, s skipped; what was given up or taken back at which frame."""
    shedding, found = Shedding(LADDER, RATE, reach), []
    for number, frame in enumerate(frames):
        step = shedding.frame(is_skipped=frame == "s", watched=watched)
        if step is not None:
            found.append(f"{number} {'+' if step.is_back else '-'}{step.rung or 'preset'}")
    return found


@pytest.mark.parametrize(
    ("frames", "wanted"),
    [
        pytest.param("." * 500, [], id="in-time"),
        pytest.param("." * 40 + "s" * 6 + "." * 200, [], id="a-short-hitch"),
        pytest.param("." * 40 + "s" * 20 + "." * 200, [], id="a-long-hitch"),
        pytest.param("s" * 49, [], id="not-yet-two-seconds"),
        pytest.param("s" * 50, ["49 -preset"], id="two-seconds"),
        pytest.param("s......" * 8, ["49 -preset"], id="every-seventh-frame"),
        pytest.param("s........" * 50, [], id="every-ninth-frame"),
        pytest.param("s" * 199, ["49 -preset"], id="the-preset-is-given-time"),
        pytest.param(GIVEN_UP, ["49 -preset", "199 -480p"], id="then-the-least-watched"),
        pytest.param("s" * 350, ["49 -preset", "199 -480p", "349 -360p"], id="then-the-next"),
        pytest.param("s" * 900, ["49 -preset", "199 -480p", "349 -360p"], id="the-last-stays"),
        pytest.param(
            GIVEN_UP + MINUTE, ["49 -preset", "199 -480p", "1699 +480p"], id="back-after-a-minute"
        ),
        pytest.param(
            GIVEN_UP + "." * 1400 + "s" + "." * 1400, ["49 -preset", "199 -480p"], id="not-in-calm"
        ),
    ],
)
def test_steps(frames: str, wanted: list[str]) -> None:
    assert run(frames) == wanted


def test_the_last_that_went_is_the_first_back_and_the_next_takes_longer() -> None:
    steps = run("s" * 350 + MINUTE * 3)
    assert steps[3:] == ["1849 +360p", "4849 +480p"]


@pytest.mark.parametrize(
    ("reach", "wanted"),
    [
        pytest.param(Reach.NOTHING, [], id="nothing"),
        pytest.param(Reach.PRESET, ["49 -preset"], id="the-preset-alone"),
    ],
)
def test_no_further_than_allowed(reach: Reach, wanted: list[str]) -> None:
    assert run("s" * 900, reach=reach) == wanted


@pytest.mark.parametrize(
    ("watched", "wanted"),
    [
        pytest.param({"480p": 0, "360p": 9}, ["480p", "360p"], id="the-top-stays"),
        pytest.param({"720p": 1, "480p": 2, "360p": 9}, ["720p", "360p"], id="never-clean-alone"),
    ],
)
def test_one_with_graphics_always_stays(watched: dict[str, int], wanted: list[str]) -> None:
    shedding = Shedding(LADDER, RATE, Reach.RENDITIONS, clean={"360p"})
    watched = {"720p": 10, **watched}
    steps = [shedding.frame(is_skipped=True, watched=watched) for _ in range(900)]
    assert [step.rung for step in steps if step and step.rung] == wanted


def test_of_the_least_watched_the_dearest_goes() -> None:
    assert run(GIVEN_UP, {"720p": 0, "480p": 0, "360p": 4})[-1] == "199 -720p"
