"""Statistics: both sides compared in up to eight lines, with bars in the kits' colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from feeds.state import GameState
from overlays.animation import rising
from overlays.area import Area, even
from overlays.bars import opposed
from overlays.color import Color
from overlays.fonts import Line
from overlays.graphic import Graphic, Shot, Slot
from overlays.lines import together
from overlays.manifest import SECONDS, Manifest
from overlays.match_header import HEAD, Sides, match_header, sides
from overlays.panel import EACH, OUT, PAD, ROWS_FROM, SETTLES, Places, places, unfolded
from overlays.panel_row import Bar, Fill, Words
from overlays.phases import match_title
from overlays.scene import Layer, PictureSize
from overlays.stat_lines import Compared, compared
from overlays.strap import StrapText
from overlays.theme import Theme
from overlays.words import ENGLISH

# Design lengths.
_WIDTH = 1240
_ROW = 70
_VALUE = 124
_LABEL = 300
_GAP = 26
_BAR = 16
_TRACK = 30
# µs: when a row's bars begin to grow after it, and how long they take.
_BAR_AFTER = 160_000
_BAR_IN = 620_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What it says."""

    sides: Sides
    lines: tuple[Compared, ...]
    title: StrapText


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """The bar of a row at its full length, where it stands, and which way it grows."""

    row: int
    layer: Layer
    grows_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    layers: tuple[Layer, ...]
    bars: tuple[_Bar, ...]


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    said = _Said(
        sides=sides(shot.state, shot.style),
        lines=compared(shot.state.stats, shot.style.language, shot.theme.face),
        title=match_title(shot, "statistics"),
    )
    made = _made(said, size, shot.theme)
    pieces = [[layer] for layer in made.layers]
    for bar in made.bars:
        pieces[1 + bar.row] += _grown(bar, shot)
    return unfolded(pieces, shot)


def _grown(bar: _Bar, shot: Shot) -> tuple[Layer, ...]:
    """As much of a bar as has grown."""
    begins = ROWS_FROM + bar.row * EACH + _BAR_AFTER
    track = rising(begins, begins + _BAR_IN).paced(shot.theme.pace)
    layer = bar.layer
    width = even(layer.drawing.width * track.at(shot.since))
    left = layer.left + (layer.drawing.width - width if bar.grows_left else 0)
    return layer.within(Area(left, layer.top, width, layer.drawing.height))


@lru_cache(maxsize=8)
def _made(said: _Said, size: PictureSize, theme: Theme) -> _Made:
    at = places(size, theme, width=_WIDTH, heights=[HEAD, *[_ROW] * len(said.lines)])
    head = match_header(at, said.sides)
    labels = together(
        [one.label for one in said.lines],
        at.font(600, 34),
        width=at.design(_LABEL),
        floor=26 * at.scale,
    )
    rows = [
        at.row(place, *_words(at, place, one, label))
        for place, (one, label) in enumerate(zip(said.lines, labels, strict=True), 1)
    ]
    bars = (
        bar
        for place, one in enumerate(said.lines, 1)
        for bar in _bars(at, place, one, said.sides.colors)
    )
    return _Made(layers=(at.title(said.title), head, *rows), bars=tuple(bars))


def _words(at: Places, place: int, one: Compared, label: Line) -> Iterator[Words | Fill]:
    row, theme = at.rows[place], at.theme
    for track in _tracks(at, place):
        yield Fill(area=track, color=theme.text.faded(_TRACK))
    yield at.words(place, label, row.width / 2, "center")
    room, font = at.design(_VALUE) * 0.94, at.font(700, 44)
    pad = at.design(PAD)
    home, away = (at.figures(text, font, width=room) for text in (one.home, one.away))
    yield at.words(place, home, pad, "left", is_tabular=True)
    yield at.words(place, away, row.width - pad, "right", is_tabular=True)


def _tracks(at: Places, place: int) -> tuple[Area, Area]:
    """What the bars of a row grow on, from its label outwards, in the row's pixels."""
    row = at.rows[place]
    tall, outside = at.design(_BAR), at.design(PAD + _VALUE)
    inside = even(row.width / 2) - at.design(_LABEL / 2 + _GAP)
    top = even((row.height - tall) / 2)
    length = max(2, inside - outside)
    return (
        Area(inside - length, top, length, max(2, tall)),
        Area(row.width - inside, top, length, max(2, tall)),
    )


def _bars(at: Places, place: int, one: Compared, colors: tuple[Color, Color]) -> Iterator[_Bar]:
    row, tracks = at.rows[place], _tracks(at, place)
    lengths = opposed(*one.values, tracks[0].width)
    for track, length, value, color in zip(tracks, lengths, one.values, colors, strict=True):
        if value <= 0:
            continue
        is_home = track is tracks[0]
        left = track.right - length if is_home else track.left
        drawing = Bar(
            width=length, height=track.height, scale=at.scale, color=color, theme=at.theme
        )
        layer = Layer(drawing=drawing, left=row.left + left, top=row.top + track.top)
        yield _Bar(row=place, layer=layer, grows_left=is_home)


def _has_content(state: GameState) -> bool:
    return bool(compared(state.stats, ENGLISH))


GRAPHIC = Graphic(
    manifest=Manifest(
        id="statistics",
        name="Statistics",
        description="Both sides compared in up to eight statistics of the feed.",
        fields=(SECONDS,),
    ),
    slot=Slot.FULL,
    layers=layers,
    settles=max(SETTLES, ROWS_FROM + 9 * EACH + _BAR_AFTER + _BAR_IN),
    out=OUT,
    has_content=_has_content,
)
