"""Crests made from names: the same for the same club, and whole at every size."""

import numpy as np
import pytest

from overlays.box import Pixels
from overlays.canvas import Canvas
from overlays.color import Color, contrast
from overlays.crest import Crest, initials

RED = Color(200, 16, 46)


def drawn(size: int, name: str, color: Color = RED) -> Pixels:
    canvas = Canvas(size, size)
    Crest(size=size, name=name, color=color).draw(canvas)
    return canvas.finished()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Liverpool", "L", id="one-word"),
        pytest.param("Real Madrid", "RM", id="two-words"),
        pytest.param("Borussia Dortmund 09", "BD", id="the-first-two"),
        pytest.param("AC Milan", "M", id="a-prefix-does-not-count"),
        pytest.param("FC", "F", id="unless-it-is-all"),
        pytest.param("şişli", "Ş", id="latin-extended"),
        pytest.param("ФК Зенит", "З", id="cyrillic"),
        pytest.param("نادي الهلال", "ه", id="arabic-behind-its-article"),
        pytest.param("محمد", "م", id="arabic-without-one"),
        pytest.param("上海海港", "上", id="chinese"),
        pytest.param("FC東京", "東", id="japanese"),
        pytest.param("⚽ שלום", "", id="nothing-to-draw"),
        pytest.param("", "", id="empty"),
        pytest.param("'\"\\", "", id="no-letters"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize("size", [28, 48, 96])
@pytest.mark.parametrize("name", ["Liverpool", "Manchester City", "", "⚽\n", "x" * 200])
def test_a_crest_is_whole_and_fills_its_square(size: int, name: str) -> None:
    pixels = drawn(size, name)
    alpha = pixels[..., 3]
    rows, columns = (np.flatnonzero((alpha > 128).any(axis=axis)) for axis in (1, 0))
    assert rows[-1] - rows[0] > 0.85 * size
    assert columns[-1] - columns[0] > 0.7 * size
    assert alpha[size // 2, size // 2] == 255
    assert not alpha[[0, 0, -1, -1], [0, -1, 0, -1]].any()
    assert (pixels[..., :3] <= alpha[..., None]).all()


def test_a_crest_depends_on_name_and_colour_alone() -> None:
    assert (drawn(48, "Arsenal") == drawn(48, "Arsenal")).all()
    assert (drawn(48, "Arsenal") != drawn(48, "Everton")).any()
    assert (drawn(48, "Arsenal") != drawn(48, "Arsenal", Color(0, 60, 160))).any()


@pytest.mark.parametrize(
    "color",
    [
        pytest.param(Color(0, 0, 0), id="black"),
        pytest.param(Color(255, 255, 255), id="white"),
        pytest.param(Color(128, 128, 128), id="grey"),
        pytest.param(RED, id="red"),
    ],
)
def test_initials_can_be_read_on_every_kit(color: Color) -> None:
    pixels = drawn(64, "Hibernian", color)
    inside = pixels[20:42, 20:44].reshape(-1, 4)
    shades = {Color(*map(int, pixel[:3])) for pixel in inside}
    assert max(contrast(color, shade) for shade in shades) >= 3.6
