"""Which board a sport has."""

from feeds.sport import Sport
from feeds.state import GameState
from overlays.boards import football
from overlays.boards.board import Board

BOARDS: dict[Sport, Board] = {
    Sport.FOOTBALL: football.BOARD,
}


def board_of(state: GameState) -> Board:
    """The board of what is played; a match not named yet is taken for football."""
    return BOARDS.get(state.sport or Sport.FOOTBALL, football.BOARD)
