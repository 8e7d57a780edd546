"""Paints a scene of the demo match: the panorama's crop, the people, the ball, the board."""

from functools import lru_cache

import numpy as np
import skia

from feeds.demo_match import Board, Script
from feeds.happening import Side
from overlays.demo_match import board as board_picture
from overlays.demo_match.drawing import Pixels, canvas_on, image_of
from overlays.demo_match.figures import (
    FOOT_X,
    FOOT_Y,
    PICTURE_HEIGHT,
    PICTURE_WIDTH,
    PIXELS_A_METRE,
    Figures,
)
from overlays.demo_match.projection import PAN_LIMIT, VIEW_HEIGHT, VIEW_WIDTH, project, scale
from overlays.demo_match.scene import Ball, MatchScene, Person, scene
from overlays.demo_match.stadium import draw_stadium
from overlays.demo_match.stand import AWAY_BLOCK, STAND_BOTTOM, STAND_TOP

BOARD_TOP = 36
_BOARD_MIDDLE_LEFT = 820
_BOARD_SHARE = 0.26
_RAIL_BOTTOM = 30
_BLOCK = 52
_JUMP_US = 160_000
_FLASH_US = 80_000
_CALM = 0.2
# Larger than life, as it must be found on a small screen.
_BALL_M = 0.19
_SHADOW_PIXELS = 96
_SMOOTH = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kNearest)


def board_left(pan: int) -> int:
    """Where the board's left edge is in the view (px): it runs along its rail with the play."""
    return _BOARD_MIDDLE_LEFT - round(_BOARD_SHARE * pan)


class Painter:
    """Paints scenes into one buffer, over and over. Ready after about a second of drawing.

    The buffer is `pixels`, where they are given: uint8 (720, 1280, 4).
    """

    def __init__(self, script: Script, pixels: Pixels | None = None) -> None:
        self._seed = script.seed
        self._stadium, self._stands = draw_stadium(script.seed)
        self._figures = Figures(scene(script, 0).people)
        self._shadow = _draw_shadow()
        self._ball = _draw_ball()
        self._pixels = (
            np.empty((VIEW_HEIGHT, VIEW_WIDTH, 4), np.uint8) if pixels is None else pixels
        )
        self._canvas = canvas_on(self._pixels)

    def paint(self, scene: MatchScene) -> Pixels:
        """The scene as uint8 (720, 1280, 4), BGRA, opaque; the same buffer is painted next time."""
        left = PAN_LIMIT + scene.pan
        np.copyto(self._pixels, self._stadium[:, left : left + VIEW_WIDTH])
        if scene.excitement > _CALM:
            self._raise_crowd(scene, left)
        canvas = self._canvas
        canvas.save()
        canvas.translate(-left, 0)
        for person in scene.people:
            self._draw_shadow_of(person.x, person.y, 1.0)
        self._draw_shadow_of(scene.ball.x, scene.ball.y, 0.32)
        is_ball_drawn = False
        for person in sorted(scene.people, key=_nearness):
            if not is_ball_drawn and person.y < scene.ball.y:
                self._draw_ball_at(scene.ball)
                is_ball_drawn = True
            self._draw_person(person)
        if not is_ball_drawn:
            self._draw_ball_at(scene.ball)
        canvas.restore()
        self._hang_board(scene)
        return self._pixels

    def _raise_crowd(self, scene: MatchScene, left: int) -> None:
        """Blocks of the stand get up and jump, more of them the more excited the crowd is."""
        rows = slice(STAND_TOP, STAND_BOTTOM)
        beat = scene.t // _JUMP_US
        for block in range(left // _BLOCK, (left + VIEW_WIDTH) // _BLOCK + 1):
            fans = Side.AWAY if block * _BLOCK >= AWAY_BLOCK else Side.HOME
            if scene.celebrating not in {None, fans}:
                continue
            if _scattered(self._seed, block) > 1.2 * (scene.excitement - _CALM) + 0.1:
                continue
            stand = self._stands[(beat + block) % len(self._stands)]
            start = max(left, block * _BLOCK)
            end = min(left + VIEW_WIDTH, (block + 1) * _BLOCK)
            if start < end:
                self._pixels[rows, start - left : end - left] = stand[:, start:end]
        if scene.excitement > 0.55:
            self._flash_cameras(scene.t // _FLASH_US)

    def _flash_cameras(self, beat: int) -> None:
        for n in range(7):
            x = int(_scattered(beat, n) * (VIEW_WIDTH - 8))
            y = STAND_TOP + 14 + int(_scattered(beat, n + 50) * (STAND_BOTTOM - STAND_TOP - 24))
            self._pixels[y - 1 : y + 2, x : x + 7] = (255, 248, 240, 255)
            self._pixels[y - 3 : y + 4, x + 2 : x + 5] = 255

    def _draw_person(self, person: Person) -> None:
        x, y = project(person.x, person.y)
        if y > VIEW_HEIGHT + PICTURE_HEIGHT:
            return
        size = scale(person.y) / PIXELS_A_METRE * (0.96 + 0.02 * (person.number % 5))
        box = skia.Rect.MakeXYWH(
            x - FOOT_X * size, y - FOOT_Y * size, PICTURE_WIDTH * size, PICTURE_HEIGHT * size
        )
        self._canvas.drawImageRect(self._figures.picture(person), box, _SMOOTH)

    def _draw_shadow_of(self, x: float, y: float, size: float) -> None:
        at, pixels = project(x, y), scale(y) * size
        box = skia.Rect.MakeXYWH(
            at[0] - 1.35 * pixels, at[1] - 0.42 * pixels, 2.7 * pixels, 0.84 * pixels
        )
        self._canvas.drawImageRect(self._shadow, box, _SMOOTH)

    def _draw_ball_at(self, ball: Ball) -> None:
        x, y = project(ball.x, ball.y, ball.height + 0.08)
        radius = _BALL_M * scale(ball.y)
        box = skia.Rect.MakeXYWH(x - radius, y - radius, 2 * radius, 2 * radius)
        self._canvas.drawImageRect(self._ball, box, _SMOOTH)

    def _hang_board(self, scene: MatchScene) -> None:
        """Last of all: nothing covers the board. Its struts hang from the rail under the roof."""
        left, width = board_left(scene.pan), board_picture.WIDTH
        for strut in (left + 30, left + width - 36):
            self._pixels[_RAIL_BOTTOM:BOARD_TOP, strut : strut + 6] = (150, 140, 130, 255)
        bottom = BOARD_TOP + board_picture.HEIGHT
        self._pixels[BOARD_TOP:bottom, left : left + width] = _board(scene.board)


@lru_cache(maxsize=4)
def _board(board: Board) -> Pixels:
    return board_picture.draw_board(board)


def _nearness(person: Person) -> float:
    return -person.y


def _scattered(seed: int, n: int) -> float:
    """A number 0..1 that looks drawn at random."""
    mixed = (seed * 0x9E3779B1 + n * 0x85EBCA6B) & 0xFFFFFFFF
    mixed = (mixed ^ mixed >> 15) * 0x2C1B3C6D & 0xFFFFFFFF
    return (mixed ^ mixed >> 12) / 0x100000000


def _draw_shadow() -> skia.Image:
    """Four floodlights' shadows: a dark foot and four faint arms."""
    pixels = np.zeros((_SHADOW_PIXELS, _SHADOW_PIXELS, 4), np.uint8)
    canvas, middle = canvas_on(pixels), _SHADOW_PIXELS / 2
    canvas.translate(middle, middle)
    blur = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 3.5)
    faint = skia.Paint(Color=skia.Color(0, 14, 4, 62), AntiAlias=True, MaskFilter=blur)
    for angle in (32, 148, 205, 335):
        canvas.save()
        canvas.rotate(angle)
        canvas.drawOval(skia.Rect.MakeLTRB(-2, -6.5, 38, 6.5), faint)
        canvas.restore()
    dark = skia.Paint(Color=skia.Color(0, 14, 4, 120), AntiAlias=True, MaskFilter=blur)
    canvas.drawOval(skia.Rect.MakeLTRB(-11, -16, 11, 16), dark)
    return image_of(pixels)


def _draw_ball() -> skia.Image:
    pixels = np.zeros((32, 32, 4), np.uint8)
    canvas = canvas_on(pixels)
    canvas.drawCircle(16, 16, 15.5, skia.Paint(Color=skia.Color(30, 40, 36, 170), AntiAlias=True))
    canvas.drawCircle(16, 16, 13.5, skia.Paint(Color=skia.Color(205, 208, 214), AntiAlias=True))
    canvas.drawCircle(15, 14, 11.5, skia.Paint(Color=skia.Color(255, 255, 255), AntiAlias=True))
    for x, y in ((15, 14), (8, 20), (23, 19)):
        canvas.drawCircle(x, y, 2.6, skia.Paint(Color=skia.Color(70, 76, 88), AntiAlias=True))
    return image_of(pixels)
