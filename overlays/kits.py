"""Kits: the colours of both sides as graphics show them, chosen so that nobody mistakes them."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from types import MappingProxyType

from feeds.happening import Side
from feeds.state import GameState
from overlays.color import INK, WHITE, Color, contrast, from_hex
from overlays.color_vision import distance, distance_red_green_blind
from overlays.theme import HOUSE

type Kits = tuple[Color, ...]

_DEFAULTS = {Side.HOME: Color(26, 86, 219), Side.AWAY: Color(214, 40, 57)}
_PLATE = HOUSE.plate_top
_BY_NOBODY: Mapping[Side, Color] = MappingProxyType({})
# CIEDE2000, judged by looking at bars of real kits: from the first on nobody mistakes two, which
# lets sky blue and royal blue, or white and yellow, change where there is another kit; below the
# second they are mistaken, as navy and black or red and claret are.
_APART = 31.0
_MISTAKEN = 24.0
# Who takes red for green goes by how light they are.
_APART_RED_GREEN_BLIND = 12.0
_STANDS_OUT = 1.5


def kit_colors(
    state: GameState, by_hand: Mapping[Side, Color] = _BY_NOBODY, *, plate: Color = _PLATE
) -> dict[Side, Color]:
    """Each side's colour: the one given by hand, else one of its kits or a default, kept apart.

    `plate` is the ground they stand on.
    """
    home, away = (_kits(state, side, by_hand) for side in Side)
    yields = Side.HOME if Side.AWAY in by_hand else Side.AWAY
    if len(by_hand) == len(Side):
        return {Side.HOME: home[0], Side.AWAY: away[0]}
    return dict(zip(Side, kits_apart(home, away, plate=plate, yields=yields), strict=True))


@lru_cache(maxsize=256)
def kits_apart(
    home: Kits, away: Kits, *, plate: Color = _PLATE, yields: Side = Side.AWAY
) -> tuple[Color, Color]:
    """A colour of each side, of the kits it has in order of preference (one at least).

    The first kits where nobody can mistake them; else another such pair, the home side keeping its
    own if it can, and what changes standing out from the `plate` if it can. Without one the first
    pair that most people tell apart. Where all are mistaken the side that `yields` turns white or
    ink, as away kits are made to: a shade of its own would belong to no club.
    """

    def is_dull(pair: tuple[Color, Color]) -> bool:
        changed = [
            color for color, kits in zip(pair, (home, away), strict=True) if color != kits[0]
        ]
        return any(contrast(color, plate) < _STANDS_OUT for color in changed)

    pairs = list(product(home, away))
    apart = [pair for pair in pairs if are_apart(*pair)]
    if apart:
        return apart[0] if apart[0] == pairs[0] else min(apart, key=is_dull)
    told = [pair for pair in pairs if distance(*pair) >= _MISTAKEN]
    if told:
        return told[0]
    return (_plain(away[0]), away[0]) if yields is Side.HOME else (home[0], _plain(home[0]))


def are_apart(one: Color, other: Color) -> bool:
    """Whether nobody, the colour-blind included, takes one for the other at a glance."""
    return (
        distance(one, other) >= _APART
        and distance_red_green_blind(one, other) >= _APART_RED_GREEN_BLIND
    )


def _plain(other: Color) -> Color:
    return max(WHITE, INK, key=lambda color: distance(other, color))


def _kits(state: GameState, side: Side, by_hand: Mapping[Side, Color]) -> Kits:
    if side in by_hand:
        return (by_hand[side],)
    team, default = state.side(side).team, _DEFAULTS[side]
    first = from_hex(team.color, default=default)
    second = from_hex(team.second_color, default=first)
    return (first,) if second == first else (first, second)
