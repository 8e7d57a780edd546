"""What a line-up says: who plays, in how many lines, who may come in, who coaches."""

from dataclasses import dataclass

from feeds.formation import lines, written
from feeds.happening import Side
from feeds.squad import LineUp, Player
from feeds.state import GameState
from overlays.color import Color
from overlays.crest_shelf import crest_of
from overlays.faces import HOUSE
from overlays.graphic import Fields, Style
from overlays.names import full_name, shown
from overlays.still import Still

# More of either are not shown.
PLAYERS_AT_MOST = 22
SUBSTITUTES_AT_MOST = 15
# What of a formation can be drawn: a keeper, and lines of so many.
_ON_A_PITCH = 11
_LINES = range(4, 7)
_LONGEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Lined:
    """A player: the number on the shirt, a name, and whether that is the captain."""

    number: str
    name: str
    is_captain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A side's line-up.

    `lines` are those of the pitch from the keeper to the front, each from its left; nothing where
    nobody knows them.
    """

    name: str
    color: Color
    formation: str
    lines: tuple[tuple[Lined, ...], ...]
    players: tuple[Lined, ...]
    substitutes: tuple[Lined, ...]
    coach: str
    badge: Still | None = None


def teams(state: GameState, fields: Fields, step: int, style: Style) -> tuple[Team, ...]:
    """Whom the fields ask for; without a side one after the other, by steps."""
    told = [side for side in Side if has_players(state, side, style.theme.face)]
    asked = fields.get("side", "")
    if asked == "both":
        wanted = told
    elif asked:
        wanted = [side for side in told if side.value == asked]
    else:
        wanted = told[min(step, len(told)) - 1 :][:1]
    return tuple(_team(state, side, style) for side in wanted or told[:1])


def has_players(state: GameState, side: Side, face: str = HOUSE) -> bool:
    """Whether there is a line-up of that side with anybody in it who can be shown."""
    told = state.side(side).line_up
    return told is not None and bool(_named(told.players, face))


def _team(state: GameState, side: Side, style: Style) -> Team:
    told = state.side(side).line_up or LineUp(event_time=0, received=0, side=side, players=())
    # Of a squad in which nobody begins all are players.
    starts = tuple(one for one in told.players if one.is_starter) or told.players
    rest = tuple(one for one in told.players if one not in starts)
    face = style.theme.face
    return Team(
        name=full_name(state.side(side).team, side, style.language, face),
        color=style.side_colors(state)[side],
        formation=shown(written(told.formation), face),
        lines=_lines(told, face),
        players=_named(starts, face)[:PLAYERS_AT_MOST],
        substitutes=_named(rest, face)[:SUBSTITUTES_AT_MOST],
        coach=shown(told.coach, face),
        badge=crest_of(state.side(side).team),
    )


def _lines(told: LineUp, face: str) -> tuple[tuple[Lined, ...], ...]:
    found = tuple(_named(line, face) for line in lines(told))
    sizes = [len(line) for line in found]
    is_drawn = len(sizes) in _LINES and sizes[0] == 1 and max(sizes) <= _LONGEST
    return found if is_drawn and sum(sizes) == _ON_A_PITCH else ()


def _named(players: tuple[Player, ...], face: str) -> tuple[Lined, ...]:
    """Those of whom there is a name or a number to show."""
    found = []
    for one in players:
        number, name = shown(one.number, face), shown(one.name, face)
        if name or number:
            found.append(Lined(number=number, name=name or number, is_captain=one.is_captain))
    return tuple(found)
