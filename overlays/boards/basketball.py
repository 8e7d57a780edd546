"""The basketball board: game and shot clock, scores, fouls, bonus, time-outs and the arrow."""

from collections.abc import Hashable

from feeds.event_time import MICROSECONDS
from feeds.happening import Side
from feeds.situation import Fouls
from feeds.state import GameState, Phase
from overlays.boards import strip
from overlays.boards.board import Board
from overlays.boards.cells import ArrowCell, FigureCell, TallyCell, on_cell
from overlays.boards.flash import points_flash
from overlays.boards.glow import is_glowing
from overlays.boards.reading import Reading, reading
from overlays.graphic import Shot
from overlays.scene import Layer, PictureSize, Scene
from overlays.score_bug_layout import Layout, Plan
from overlays.theme import Theme
from overlays.words import word

_PLAN = Plan(widest=860, heads=(126,), score=90, tail=78, foot=38)
_WITHOUT_FOOT = Plan(widest=860, heads=(66, 126), score=90, tail=78)
_HURRY = 5 * MICROSECONDS


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    state, theme = shot.state, shot.theme
    fouls = _fouls(state)
    shot_clock = _shot_clock(shot)
    plan = _WITHOUT_FOOT if fouls is None else _PLAN
    places = strip.places_of(shot, size, plan, has_tail=shot_clock is not None)
    layers = [
        strip.plate(shot, places),
        *strip.head(_reading(shot), places, theme),
        *strip.scores(state, places, points_flash(shot), theme),
    ]
    if shot_clock is not None:
        layers.append(_shot_cell(shot_clock, places, theme))
    if fouls is not None:
        layers += _foot(fouls, shot, places)
    return Scene(layers=tuple(layers))


def moment(shot: Shot) -> Hashable:
    """What of the moment shows: both clocks, and points while they are news."""
    value = _shot_clock(shot)
    flashing = is_glowing(shot.state.points, shot.at)
    return (
        _reading(shot),
        None if value is None else (value // MICROSECONDS, value < _HURRY),
        shot.at if flashing else None,
    )


def _reading(shot: Shot) -> Reading:
    return reading(shot, has_tenths=True)


def _fouls(state: GameState) -> Fouls | None:
    """What the foot shows, if anything is known of it."""
    known = state.situation
    if not isinstance(known, Fouls):
        return None
    told = (known.home, known.away, known.home_timeouts, known.away_timeouts, known.possession)
    is_known = known.home_bonus or known.away_bonus or any(one is not None for one in told)
    return known if is_known else None


def _shot_clock(shot: Shot) -> int | None:
    """What the shot clock reads (µs), while it is played and there is one."""
    state = shot.state
    if state.shot_clock is None or state.phase is not Phase.PLAYING:
        return None
    return state.shot_clock.at(shot.at)


def _shot_cell(value: int, places: Layout, theme: Theme) -> Layer:
    area = places.tail
    ink = on_cell(theme, theme.alert if value < _HURRY else theme.accent)
    cell = FigureCell(
        width=area.width,
        height=area.height,
        scale=places.scale,
        text=str(min(99, value // MICROSECONDS)),
        ground=theme.cell,
        ink=ink,
        face=theme.face,
    )
    return strip.at(cell, area)


def _foot(fouls: Fouls, shot: Shot, places: Layout) -> list[Layer]:
    """Time-outs and fouls of both sides, and the arrow; a bonus counts while it is played."""
    is_played, theme = shot.state.phase is Phase.PLAYING, shot.theme
    language = shot.style.language
    sides = (
        ("left", places.home_foot, fouls.home, fouls.home_bonus, fouls.home_timeouts),
        ("right", places.away_foot, fouls.away, fouls.away_bonus, fouls.away_timeouts),
    )
    layers = []
    for outer, area, count, has_bonus, timeouts in sides:
        text = "" if count is None else f"{word('fouls_short', language)} {count}"
        is_lit = has_bonus and is_played
        cell = TallyCell(
            width=area.width,
            height=area.height,
            scale=places.scale,
            outer="left" if outer == "left" else "right",
            pips=timeouts or 0,
            text=word("bonus_short", language) if is_lit else text,
            is_lit=is_lit,
            theme=theme,
        )
        layers.append(strip.at(cell, area))
    if fouls.possession is not None:
        area = places.middle
        arrow = ArrowCell(
            width=area.width,
            height=area.height,
            scale=places.scale,
            to="left" if fouls.possession is Side.HOME else "right",
            theme=theme,
        )
        layers.append(strip.at(arrow, area))
    return layers


BOARD = Board(scene=scene, moment=moment)
