"""Chains: the same stands whatever order tellings are given in; the timeline's tests say what."""

from itertools import permutations

import pytest

from feeds.chains import Chains
from feeds.fact import Correction, Fact, Goal, Retraction, Stat
from feeds.happening import Side
from feeds.telling import Telling, telling


def goal(name: str | None = None, corrects: str | None = None) -> Goal:
    return Goal(event_time=0, received=0, id=name, corrects=corrects, side=Side.HOME)


def retraction(retracts: str, name: str | None = None) -> Retraction:
    return Retraction(event_time=0, received=0, id=name, retracts=retracts)


def stat(name: str, number: str | None = None) -> Stat:
    return Stat(event_time=0, received=0, id=number, name=name, home=0, away=0)


def tellings(*facts: Fact) -> list[Telling]:
    """In the order in which they came, each a microsecond after the one before."""
    return [
        telling(fact, sequence=sequence, visible_from=sequence)
        for sequence, fact in enumerate(facts)
    ]


FACTS: list[list[Fact]] = [
    [goal("g"), goal("h"), goal("i", "g"), goal("h", "i")],
    [goal("g"), retraction("g", "r"), retraction("r"), goal("g")],
    [goal("g"), retraction("g"), retraction("g"), goal(None, "g"), retraction("g", "g")],
    [stat("s"), stat("s"), stat("s", "a"), stat("t", "a"), retraction("a")],
    [goal("g"), Correction(event_time=0, received=0, id="g", home=1, away=0), goal("h", "g")],
]


@pytest.mark.parametrize("facts", FACTS, ids=range(len(FACTS)))
def test_the_order_in_which_tellings_are_given_makes_no_difference(facts: list[Fact]) -> None:
    found = []
    for given in permutations(tellings(*facts)):
        chains = Chains()
        for one in given:
            chains.tell(one)
        found.append([(s.fact, s.shown_at, s.seen_target, set(s.names)) for s in chains.standing()])
    assert all(standing == found[0] for standing in found)


@pytest.mark.parametrize(
    ("facts", "is_behind"),
    [
        pytest.param([goal("g"), goal("h")], True, id="another"),
        pytest.param([goal(), goal()], True, id="without-a-name"),
        pytest.param([goal("g"), goal("g")], False, id="told-anew"),
        pytest.param([goal("g"), goal("h", "g")], False, id="corrected"),
        pytest.param([stat("s", "a"), stat("s", "a")], True, id="counts-on"),
        pytest.param([stat("s"), stat("s")], True, id="counts-on-without-a-name"),
        pytest.param([stat("s", "a"), stat("t", "a")], False, id="counts-something-else"),
        pytest.param([goal("g"), retraction("g")], False, id="a-retraction"),
        pytest.param([retraction("g"), goal("g")], False, id="spoken-of-by-a-retraction"),
    ],
)
def test_what_leaves_the_rest_as_it_is(facts: list[Fact], *, is_behind: bool) -> None:
    chains = Chains()
    *_, last = [chains.tell(one) for one in tellings(*facts)]
    assert last is is_behind


def test_the_newest_chain_is_the_one_first_told_last() -> None:
    chains = Chains()
    first, second, again = tellings(goal("g"), goal("h"), goal("g"))
    assert chains.newest() is None
    for one in (first, second, again):
        chains.tell(one)
    assert chains.newest() == chains.of(second) == second
    assert chains.of(first) == chains.of(again)
    assert len(chains) == len(list(chains)) == 2
