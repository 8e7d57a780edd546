"""Kits: the colours of both sides as graphics show them."""

from feeds.happening import Side
from feeds.state import GameState
from overlays.color import Color, from_hex, kept_apart

_DEFAULTS = {Side.HOME: Color(26, 86, 219), Side.AWAY: Color(214, 40, 57)}


def kit_colors(state: GameState) -> dict[Side, Color]:
    """Each side's colour, its own or a default, kept apart from the other's."""
    home, away = (from_hex(state.side(side).team.color, default=_DEFAULTS[side]) for side in Side)
    return dict(zip(Side, kept_apart(home, away), strict=True))
