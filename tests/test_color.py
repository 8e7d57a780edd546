"""Colours: reading them, and text that can be read on them."""

import pytest

from overlays.color import (
    INK,
    WHITE,
    Color,
    contrast,
    from_hex,
    luminance,
    text_on,
)

BLACK = Color(0, 0, 0)
RED = Color(200, 16, 46)
SKY = Color(108, 171, 221)
YELLOW = Color(255, 237, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("#c8102e", RED, id="lower-case"),
        pytest.param("#C8102E", RED, id="upper-case"),
        pytest.param(None, SKY, id="none-given"),
        pytest.param("", SKY, id="empty"),
        pytest.param("red", SKY, id="not-hex"),
        pytest.param("#c8102e\n", SKY, id="a-newline-after-it"),
    ],
)
def test_a_kit_colour_is_read_or_the_default_stands(text: str | None, expected: Color) -> None:
    assert from_hex(text, default=SKY) == expected


def test_luminance_and_contrast_are_those_of_wcag() -> None:
    assert luminance(Color(255, 0, 0)) == pytest.approx(0.2126)
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(WHITE, Color(118, 118, 118)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        pytest.param(RED, WHITE, id="red"),
        pytest.param(BLACK, WHITE, id="black"),
        pytest.param(SKY, INK, id="sky-blue"),
        pytest.param(YELLOW, INK, id="yellow"),
        pytest.param(WHITE, INK, id="white"),
    ],
)
def test_text_on_a_kit_is_white_or_ink(ground: Color, expected: Color) -> None:
    assert text_on(ground) == expected


def test_text_can_be_read_on_every_colour() -> None:
    steps = range(0, 256, 51)
    grounds = [Color(red, green, blue) for red in steps for green in steps for blue in steps]
    assert min(contrast(text_on(ground), ground) for ground in grounds) >= 3.6


def test_mixing_and_fading() -> None:
    assert BLACK.mixed(WHITE, 0.5) == Color(128, 128, 128)
    assert RED.mixed(WHITE, 0) == RED
    assert RED.faded(7) == Color(200, 16, 46, 7)
