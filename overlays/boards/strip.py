<<<<<<< HEAD
"""The strip: the layers that all boards of one row share."""

from collections.abc import Mapping
from dataclasses import replace

from feeds.happening import Side
from feeds.state import GameState
from overlays.area import Area
from overlays.boards.cells import TimedCell, WordCell, WordInk
from overlays.boards.flash import Flash
from overlays.boards.reading import Reading
from overlays.color import Color, from_hex, text_on
from overlays.graphic import Shot
from overlays.kits import kit_colors
from overlays.names import full_name, short_name
from overlays.scene import Drawing, Layer, PictureSize
from overlays.score_bug_cells import ClockCell, Plate, ScoreCell, ShootOut, SidePlate
from overlays.score_bug_layout import Layout, Plan, layout
from overlays.theme import Theme

_LABEL_SIZE = 36
FOOT_SIZE = 29


def places_of(shot: Shot, size: PictureSize, plan: Plan, *, has_tail: bool = False) -> Layout:
    """Where the parts of a sport's row stand; it does not depend on score, clock or phase."""
    language, face = shot.style.language, shot.theme.face
    home, away = (short_name(shot.state.side(side).team, side, language, face) for side in Side)
    return layout(size, home, away, plan, has_tail=has_tail, face=face)


def colors_of(shot: Shot) -> dict[Side, Color]:
    """Both sides' colours, those given by hand before their kits', apart from the plate's."""
    by_hand = {
        Side(side): from_hex(color, default=shot.theme.accent) for side, color in shot.style.colors
    }
    return kit_colors(shot.state, by_hand, plate=shot.theme.plate_top)


def plate(shot: Shot, places: Layout, colors: Mapping[Side, Color]) -> Layer:
    """The row with both sides, without what changes in it."""
    bug, state = places.bug, shot.state
    parts = (
        (Side.HOME, places.home_crest, places.home_name, places.home_kit, places.home_line),
        (Side.AWAY, places.away_crest, places.away_name, places.away_kit, places.away_line),
    )
    home, away = (
        SidePlate(
            crest=crest and crest.within(bug),
            name=name.within(bug),
            kit=kit.within(bug),
            line=line,
            club=full_name(state.side(side).team, side, shot.style.language, shot.theme.face),
            color=colors[side],
            red_cards=state.side(side).red_cards,
        )
        for side, crest, name, kit, line in parts
    )
    drawing = Plate(
        width=bug.width,
        height=bug.height,
        scale=places.scale,
        clock_width=places.head.width,
        sides=(home, away),
        tail_width=bug.right - places.strap.right,
        foot=bug.height - places.row.height,
        theme=shot.theme,
    )
    return at(drawing, bug)


def at(drawing: Drawing, area: Area) -> Layer:
    """A drawing where its area is."""
    return Layer(drawing=drawing, left=area.left, top=area.top)


def clock(text: str, places: Layout, theme: Theme, area: Area | None = None) -> Layer:
    """The clock's cell, with its time or a word in it."""
    cell = area or places.clock
    drawing = ClockCell(
        width=cell.width, height=cell.height, scale=places.scale, text=text, theme=theme
    )
    return at(drawing, cell)


def head(said: Reading, places: Layout, theme: Theme) -> list[Layer]:
    """Period and clock side by side; a word instead of the time stands across both.

    In a row with a foot the period stands in that.
    """
    if not places.labels:
        foot = label(said.label, places.head_foot, places.scale, theme, size=FOOT_SIZE)
        return [clock(said.clock, places, theme), foot]
    (first,) = places.labels
    if not said.is_time:
        across = first._replace(width=places.clock.right - first.left)
        return [clock(said.whole, places, theme, across)]
    return [label(said.label, first, places.scale, theme), clock(said.clock, places, theme)]


def label(text: str, area: Area, scale: float, theme: Theme, *, size: int = _LABEL_SIZE) -> Layer:
    """A quiet word on the clock's ground."""
    ink = text_on(theme.cell).mixed(theme.cell, 0.25)
    return _word(text, area, scale, theme, WordInk(ground=theme.cell, ink=ink, size=size))


def tab(text: str, area: Area, scale: float, theme: Theme, ground: Color) -> Layer:
    """A word in a cell of some colour, or a tab that hangs below the row."""
    ink = WordInk(ground=ground, ink=text_on(ground), weight=700)
    return _word(text, area, scale, theme, ink)


def timed_tab(
    said: tuple[str, str], area: Area, scale: float, theme: Theme, ground: Color
) -> Layer:
    """A tab with a word and a time behind it."""
    text, time = said
    if not time:
        return tab(text, area, scale, theme, ground)
    drawing = TimedCell(
        width=area.width,
        height=area.height,
        scale=scale,
        text=text,
        time=time,
        ink=WordInk(ground=ground, ink=text_on(ground), weight=700),
        face=theme.face,
    )
    return at(drawing, area)


def _word(text: str, area: Area, scale: float, theme: Theme, ink: WordInk) -> Layer:
    drawing = WordCell(
        width=area.width, height=area.height, scale=scale, text=text, ink=ink, face=theme.face
    )
    return at(drawing, area)


def scores(state: GameState, places: Layout, flash: Flash | None, theme: Theme) -> list[Layer]:
    """Both score cells, and over the one that changed its lit twin, fading as the flash ends."""
    layers = [
        _score(places.home_score, state.home.score, places.scale, theme),
        _score(places.away_score, state.away.score, places.scale, theme),
    ]
    if flash is not None:
        area = places.home_score if flash.side is Side.HOME else places.away_score
        score = state.side(flash.side).score
        lit = _score(area, score, places.scale, theme, flash.glow)
        layers.append(replace(lit, opacity=flash.opacity))
    return layers


def shootout(state: GameState, places: Layout, theme: Theme) -> Layer:
    """What both sides scored in the shoot-out, below their scores."""
    area = places.shootout
    cells = ShootOut(
        width=area.width,
        height=area.height,
        scale=places.scale,
        seam=places.away_score.left - places.home_score.right,
        scores=(state.home.shootout, state.away.shootout),
        theme=theme,
    )
    return at(cells, area)


def _score(
    area: Area, score: int, scale: float, theme: Theme, ground: Color | None = None
) -> Layer:
    cell = ScoreCell(
        width=area.width,
        height=area.height,
        scale=scale,
        score=score,
        ground=ground,
        theme=theme,
    )
    return at(cell, area)
=======
"""The strip below a board: figures or names, each in a place of its own, with a word before it."""

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

    `share` is its part of the strip.
    """

    forms: tuple[str, ...]
    label: str = ""
    share: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where of a strip a word and what it is of begin, in pixels."""

    label: Line
    left: float
    figure: Line
    figure_left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
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
            canvas.text(place.label.text, at, place.label.font, self.theme.muted)
            at = (place.figure_left, self.baseline)
            write = canvas.digits if _FIGURES.issuperset(place.figure.text) else canvas.text
            write(place.figure.text, at, place.figure.font, self.theme.text, align="left")


def strip(
    places: Stack, said: Sequence[Said], *, width: int, number: int, theme: Theme
) -> list[Layer]:
    """The strip below the board and those before it, `number` counted from 0; none of nothing."""
    if not said:
        return []
    font, height = places.font(_FIGURE_FONT), places.length(HEIGHT)
    gap = even(GAP * places.scale)
    drawing = Strip(
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
    """Each where its part of the strip begins, whatever the others say; all at one size."""
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
        yield Place(label=label, left=left, figure=figure, figure_left=left + used)
        left += one.share * unit
>>>>>>> 6a3e5a4 (Score bug: the board of baseball)
