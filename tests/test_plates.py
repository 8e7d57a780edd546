"""Plates: boxes as the keyer takes them, made once and kept within bounds."""

import numpy as np
import pytest

from engine.channel.plates import Plates
from overlays.box import Box, Crop, next_version


def box(version: int, opacity: int = 255, crop: Crop | None = None) -> Box:
    pixels = np.full((8, 16, 4), 200, np.uint8)
    pixels.flags.writeable = False
    return Box(pixels=pixels, left=-4, top=6, opacity=opacity, crop=crop, version=version)


@pytest.mark.parametrize(
    ("crop", "window"),
    [
        (None, (0, 0, 16, 8)),
        (Crop(left=2, top=4, width=6, height=2), (2, 4, 8, 6)),
    ],
)
def test_a_box_as_the_keyer_takes_it(crop: Crop | None, window: tuple[int, int, int, int]) -> None:
    keyed = Plates().keyed(box(next_version(), crop=crop))
    assert (keyed.left, keyed.top, keyed.window) == (-4, 6, window)
    assert (keyed.plate.width, keyed.plate.height) == (16, 8)


def test_plates_are_kept_by_version_and_opacity() -> None:
    plates, version = Plates(), next_version()
    first = plates.keyed(box(version)).plate
    assert plates.keyed(box(version)).plate is first
    assert plates.keyed(box(version, opacity=99)).plate is not first
    assert plates.keyed(box(next_version())).plate is not first


def test_plates_are_bounded_and_the_shown_one_stays() -> None:
    shown = next_version()
    size = Plates().keyed(box(shown)).plate.nbytes
    plates = Plates(byte_limit=64 * size + 1)
    kept = plates.keyed(box(shown)).plate
    for _ in range(600):
        plates.keyed(box(next_version()))
        assert plates.keyed(box(shown)).plate is kept
    assert (len(plates._kept), plates.made) == (64, 601)


def test_what_another_thread_makes_ahead_is_not_made_again() -> None:
    plates, version = Plates(), next_version()
    kept = plates.keyed(box(version)).plate
    assert plates.keeps([(version, 255)])
    assert not plates.keeps([(version, 255), (version, 9)])
    assert (plates.keyed(box(version)).plate is kept, plates.made) == (True, 1)
