"""Both sides as a board shows them: name, colour, and the ink of the name."""

from dataclasses import dataclass

from feeds.happening import Side
from overlays.color import Color
from overlays.crest_shelf import crest_of
from overlays.graphic import Shot
from overlays.names import full_name
from overlays.still import Still

# The order of rows.
ROWS = (Side.HOME, Side.AWAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """A side's full name, its colour, its name's ink, and its crest where one was brought."""

    club: str
    color: Color
    ink: Color
    badge: Still | None = None


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
            badge=crest_of(shot.state.side(side).team),
            ink=theme.muted if side is back else theme.text,
        )
        for side in rows
    )
