"""Happenings: two tellings of one are one."""

from dataclasses import replace

import pytest

from feeds.fact import Fact, Goal, Points, Substitution
from feeds.happening import Side
from feeds.standing import Happenings

SECOND = 1_000_000
GOAL = Goal(event_time=0, received=0, id="h", side=Side.HOME)


@pytest.mark.parametrize(
    ("one", "other", "apart", "is_one"),
    [
        (GOAL, replace(GOAL, id="f"), 59, True),
        (GOAL, replace(GOAL, id="f"), 61, False),
        (GOAL, replace(GOAL, id="f", is_estimated=True), 179, True),
        (GOAL, replace(GOAL, id="f", side=Side.AWAY), 1, False),
        (
            Points(event_time=0, received=0, id="h", side=Side.HOME, points=2),
            Points(event_time=0, received=0, id="f", side=Side.HOME, points=2),
            14,
            True,
        ),
        (
            Points(event_time=0, received=0, id="h", side=Side.HOME, points=2),
            Points(event_time=0, received=0, id="f", side=Side.HOME, points=3),
            1,
            False,
        ),
        (
            Substitution(event_time=0, received=0, id="h", side=Side.HOME, player_in="Ito"),
            Substitution(event_time=0, received=0, id="f", side=Side.HOME),
            90,
            True,
        ),
    ],
)
def test_what_is_one(one: Fact, other: Fact, apart: int, *, is_one: bool) -> None:
    happenings = Happenings()
    happenings.joined(one, "hand", 100 * SECOND)
    told = happenings.joined(other, "feed", (100 + apart) * SECOND)
    assert (told.corrects == "h") is is_one
    assert len(list(happenings)) == (1 if is_one else 2)


@pytest.mark.parametrize(
    ("tellers", "minutes", "is_one"),
    [
        (("hand", "feed"), (11, 11), True),
        (("hand", "feed"), (12, 11), True),
        (("hand", "feed"), (13, 11), False),
        (("hand", "feed"), (None, 11), False),
        (("hand", "feed"), (11, None), False),
        (("one", "feed"), (11, 11), False),
        (("feed", "hand"), (11, 11), False),
    ],
)
def test_a_feed_that_says_the_minute_is_never_too_late(
    tellers: tuple[str, str], minutes: tuple[int | None, int | None], *, is_one: bool
) -> None:
    happenings = Happenings()
    first, second = tellers
    # That of the operator's is read off the clock.
    happenings.joined(GOAL, first, 0, minute=minutes[0])
    told = happenings.joined(replace(GOAL, id="f", minute=minutes[1]), second, 900 * SECOND)
    assert (told.corrects == "h") is is_one


def test_added_minutes_count_on() -> None:
    happenings = Happenings()
    happenings.joined(GOAL, "hand", 0, minute=48)
    late = replace(GOAL, id="f", minute=45, added=3)
    assert happenings.joined(late, "feed", 900 * SECOND).corrects == "h"


def test_what_one_leaves_unsaid_the_other_said() -> None:
    happenings = Happenings()
    happenings.joined(replace(GOAL, player="Ito", minute=7), "hand", 0)
    told = happenings.joined(replace(GOAL, id="f", minute=8), "feed", 0)
    assert isinstance(told, Goal)
    assert (told.player, told.minute) == ("Ito", 8)


def test_the_nearest_is_meant_and_each_but_once() -> None:
    happenings = Happenings()
    for name, at in (("h1", 0), ("h2", 40)):
        happenings.joined(replace(GOAL, id=name), "hand", at * SECOND)
    assert happenings.joined(replace(GOAL, id="f2"), "feed", 38 * SECOND).corrects == "h2"
    assert happenings.joined(replace(GOAL, id="f1"), "feed", 39 * SECOND).corrects == "h1"
    assert happenings.joined(replace(GOAL, id="f3"), "feed", 41 * SECOND).corrects is None


def test_taken_back_and_that_taken_back() -> None:
    happenings = Happenings()
    happenings.joined(GOAL, "hand", 0)
    happenings.joined(replace(GOAL, id="f"), "feed", 0)
    happenings.take_back("f", "r")
    assert happenings.named("h") is None
    happenings.take_back("r", "r2")
    assert happenings.named("h") is happenings.named("f") is not None


@pytest.mark.parametrize(
    ("tellers", "besides"),
    [
        (("feed", "hand"), [("feed", "feed-1")]),
        (("hand", "feed"), [("feed", "feed-1")]),
        (("hand", "feed", "other"), [("feed", "feed-1"), ("other", "other-1")]),
        (("hand",), []),
        (("feed",), []),
    ],
)
def test_who_told_of_it_besides_the_operator(
    tellers: tuple[str, ...], besides: list[tuple[str, str]]
) -> None:
    happenings = Happenings()
    for teller in tellers:
        happenings.joined(replace(GOAL, id=f"{teller}-1"), teller, 0)
    assert list(happenings.told_besides("hand-1")) == besides


@pytest.mark.parametrize("first", ["feed", "hand"])
def test_the_operator_s_telling_is_parted_from_the_feed_s(first: str) -> None:
    happenings = Happenings()
    said = replace(GOAL, id="f")
    tellings = {"feed": said, "hand": GOAL}
    for teller in (first, *tellings.keys() - {first}):
        happenings.joined(tellings[teller], teller, 0)
    happenings.part("h", said)
    assert happenings.named("h") is None
    (left,) = happenings
    assert (left.fact, left.tellers, left.is_by_hand) == (said, {"feed": "f"}, False)
