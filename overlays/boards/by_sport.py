"""Which board a sport has."""

from feeds.sport import Sport
from feeds.state import GameState
from overlays.boards import american_football, basketball, football, generic, ice_hockey
from overlays.boards.board import Board

BOARDS: dict[Sport, Board] = {
    Sport.FOOTBALL: football.BOARD,
    Sport.BASKETBALL: basketball.BOARD,
    Sport.ICE_HOCKEY: ice_hockey.BOARD,
    Sport.AMERICAN_FOOTBALL: american_football.BOARD,
    Sport.GENERIC: generic.BOARD,
}


def board_of(state: GameState) -> Board:
    """The board of what is played; a match not named yet is taken for football."""
    return BOARDS.get(state.sport or Sport.FOOTBALL, generic.BOARD)
