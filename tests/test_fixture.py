"""Which of a feed's matches a reading is of."""

from feeds.fact import Fact, Goal, Match, Retraction, Team
from feeds.fixture import Fixture
from feeds.happening import Side


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
