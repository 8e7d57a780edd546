"""The ice hockey board: period, clock, score, strength, penalties and empty nets."""

from collections.abc import Hashable

from feeds.happening import Side
from feeds.situation import Strength
from feeds.state import Phase
from overlays.boards import strip
from overlays.boards.board import Board
from overlays.boards.flash import goal_flash, goal_news, strap_layers
from overlays.boards.reading import Reading, reading
from overlays.graphic import Shot
from overlays.kits import kit_colors
from overlays.scene import Layer, PictureSize, Scene
from overlays.score_bug_layout import Layout, Plan

_PLAN = Plan(widest=880, heads=(82, 126), score=60)
_AT_SHOTS = (Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT)
_EVEN = 5


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    state, theme = shot.state, shot.theme
    places = strip.places_of(state, size, _PLAN)
    colors = kit_colors(state)
    flash = goal_flash(shot, places, colors)
    layers = [
        strip.plate(shot, places, colors),
        *strip.head(_reading(shot), places, theme),
        *strip.scores(state, places, flash, theme),
    ]
    if state.phase in _AT_SHOTS:
        layers.append(strip.shootout(state, places, theme))
    elif state.phase is Phase.PLAYING:
        layers += _strength(shot, places)
    return Scene(layers=(*layers, *strap_layers(flash, places)))


def moment(shot: Shot) -> Hashable:
    """What of the moment shows."""
    flashing = goal_news(shot.state, shot.at) is not None
    return _reading(shot), shot.at if flashing else None


def _reading(shot: Shot) -> Reading:
    return reading(shot.state, shot.at, has_tenths=True)


def _strength(shot: Shot, places: Layout) -> list[Layer]:
    """Who has more skaters on the ice, below the head, and whose net is empty, below that side."""
    known, theme = shot.state.situation, shot.theme
    if not isinstance(known, Strength):
        return []
    layers: list[Layer] = []
    text, side = _advantage(known)
    if text:
        ground = theme.accent if side is None else kit_colors(shot.state)[side]
        layers.append(strip.tab(text, places.tab, places.scale, ground))
    for area, is_empty in (
        (places.home_under, known.is_home_empty),
        (places.away_under, known.is_away_empty),
    ):
        if is_empty:
            layers.append(strip.tab("EMPTY NET", area, places.scale, theme.alert))
    return layers


def _advantage(known: Strength) -> tuple[str, Side | None]:
    """What the tab says and whose it is: a power play, or as many on both sides but fewer."""
    home, away = known.home - known.is_home_empty, known.away - known.is_away_empty
    if home == away:
        return (f"{home} ON {away}" if home < _EVEN else ""), None
    if home > away:
        return f"PP {home}-{away}", Side.HOME
    return f"PP {away}-{home}", Side.AWAY


BOARD = Board(scene=scene, moment=moment)
