"""Rows of panels about two sides: something of each around the middle, or a line in it."""

from collections.abc import Iterator, Sequence

from overlays.area import Area
from overlays.color import Color
from overlays.lines import together
from overlays.panel import PAD, Places
from overlays.panel_row import Fill, Words
from overlays.scene import Layer

type Pairs = Sequence[tuple[str, str]]

# Design lengths.
_SIZE = 36
_SMALLEST = 24
_CENTERED = 34
_FIGURE = 40
_CARD = 20, 30
_CARD_GAP = 16


def pairs(
    at: Places, first: int, lines: Pairs, ends: tuple[int, int], card: Color | None = None
) -> Iterator[Layer]:
    """Rows from `first` on with home's line up to one end and away's from the other, at one size.

    Either may be empty; the others have a card of that colour beside them.
    """
    room = ends[0] - at.design(PAD)
    said = [text for pair in lines for text in pair]
    fitted = together(said, at.font(500, _SIZE), width=room, floor=_SMALLEST * at.scale)
    width, gap = at.design(_CARD[0]), at.design(_CARD_GAP)
    for place in range(len(lines)):
        home, away = fitted[2 * place : 2 * place + 2]
        parts: list[Words | Fill] = []
        if home.text:
            parts.append(at.words(first + place, home, ends[0], "right"))
            parts += _card(at, first + place, ends[0] + gap, card)
        if away.text:
            parts.append(at.words(first + place, away, ends[1]))
            parts += _card(at, first + place, ends[1] - gap - width, card)
        yield at.row(first + place, *parts)


def compared(
    at: Places, place: int, label: str, values: tuple[str, str], ends: tuple[int, int]
) -> Layer:
    """A row with both sides' figures around what they count."""
    name = at.line(label, at.font(600, _CENTERED), width=ends[1] - ends[0], floor=0.5)
    font, room = at.font(700, _FIGURE), ends[0] / 3
    home, away = (at.figures(value, font, width=room) for value in values)
    return at.row(
        place,
        at.words(place, name, at.plate.width / 2, "center", color=at.theme.muted),
        at.words(place, home, ends[0], "right", is_tabular=True),
        at.words(place, away, ends[1], is_tabular=True),
    )


def centered(at: Places, place: int, text: str) -> Layer:
    """A row with a muted line in its middle."""
    room = at.plate.width - 2 * at.design(PAD)
    line = at.line(text, at.font(600, _CENTERED, 1), width=room, floor=0.5)
    return at.row(place, at.words(place, line, at.plate.width / 2, "center", color=at.theme.muted))


def _card(at: Places, place: int, left: int, color: Color | None) -> list[Fill]:
    """A card, upright in the middle of the row's height."""
    if color is None:
        return []
    width, height = (at.design(length) for length in _CARD)
    top = (at.rows[place].height - height) // 2
    return [Fill(area=Area(left, top, width, height), color=color, radius=3 * at.scale)]
