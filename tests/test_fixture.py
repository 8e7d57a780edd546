"""Which of a feed's matches a reading is of."""

from dataclasses import replace

import pytest

from feeds.fact import (
    Correction,
    Fact,
    Goal,
    Match,
    MatchEnded,
    PeriodStarted,
    Retraction,
    Team,
)
from feeds.fixture import Fixture
from feeds.happening import Side
from feeds.reading import Voice


def match(name: str | None = "match", home: str = "North", away: str = "South") -> Match:
    return Match(event_time=None, received=0, id=name, home=Team(name=home), away=Team(name=away))


def goal(name: str) -> Goal:
    return Goal(event_time=None, received=0, id=name, side=Side.HOME)


def names(fixture: Fixture, *facts: Fact) -> list[str | None]:
    return [fixture.named(fact).id for fact in facts]


def test_another_id_is_another_match_whose_facts_have_names_of_their_own() -> None:
    fixture = Fixture()
    assert not fixture.begins_anew([match("m1"), goal("g")])
    assert names(fixture, match("m1"), goal("g")) == ["m1", "g"]
    assert not fixture.begins_anew([goal("g")])
    assert fixture.begins_anew([match("m2"), goal("g")])
    assert names(fixture, match("m2"), goal("g")) == ["match-2/m2", "match-2/g"]
    gone = Retraction(event_time=None, received=0, id="g/gone", retracts="g")
    taken = fixture.named(gone)
    assert isinstance(taken, Retraction)
    assert taken.retracts == "match-2/g"
    assert not fixture.begins_anew([match("m2")])
    assert fixture.begins_anew([match("m1")])


def test_what_was_told_before_is_gone_on_from() -> None:
    before, after = Fixture(), Fixture()
    for name in ("m1", "m2"):
        before.begins_anew([match(name)])
    after.remember([before.named(match("m2")), before.named(goal("g"))])
    assert not after.begins_anew([match("m2")])
    assert names(after, goal("h")) == ["match-2/h"]
    assert after.begins_anew([match("m3")])


def board(home: str, away: str, score: int = 0, *, phase: str = "1") -> list[Fact]:
    """A scoreboard that calls every match the same; `phase` is a period, "end" or nothing."""
    by = Voice(provider="p", received=0)
    facts: list[Fact] = [match(home=home, away=away)]
    facts += [Correction(home=score, away=0, **by.of("score"))] if score else []
    if phase == "end":
        return [*facts, MatchEnded(**by.of("end"))]
    return [*facts, PeriodStarted(period=int(phase), **by.of("period"))] if phase else facts


@pytest.mark.parametrize(
    ("one", "other", "is_other"),
    [
        (board("A", "B", 1, phase="end"), board("C", "D"), True),
        (board("A", "B", 1, phase="end"), board("C", "B"), True),
        (board("A", "B", 1, phase="end"), board("A", "B", 1, phase="2"), False),
        (board("A", "B", 1, phase="end"), board("C", "D", 1, phase="end"), False),
        (board("A", "B", 3, phase="2"), board("C", "D", 0), True),
        (board("A", "B", 3, phase="2"), board("C", "D", 3, phase="2"), False),
        (board("A", "B", 3, phase="2"), board("C", "D", 4, phase="2"), False),
        (board("A", "B", 3, phase="2"), board("A", "D", 2, phase="2"), False),
        (board("A", "B", 3, phase="2"), board("a", "b", 0), False),
        (board("A", "B", 3, phase="2"), board("Home", "Away", 0), False),
        (board("Home", "Away", 3, phase="2"), board("A", "B", 0), False),
        (board("A", "B", 0), board("C", "D", 0, phase=""), True),
    ],
    ids=[
        "both-after-the-end", "one-after-the-end", "an-end-by-mistake", "mended-after-the-end",
        "others-from-the-start", "both-mended", "both-mended-with-a-goal", "one-mended-with-var",
        "written-otherwise", "left-blank", "said-at-last", "before-it-begins",
    ],
)  # fmt: skip
def test_where_all_are_called_the_same(
    one: list[Fact], other: list[Fact], *, is_other: bool
) -> None:
    fixture, after = Fixture(), Fixture()
    fixture.begins_anew(one)
    after.remember(one)
    assert fixture.begins_anew(other) is is_other
    assert after.begins_anew(other) is is_other


def test_names_typed_one_by_one_after_the_end() -> None:
    fixture = Fixture()
    steps = [
        ("A", "B", "2"),
        ("A", "B", "end"),
        ("C", "B", "end"),
        ("C", "D", "end"),
        ("C", "D", ""),
    ]
    anew = [fixture.begins_anew(board(home, away, phase=phase)) for home, away, phase in steps]
    assert anew == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("ref", "name", "is_other"), [("1", "C", False), ("2", "A", True), (None, "C", False)]
)
def test_ids_of_sides_go_before_their_names(ref: str | None, name: str, *, is_other: bool) -> None:
    def said(ref: str | None, name: str, far: str) -> list[Fact]:
        named, *more = board(name, "B", phase=far)
        assert isinstance(named, Match)
        away = replace(named.away, ref="9")
        return [replace(named, home=replace(named.home, ref=ref), away=away), *more]

    fixture = Fixture()
    fixture.begins_anew(said("1", "A", "2"))
    assert fixture.begins_anew(said(ref, name, "1")) is is_other
