"""The ice hockey board: period, clock, score, strength, penalties and empty nets."""

from collections.abc import Hashable
from typing import NamedTuple

from feeds.happening import Side
from feeds.penalty_box import left
from feeds.situation import Strength
from feeds.state import Phase
from overlays.boards import strip
from overlays.boards.board import Board
from overlays.boards.flash import goal_flash, goal_news, strap_layers
from overlays.boards.reading import Reading, reading, reading_text
from overlays.graphic import Shot
from overlays.scene import Layer, PictureSize, Scene
from overlays.score_bug_layout import Layout, Plan
from overlays.words import word

_PLAN = Plan(widest=880, heads=(82, 126), score=60)
_AT_SHOTS = (Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT)
_EVEN, _FEWEST = 5, 3
# Whoever sits out so many minutes is replaced.
_MISCONDUCT = 10


class _Advantage(NamedTuple):
    """A power play, or as many on both sides but fewer, and the time until that ends."""

    text: str
    time: str
    side: Side | None = None


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    state, theme = shot.state, shot.theme
    places = strip.places_of(shot, size, _PLAN)
    flash = goal_flash(shot, places)
    layers = [
        strip.plate(shot, places),
        *strip.head(_reading(shot), places, theme),
        *strip.scores(state, places, flash, theme),
    ]
    if state.phase in _AT_SHOTS:
        layers.append(strip.shootout(state, places, theme))
    layers += _strength(shot, places)
    return Scene(layers=(*layers, *strap_layers(flash, places)))


def moment(shot: Shot) -> Hashable:
    """What of the moment shows."""
    flashing = goal_news(shot.state, shot.at) is not None
    return _reading(shot), _advantage(shot), shot.at if flashing else None


def _reading(shot: Shot) -> Reading:
    return reading(shot, has_tenths=True)


def _strength(shot: Shot, places: Layout) -> list[Layer]:
    """Who has more skaters on the ice, below the head, and whose net is empty, below that side."""
    known, theme = _known(shot), shot.theme
    layers: list[Layer] = []
    advantage = _advantage(shot)
    if known is None:
        return layers
    if advantage is not None:
        side = advantage.side
        ground = theme.accent if side is None else shot.style.side_colors(shot.state)[side]
        said = advantage.text, advantage.time
        layers.append(strip.timed_tab(said, places.tab, places.scale, theme, ground))
    for area, is_empty in (
        (places.home_under, known.is_home_empty),
        (places.away_under, known.is_away_empty),
    ):
        if is_empty:
            text = word("empty_net", shot.style.language)
            layers.append(strip.tab(text, area, places.scale, theme, theme.alert))
    return layers


def _known(shot: Shot) -> Strength | None:
    """The strength on the ice while it is played: as told, else as the penalties make it."""
    state = shot.state
    if state.phase is not Phase.PLAYING:
        return None
    if isinstance(state.situation, Strength):
        return state.situation
    short = _short_handed(shot)
    if not short[Side.HOME] and not short[Side.AWAY]:
        return None
    home, away = (max(_FEWEST, _EVEN - len(short[side])) for side in Side)
    return Strength(event_time=shot.at, received=shot.at, home=home, away=away)


def _advantage(shot: Shot) -> _Advantage | None:
    """What the tab says; None while as many are on the ice as should be."""
    known = _known(shot)
    if known is None:
        return None
    home, away = known.home - known.is_home_empty, known.away - known.is_away_empty
    if home == away:
        even = _Advantage(text=f"{home}-{away}", time=_time(shot, *Side))
        return even if home < _EVEN else None
    side, other = (Side.HOME, Side.AWAY) if home > away else (Side.AWAY, Side.HOME)
    more, fewer, time = max(home, away), min(home, away), _time(shot, other)
    text = f"{more}-{fewer}"
    if (more, fewer) == (_EVEN, _EVEN - 1):
        name = word("power_play_short", shot.style.language)
        text = name if time else f"{name} {text}"
    return _Advantage(text=text, time=time, side=side)


def _time(shot: Shot, *sides: Side) -> str:
    """What the penalty of those sides has left that ends first; "" without any."""
    short = _short_handed(shot)
    found = [over for side in sides for over in short[side]]
    return reading_text(min(found)) if found else ""


def _short_handed(shot: Shot) -> dict[Side, list[int]]:
    """The µs that each penalty has left for which a side has a skater less."""
    short: dict[Side, list[int]] = {side: [] for side in Side}
    for one in shot.state.penalties:
        over = left(one, shot.state, shot.at)
        if over and one.minutes < _MISCONDUCT:
            short[one.side].append(over)
    return short


BOARD = Board(scene=scene, moment=moment)
