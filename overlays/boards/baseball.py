"""The baseball board: runs, the inning, the bases, outs and the count, who pitches to whom."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from feeds.fact import InningHalf, MatchStatus
from feeds.happening import Side
from feeds.situation import BatterCount
from feeds.state import GameState, Phase
from overlays.area import Area
from overlays.boards.baseball_cells import BasesCell, InningCell
from overlays.boards.board import Board
from overlays.boards.footer import Said, footer
from overlays.boards.glow import glow, is_glowing, scored_by
from overlays.boards.name_forms import person_forms, team_forms
from overlays.boards.sides import sides
from overlays.boards.stacked import SEAM, Stack, figure, plate, stack, tab
from overlays.fonts import Font
from overlays.graphic import Shot
from overlays.names import shown
from overlays.scene import Layer, PictureSize, Scene
from overlays.words import word

# The visitors bat first and stand on top.
ROWS = (Side.AWAY, Side.HOME)
# Design lengths.
_RUNS = 62
_BASES = 112
_INNING = 88
_WORD = 112
_RUNS_FONT = Font(700, 40)
_INNING_FONT = Font(600, 36)
_WORD_FONT = Font(700, 36)
_WORDS = {Phase.PRE_MATCH: "pre_match_short", Phase.FULL_TIME: "final"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the columns begin, in picture pixels; `right` is where the board ends."""

    runs: int
    bases: int | None
    inning: int
    right: int


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    places = rows(shot, size)
    columns = _columns(shot.state, places)
    return Scene(layers=tuple(_layers(shot, places, columns)))


def moment(shot: Shot) -> Hashable:
    """The moment itself while runs glow."""
    return shot.at if is_glowing(shot.state.points, shot.at) else None


def rows(shot: Shot, size: PictureSize) -> Stack:
    """The rows of names, short ones where there are such."""
    state, language, face = shot.state, shot.style.language, shot.theme.face
    upper, lower = (team_forms(state.side(side).team, side, language, face)[-1:] for side in ROWS)
    return stack(size, (upper, lower), has_crests=True, face=face)


def _count(state: GameState) -> BatterCount | None:
    """The count while the game is on."""
    is_count = isinstance(state.situation, BatterCount) and state.phase not in _WORDS
    return state.situation if is_count and isinstance(state.situation, BatterCount) else None


def _columns(state: GameState, places: Stack) -> _Columns:
    runs = places.columns
    left, bases = runs + places.length(_RUNS) + SEAM, None
    if _count(state) is not None:
        bases, left = left, left + places.length(_BASES) + SEAM
    right = left + places.length(_INNING if bases is not None else _WORD) + places.inset
    return _Columns(runs=runs, bases=bases, inning=left, right=right)


def _layers(shot: Shot, places: Stack, columns: _Columns) -> Iterator[Layer]:
    state, theme = shot.state, shot.theme
    width = columns.right - places.left
    yield plate(places, width, sides(shot, ROWS, _beaten(state)), theme)
    yield from _runs(shot, places, columns)
    count = _count(state)
    if count is None or columns.bases is None:
        area = places.column(columns.inning, places.length(_WORD))
        yield _inning(shot, places, area)
    else:
        area = places.column(columns.bases, places.length(_BASES))
        bases = BasesCell(
            width=area.width,
            height=area.height,
            scale=places.scale,
            bases=count.bases,
            outs=count.outs,
            theme=theme,
        )
        yield Layer(drawing=bases, left=area.left, top=area.top)
        yield _inning(shot, places, places.cell(0, columns.inning, places.length(_INNING)))
        area = places.cell(1, columns.inning, places.length(_INNING))
        text = f"{count.balls}-{count.strikes}"
        yield figure(area, text, places.font(_INNING_FONT), theme.cell)
    yield from _below(shot, places, count, width)


def _runs(shot: Shot, places: Stack, columns: _Columns) -> Iterator[Layer]:
    font = places.font(_RUNS_FONT)
    for row, side in enumerate(ROWS):
        area = places.cell(row, columns.runs, places.length(_RUNS))
        text = str(shot.state.side(side).score)
        yield figure(area, text, font, shot.theme.paper)
        lit = glow(scored_by(shot.state, side), shot.at)
        if lit:
            yield figure(area, text, font, shot.theme.accent, lit)


def _inning(shot: Shot, places: Stack, area: Area) -> Layer:
    """Which inning it is; before and after the game a word instead."""
    state, key = shot.state, _WORDS.get(shot.state.phase)
    if key is None and state.period is None:
        key = "live"
    text = str(state.period) if key is None else word(key, shot.style.language)
    font = _INNING_FONT if key is None else _WORD_FONT
    cell = InningCell(
        width=area.width,
        height=area.height,
        text=text,
        font=places.font(font),
        is_top=None if key is not None else _is_top(state),
        theme=shot.theme,
    )
    return Layer(drawing=cell, left=area.left, top=area.top)


def _is_top(state: GameState) -> bool | None:
    """Whether the visitors bat; None where nobody told."""
    if state.half is not None:
        return state.half is InningHalf.TOP
    count = _count(state)
    return None if count is None else count.batting is Side.AWAY


def _below(shot: Shot, places: Stack, count: BatterCount | None, width: int) -> list[Layer]:
    """Who pitches to whom; where the game is held up, that."""
    state, theme = shot.state, shot.theme
    if state.status is not MatchStatus.AS_PLANNED:
        return tab(places, word(state.status.value, shot.style.language), theme)
    if count is None or places.is_small:
        return []
    named = (("pitcher_short", count.pitcher), ("at_bat_short", count.batter))
    said = [
        Said(label=word(key, shot.style.language), forms=person_forms(name))
        for key, name in ((key, shown(name, theme.face)) for key, name in named)
        if name
    ]
    return footer(places, said, width=width, number=0, theme=theme)


def _beaten(state: GameState) -> Side | None:
    """Who lost, once it is over."""
    home, away = state.home.score, state.away.score
    if state.phase is not Phase.FULL_TIME or home == away:
        return None
    return Side.AWAY if home > away else Side.HOME


BOARD = Board(scene=scene, moment=moment)
