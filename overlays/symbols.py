"""Symbols: the cards of a booking, and the arrows of who comes and who goes."""

from overlays.area import Area
from overlays.canvas import Canvas, Point, rounded_shape
from overlays.color import INK, Color

YELLOW = Color(255, 208, 0)
RED = Color(235, 38, 48)
# Reads on dark plates as on light ones.
IN = Color(20, 160, 84)
OUT = RED
CARDS = {"yellow_card": (YELLOW,), "second_yellow": (YELLOW, RED), "red_card": (RED,)}
"""The colours of each, the one behind first."""
_SHAPE = 0.7
_BEHIND = 0.3
_ROUND = 0.09


def card_width(symbol: str, height: float) -> float:
    """How wide a card of that height is; a second yellow is two, one behind the other."""
    cards = CARDS.get(symbol, ())
    return height * (_SHAPE + _BEHIND * (len(cards) - 1)) if cards else 0.0


def draw_card(canvas: Canvas, symbol: str, at: Point, height: float) -> None:
    """A card whose left edge's middle is `at`."""
    colors = CARDS[symbol]
    drop = height * 0.1 * (len(colors) - 1)
    for place, color in enumerate(colors):
        left = at[0] + place * _BEHIND * height
        top = at[1] - height / 2 - drop / 2 + place * drop
        area = Area(round(left), round(top), round(height * _SHAPE), round(height))
        if place:
            # A seam, so that one card is told from the other.
            with canvas.clipped(rounded_shape(area.inset(-2, -2), height * _ROUND)):
                canvas.rect(area.inset(-2, -2), INK)
        canvas.rounded(area, color, height * _ROUND)


def draw_arrow(canvas: Canvas, *, comes: bool, middle: Point, height: float) -> None:
    """A triangle around its middle: up in green for who comes, down in red for who goes."""
    half, high = height * 0.56, height / 2 if comes else -height / 2
    x, y = middle
    canvas.polygon(
        [(x, y - high), (x + half, y + high), (x - half, y + high)], IN if comes else OUT
    )
