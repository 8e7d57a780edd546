"""What a team is called on a graphic: short, and in full."""

from feeds.fact import Side, Team
from overlays.fonts import UNKNOWN, drawable

_SHORT_LETTERS = 3
_DEFAULTS = {Side.HOME: "HOME", Side.AWAY: "AWAY"}


def short_name(team: Team, side: Side) -> str:
    """The letters for the bug: `team.short`, else the name's first three, in capitals.

    Where nothing of that can be drawn, the side is named instead.
    """
    given = _shown(team.short or "")
    if given:
        return given.upper()
    letters = "".join(filter(str.isalnum, _shown(team.name)))
    return letters[:_SHORT_LETTERS].upper() or _DEFAULTS[side]


def full_name(team: Team, side: Side) -> str:
    """The name as a strap shows it; where nothing of it can be drawn, the short name."""
    return _shown(team.name) or short_name(team, side)


def _shown(text: str) -> str:
    """The text as drawn, or nothing where no letter or digit of it is left."""
    shown = drawable(text)
    return shown if any(map(str.isalnum, shown.replace(UNKNOWN, ""))) else ""
