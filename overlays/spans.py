"""Spans: from when to when a lower third stands, for goals and for what was taken by hand.

The later of two takes the earlier one's place. A goal covers what was taken by hand before it,
which comes back once the goal's has gone; whatever is taken or cleared by hand ends a goal's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from feeds.event_time import MICROSECONDS
from feeds.marks import ScoredMark
from feeds.state import GameState
from overlays.news import is_old
from overlays.takes import Move

STAYS = 8 * MICROSECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Span[What]:
    """It stands from `begin` to `end` (event times, µs); None where nobody knows its end yet."""

    what: What
    begin: int
    end: int | None


def goal_spans(state: GameState, moves: Sequence[Move]) -> list[Span[ScoredMark]]:
    """The latest goals that are news, in order of time; each ends where anything later begins."""
    struck = state.struck
    ended = {} if struck is None else {struck.goal: struck.at}
    found = (state.goal_before, None if struck is None else struck.goal, state.goal)
    marks = sorted((mark for mark in found if mark is not None), key=_at)
    later = [mark.at for mark in marks] + [move.at for move in moves]
    spans = []
    for mark in marks:
        ends = [mark.at + STAYS, ended.get(mark, mark.at + STAYS)]
        end = min(ends + [at for at in later if at > mark.at])
        if not is_old(mark):
            spans.append(Span(what=mark, begin=mark.at, end=end))
    return spans


def hand_spans(moves: Sequence[Move], goals: Sequence[Span[ScoredMark]]) -> list[Span[Move]]:
    """What was taken by hand, in order of time, where no goal covers it."""
    spans: list[Span[Move]] = []
    for move, after in pairwise([*moves, None]):
        if move is not None and move.is_taken:
            ends = [] if after is None else [after.at]
            ends += [] if move.until is None else [move.until]
            whole = Span(what=move, begin=move.at, end=min(ends, default=None))
            spans += _uncovered(whole, goals)
    return spans


def _uncovered(whole: Span[Move], goals: Iterable[Span[ScoredMark]]) -> Iterator[Span[Move]]:
    """The parts of a span in which no goal's stands that came after it."""
    begin = whole.begin
    for goal in goals:
        if goal.begin < whole.begin or (whole.end is not None and goal.begin >= whole.end):
            continue
        if goal.begin > begin:
            yield Span(what=whole.what, begin=begin, end=goal.begin)
        begin = max(begin, goal.end or begin)
    if whole.end is None or begin < whole.end:
        yield Span(what=whole.what, begin=begin, end=whole.end)


def _at(mark: ScoredMark) -> int:
    return mark.at
