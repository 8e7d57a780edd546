"""Scoring: what goals, points, corrections and what is taken back do to the game state."""

from dataclasses import replace
from typing import Any

from feeds import football_clock
from feeds.fact import Correction, Fact, Goal, Kick, PeriodScores, Points, Retraction
from feeds.happening import Side
from feeds.marks import AnnulledMark, KickMark, PointsMark, ScoredMark, StruckMark, WicketMark
from feeds.periods import PLAYED, is_football
from feeds.situation import Over
from feeds.sport import RULES
from feeds.state import GameState, Phase

_AT_PENALTIES = (Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT)
MARKS_AT_MOST = 64
_ADDED_AT_MOST = 15


def scored(state: GameState, fact: Goal, shown_at: int) -> GameState:
    """The state with a goal; in a shoot-out it counts apart."""
    if state.phase in _AT_PENALTIES:
        return kicked(state, fact, shown_at)
    mark = ScoredMark.of(fact, shown_at)
    goals = (*state.goals, mark)[-MARKS_AT_MOST:]
    marks = {"goal": mark, "goal_before": state.goal, "goals": goals}
    return _counted(state, fact.side, 1, period=_period_of(state, fact), **marks)


def kicked(state: GameState, fact: Kick | Goal, shown_at: int) -> GameState:
    """The state with a kick of the shoot-out, which counts where it was scored."""
    mark = KickMark.of(fact, shown_at)
    part, kicks = state.side(fact.side), (*state.kicks, mark)[-MARKS_AT_MOST:]
    if mark.is_scored:
        part = replace(part, shootout=part.shootout + 1)
    return state.with_side(fact.side, part, kicks=kicks)


def period_scored(state: GameState, fact: PeriodScores, shown_at: int) -> GameState:
    """The periods' scores as told; of a set in which one side has more now, that is its point."""
    told = replace(state, scores=fact.scores)
    is_of_sets = state.sport is not None and RULES[state.sport].is_of_sets
    if not is_of_sets or not fact.scores or len(fact.scores) < len(state.scores):
        return told
    place = len(fact.scores) - 1
    before = state.scores[place] if place < len(state.scores) else (0, 0)
    more = [now - was for now, was in zip(fact.scores[place], before, strict=True)]
    if sorted(map(bool, more)) != [False, True] or max(more) <= 0:
        return told
    side = Side.HOME if more[0] else Side.AWAY
    mark = PointsMark(at=shown_at, event_time=fact.event_time, side=side, points=max(more))
    return replace(told, points=mark)


def pointed(state: GameState, fact: Points, shown_at: int) -> GameState:
    """The state with points more; in a game of sets they are the set's alone."""
    mark = PointsMark.of(fact, shown_at)
    return _counted(state, fact.side, fact.points, period=state.period, points=mark)


def bowled(state: GameState, fact: Over, shown_at: int) -> GameState:
    """The state after a ball; where more wickets than before fell in the innings, with the last."""
    before, told = state.situation, replace(state, situation=fact)
    fallen = before.wickets if isinstance(before, Over) and before.batting is fact.batting else 0
    if fact.wickets < fallen:
        return replace(told, wicket=None)
    if fact.wickets == fallen:
        return told
    mark = WicketMark(
        at=shown_at, event_time=fact.event_time, side=fact.batting, number=fact.wickets
    )
    return replace(told, wicket=mark)


def corrected(state: GameState, fact: Correction, shown_at: int) -> GameState:
    """The score as told; what was scored is no news any more once its side's score falls."""
    home, away = replace(state.home, score=fact.home), replace(state.away, score=fact.away)
    told = replace(state, home=home, away=away, scores=_fitting(state, fact))
    fallen = {side for side in Side if told.side(side).score < state.side(side).score}
    if not fallen:
        return told
    for side in fallen:
        told = replace(told, goals=_at_most(told.goals, side, told.side(side).score))
    if state.points is not None and state.points.side in fallen:
        told = replace(told, points=None)
    mark = state.goal
    if mark is not None and mark.side in fallen:
        return replace(told, goal=None, struck=StruckMark(at=shown_at, goal=mark))
    return told


def taken_back(
    state: GameState, fact: Retraction, shown_at: int, target: Fact | None, target_at: int
) -> GameState:
    """The state that says of a goal that it was taken back; the fold has left it out already."""
    if not isinstance(target, Goal) or state.phase in _AT_PENALTIES:
        return state
    mark = AnnulledMark(
        at=shown_at, side=target.side, event_time=fact.event_time, reason=fact.reason
    )
    struck = StruckMark(at=shown_at, goal=ScoredMark.of(target, target_at))
    return replace(state, annulled=mark, struck=struck)


def _at_most(goals: tuple[ScoredMark, ...], side: Side, score: int) -> tuple[ScoredMark, ...]:
    """The goals without the latest of a side that are more than its score."""
    more = sum(goal.side is side for goal in goals) - score
    kept = list[ScoredMark]()
    for goal in reversed(goals):
        if goal.side is side and more > 0:
            more -= 1
        else:
            kept.append(goal)
    return tuple(reversed(kept))


def _period_of(state: GameState, fact: Goal) -> int | None:
    """The period of a goal: of football's by its minute, as polls may have missed what was since.

    A little beyond the end of the half that is played is its added time, as some feeds count it.
    """
    now, minute = state.period, fact.minute
    if now is None or minute is None or not is_football(state):
        return now
    told = football_clock.period_of(minute)
    is_played = state.phase in PLAYED
    added = minute - football_clock.end_of(now)
    return now if told > now and is_played and added <= _ADDED_AT_MOST else told


def _counted(
    state: GameState, side: Side, worth: int, *, period: int | None, **changes: Any
) -> GameState:
    """So much more for a side, in a period and, but for a game of sets, in the score."""
    part = state.side(side)
    if state.sport is None or not RULES[state.sport].is_of_sets:
        part = replace(part, score=part.score + worth)
    scores = _with_points(state, side, worth, period)
    return state.with_side(side, part, scores=scores, **changes)


def _with_points(
    state: GameState, side: Side, points: int, period: int | None
) -> tuple[tuple[int, int], ...]:
    """The periods' scores with more in one; none before the first."""
    if period is None:
        return state.scores
    scores = [*state.scores, *[(0, 0)] * (period - len(state.scores))]
    home, away = scores[period - 1]
    home, away = (home + points, away) if side is Side.HOME else (home, away + points)
    scores[period - 1] = home, away
    return tuple(scores)


def _fitting(state: GameState, fact: Correction) -> tuple[tuple[int, int], ...]:
    """The periods' scores beside a corrected score: the last one takes what is amiss.

    Where that cannot be, nobody knows what they are.
    """
    is_of_sets = state.sport is not None and RULES[state.sport].is_of_sets
    if is_of_sets or not state.scores:
        return state.scores
    *before, (home, away) = state.scores
    home += fact.home - sum(score[0] for score in state.scores)
    away += fact.away - sum(score[1] for score in state.scores)
    return (*before, (home, away)) if min(home, away) >= 0 else ()
