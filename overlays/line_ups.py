"""Line-ups: who plays, in which formation, who may come in; of one side or of both."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from feeds.happening import Side
from feeds.state import GameState
from overlays.area import Area
from overlays.graphic import Graphic, Shot, Slot
from overlays.line_up_rows import (
    COACH,
    FOOT,
    LABEL_ROW,
    ROW,
    SUB_ROW,
    Column,
    coach,
    head,
    pitch,
    players,
    substitutes,
)
from overlays.line_up_words import Team, has_players, teams
from overlays.manifest import SECONDS, Field, Manifest
from overlays.match_header import HEAD
from overlays.paging import turned
from overlays.panel import OUT, SETTLES, Places, places, unfolded
from overlays.panel_row import Fill, Part
from overlays.phases import title
from overlays.scene import Layer, PictureSize
from overlays.sizing import is_small_picture
from overlays.strap import StrapText
from overlays.theme import Theme
from overlays.words import word

# Design lengths.
_LIST = 860
_BOTH = 1320
_BESIDE_PITCH = 600
_PITCH = 760
_SEAM = 2
_FAINT = 26
_IN_A_COLUMN = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What it says; each word may be empty but the team's own."""

    teams: tuple[Team, ...]
    strap: StrapText
    substitutes: str
    coach: str
    captain: str


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    # One side's rows may be higher than the other's: they turn as one.
    return turned(shot, lambda one: _page(one, size), each=0)


def _page(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """The side or sides it is at."""
    language = shot.style.language
    found = teams(shot.state, shot.fields, shot.step, shot.style)
    said = _Said(
        teams=found,
        strap=title(shot, "line_up" if len(found) == 1 else "line_ups"),
        substitutes=word("substitutes", language).upper(),
        coach=word("coach", language).upper(),
        captain=word("captain_short", language),
    )
    return unfolded([(one,) for one in _made(said, size, shot.theme)], shot)


@lru_cache(maxsize=8)
def _made(said: _Said, size: PictureSize, theme: Theme) -> tuple[Layer, ...]:
    """The strap, then the rows downwards; on small pictures the players alone."""
    is_both, is_large = len(said.teams) > 1, not is_small_picture(size)
    has_pitch = is_large and not is_both and bool(said.teams[0].lines)
    columns = [
        Column(
            team=team,
            parts=len(said.teams),
            part=part,
            columns=1 if is_both or len(team.players) <= _IN_A_COLUMN else 2,
            subs_across=2 if is_both else 5 if has_pitch else 3,
            list_share=_BESIDE_PITCH / (_BESIDE_PITCH + _PITCH) if has_pitch else 1,
        )
        for part, team in enumerate(said.teams)
    ]
    width = _BOTH if is_both else _BESIDE_PITCH + _PITCH if has_pitch else _LIST
    heights = _heights(columns) if is_large else [HEAD, *[ROW] * max(one.rows for one in columns)]
    at = places(size, theme, width=width, heights=heights)
    rows = (
        at.row(place, *_row(at, place, said, columns), is_head=place == 0)
        for place in range(len(at.rows))
    )
    return (at.title(said.strap), *rows)


def _heights(columns: list[Column]) -> list[float]:
    rows, subs = max(one.rows for one in columns), max(one.sub_rows for one in columns)
    heights: list[float] = [HEAD, *[ROW] * rows]
    if subs:
        heights.append(LABEL_ROW + subs * SUB_ROW + FOOT)
    if any(one.team.coach for one in columns):
        heights.append(COACH)
    return heights


def _row(at: Places, place: int, said: _Said, columns: list[Column]) -> Iterator[Part]:
    """What stands in a row, side by side, with a fine line between."""
    count = max(one.rows for one in columns)
    for column in columns:
        if place == 0:
            yield from head(at, column, has_crest=at.has_crests)
        elif place <= count:
            yield from players(at, place, column, said.captain)
            if column.list_share < 1:
                yield pitch(at, place, column)
        elif place == count + 1 and any(one.sub_rows for one in columns):
            yield from substitutes(at, place, column, said.substitutes)
        else:
            yield from coach(at, place, column, said.coach)
        if column.part:
            line = max(2, at.design(_SEAM))
            area = Area(column.left(at) - line // 2, 0, line, at.rows[place].height)
            yield Fill(area=area, color=at.theme.text.faded(_FAINT))


def _has_content(state: GameState) -> bool:
    return any(has_players(state, side) for side in Side)


GRAPHIC = Graphic(
    manifest=Manifest(
        id="line_ups",
        name="Line-ups",
        description="Who plays, with formation, substitutes and coach; by steps home, then away.",
        fields=(
            Field(
                name="side",
                title="Side",
                kind="choice",
                max_length=4,
                choices=("home", "away", "both"),
            ),
            SECONDS,
        ),
        step_count=2,
    ),
    slot=Slot.FULL,
    layers=layers,
    settles=SETTLES,
    out=OUT,
    has_content=_has_content,
)
