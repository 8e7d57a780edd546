"""The stadium, drawn once as one wide picture: night sky, stand, grass, lines, goals.

The stand is drawn once for each pose of the crowd, so that an excited crowd is moved by copying
pixels.
"""

import numpy as np

from overlays.demo_match.drawing import Pixels, canvas_on
from overlays.demo_match.grass import draw_goal, draw_lines, shade_grass
from overlays.demo_match.projection import PANORAMA_WIDTH, VIEW_HEIGHT
from overlays.demo_match.stand import (
    CROWD_POSES,
    STAND_BOTTOM,
    STAND_TOP,
    Crowd,
    draw_hoardings,
    draw_roof,
    draw_terrace,
    light,
)

_NIGHT_TOP, _NIGHT_LOW = (34, 18, 12), (74, 46, 28)


def draw_stadium(seed: int) -> tuple[Pixels, tuple[Pixels, ...]]:
    """The panorama with a calm crowd, and the stand alone once for each excited pose.

    The panorama is uint8 (720, 2600, 4), BGRA, opaque; the stands are its rows STAND_TOP to
    STAND_BOTTOM, where alone the poses differ.
    """
    empty = np.zeros((VIEW_HEIGHT, PANORAMA_WIDTH, 4), np.uint8)
    empty[..., 3] = 255
    _shade_sky(empty)
    shade_grass(empty, seed)
    canvas = canvas_on(empty)
    draw_lines(canvas)
    draw_terrace(canvas)
    draw_hoardings(canvas)
    for sign in (-1, 1):
        draw_goal(canvas, sign)
    crowd = Crowd(seed)
    excited = (_with_crowd(empty, crowd, pose) for pose in range(1, CROWD_POSES))
    stands = tuple(whole[STAND_TOP:STAND_BOTTOM].copy() for whole in excited)
    return _with_crowd(empty, crowd, 0), stands


def _with_crowd(empty: Pixels, crowd: Crowd, pose: int) -> Pixels:
    picture = empty.copy()
    canvas = canvas_on(picture)
    crowd.draw(canvas, pose)
    draw_roof(canvas)
    light(picture)
    return picture


def _shade_sky(picture: Pixels) -> None:
    share = np.linspace(0, 1, STAND_BOTTOM)[:, None, None]
    sky = np.array(_NIGHT_TOP) * (1 - share) + np.array(_NIGHT_LOW) * share
    picture[:STAND_BOTTOM, :, :3] = sky.astype(np.uint8)
