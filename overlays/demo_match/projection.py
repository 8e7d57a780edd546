"""From the pitch to the picture: a lens that looks level and is shifted down, so that panning is
sliding along one wide picture, the panorama.

Pitch coordinates are metres from the centre spot: x to the right, y away from the camera.
"""

VIEW_WIDTH, VIEW_HEIGHT = 1280, 720
PAN_LIMIT = 660
PANORAMA_WIDTH = VIEW_WIDTH + 2 * PAN_LIMIT
HALF_LENGTH, HALF_WIDTH = 52.5, 34.0
GOAL_HALF_WIDTH, GOAL_HEIGHT, GOAL_DEPTH = 3.66, 2.44, 2.0

_FOCAL = 2016.0
_CAMERA_Y = -96.0
_CAMERA_HEIGHT = 24.2
_HORIZON = -97.0


def scale(y: float) -> float:
    """Pixels a metre at depth `y` (m)."""
    return _FOCAL / (y - _CAMERA_Y)


def project(x: float, y: float, height: float = 0.0) -> tuple[float, float]:
    """Panorama pixels of a point, all in metres; pan 0 shows the centre spot in the middle."""
    pixels = scale(y)
    return PANORAMA_WIDTH / 2 + pixels * x, _HORIZON + pixels * (_CAMERA_HEIGHT - height)


def depth(row: float) -> float:
    """The y (m) of the ground seen at a row of the picture."""
    return _FOCAL * _CAMERA_HEIGHT / (row - _HORIZON) + _CAMERA_Y
