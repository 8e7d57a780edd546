"""Lines of text from a simple console: taken whole or not at all."""

import pytest

from feeds.parsers import UnknownProviderError, parser
from feeds.sport import Sport
from feeds.state import Phase
from tests.test_daktronics import Board


def lines_of(sport: Sport) -> Board:
    """A board told in lines."""
    return Board(sport, "score_lines")


def test_lines_split_anywhere() -> None:
    board = lines_of(Sport.BASKETBALL)
    sent = b"home_name=Rivertown, away_name=Hill End\r\nperiod=1,home=2,away=0\n"
    sent += b"clock=11:58,running=1,shot=24\nhome=4\n"
    for at in range(len(sent)):
        board.says(sent[at : at + 1], 0.001)
    state = board.state
    assert (state.home.team.name, state.away.team.name) == ("Rivertown", "Hill End")
    assert (state.home.score, state.away.score, state.phase) == (4, 0, Phase.PLAYING)
    assert int(board.clock) == 11 * 60 + 58
    assert state.shot_clock is not None
    board.says(b"clock=11:52.3,running=0\n", 5.7)
    assert board.clock == 712.3


def test_a_clock_that_runs_is_told_once() -> None:
    board = lines_of(Sport.ICE_HOCKEY)
    told = [board.says(b"clock=19:%02d,running=1,period=1\n" % s, 1) for s in range(59, 20, -1)]
    assert [len(one) for one in told] == [2] + [0] * 38


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"home=x,away=9", "home cannot be 'x'; 1 lines left out so far"),
        (b"away=9,points=3", "'points=3' is none of clock, shot"),
        (b"away=9,\xff\x00", "is none of"),
        (b"clock=99:99:99,away=9", "clock cannot be"),
        (b"home=9999,away=9", "home cannot be"),
        (b"away=9" + b"x" * 2000, "away cannot be"),
    ],
)
def test_a_line_with_a_mistake_is_left_out(line: bytes, said: str) -> None:
    board = lines_of(Sport.VOLLEYBALL)
    board.says(b"home=1,away=2,period=3\n")
    board.says(line + b"\n")
    assert said in board.odd
    assert (board.state.away.score, board.state.period) == (2, 3)
    board.says(b"away=3\n")
    assert (board.state.away.score, board.odd) == (3, "")


def test_a_line_without_end_is_given_up() -> None:
    board = lines_of(Sport.GENERIC)
    board.says(b"x" * 5000)
    assert "a line without end" in board.odd
    board.says(b"home=1,away=0\n")
    assert board.state.home.score == 1


def test_a_sport_nobody_knows() -> None:
    with pytest.raises(UnknownProviderError, match="'chess' is no sport; as match use football"):
        parser("score_lines", "chess")
