"""Tellings: what is told anew of a happening, where it then stands, and since when it shows."""

import pytest

from feeds.fact import ClockSet, Fact, Goal, Match, PeriodEnded, Retraction, Stat, Team
from feeds.happening import Side
from feeds.telling import Telling, joined, mentioned, settled, telling


def goal(at: int | None, name: str | None = None, corrects: str | None = None) -> Goal:
    return Goal(event_time=at, received=0, id=name, corrects=corrects, side=Side.HOME)


def clock(at: int | None) -> ClockSet:
    return ClockSet(event_time=at, received=0, id="c", clock=0)


def told(*facts: tuple[int, Fact]) -> Telling:
    """Facts of one happening, as they came: (visible from, fact)."""
    first, *others = (
        telling(fact, sequence=sequence, visible_from=visible)
        for sequence, (visible, fact) in enumerate(facts)
    )
    for other in others:
        first = joined(first, other)
    return first


@pytest.mark.parametrize(
    ("facts", "shown_from", "order"),
    [
        pytest.param([(12, goal(10))], 12, (True, 10, 0), id="once"),
        pytest.param([(12, goal(None))], 12, (True, 12, 0), id="without-a-time"),
        pytest.param([(12, goal(10, "g")), (30, goal(11, "g"))], 12, (True, 10, 0), id="anew"),
        pytest.param([(12, goal(10, "g")), (11, goal(8, "g"))], 11, (True, 8, 0), id="dated-back"),
        pytest.param([(12, clock(10)), (30, clock(25))], 30, (True, 25, 1), id="a-reading-anew"),
        pytest.param(
            [(12, Match(event_time=10, received=0, home=Team(name="A"), away=Team(name="B")))],
            12,
            (False, 10, 0),
            id="the-match-goes-first",
        ),
    ],
)
def test_where_a_happening_stands(
    facts: list[tuple[int, Fact]], shown_from: int, order: tuple[bool, int, int]
) -> None:
    chain = told(*facts)
    assert (chain.shown_from, chain.order) == (shown_from, order)


@pytest.mark.parametrize(
    ("fact", "names", "spoken_of"),
    [
        pytest.param(goal(1), (), (), id="none"),
        pytest.param(goal(1, "g"), ("g",), ("g",), id="its-own"),
        pytest.param(goal(1, "h", "g"), ("h", "g"), ("h", "g"), id="what-it-corrects"),
        pytest.param(
            Retraction(event_time=1, received=0, id="r", retracts="g"),
            ("r",),
            ("r", "g"),
            id="what-it-takes-back",
        ),
        pytest.param(
            Retraction(event_time=1, received=0, id="g", retracts="g"),
            (),
            ("g",),
            id="under-the-id-of-what-it-takes-back",
        ),
    ],
)
def test_names(fact: Fact, names: tuple[str, ...], spoken_of: tuple[str, ...]) -> None:
    once = told((1, fact))
    assert (once.names, mentioned(once)) == (names, spoken_of)


def test_a_happening_goes_by_all_its_names() -> None:
    assert told((1, goal(1, "g")), (2, goal(1, "h", "g")), (3, goal(1, "h"))).names == ("g", "h")


def test_statistics_without_an_id_go_by_the_later_event() -> None:
    early, late = (Stat(event_time=at, received=0, name="s", home=at, away=0) for at in (10, 20))
    assert told((10, early), (20, late)).fact is late
    assert told((20, late), (30, early)).fact is late


@pytest.mark.parametrize(
    ("facts", "visible_from"),
    [
        pytest.param([(12, goal(10, "g")), (30, goal(11, "g"))], 12, id="from-its-first-moment"),
        pytest.param([(12, clock(10)), (30, clock(25))], 30, id="a-reading-where-it-is"),
    ],
)
def test_a_settled_chain_stands_where_it_stood(
    facts: list[tuple[int, Fact]], visible_from: int
) -> None:
    chain = told(*facts)
    kept = settled(chain)
    assert kept.visible_from == visible_from
    assert (kept.fact, kept.order, kept.shown_from) == (chain.fact, chain.order, chain.shown_from)


def test_an_end_told_anew_is_a_reading() -> None:
    assert told((1, PeriodEnded(event_time=1, received=0, period=1))).is_reading
