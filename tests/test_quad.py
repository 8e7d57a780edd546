"""Regions drawn by four corners, and what stands in them made upright."""

import cv2
import numpy as np
import pytest

from engine.clock_reading import quad
from engine.clock_reading.upright import upright


def test_a_rectangle_is_cut_and_scaled() -> None:
    luma = np.zeros((100, 200), np.uint8)
    luma[20:40, 100:140] = 200
    piece = upright(luma, quad.parse("0.5,0.2,0.2,0.2"))
    assert piece.shape == (64, 128)
    assert (piece[4:-4, 4:-4] == 200).all()


def test_what_is_seen_at_an_angle_is_made_upright() -> None:
    """Half white, half black from left to right, drawn askew and drawn back."""
    flat = np.zeros((64, 128), np.uint8)
    flat[:, 64:] = 220
    corners = np.array([(60, 30), (150, 45), (145, 90), (55, 60)], np.float32)
    ends = np.array([(0, 0), (128, 0), (128, 64), (0, 64)], np.float32)
    turn = cv2.getPerspectiveTransform(ends, corners)
    luma = cv2.warpPerspective(flat, turn, (200, 100)).astype(np.uint8)
    text = " ".join(f"{x / 200},{y / 100}" for x, y in corners.tolist())
    piece = upright(luma, quad.parse(text))
    across = piece.shape[1]
    assert piece[4:-4, 4 : across // 2 - 6].mean() < 20
    assert piece[4:-4, across // 2 + 6 : -4].mean() > 200


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("0,0 1,0 1,1", id="three-corners"),
        pytest.param("0,0 1,0 1,1 0,1.2", id="outside"),
        pytest.param("0,0 0,1 1,1 1,0", id="the-other-way-round"),
        pytest.param("0,0 1,1 1,0 0,1", id="crossed"),
        pytest.param("0,0 a,0 1,1 0,1", id="no-numbers"),
        pytest.param("0.5,0.5,0.9,0.1", id="a-rectangle-outside"),
    ],
)
def test_what_is_none_is_said_with_what_is(text: str) -> None:
    with pytest.raises(ValueError, match="left,top,width,height"):
        quad.parse(text)
