"""Other matches as they are read on a panel: their sides, score, and how far they are."""

from dataclasses import dataclass

from feeds.fact import OtherMatch, Team
from feeds.happening import Side
from feeds.state import GameState
from overlays.color import Color, from_hex
from overlays.crest_shelf import crest_of
from overlays.graphic import Style
from overlays.names import full_name, shown
from overlays.still import Still
from overlays.words import retold


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A match: names, colours and crests, home's first; its score where it has begun.

    Crests are those that were brought.
    """

    names: tuple[str, str]
    colors: tuple[Color, Color] | None
    badges: tuple[Still | None, Still | None]
    score: tuple[int, int] | None
    state: str
    is_live: bool


def results(state: GameState, style: Style) -> tuple[Result, ...]:
    """All other matches, in their order."""
    return tuple(_result(one, style) for one in state.others)


def common_competition(state: GameState, face: str) -> str:
    """The competition, where all other matches are of one."""
    names = {shown(one.competition, face) for one in state.others}
    return names.pop() if len(names) == 1 else ""


def _result(match: OtherMatch, style: Style) -> Result:
    teams = match.home, match.away
    home, away = (
        full_name(team, side, style.language, style.theme.face)
        for team, side in zip(teams, Side, strict=True)
    )
    return Result(
        names=(home, away),
        colors=_colors(match.home, match.away, style),
        badges=(crest_of(match.home), crest_of(match.away)),
        score=match.score,
        state=retold(shown(match.state, style.theme.face), style.language),
        is_live=match.is_live,
    )


def _colors(home: Team, away: Team, style: Style) -> tuple[Color, Color] | None:
    """Both kits' colours, or none where one is not known."""
    if home.color is None or away.color is None:
        return None
    plain = style.theme.muted
    return from_hex(home.color, default=plain), from_hex(away.color, default=plain)
