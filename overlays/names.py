"""What teams and people are called on a graphic, with the letters that can be drawn."""

from feeds.fact import Team
from feeds.happening import Side
from overlays.fonts import UNKNOWN, drawable

_SHORT_LETTERS = 3
_DEFAULTS = {Side.HOME: "HOME", Side.AWAY: "AWAY"}


def short_name(team: Team, side: Side) -> str:
    """The letters for the bug: `team.short`, else the name's first three, in capitals.

    Where nothing of that can be drawn, the side is named instead.
    """
    given = shown(team.short)
    if given:
        return given.upper()
    letters = "".join(filter(str.isalnum, shown(team.name)))
    return letters[:_SHORT_LETTERS].upper() or _DEFAULTS[side]


def full_name(team: Team, side: Side) -> str:
    """The name as a strap shows it; where nothing of it can be drawn, the short name."""
    return shown(team.name) or short_name(team, side)


def shown(text: str | None) -> str:
    """The text as drawn, or nothing where no letter or digit of it is left."""
    drawn = drawable(text or "")
    return drawn if any(map(str.isalnum, drawn.replace(UNKNOWN, ""))) else ""
