"""The sponsor: logos or names at the top right, one after the other, and whose turn it is.

Turns are counted from 1970 on, not from when it came: so everybody gets their share, however often
it is covered. One fades out before the moment at which the next one's turn begins, which then fades
in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from feeds.event_time import MICROSECONDS
from overlays.area import Area
from overlays.canvas import Canvas, rounded_shape
from overlays.color import Color, luminance, text_on
from overlays.corner import BOARD, Corner, corner, wiped
from overlays.fonts import Font, Line, fitted
from overlays.graphic import Graphic, Shot, Slot, Style
from overlays.manifest import Field, Manifest
from overlays.names import shown
from overlays.photo import Photo
from overlays.scene import Drawing, Layer, PictureSize
from overlays.score_bug_cells import plate_edge
from overlays.sizing import drawn
from overlays.still import Still
from overlays.theme import HOUSE, Theme

EVERY = 15
"""Seconds a turn takes, where nothing is set."""
FADE = 480_000
_SPONSORS = "sponsors"
# Design lengths: the plate's height, and the most a logo takes.
_HEIGHT = 66
_LOGO_HEIGHT = 42
_LOGO_WIDTH = 220
_PAD = 18
_NAME = Font(700, 34, 0.5)
_FLOOR = 0.6


class Partner(NamedTuple):
    """Who sponsors, and the image that is shown for the name, where there is one."""

    name: str
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoPlate:
    """The ground of logos; opaque but for its rounded corners."""

    width: int
    height: int
    scale: float
    theme: Theme = HOUSE

    def draw(self, canvas: Canvas) -> None:
        """The lightest ground the theme has, since most logos are made for that."""
        whole = Area(0, 0, self.width, self.height)
        with canvas.clipped(rounded_shape(whole, self.theme.radius * self.scale)):
            canvas.rect(whole, _ground(self.theme))
            plate_edge(canvas, whole, self.scale, self.theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMark:
    """A name on nothing, in its middle."""

    width: int
    height: int
    line: Line
    ink: Color

    def draw(self, canvas: Canvas) -> None:
        """In capitals, as wide as it is."""
        baseline = (self.height + self.line.font.cap_height) / 2
        at = self.width / 2, baseline
        canvas.line(self.line, at, self.ink, align="center")


def partners(shot: Shot) -> tuple[Partner, ...]:
    """Who sponsors, as taken or as it is set: a line each, `Name` or `Name: image`.

    A name of which nothing can be drawn is left out unless it has an image.
    """
    found = []
    said = shot.fields.get(_SPONSORS) or shot.style.setting("sponsor", _SPONSORS)
    for line in said.splitlines():
        name, _, image = (part.strip() for part in line.partition(":"))
        if (name and image) or shown(name, shot.theme.face):
            found.append(Partner(name, image))
    return tuple(found)


def playing(shot: Shot) -> str:
    """Whose turn it is on a frame, "" while it does not stand in full.

    Fading in and out are part of a turn.
    """
    ours = partners(shot)
    settled = BOARD.paced(shot.theme.pace).settles
    if not ours or shot.leaving is not None or shot.since < settled:
        return ""
    return ours[_turn(shot, shot.at) % len(ours)].name


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    ours = partners(shot)
    if not ours:
        return ()
    place = corner(size)
    marks = [_mark(one, shot.style, place) for one in ours]
    height, pad = drawn(_HEIGHT * place.scale), drawn(_PAD * place.scale)
    widest = max(mark.width for mark in marks)
    whole = place.area(min(place.widest, widest + 2 * pad), height)
    return tuple(wiped(shot, whole, _layers(shot, whole, place.scale, marks)))


def moment(shot: Shot) -> tuple[int, int | None]:
    """Whose turn it is, and the moment itself while that changes."""
    before, after, _ = _turns(shot)
    return after, shot.at if before != after else None


def _layers(shot: Shot, whole: Area, scale: float, marks: list[Drawing]) -> Iterator[Layer]:
    plate = LogoPlate(width=whole.width, height=whole.height, scale=scale, theme=shot.theme)
    yield Layer(drawing=plate, left=whole.left, top=whole.top)
    before, after, share = _turns(shot)
    for turn, part in ((before, 1 - 2 * share), (after, 2 * share - 1)):
        mark, opacity = marks[turn % len(marks)], round(255 * part)
        if opacity > 0:
            yield Layer(
                drawing=mark,
                left=whole.left + (whole.width - mark.width) // 4 * 2,
                top=whole.top + (whole.height - mark.height) // 4 * 2,
                opacity=opacity,
            )


def _turns(shot: Shot) -> tuple[int, int, float]:
    """The turn that ends, the one that begins, and how much of the way it is; the same between."""
    if len(partners(shot)) == 1:
        return 0, 0, 1.0
    fade = shot.theme.paced(FADE)
    before, after = (_turn(shot, shot.at + part) for part in (-fade // 2, fade // 2))
    if before == after:
        return before, after, 1.0
    begins = after * _every(shot) - fade // 2
    return before, after, (shot.at - begins) / fade


def _turn(shot: Shot, moment: int) -> int:
    return moment // _every(shot)


def _every(shot: Shot) -> int:
    return int(shot.style.setting("sponsor", "every") or EVERY) * MICROSECONDS


def _mark(one: Partner, style: Style, place: Corner) -> Drawing:
    """The logo as large as there is room, or the name."""
    scale = place.scale
    room = max(2, min(drawn(_LOGO_WIDTH * scale), place.widest - 2 * drawn(_PAD * scale)))
    height = drawn(_LOGO_HEIGHT * scale)
    still = style.still(one.image)
    if still is not None:
        return Photo(still=_sized(still, room, height))
    font = _NAME.scaled(scale, style.theme.face)
    line = fitted(one.name.upper(), font, width=room, floor=font.size * _FLOOR)
    ink = text_on(_ground(style.theme))
    return NameMark(width=drawn(line.width + 2), height=height, line=line, ink=ink)


@lru_cache(maxsize=64)
def _sized(still: Still, widest: int, tallest: int) -> Still:
    """The still in as much of that room as its shape takes."""
    scale = min(widest / still.width, tallest / still.height)
    width, height = (drawn(length * scale) for length in (still.width, still.height))
    return still.sized(min(width, widest), min(height, tallest), "contain")


def _ground(theme: Theme) -> Color:
    return max(theme.paper, theme.plate_top, key=luminance)


_FIELD = Field(
    name=_SPONSORS,
    title="Sponsors, one a line",
    kind="lines",
    max_length=2000,
    has_images=True,
)
GRAPHIC = Graphic(
    manifest=Manifest(
        id="sponsor",
        name="Sponsor",
        description="Logos or names that take turns.",
        fields=(_FIELD,),
    ),
    slot=Slot.CORNER,
    layers=layers,
    settles=BOARD.settles,
    out=BOARD.out,
    moment=moment,
    settings=(
        _FIELD,
        Field(
            name="every",
            title="Seconds a turn",
            kind="seconds",
            max_length=3,
            least=3,
            most=600,
        ),
    ),
)
