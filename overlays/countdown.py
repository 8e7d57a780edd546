"""The countdown: large digits to kick-off, exact to the frame, below who plays."""

from dataclasses import dataclass
from functools import lru_cache

from feeds.event_time import MICROSECONDS
from overlays.clock_time import countdown_text, moment_of
from overlays.graphic import Graphic, Shot, Slot
from overlays.layout import placed
from overlays.manifest import SECONDS, Field, Manifest
from overlays.match_header import HEAD, Sides, match_header, sides
from overlays.names import shown
from overlays.panel import OUT, PAD, SETTLES, Places, places, unfolded
from overlays.panel_row import Ground, PanelRow, Words
from overlays.scene import Layer, PictureSize
from overlays.sizing import drawn
from overlays.strap import StrapText
from overlays.theme import Theme
from overlays.words import word

# Design lengths.
_WIDTH = 1160
_LARGE = 1.3
_ROW = 240
_DIGITS = 190
_WORD = 150
# Of the digits' height.
_TALL = 1.4
_LONGEST = 100 * 3600 * MICROSECONDS
_UTC_MINUTES = "utc_minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What stands around the digits; without a match no sides."""

    strap: StrapText
    sides: Sides | None


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    state, text = shot.state, reading(shot)
    language, face = shot.style.language, shot.theme.face
    said = _Said(
        strap=StrapText(
            tag=word("kick_off_in" if text else "kick_off", language).upper(),
            headline=shown(shot.fields.get("title"), face) or shown(state.competition, face),
            remark=shown(state.venue, face),
            theme=shot.theme,
        ),
        sides=None if state.sport is None else sides(state, shot.style, has_score=False),
    )
    at, above = _above(said, size, shot.theme)
    row = len(at.rows) - 1
    low = [at.row(row), _figures(at, row, text)] if text else [_word(at, row, said.strap.tag)]
    return unfolded([*((one,) for one in above), low], shot)


def reading(shot: Shot) -> str:
    """The time that is left, MM:SS or H:MM:SS; nothing once it is over, or was never set."""
    end = _end(shot)
    left = 0 if end is None else end - shot.at
    return countdown_text(left) if 0 < left < _LONGEST else ""


def _end(shot: Shot) -> int | None:
    """The event time (µs) it counts to."""
    gone = shot.leaving or 0
    taken = shot.at - shot.since - gone
    to, minutes = shot.fields.get("to", ""), shot.fields.get("minutes", "")
    if to:
        zone = shot.style.setting(GRAPHIC.id, _UTC_MINUTES)
        return moment_of(to, taken, utc_minutes=int(zone or 0))
    if not minutes:
        return None
    # Minutes that are set anew count from then on.
    for former, ago in reversed(shot.past):
        if former.get("minutes") != minutes:
            taken = shot.at - ago - gone
            break
    return taken + int(minutes) * 60 * MICROSECONDS


@lru_cache(maxsize=8)
def _above(said: _Said, size: PictureSize, theme: Theme) -> tuple[Places, tuple[Layer, ...]]:
    """Where it stands, and what is above its digits."""
    heights = [HEAD * _LARGE] * (said.sides is not None) + [_ROW]
    at = places(size, theme, width=_WIDTH, heights=heights)
    head = () if said.sides is None else (match_header(at, said.sides, large=_LARGE),)
    return at, (at.title(said.strap), *head)


def _word(at: Places, row: int, text: str) -> Layer:
    """A row with a word in its middle."""
    area = at.rows[row]
    line = at.line(text, at.font(700, _WORD), width=area.width - 2 * at.design(PAD), floor=0.3)
    return at.row(row, at.words(row, line, area.width / 2, "center", color=at.theme.accent))


def _figures(at: Places, row: int, text: str) -> Layer:
    """The digits in the middle of their row, on the row's own ground."""
    area = at.rows[row]
    line = at.figures(text, at.font(700, _DIGITS), width=area.width - 2 * at.design(PAD))
    width = min(area.width, drawn(line.width + 4))
    height = min(area.height, drawn(line.font.cap_height * _TALL))
    base = (height + line.font.cap_height) / 2
    figures = Words(
        line=line,
        left=width / 2,
        baseline=base,
        color=at.theme.text,
        align="center",
        is_tabular=True,
    )
    color = at.shade(row)
    drawing = PanelRow(
        width=width,
        height=height,
        scale=at.scale,
        ground=Ground(color, color),
        parts=(figures,),
        theme=at.theme,
    )
    inner = placed(area, width, height)
    return Layer(drawing=drawing, left=inner.left, top=inner.top)


GRAPHIC = Graphic(
    manifest=Manifest(
        id="countdown",
        name="Countdown",
        description="Large digits to kick-off: to a time, or for so many minutes.",
        fields=(
            Field(name="to", title="To (19:45, or with a date)", kind="time", max_length=32),
            Field(name="minutes", title="Minutes", kind="number", max_length=4, most=1440),
            Field(name="title", title="Title", max_length=40),
            SECONDS,
        ),
    ),
    slot=Slot.FULL,
    layers=layers,
    settles=SETTLES,
    out=OUT,
    moment=reading,
    settings=(
        Field(
            name=_UTC_MINUTES,
            title="Minutes ahead of UTC of times without an offset",
            kind="number",
            max_length=4,
            least=-840,
            most=840,
        ),
    ),
)
