"""The stadium, drawn once as one wide picture: night sky, stand, grass, lines, goals.

It is drawn once for each pose of the crowd, so that an excited crowd is moved by copying pixels.
"""

import numpy as np

from overlays.demo_match.drawing import Pixels, canvas_on
from overlays.demo_match.grass import draw_goal, draw_lines, shade_grass
from overlays.demo_match.projection import PANORAMA_WIDTH, VIEW_HEIGHT
from overlays.demo_match.stand import (
    CROWD_POSES,
    STAND_BOTTOM,
    Crowd,
    draw_hoardings,
    draw_roof,
    draw_terrace,
    light,
)

_NIGHT_TOP, _NIGHT_LOW = (34, 18, 12), (74, 46, 28)


def draw_stadium(seed: int) -> tuple[Pixels, ...]:
    """The panorama once for each pose of the crowd: uint8 (720, 2600, 4), BGRA, opaque.

    They differ only above row STAND_BOTTOM.
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
    return tuple(_with_crowd(empty, crowd, pose) for pose in range(CROWD_POSES))


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
