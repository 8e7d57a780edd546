"""The board's own picture: every digit in every place is read back."""

import pytest

from feeds.demo_match import Board
from overlays.demo_match.board import DIGIT_HEIGHT, draw_board
from tests.board_reader import read_board


@pytest.mark.parametrize("digit", range(10))
def test_every_digit_is_read_back(digit: int) -> None:
    clock = f"{digit}{9 - digit}:{digit}{(digit + 3) % 10}"
    reading = read_board(draw_board(Board(clock=clock, home=digit, away=9 - digit)))
    assert reading is not None
    assert (reading.clock, reading.home, reading.away) == (clock, digit, 9 - digit)


def test_digits_are_tall_enough_for_video() -> None:
    assert DIGIT_HEIGHT >= 30
