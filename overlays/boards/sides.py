"""Both sides as a board shows them: name, colour, and the ink of the name."""

from collections.abc import Mapping
from dataclasses import dataclass

from feeds.happening import Side
from overlays.color import Color, from_hex
from overlays.graphic import Shot
from overlays.kits import kit_colors
from overlays.names import full_name

# The order of rows.
ROWS = (Side.HOME, Side.AWAY)
_NO_COLOR = Color(0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """A side's full name, its colour, and the ink its name is written in."""

    club: str
    color: Color
    ink: Color


def sides(
    shot: Shot, rows: tuple[Side, ...] = ROWS, back: Side | None = None
) -> tuple[SideShown, ...]:
    """The sides in the order of the rows; who stands `back` is muted."""
    theme, style = shot.theme, shot.style
    colors = kit_colors(shot.state, _by_hand(shot), plate=theme.plate_top)
    return tuple(
        SideShown(
            club=full_name(shot.state.side(side).team, side, style.language, theme.face),
            color=colors[side],
            ink=theme.muted if side is back else theme.text,
        )
        for side in rows
    )


def _by_hand(shot: Shot) -> Mapping[Side, Color]:
    return {Side(side): from_hex(color, default=_NO_COLOR) for side, color in shot.style.colors}
