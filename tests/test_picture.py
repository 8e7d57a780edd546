"""Pictures: their planes are views, their padding is no part of them."""

import av
import numpy as np
import pytest

from engine.ffmpeg import picture
from engine.ffmpeg.picture import Scaler
from engine.frame import Frame

SIZES = [(64, 48), (426, 240), (854, 480), (18, 16), (90, 50)]


def frame_of(handle: av.VideoFrame) -> Frame:
    return Frame(
        handle=handle, width=handle.width, height=handle.height, number=7, content_time=280_000
    )


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_planes_are_the_visible_pixels(size: tuple[int, int]) -> None:
    width, height = size
    shapes = [plane.shape for plane in picture.planes(picture.blank(width, height))]
    assert shapes == [(height, width), (height // 2, width // 2), (height // 2, width // 2)]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_is_written_to_planes_is_in_the_picture(size: tuple[int, int]) -> None:
    handle = picture.filled(*size)
    for plane, value in zip(picture.planes(handle), (235, 100, 200), strict=True):
        plane[-1, -1] = value
    y, u, v = picture.planes(handle)
    assert (y[-1, -1], u[-1, -1], v[-1, -1]) == (235, 100, 200)
    assert (y[0, 0], u[0, 0], v[0, 0]) == (16, 128, 128)
    assert handle.to_ndarray(format="yuv420p")[size[1] - 1, size[0] - 1] == 235


def test_a_filled_picture_is_of_one_colour() -> None:
    planes = picture.planes(picture.filled(90, 50, (81, 90, 240)))
    assert [np.unique(plane).tolist() for plane in planes] == [[81], [90], [240]]


def test_copy() -> None:
    source, target = picture.filled(90, 50, (1, 2, 3)), picture.filled(90, 50)
    picture.copy(picture.planes(source), picture.planes(target))
    assert [int(plane[3, 3]) for plane in picture.planes(target)] == [1, 2, 3]
    picture.planes(source)[0][:] = 99
    assert int(picture.planes(target)[0][3, 3]) == 1


def test_a_frame_of_the_rung_s_size_passes_untouched() -> None:
    frame = frame_of(picture.filled(64, 48))
    assert Scaler(64, 48).scale(frame) is frame


@pytest.mark.parametrize("size", [(32, 24), (426, 240), (128, 96)], ids=str)
def test_scaling_keeps_colour_and_time(size: tuple[int, int]) -> None:
    scaled = Scaler(*size).scale(frame_of(picture.filled(64, 48, (81, 90, 240))))
    assert (scaled.width, scaled.height) == size
    assert (scaled.number, scaled.content_time) == (7, 280_000)
    for plane, value in zip(picture.planes(picture.handle_of(scaled)), (81, 90, 240), strict=True):
        assert np.abs(plane.astype(int) - value).max() <= 1


def test_scaling_leaves_the_clean_frame_as_it_was() -> None:
    handle = picture.filled(64, 48)
    picture.planes(handle)[0][:] = np.random.default_rng(2).integers(0, 256, (48, 64), np.uint8)
    before = picture.planes(handle)[0].copy()
    Scaler(32, 24).scale(frame_of(handle))
    assert np.array_equal(picture.planes(handle)[0], before)
