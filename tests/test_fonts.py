"""The declared fonts: checked, falling back glyph by glyph, and fitted into widths."""

from pathlib import Path

import pytest

from overlays import fonts
from overlays.fonts import ELLIPSIS, Font, FontMissingError, drawable, fitted, width_of

FONT = Font(600, 40)


def test_the_declared_files_are_there() -> None:
    fonts.load()


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError, match=r"latin-500-normal\.woff.*make setup"):
        fonts.load(tmp_path)


def test_a_file_that_is_no_font_is_named_too(tmp_path: Path) -> None:
    (tmp_path / "barlow-condensed-latin-500-normal.woff").write_bytes(b"<html>404</html>")
    with pytest.raises(FontMissingError, match="unreadable"):
        fonts.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Beşiktaş", "Beşiktaş", id="turkish"),
        pytest.param("Łódź Fenerbahçe", "Łódź Fenerbahçe", id="polish-and-latin-1"),
        pytest.param("Cafe\u0301", "Café", id="a-mark-of-its-own-joins-its-letter"),
        pytest.param("a\nb\tc\u2028d \u00a0 e", "a b c d e", id="white-space-is-one-space"),
        pytest.param("\uff21\uff22\uff11", "AB1", id="full-width-becomes-plain"),
        pytest.param("Ba\u200bll\u202ee\x00r", "Baller", id="what-has-no-shape-is-left-out"),
        pytest.param("Zenit Зенит", "Zenit ·", id="unknown-letters-become-one-dot"),
        pytest.param("⚽🏴\U000e0067\U000e007f goal", "· goal", id="emoji"),
        pytest.param("שלום", "·", id="right-to-left"),
        pytest.param("\ud800x", "x", id="half-a-surrogate"),
        pytest.param("'\"\\<b>", "'\"\\<b>", id="quotes-and-backslashes"),
        pytest.param(" \r\n ", "", id="only-space"),
        pytest.param("", "", id="empty"),
    ],
)
def test_any_text_becomes_one_drawable_line(text: str, expected: str) -> None:
    assert drawable(text) == expected
    assert drawable(expected) == expected


def test_letters_of_both_files_have_widths_of_their_own() -> None:
    assert width_of("ş", FONT) == pytest.approx(width_of("s", FONT), rel=0.1)
    assert width_of("AV", FONT) < width_of("A", FONT) + width_of("V", FONT) - 1
    assert width_of("", FONT) == 0


def test_every_digit_has_the_same_whole_advance() -> None:
    advance = fonts.digit_advance(FONT)
    assert advance == int(advance)
    assert all(width_of(digit, FONT) <= advance + 0.5 for digit in "0123456789")


@pytest.mark.parametrize(
    ("text", "width", "size", "is_cut"),
    [
        pytest.param("LIV", 200.0, 40.0, False, id="it-fits"),
        pytest.param("Wolverhampton", 170.0, None, False, id="smaller"),
        pytest.param("Wolverhampton Wanderers", 130.0, 20.0, True, id="smallest-and-cut"),
        pytest.param("W" * 400, 100.0, 20.0, True, id="hopeless"),
        pytest.param("", 10.0, 40.0, False, id="empty"),
        pytest.param("Anything", 1.0, 20.0, True, id="no-room-at-all"),
    ],
)
def test_text_is_fitted(text: str, width: float, size: float | None, is_cut: bool) -> None:  # noqa: FBT001 - a column of the table
    line = fitted(text, FONT, width=width, floor=20)
    assert line.text.endswith(ELLIPSIS) == is_cut
    assert 20 <= line.font.size <= 40
    assert size is None or line.font.size == size
    assert line.width == pytest.approx(width_of(line.text, line.font))
    assert line.width <= max(width + 0.5, width_of(ELLIPSIS, line.font))
