"""Straps are as wide as their words need, and never wider than they may be."""

import numpy as np
import pytest

from overlays.canvas import Canvas
from overlays.color import INK, WHITE, Color
from overlays.fonts import ELLIPSIS
from overlays.strap import Strap, StrapText, strap
from overlays.theme import HOUSE

RED = Color(200, 16, 46)


def strap_of(headline: str, remark: str = "23'", tag: str = "GOAL") -> Strap:
    return strap(
        StrapText(tag=tag, headline=headline, remark=remark, theme=HOUSE),
        widths=(300, 460),
        height=32,
        scale=2 / 3,
        grounds=(RED, WHITE),
        inks=(WHITE, RED),
    )


@pytest.mark.parametrize(
    ("headline", "remark", "width", "is_cut"),
    [
        pytest.param("Salah", "23'", 300, False, id="short-is-as-wide-as-the-bug"),
        pytest.param("", "", 300, False, id="empty"),
        pytest.param("Salah\n", "⚽", 300, False, id="odd-letters"),
        pytest.param("Giovanni Bronckhorst", "90'", 300, False, id="a-little-smaller"),
        pytest.param(
            "Maximilian-Alexander von Hohenzollern Jr", "118'", 460, False, id="40-letters"
        ),
        pytest.param("Wolfeschlegelsteinhausenbergerdorff " * 3, "7'", 460, True, id="hopeless"),
    ],
)
def test_a_strap_takes_what_it_needs(
    headline: str,
    remark: str,
    width: int,
    is_cut: bool,  # noqa: FBT001 - a column of the table
) -> None:
    drawing = strap_of(headline, remark)
    assert drawing.width == width
    assert drawing.headline.text.endswith(ELLIPSIS) == is_cut
    assert drawing.headline.font.size >= 0.74 * 36 * 2 / 3
    assert drawing.remark.font.size <= drawing.headline.font.size


@pytest.mark.parametrize(
    ("headline", "remark"),
    [
        ("Salah", "23'"),
        ("Maximilian-Alexander von Hohenzollern Jr", "118'"),
        ("NO GOAL", "Handball in the build-up by the scorer himself, twice over"),
    ],
)
def test_words_do_not_touch_each_other_or_the_edges(headline: str, remark: str) -> None:
    drawing = strap_of(headline, remark)
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    pixels = canvas.finished()
    assert (pixels[..., 3] == 255).all()
    white = (pixels[..., 1] > 100).any(axis=0)
    words = white[drawing.tag_width + 2 :]
    assert not words[:4].any()
    assert not words[-8:].any()
    gap = words[: -int(drawing.remark.width) - 14][-6:]
    assert not gap.any()
    assert np.count_nonzero(words) > 20


def test_the_tag_stands_out_from_the_strap() -> None:
    drawing = strap_of("Salah")
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    pixels = canvas.finished()
    assert pixels[0, 0, :3].tolist() == [255, 255, 255]
    assert abs(pixels[2, drawing.tag_width + 4, :3].astype(int) - RED[:3]).max() < 12
    assert drawing.ground != INK
