"""Tallies: a score that a feed tells, beside what the operator told that it may not know of yet."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from feeds.fact import Correction, Fact, Goal, Points
from feeds.happening import Side
from feeds.standing import Happenings, Standing
from feeds.state import GameState


def counted(
    fact: Correction, at: int, happenings: Happenings, state_now: Callable[[], GameState]
) -> Correction:
    """A feed's score of event time `at` (µs), with the goals that only the operator told of.

    It stands behind those it counts, so that none counts twice. `state_now` is asked where it is
    needed.
    """
    by_hand = {side: list(told_by_hand(happenings, side)) for side in Side}
    if not any(by_hand.values()):
        return fact
    state = state_now()
    told = {Side.HOME: fact.home, Side.AWAY: fact.away}
    for side, own in by_hand.items():
        lacks = max(0, state.side(side).score - told[side])
        if own and lacks <= sum(points_of(one) for one in own):
            told[side] += lacks
        for one in own if not lacks else ():
            one.tellers.setdefault(fact.provider or "", None)
        latest = max((one.at for one in own), default=at)
        if latest > at and fact.event_time is not None:
            fact = replace(fact, event_time=fact.event_time + latest - at)
            at = latest
    return replace(fact, home=told[Side.HOME], away=told[Side.AWAY])


def confirm(feed: str, said: GameState, happenings: Happenings, on_air: GameState) -> None:
    """What the operator told is so, where a feed's score lacks nothing of the one on air."""
    for side in Side:
        if said.side(side).score >= on_air.side(side).score:
            for one in told_by_hand(happenings, side):
                one.tellers.setdefault(feed, None)


def undone(said: Fact, state: GameState, touched: Standing, *, is_back: bool) -> Fact:
    """A feed's score without the operator's goal, which was counted in that of the state.

    Where `is_back` the goal counts again. No score is less than what the feed says.
    """
    if not isinstance(said, Correction) or not isinstance(touched.fact, Goal | Points):
        return said
    side, worth = touched.fact.side, points_of(touched) if touched.is_alone else 0
    stands = {one: state.side(one).score for one in Side}
    stands[side] += worth if is_back else -worth
    home, away = max(said.home, stands[Side.HOME]), max(said.away, stands[Side.AWAY])
    return replace(said, home=home, away=away)


def lacks_only(fact: Correction, happenings: Happenings, state: GameState) -> bool:
    """Whether what a feed's score lacks may be what only the operator told of."""
    told = {Side.HOME: fact.home, Side.AWAY: fact.away}
    return any(
        told[side] < state.side(side).score and any(True for _ in told_by_hand(happenings, side))
        for side in Side
    )


def told_by_hand(happenings: Happenings, side: Side) -> Iterator[Standing]:
    """What the operator told of a side's score, and no feed under an id of its own."""
    for one in happenings:
        is_score = isinstance(one.fact, Goal | Points) and one.fact.side is side
        if is_score and one.is_by_hand and sum(map(bool, one.tellers.values())) <= 1:
            yield one


def points_of(one: Standing) -> int:
    """What a goal or points are worth."""
    return one.fact.points if isinstance(one.fact, Points) else 1
