"""Parts of a picture seen at an angle, made upright."""

import cv2
import numpy as np

from engine.clock_reading.quad import Quad
from engine.frame import Plane

# Small digits are enlarged to this height, large ones made smaller.
_HIGH = 64
_WIDEST = 640


def upright(luma: Plane, quad: Quad) -> Plane:
    """That part of a picture as if seen from straight ahead."""
    high, wide = luma.shape
    corners = np.array([(x * wide, y * high) for x, y in quad.corners], np.float32)
    top, right, bottom, left = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    across = round(_HIGH * float((top + bottom) / max(1.0, left + right)))
    across = min(_WIDEST, max(_HIGH // 4, across))
    ends = np.array([(0, 0), (across, 0), (across, _HIGH), (0, _HIGH)], np.float32)
    turn = cv2.getPerspectiveTransform(corners, ends)
    piece = cv2.warpPerspective(luma, turn, (across, _HIGH), flags=cv2.INTER_LINEAR)
    return piece.astype(np.uint8)
