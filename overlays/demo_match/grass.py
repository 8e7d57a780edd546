"""The pitch, drawn once: mown grass, chalk lines, corner flags, the goals, all in perspective."""

from itertools import pairwise

import cv2
import numpy as np
import skia
from numpy.typing import NDArray

from overlays.demo_match.projection import (
    GOAL_DEPTH,
    GOAL_HALF_WIDTH,
    GOAL_HEIGHT,
    HALF_LENGTH,
    HALF_WIDTH,
    PANORAMA_WIDTH,
    VIEW_HEIGHT,
    depth,
    project,
    scale,
)

GRASS_TOP = 266

_LINE_M = 0.16
_STRIPES = 18
_NET_MESH_M = 0.3
_CHALK = skia.Color(212, 228, 210)

type Point3 = tuple[float, float, float]


def shade_grass(picture: NDArray[np.uint8], seed: int) -> None:
    """Mown stripes, worn patches and a fine grain, all in the pitch's perspective."""
    rows = range(GRASS_TOP, VIEW_HEIGHT)
    y = np.array([depth(row) for row in rows])[:, None]
    metres = np.array([1 / scale(depth(row)) for row in rows])[:, None]
    x = (np.arange(PANORAMA_WIDTH) - PANORAMA_WIDTH / 2)[None, :] * metres
    stripe = np.clip(np.sin((x + HALF_LENGTH) * np.pi * _STRIPES / (2 * HALF_LENGTH)) * 9, -1, 1)
    band = np.clip(np.sin((y + HALF_WIDTH) * np.pi * 8 / (2 * HALF_WIDTH)) * 6, -1, 1)
    on_pitch = (np.abs(x) < HALF_LENGTH + 2) & (np.abs(y) < HALF_WIDTH + 2)
    mown = np.where(on_pitch, 0.062 * stripe + 0.018 * band, 0.0)
    rng = np.random.default_rng((seed, 11))
    grain = rng.normal(0, 0.016, x.shape).astype(np.float32)
    grain += 0.6 * cv2.GaussianBlur(rng.normal(0, 0.05, x.shape).astype(np.float32), (0, 0), 1.6)
    worn = cv2.GaussianBlur(rng.normal(0, 1, x.shape).astype(np.float32), (0, 0), 60, sigmaY=14)
    light = 1.0 + mown + grain + 1.1 * worn
    pool = 1.07 - 0.16 * (np.abs(x) / 60) ** 2 - 0.16 * ((y + 2) / 36) ** 2
    green = np.array([50, 118, 62], np.float32)
    track = np.array([40, 92, 48], np.float32)
    base = np.where(on_pitch[..., None], green, track)
    shaded = base * (light * np.clip(pool, 0.7, 1.1))[..., None]
    picture[GRASS_TOP:, :, :3] = np.clip(shaded, 0, 255).astype(np.uint8)


def draw_lines(canvas: skia.Canvas) -> None:
    long, wide = HALF_LENGTH, HALF_WIDTH
    _band(canvas, [(-long, -wide), (long, -wide), (long, wide), (-long, wide)], closed=True)
    _band(canvas, [(0, -wide), (0, wide)])
    _band(canvas, _arc(0, 0, 9.15, 0, 2 * np.pi), closed=True)
    for sign in (-1, 1):
        line = sign * long
        for deep, half in ((16.5, 20.16), (5.5, 9.16)):
            inner = line - sign * deep
            _band(canvas, [(line, -half), (inner, -half), (inner, half), (line, half)])
        spot = line - sign * 11
        bow = np.arccos(5.5 / 9.15)
        middle = np.pi if sign > 0 else 0.0
        _band(canvas, _arc(spot, 0, 9.15, middle - bow, middle + bow))
        _draw_spot(canvas, spot)
        for flank in (-1, 1):
            corner = np.arctan2(-flank, -sign)
            _band(canvas, _arc(line, flank * wide, 1, corner - np.pi / 4, corner + np.pi / 4))
            _draw_flag(canvas, line, flank * wide)
    _draw_spot(canvas, 0)


def _arc(x: float, y: float, radius: float, start: float, end: float) -> list[tuple[float, float]]:
    angles = np.linspace(start, end, 72)
    return [(x + radius * float(np.cos(a)), y + radius * float(np.sin(a))) for a in angles]


def _band(canvas: skia.Canvas, points: list[tuple[float, float]], *, closed: bool = False) -> None:
    """A line of chalk of true width, as a thin band in perspective."""
    if closed:
        points = [*points, points[0]]
    paint = skia.Paint(Color=_CHALK, AntiAlias=True)
    for (x, y), (u, v) in pairwise(points):
        length = max(1e-6, float(np.hypot(u - x, v - y)))
        side = _LINE_M / 2 / length
        across, along = (-(v - y) * side, (u - x) * side), ((u - x) * side, (v - y) * side)
        corners = [
            (x - along[0] + across[0], y - along[1] + across[1]),
            (u + along[0] + across[0], v + along[1] + across[1]),
            (u + along[0] - across[0], v + along[1] - across[1]),
            (x - along[0] - across[0], y - along[1] - across[1]),
        ]
        path = skia.Path.Polygon(
            [skia.Point(*project(*corner)) for corner in corners], isClosed=True
        )
        canvas.drawPath(path, paint)


def _draw_spot(canvas: skia.Canvas, x: float) -> None:
    left, top = project(x - 0.2, 0.2)
    right, bottom = project(x + 0.2, -0.2)
    paint = skia.Paint(Color=_CHALK, AntiAlias=True)
    canvas.drawOval(skia.Rect.MakeLTRB(left, top, right, bottom), paint)


def _draw_flag(canvas: skia.Canvas, x: float, y: float) -> None:
    foot, top = project(x, y), project(x, y, 1.6)
    pole = skia.Paint(Color=skia.Color(240, 220, 120), AntiAlias=True, StrokeWidth=1.6)
    canvas.drawLine(*foot, *top, pole)
    cloth = [top, (top[0] + 9, top[1] + 3), (top[0], top[1] + 7)]
    path = skia.Path.Polygon([skia.Point(*corner) for corner in cloth], isClosed=True)
    canvas.drawPath(path, skia.Paint(Color=skia.Color(232, 67, 43), AntiAlias=True))


def draw_goal(canvas: skia.Canvas, sign: int) -> None:
    """The goal on the right (`sign` 1) or left (-1): net first, then posts and bar."""
    line, back = sign * HALF_LENGTH, sign * (HALF_LENGTH + GOAL_DEPTH)
    rim = sign * (HALF_LENGTH + 0.8)
    half, high = GOAL_HALF_WIDTH, GOAL_HEIGHT
    net = skia.Paint(Color=skia.Color(240, 246, 250, 105), AntiAlias=True, StrokeWidth=1)
    for y in np.arange(-half, half + 0.01, _NET_MESH_M):
        _stroke(canvas, [(line, y, high), (rim, y, high), (back, y, 0)], net)
    for share in np.linspace(0, 1, 9):
        x, height = rim + (back - rim) * share, high * (1 - share)
        _stroke(canvas, [(line, half, height), (x, half, height), (x, -half, height),
                         (line, -half, height)], net)  # fmt: skip
    for x in np.linspace(line, back, 7):
        top = high * min(1.0, (back - x) / (back - rim))
        for y in (-half, half):
            _stroke(canvas, [(x, y, 0), (x, y, top)], net)
    frame = skia.Paint(Color=skia.Color(252, 253, 255), AntiAlias=True, StrokeWidth=3.2)
    frame.setStrokeCap(skia.Paint.kRound_Cap)
    _stroke(canvas, [(line, half, 0), (line, half, high), (line, -half, high), (line, -half, 0)],
            frame)  # fmt: skip


def _stroke(canvas: skia.Canvas, points: list[Point3], paint: skia.Paint) -> None:
    for start, end in pairwise(points):
        canvas.drawLine(*project(*start), *project(*end), paint)
