"""The cells of the cricket board: a word at the left, a figure up to the right edge."""

import pytest

from overlays.boards.cricket_cells import LabelledCell
from overlays.fonts import Font
from overlays.scene import Layer, Scene
from tests.scene_reader import faults, read


@pytest.mark.parametrize("label", ["OV", "RR", "OVERS OF THE INNINGS"])
@pytest.mark.parametrize("text", ["0.0", "19.4", "100.5", "216.00"])
def test_word_and_figure_keep_apart(label: str, text: str) -> None:
    cell = LabelledCell(
        width=156,
        height=46,
        scale=1.0,
        label=label,
        text=text,
        label_font=Font(600, 24),
        font=Font(600, 36),
    )
    scene = Scene(layers=(Layer(drawing=cell, left=0, top=0),))
    assert faults(scene) == []
    word, figure = read(scene)
    assert word.left >= 10
    assert figure.right <= 146
    assert word.right < figure.left
    assert figure.text == text
