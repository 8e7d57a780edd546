"""Tallies: what a feed's score lacks, beside what the operator told."""

from dataclasses import replace

import pytest

from feeds.fact import Correction, Goal
from feeds.happening import Side
from feeds.standing import Happenings
from feeds.state import GameState
from feeds.tally import confirm, counted, lacks_only, undone

SECOND = 1_000_000
GOAL = Goal(event_time=50 * SECOND, received=0, id="h", side=Side.HOME, provider="hand")
STATE = GameState(home=replace(GameState().home, score=1))


def by_hand(*goals: Goal) -> Happenings:
    happenings = Happenings()
    for goal in goals:
        happenings.joined(goal, "hand", goal.event_time or 0)
    return happenings


def score(home: int, away: int, at: int = 40) -> Correction:
    return Correction(
        event_time=at * SECOND, received=0, id="s", provider="one", home=home, away=away
    )


@pytest.mark.parametrize(
    ("told", "home", "away", "at"),
    [
        (score(0, 1), 1, 1, 50),
        (score(1, 0), 1, 0, 50),
        (score(1, 0, at=60), 1, 0, 60),
        (score(2, 0), 2, 0, 50),
    ],
    ids=["slow", "confirms", "later", "knows-more"],
)
def test_the_operator_s_goal_counts_once(told: Correction, home: int, away: int, at: int) -> None:
    found = counted(told, (told.event_time or 0), by_hand(GOAL), lambda: STATE)
    assert (found.home, found.away, found.event_time) == (home, away, at * SECOND)


def test_without_the_operator_nothing_is_changed_or_asked() -> None:
    def state() -> GameState:
        raise AssertionError

    told = score(0, 0)
    assert counted(told, 0, Happenings(), state) is told


def test_what_more_is_lacking_is_the_feed_s_word() -> None:
    state = replace(STATE, home=replace(STATE.home, score=3))
    assert counted(score(1, 0), 0, by_hand(GOAL), lambda: state).home == 1


def test_a_score_that_lacks_what_was_told_by_hand_is_no_doubt() -> None:
    assert lacks_only(score(0, 0), by_hand(GOAL), STATE)
    assert not lacks_only(score(0, 0), by_hand(replace(GOAL, side=Side.AWAY)), STATE)
    assert not lacks_only(score(1, 0), by_hand(GOAL), STATE)


@pytest.mark.parametrize(("says", "is_confirmed"), [(0, False), (1, True), (2, True)])
def test_a_score_that_lacks_nothing_confirms(says: int, *, is_confirmed: bool) -> None:
    happenings = by_hand(GOAL)
    said = replace(STATE, home=replace(STATE.home, score=says))
    confirm("one", said, happenings, STATE)
    (one,) = happenings
    assert one.is_alone is not is_confirmed


@pytest.mark.parametrize(
    ("says", "is_back", "home"), [(0, False, 0), (1, False, 1), (0, True, 2), (3, True, 3)]
)
def test_a_goal_by_hand_is_counted_out_of_a_score_and_in_again(
    says: int, home: int, *, is_back: bool
) -> None:
    (touched,) = by_hand(GOAL)
    found = undone(score(says, 0), STATE, touched, is_back=is_back)
    assert isinstance(found, Correction)
    assert (found.home, found.away) == (home, 0)
