"""The footer of a board: figures or names, each in a place of its own, with a word before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from overlays.area import Area, even
from overlays.boards.stacked import Stack, fitted_alike
from overlays.canvas import Canvas, rounded_shape
from overlays.fonts import Font, Line, fitted
from overlays.scene import Layer
from overlays.score_bug_cells import plate_ground
from overlays.theme import HOUSE, Theme

# Design lengths.
HEIGHT = 40
GAP = 4
_PAD = 14
_BETWEEN = 8
_LABEL_FONT = Font(600, 23, 0.5)
_FIGURE_FONT = Font(600, 30)
_FLOOR = 0.7
_FIGURES = frozenset("0123456789.-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A figure or a name, from its longest form to its shortest, and the word before it, if any.

    `share` is its part of the footer. What stands `is_back` is muted.
    """

    forms: tuple[str, ...]
    label: str = ""
    share: int = 1
    is_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where of a footer a word and what it is of begin, in pixels."""

    label: Line
    left: float
    figure: Line
    figure_left: float
    is_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """All on one baseline, on the ground of a plate; opaque but for its corners."""

    width: int
    height: int
    radius: float
    baseline: float
    places: tuple[Place, ...]
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """Words are muted; figures stand on one advance."""
        whole = Area(0, 0, self.width, self.height)
        with canvas.clipped(rounded_shape(whole, self.radius)):
            plate_ground(canvas, whole, self.theme)
        for place in self.places:
            at = (place.left, self.baseline)
            canvas.line(place.label, at, self.theme.muted)
            at = (place.figure_left, self.baseline)
            write = canvas.digits if _FIGURES.issuperset(place.figure.text) else canvas.text
            ink = self.theme.muted if place.is_back else self.theme.text
            write(place.figure.text, at, place.figure.font, ink, align="left")


def footer(
    places: Stack, said: Sequence[Said], *, width: int, number: int, theme: Theme
) -> list[Layer]:
    """The footer below the board and those before it, `number` counted from 0; none of nothing."""
    if not said:
        return []
    font, height = places.font(_FIGURE_FONT), places.length(HEIGHT)
    gap = even(GAP * places.scale)
    drawing = Footer(
        width=width,
        height=height,
        radius=theme.radius * places.scale,
        baseline=(height + font.cap_height) / 2,
        places=tuple(_placed(places, said, width)),
        theme=theme,
    )
    top = places.top + places.height + gap + number * (height + gap)
    return [Layer(drawing=drawing, left=places.left, top=top)]


def _placed(places: Stack, said: Sequence[Said], width: int) -> Iterator[Place]:
    """Each where its part of the footer begins, whatever the others say; all at one size."""
    pad, between = _PAD * places.scale, _BETWEEN * places.scale
    label_font, font = places.font(_LABEL_FONT), places.font(_FIGURE_FONT)
    unit = (width - pad) / sum(one.share for one in said)
    rooms = [one.share * unit - pad for one in said]
    labels = [
        fitted(one.label, label_font, width=room / 2, floor=label_font.size * _FLOOR)
        for one, room in zip(said, rooms, strict=True)
    ]
    before = [label.width + between if label.text else 0.0 for label in labels]
    rooms = [room - used for room, used in zip(rooms, before, strict=True)]
    figures = fitted_alike([one.forms for one in said], font, rooms, font.size * _FLOOR)
    left = pad
    for one, label, used, figure in zip(said, labels, before, figures, strict=True):
        yield Place(
            label=label, left=left, figure=figure, figure_left=left + used, is_back=one.is_back
        )
        left += one.share * unit
