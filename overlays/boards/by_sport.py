"""Which board a sport has."""

from feeds.sport import Sport
from feeds.state import GameState
from overlays.boards import (
    american_football,
    baseball,
    basketball,
    cricket,
    football,
    generic,
    ice_hockey,
    tennis,
)
from overlays.boards.board import Board
from overlays.boards.reading import reading
from overlays.graphic import PLAIN, Shot, Style

BOARDS: dict[Sport, Board] = {
    Sport.FOOTBALL: football.BOARD,
    Sport.BASKETBALL: basketball.BOARD,
    Sport.ICE_HOCKEY: ice_hockey.BOARD,
    Sport.AMERICAN_FOOTBALL: american_football.BOARD,
    Sport.GENERIC: generic.BOARD,
    Sport.BASEBALL: baseball.BOARD,
    Sport.CRICKET: cricket.BOARD,
    **dict.fromkeys(tennis.SPORTS, tennis.BOARD),
}


def board_of(state: GameState) -> Board:
    """The board of what is played; a match not named yet is taken for football."""
    return BOARDS.get(state.sport or Sport.FOOTBALL, generic.BOARD)


def clock_text(state: GameState, event_time: int, style: Style = PLAIN) -> str:
    """What the clock of its board says at an event time (µs since 1970), or the word instead."""
    if (state.sport or Sport.FOOTBALL) is Sport.FOOTBALL:
        return football.clock_text(state, event_time, style.language)
    return reading(Shot(state=state, at=event_time, since=0, style=style)).whole
