"""Digits told apart, in fonts that none of the patterns were drawn from."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.clock_reading.glyph_shapes import drawn
from engine.clock_reading.glyphs import Glyphs, vector
from engine.frame import Plane
from tests.clock_clips import font

BARLOW = "barlow-condensed-latin-600-normal.woff"


def written(digit: int, name: str, high: int) -> Plane:
    """A digit as it is seen in a picture: small, soft, noisy, then enlarged and cut out."""
    image = Image.new("L", (high * 4, high * 4))
    ImageDraw.Draw(image).text((high, high), str(digit), font=font(name, high), fill=230)
    noise = np.random.default_rng(digit).normal(0, 4, (high * 4, high * 4))
    soft = np.clip(cv2.GaussianBlur(np.asarray(image), (0, 0), 0.6) + noise, 0, 255)
    big = cv2.resize(soft.astype(np.uint8), None, fx=32 / high, fy=32 / high)
    rows, columns = (np.flatnonzero((big > 120).any(axis=axis)) for axis in (1, 0))
    cut = big[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.asarray(cut, np.uint8)


@pytest.mark.parametrize("high", [11, 16, 30])
@pytest.mark.parametrize("name", ["pillow", BARLOW])
def test_digits_of_unknown_fonts(name: str, high: int) -> None:
    looks = np.stack([vector(written(digit, name, high)) for digit in range(10)])
    assert Glyphs().likeness(looks).argmax(axis=1).tolist() == list(range(10))


def test_what_is_learnt_of_a_clock_counts_for_it_alone() -> None:
    """A nine of its own that looks like nobody's, until it is forgotten."""
    odd = vector(np.tri(30, 20, dtype=np.uint8) * 255)
    glyphs = Glyphs()
    before = glyphs.likeness(odd[np.newaxis])[0, 9]
    glyphs.learn(9, odd)
    after = glyphs.likeness(odd[np.newaxis])[0]
    assert before < 0.9 < after[9]
    assert after.argmax() == 9
    assert Glyphs().likeness(odd[np.newaxis])[0, 9] == before


def test_every_pattern_is_cut_to_its_edges() -> None:
    counted = [0] * 10
    for digit, image in drawn():
        counted[digit] += 1
        for edge in (image[0], image[-1], image[:, 0], image[:, -1]):
            assert edge.any()
    assert min(counted) > 30
