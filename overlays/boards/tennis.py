"""The tennis board, which volleyball and badminton share: sets in columns, points, who serves.

A set's column stays where it is when the set has ended; a new one is wiped out at the right.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from feeds.happening import Side
from feeds.marks import PeriodStep
from feeds.sport import Sport
from feeds.state import GameState
from overlays.animation import EASE_IN_OUT
from overlays.area import Area, even
from overlays.boards.board import Board
from overlays.boards.glow import glow, is_glowing, scored_by
from overlays.boards.name_forms import people_forms, team_forms
from overlays.boards.sets import (
    called_points,
    leader,
    server,
    sets_of,
    standing_word,
    winner,
)
from overlays.boards.sides import ROWS, sides
from overlays.boards.stacked import SEAM, Stack, figure, plate, stack, tab
from overlays.boards.stacked_cells import Dot, Label
from overlays.color import Color
from overlays.fonts import Font
from overlays.graphic import Shot
from overlays.names import shown
from overlays.scene import Layer, PictureSize, Scene
from overlays.theme import Theme
from overlays.words import word

WIPE = 400_000
# Design lengths.
_MARKER = 34
_DOT = 7
_SET = 52
_POINTS = 62
_ENDED_FONT = Font(600, 34)
_CURRENT_FONT = Font(700, 38)
SPORTS = (Sport.TENNIS, Sport.VOLLEYBALL, Sport.BADMINTON, Sport.TABLE_TENNIS)
_NOTHING = "-"
_TEAMS = frozenset({Sport.VOLLEYBALL})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the columns begin, in picture pixels, and what they show.

    `ended` and `current` are sets with their scores; `won` are the sets won, where those that
    ended are not shown one by one. `right` is where the board ends.
    """

    marker: int
    won: int | None
    ended: tuple[tuple[int, tuple[int, int]], ...]
    current: tuple[int, tuple[int, int]] | None
    called: tuple[int, tuple[str, str]] | None
    right: int


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    state = shot.state
    places = rows(shot, size)
    columns = _columns(state, places, has_points=_has_points(shot))
    window = Area(places.left, 0, _right(shot, places, columns) - places.left, size.height)
    whole = _layers(shot, places, columns)
    parts = [part for layer in whole for part in layer.within(window)]
    return Scene(layers=(*parts, *tab(places, _word(shot, standing_word(state)), shot.theme)))


def moment(shot: Shot) -> Hashable:
    """The moment itself while a score glows or the board grows."""
    is_moving = is_glowing(shot.state.points, shot.at) or _wiped(shot) is not None
    return shot.at if is_moving else None


def rows(shot: Shot, size: PictureSize) -> Stack:
    """The rows of names; they depend on these alone."""
    state, language, face = shot.state, shot.style.language, shot.theme.face
    forms = team_forms if state.sport in _TEAMS else people_forms
    home, away = (forms(state.side(side).team, side, language, face) for side in ROWS)
    return stack(size, (home, away), has_crests=state.sport in _TEAMS, face=face)


def _columns(state: GameState, places: Stack, *, has_points: bool) -> _Columns:
    sets, points = sets_of(state), called_points(state) if has_points else None
    column = places.length(_SET)
    left = places.columns + places.length(_MARKER)
    won, scores = None, sets.scores
    if places.is_small or not sets.is_whole:
        won, left, scores = left, left + column + SEAM, scores[-1:]
    placed = [(left + place * column, score) for place, score in enumerate(scores)]
    left = placed[-1][0] + column
    called = None
    if points is not None:
        called, left = (left + SEAM, points), left + SEAM + places.length(_POINTS)
    return _Columns(
        marker=places.columns,
        won=won,
        ended=tuple(placed[:-1] if sets.is_on else placed),
        current=placed[-1] if sets.is_on else None,
        called=called,
        right=left + places.inset,
    )


def _has_points(shot: Shot) -> bool:
    """Whether the points of the game show: while a set is played, and as they leave after it."""
    wiped = _wiped(shot)
    is_leaving = wiped is not None and wiped[0] is not PeriodStep.STARTED
    return sets_of(shot.state).is_on or is_leaving


def _wiped(shot: Shot) -> tuple[PeriodStep, float] | None:
    """What of a set makes the board grow or shrink, and how far it has."""
    mark = shot.state.period_mark
    length = shot.theme.paced(WIPE)
    if mark is None or not 0 <= shot.at - mark.at < length:
        return None
    if mark.step is PeriodStep.STARTED and (mark.period or 1) == 1:
        return None
    return mark.step, EASE_IN_OUT.at((shot.at - mark.at) / length)


def _right(shot: Shot, places: Stack, columns: _Columns) -> int:
    """Where the board ends as far as it has grown: the points' column, and a new set's."""
    wiped = _wiped(shot)
    if wiped is None:
        return columns.right
    step, share = wiped
    less = 0 if columns.called is None else places.length(_POINTS) + SEAM
    if step is PeriodStep.STARTED:
        less += places.length(_SET) if columns.won is None else 0
        share = 1 - share
    return columns.right - even(less * share)


def _layers(shot: Shot, places: Stack, columns: _Columns) -> Iterator[Layer]:
    yield _plate(shot, places, columns)
    served = server(shot.state)
    if served is not None:
        area = places.cell(_row(served), columns.marker, places.length(_MARKER))
        radius = _DOT * places.scale
        dot = Dot(width=area.width, height=area.height, radius=radius, color=shot.theme.accent)
        yield Layer(drawing=dot, left=area.left, top=area.top)
    for side in ROWS:
        yield from _figures(shot, places, columns, side)


def _figures(shot: Shot, places: Stack, columns: _Columns, side: Side) -> Iterator[Layer]:
    """A side's cells: sets won, the set that is played, the points of the game."""
    row, theme, font = _row(side), shot.theme, places.font(_CURRENT_FONT)
    if columns.won is not None:
        area = places.cell(row, columns.won, places.length(_SET))
        yield figure(area, str(shot.state.side(side).score), font, theme.cell)
    if columns.current is not None:
        left, score = columns.current
        area = places.cell(row, left, places.length(_SET))
        yield figure(area, str(score[row]), font, theme.paper)
        lit = glow(scored_by(shot.state, side), shot.at)
        if lit:
            yield figure(area, str(score[row]), font, theme.accent, lit)
    if columns.called is not None:
        left, points = columns.called
        area = places.cell(row, left, places.length(_POINTS))
        yield figure(area, _called(shot, points[row]), font, theme.accent)


def _plate(shot: Shot, places: Stack, columns: _Columns) -> Layer:
    """Names and sets that ended; whoever lost a set or the match stands back."""
    theme, won = shot.theme, winner(shot.state)
    lost = next((side for side in ROWS if won and side is not won), None)
    font, width = places.font(_ENDED_FONT), places.length(_SET)
    labels = [
        Label(
            area=places.cell(_row(side), left, width),
            text=str(score[_row(side)]),
            font=font,
            ink=_ink(leader(score), side, theme),
        )
        for left, score in columns.ended
        for side in ROWS
    ]
    return plate(places, columns.right - places.left, sides(shot, back=lost), theme, labels)


def _ink(won: Side | None, side: Side, theme: Theme) -> Color:
    """Who lost a set stands back."""
    return theme.text if won in {None, side} else theme.muted


def _row(side: Side) -> int:
    return ROWS.index(side)


def _called(shot: Shot, points: str) -> str:
    if points == "AD":
        return _word(shot, "advantage_short")
    return shown(points, shot.theme.face) or _NOTHING


def _word(shot: Shot, key: str) -> str:
    return word(key, shot.style.language) if key else ""


BOARD = Board(scene=scene, moment=moment)
