"""Both sides as a board shows them: name, colour, and the ink of the name."""

from dataclasses import dataclass

from feeds.happening import Side
from overlays.color import Color
from overlays.graphic import Shot
from overlays.names import full_name

# The order of rows.
ROWS = (Side.HOME, Side.AWAY)


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
    colors = style.side_colors(shot.state)
    return tuple(
        SideShown(
            club=full_name(shot.state.side(side).team, side, style.language, theme.face),
            color=colors[side],
            ink=theme.muted if side is back else theme.text,
        )
        for side in rows
    )
