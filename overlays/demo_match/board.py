"""The stadium's video board: clock and score in seven segments, made to survive compression.

Everything stands on whole pixels. Its white frame on black is what a reader of pictures looks for.
"""

import numpy as np
import skia

from feeds.demo_match import AWAY, HALF_TIME, HOME, Board
from feeds.fact import Team
from overlays.demo_match.drawing import Pixels, canvas_on
from overlays.demo_match.stand import team_color
from overlays.fonts import Font, typeface_font

WIDTH, HEIGHT = 236, 108
MARGIN, FRAME = 4, 4
CLOCK_LEFTS = (58, 84, 128, 154)
CLOCK_TOP, SCORE_TOP = 14, 60
SCORE_LEFTS = (86, 130)
DIGIT_WIDTH, DIGIT_HEIGHT, STROKE = 20, 36, 5

type Rectangle = tuple[int, int, int, int]

# Segments a to g as (left, top, right, bottom) in a digit's box: the three bars, the four posts.
_MIDDLE = DIGIT_HEIGHT // 2
SEGMENTS: dict[str, Rectangle] = {
    "a": (3, 0, DIGIT_WIDTH - 3, STROKE),
    "b": (DIGIT_WIDTH - STROKE, 2, DIGIT_WIDTH, _MIDDLE - 1),
    "c": (DIGIT_WIDTH - STROKE, _MIDDLE + 1, DIGIT_WIDTH, DIGIT_HEIGHT - 2),
    "d": (3, DIGIT_HEIGHT - STROKE, DIGIT_WIDTH - 3, DIGIT_HEIGHT),
    "e": (0, _MIDDLE + 1, STROKE, DIGIT_HEIGHT - 2),
    "f": (0, 2, STROKE, _MIDDLE - 1),
    "g": (3, _MIDDLE - 2, DIGIT_WIDTH - 3, _MIDDLE - 2 + STROKE),
}
_HALF_TIME_SEGMENTS = ("bcefg", "defg")
DIGITS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")

_BLACK, _WHITE = skia.Color(6, 7, 9), skia.Color(255, 255, 255)
_AMBER = skia.Color(255, 190, 40)
_TAB_WIDTH, _TAB_HEIGHT = 58, 36


def draw_board(board: Board) -> Pixels:
    """The board as pixels: uint8 (HEIGHT, WIDTH, 4), BGRA, opaque."""
    pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    canvas = canvas_on(pixels)
    canvas.clear(_BLACK)
    canvas.drawRect(
        skia.Rect.MakeLTRB(MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN), _flat(_WHITE)
    )
    inside = MARGIN + FRAME
    canvas.drawRect(
        skia.Rect.MakeLTRB(inside, inside, WIDTH - inside, HEIGHT - inside), _flat(_BLACK)
    )
    _draw_clock(canvas, board.clock)
    for left, goals in zip(SCORE_LEFTS, (board.home, board.away), strict=True):
        _draw_segments(canvas, (left, SCORE_TOP), DIGITS[goals], _WHITE)
    canvas.drawRect(skia.Rect.MakeXYWH(112, SCORE_TOP + 16, 12, 5), _flat(_WHITE))
    _draw_tab(canvas, 16, HOME)
    _draw_tab(canvas, WIDTH - 16 - _TAB_WIDTH, AWAY)
    return pixels


def _draw_clock(canvas: skia.Canvas, clock: str) -> None:
    """MM:SS on its four places, or HT on the two in the middle."""
    if clock == HALF_TIME:
        for left, segments in zip(CLOCK_LEFTS[1:3], _HALF_TIME_SEGMENTS, strict=True):
            _draw_segments(canvas, (left, CLOCK_TOP), segments, _AMBER)
        return
    for left, digit in zip(CLOCK_LEFTS, clock.replace(":", ""), strict=True):
        _draw_segments(canvas, (left, CLOCK_TOP), DIGITS[int(digit)], _AMBER)
    for top in (CLOCK_TOP + 9, CLOCK_TOP + 22):
        canvas.drawRect(skia.Rect.MakeXYWH(113, top, 6, 6), _flat(_AMBER))


def _draw_segments(canvas: skia.Canvas, at: tuple[int, int], segments: str, color: int) -> None:
    for segment in segments:
        left, top, right, bottom = SEGMENTS[segment]
        box = skia.Rect.MakeLTRB(at[0] + left, at[1] + top, at[0] + right, at[1] + bottom)
        canvas.drawRect(box, _flat(color))


def _draw_tab(canvas: skia.Canvas, left: int, team: Team) -> None:
    color = skia.Color(*team_color(team))
    box = skia.Rect.MakeXYWH(left, SCORE_TOP, _TAB_WIDTH, _TAB_HEIGHT)
    canvas.drawRoundRect(box, 3, 3, skia.Paint(Color=color, AntiAlias=True))
    font = typeface_font(Font(700, 32))
    text = team.short or team.name
    x = left + (_TAB_WIDTH - font.measureText(text)) / 2
    canvas.drawString(text, x, SCORE_TOP + 29, font, skia.Paint(Color=_WHITE, AntiAlias=True))


def _flat(color: int) -> skia.Paint:
    return skia.Paint(Color=color, AntiAlias=False)
