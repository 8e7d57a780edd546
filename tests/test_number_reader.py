"""Numbers alone in a region of a board: voted, kept while nothing is seen, lost in the end."""

import cv2
import numpy as np
import pytest

from engine.clock_reading import quad
from engine.clock_reading.number_reader import NumberReader
from engine.clock_reading.upright import upright
from engine.frame import Plane
from tests.boards import AWAY, HOME, PERIOD, Board


def piece(board: Board, region: str, seed: int = 0) -> Plane:
    return upright(board.picture(seed), quad.parse(region))


@pytest.mark.parametrize("number", ["0", "7", "11", "14", "57", "88", "102", "118"])
@pytest.mark.parametrize("region", [pytest.param(HOME, id="home"), pytest.param(AWAY, id="away")])
def test_numbers_of_segments_seen_at_an_angle(number: str, region: str) -> None:
    reader, board = NumberReader(), Board(clock="5:00", home=number, away=number)
    for seed in range(5):
        reader.look(piece(board, region, seed))
    assert reader.value == int(number)


def test_a_number_is_told_once_most_looks_agree() -> None:
    reader, told = NumberReader(), []
    for score in ["21"] * 6 + ["23"] * 6:
        reader.look(piece(Board(clock="5:00", home=score, away="0"), HOME))
        told.append(reader.value)
    assert told == [None] * 4 + [21] * 6 + [23] * 2


def test_who_stands_before_it_changes_nothing_and_is_noticed() -> None:
    reader, board = NumberReader(), Board(clock="5:00", home="21", away="0", period="3")
    for seed in range(6):
        reader.look(piece(board, PERIOD, seed))
    rng = np.random.default_rng(1)
    for _ in range(20):
        crowd = rng.integers(0, 255, (64, 60), np.uint8)
        reader.look(cv2.GaussianBlur(crowd, (0, 0), 3).astype(np.uint8))
    assert reader.is_lost
    assert reader.value == 3
    reader.look(piece(board, PERIOD))
    assert not reader.is_lost
