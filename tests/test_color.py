"""Kit colours: reading them, text on them, and two kits that must not be mistaken."""

import pytest

from overlays.color import (
    INK,
    WHITE,
    Color,
    contrast,
    difference,
    from_hex,
    kept_apart,
    luminance,
    text_on,
)

BLACK = Color(0, 0, 0)
RED = Color(200, 16, 46)
SCARLET = Color(219, 0, 7)
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


@pytest.mark.parametrize(
    ("home", "away", "expected"),
    [
        pytest.param(RED, SKY, SKY, id="far-apart-stay"),
        pytest.param(RED, SCARLET, WHITE, id="red-and-red"),
        pytest.param(WHITE, Color(240, 240, 238), INK, id="white-and-white"),
        pytest.param(BLACK, Color(20, 20, 30), WHITE, id="black-and-black"),
    ],
)
def test_the_away_kit_gives_way_where_both_look_alike(
    home: Color, away: Color, expected: Color
) -> None:
    kept, changed = kept_apart(home, away)
    assert (kept, changed) == (home, expected)
    assert difference(kept, changed) > 32


def test_mixing_and_fading() -> None:
    assert BLACK.mixed(WHITE, 0.5) == Color(128, 128, 128)
    assert RED.mixed(WHITE, 0) == RED
    assert RED.faded(7) == Color(200, 16, 46, 7)
