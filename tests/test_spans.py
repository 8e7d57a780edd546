"""Which lower third stands when, as a table of what happened."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from feeds.happening import Side
from feeds.marks import ScoredMark, StruckMark
from feeds.state import GameState
from overlays.spans import STAYS, goal_spans, hand_spans
from overlays.takes import Move

S = 1_000_000
END = STAYS // S
type Told = tuple[str, int, int | None]


def mark(at: int, *, late: int = 0) -> ScoredMark:
    return ScoredMark(at=at * S, event_time=(at - late) * S, side=Side.HOME, player=f"g{at}")


def state(goal: ScoredMark | None = None, before: ScoredMark | None = None) -> GameState:
    return GameState(goal=goal, goal_before=before)


def take(at: int, until: int | None = None) -> Move:
    fields = {"title": f"t{at}"}
    return Move(at=at * S, is_taken=True, fields=fields, until=None if until is None else until * S)


def clear(at: int) -> Move:
    return Move(at=at * S, is_taken=False)


def told(given: GameState, moves: Sequence[Move]) -> list[Told]:
    """(who, from, to) in seconds, goals first."""
    goals = goal_spans(given, moves)
    found = [(str(one.what.player), one.begin, one.end) for one in goals]
    found += [(one.what.fields["title"], one.begin, one.end) for one in hand_spans(moves, goals)]
    return [(who, begin // S, end and end // S) for who, begin, end in found]


def struck(of: ScoredMark, at: int, goal: ScoredMark | None = None) -> GameState:
    return replace(state(goal), struck=StruckMark(at=at * S, goal=of))


@pytest.mark.parametrize(
    ("given", "moves", "expected"),
    [
        pytest.param(state(), [], [], id="nothing"),
        pytest.param(state(mark(10)), [], [("g10", 10, 10 + END)], id="a-goal"),
        pytest.param(state(mark(0)), [], [("g0", 0, END)], id="at-the-very-start"),
        pytest.param(state(mark(100, late=60)), [], [("g100", 100, 100 + END)], id="a-late-goal"),
        pytest.param(state(mark(100, late=61)), [], [], id="no-news"),
        pytest.param(
            state(mark(13), mark(10)), [], [("g10", 10, 13), ("g13", 13, 13 + END)], id="two-goals"
        ),
        pytest.param(struck(mark(10), 14), [], [("g10", 10, 14)], id="var"),
        pytest.param(struck(mark(10), 40), [], [("g10", 10, 10 + END)], id="var-after-it-left"),
        pytest.param(
            struck(mark(13), 15, mark(10)),
            [],
            [("g10", 10, 13), ("g13", 13, 15)],
            id="what-a-struck-goal-ended-stays-so",
        ),
        pytest.param(
            struck(mark(10), 14, mark(15)),
            [],
            [("g10", 10, 14), ("g15", 15, 15 + END)],
            id="a-goal-after-var",
        ),
        pytest.param(state(), [take(5)], [("t5", 5, None)], id="taken"),
        pytest.param(state(), [take(5, 9)], [("t5", 5, 9)], id="for-some-seconds"),
        pytest.param(state(), [take(5, 9), clear(7)], [("t5", 5, 7)], id="cleared-before"),
        pytest.param(state(), [take(5), take(7)], [("t5", 5, 7), ("t7", 7, None)], id="the-later"),
        pytest.param(state(), [clear(5)], [], id="nothing-to-clear"),
        pytest.param(
            state(mark(10)), [clear(12)], [("g10", 10, 12)], id="a-goal-s-is-cleared-by-hand"
        ),
        pytest.param(
            state(mark(10)), [clear(9)], [("g10", 10, 10 + END)], id="cleared-before-the-goal"
        ),
        pytest.param(
            state(mark(10)),
            [take(12)],
            [("g10", 10, 12), ("t12", 12, None)],
            id="taken-over-a-goal-s",
        ),
        pytest.param(
            state(mark(10)),
            [take(5)],
            [("g10", 10, 10 + END), ("t5", 5, 10), ("t5", 10 + END, None)],
            id="a-goal-covers-it-and-it-comes-back",
        ),
        pytest.param(
            state(mark(13), mark(10)),
            [take(5)],
            [("g10", 10, 13), ("g13", 13, 13 + END), ("t5", 5, 10), ("t5", 13 + END, None)],
            id="two-goals-cover-it",
        ),
        pytest.param(
            state(mark(10)),
            [take(5, 14)],
            [("g10", 10, 10 + END), ("t5", 5, 10)],
            id="its-time-passes-below-a-goal-s",
        ),
        pytest.param(
            state(mark(10)),
            [take(5), clear(12)],
            [("g10", 10, 12), ("t5", 5, 10)],
            id="a-clear-takes-both",
        ),
        pytest.param(
            state(mark(10)),
            [take(10)],
            [("g10", 10, 10 + END), ("t10", 10 + END, None)],
            id="at-the-same-moment",
        ),
    ],
)
def test_what_stands_when(given: GameState, moves: list[Move], expected: list[Told]) -> None:
    assert told(given, moves) == expected
