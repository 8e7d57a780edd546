"""A league table as it is read: which table, its columns, and whose rows are of this match."""

from dataclasses import dataclass

from feeds.fact import Team
from feeds.happening import Side
from feeds.squad import Standings, TableRow
from feeds.state import GameState
from overlays.color import Color, from_hex
from overlays.crest_shelf import crest_of
from overlays.graphic import Style
from overlays.names import full_name, shown
from overlays.score_bug_cells import Club, grey_of
from overlays.stat_lines import MINUS, figure
from overlays.words import word

# What each column is called; played and points are always there.
_PLAYED, _POINTS = "played_short", "points_short"
_WON, _DRAWN, _LOST, _DIFFERENCE = "won_short", "drawn_short", "lost_short", "goal_difference_short"
_NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A team's row: its place, its figures in the order of the columns, its colour if it plays.

    `crest` is that of a team of which anything but its name is known.
    """

    place: str
    team: str
    figures: tuple[str, ...]
    color: Color | None
    crest: Club


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: what it is of, its columns' titles, its rows from the first place down."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[Ranked, ...]


def table(state: GameState, group: str, style: Style) -> Table | None:
    """The table of that name, else the one with a side of this match, else the first."""
    told = _chosen(state, group)
    if told is None:
        return None
    columns = _columns(told.rows)
    return Table(
        name=shown(told.name, style.theme.face),
        titles=tuple(word(key, style.language).upper() for key in columns),
        rows=tuple(
            _ranked(state, place, row, columns, style) for place, row in enumerate(told.rows, 1)
        ),
    )


def has_table(state: GameState) -> bool:
    """Whether there is a table with anybody in it."""
    return any(one.rows for one in state.standings)


def _chosen(state: GameState, group: str) -> Standings | None:
    told = [one for one in state.standings if one.rows]
    named = [one for one in told if group and _same(one.name) == _same(group)]
    with_side = [one for one in told if any(_side(state, row.team) for row in one.rows)]
    return next(iter((*named, *with_side, *told)), None)


def _columns(rows: tuple[TableRow, ...]) -> tuple[str, ...]:
    """Those of which anything was told."""
    known = {
        _WON: any(row.won is not None for row in rows),
        _DRAWN: any(row.drawn is not None for row in rows),
        _LOST: any(row.lost is not None for row in rows),
        _DIFFERENCE: any(_difference(row) != _NONE for row in rows),
    }
    return (_PLAYED, *(key for key, is_known in known.items() if is_known), _POINTS)


def _ranked(
    state: GameState, place: int, row: TableRow, columns: tuple[str, ...], style: Style
) -> Ranked:
    side = _side(state, row.team)
    name = shown(row.team, style.theme.face) or _NONE
    if side is not None:
        name = full_name(state.side(side).team, side, style.language, style.theme.face)
    figures = {
        _PLAYED: str(row.played),
        _WON: _count(row.won),
        _DRAWN: _count(row.drawn),
        _LOST: _count(row.lost),
        _DIFFERENCE: _difference(row),
        _POINTS: figure(row.points),
    }
    return Ranked(
        place=str(place),
        team=name,
        figures=tuple(figures[key] for key in columns),
        color=None if side is None else style.side_colors(state)[side],
        crest=_crest(state, side, row.team, name, style),
    )


def _crest(state: GameState, side: Side | None, team: str, name: str, style: Style) -> Club:
    """Whose crest it is; of teams of which no colour is known it is grey."""
    if side is not None:
        color = style.side_colors(state)[side]
        return Club(name, color, crest_of(state.side(side).team))
    grey = grey_of(style.theme)
    others = (one for match in state.others for one in (match.home, match.away))
    found = next((one for one in others if _same(team) in {_same(n) for n in _names(one)}), None)
    if found is None:
        return Club(name, grey)
    return Club(name, from_hex(found.color or "", default=grey), crest_of(found))


def _count(count: int | None) -> str:
    return _NONE if count is None else str(count)


def _difference(row: TableRow) -> str:
    if row.scored is None or row.conceded is None:
        return _NONE
    difference = row.scored - row.conceded
    return f"{difference:+d}".replace("-", MINUS) if difference else "0"


def _side(state: GameState, name: str) -> Side | None:
    """Which side of this match a table calls so."""
    for side in Side:
        team = state.side(side).team
        if _same(name) in {_same(one) for one in _names(team)}:
            return side
    return None


def _names(team: Team) -> list[str]:
    return [team.name, team.feed_name or team.name, *(one.name for one in team.names)]


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
