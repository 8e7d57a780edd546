"""Leading: whose word counts in each part, and when that changes."""

import pytest

from feeds.fact import Correction, Match, Team
from feeds.field import Field, Part
from feeds.leading import Leading
from feeds.sport import Sport

SECOND = 1_000_000
SCORE, CLOCK, MATCH = Part(Field.SCORE), Part(Field.CLOCK), Part(Field.MATCH)
NOBODY = ("Home", "Guest")


def speaking(*names: str, priority: dict[Field, list[str]] | None = None) -> Leading:
    leading = Leading(["one", "two", "three"], priority or {})
    for name in names:
        fact = Correction(event_time=1, received=1, id="s", home=0, away=0)
        leading.voice(name).tell(fact, SCORE, 1)
    return leading


def test_the_first_to_speak_leads_until_one_before_it_speaks() -> None:
    leading = speaking("two")
    assert leading.may_lead(SCORE, "two")
    assert leading.changes(SECOND) == []
    leading = speaking("two", "one")
    leading.lead(SCORE, "two")
    assert not leading.may_lead(SCORE, "one")
    assert leading.changes(SECOND) == [(SCORE, "one")]
    assert leading.may_lead(SCORE, "one")


def test_priority_goes_before_the_order() -> None:
    leading = speaking("one", "two", "three", priority={Field.SCORE: ["three"]})
    leading.lead(SCORE, "one")
    assert leading.changes(SECOND) == [(SCORE, "three")]


def test_one_that_is_away_gives_the_lead_and_has_it_back_once_it_is_steady() -> None:
    leading = speaking("one", "two")
    leading.lead(SCORE, "one")
    one = leading.voice("one")
    one.is_fresh, one.since = False, 10 * SECOND
    assert leading.changes(10 * SECOND) == [(SCORE, "two")]
    one.is_fresh, one.since = True, 20 * SECOND
    assert leading.changes(49 * SECOND) == []
    assert leading.changes(50 * SECOND) == [(SCORE, "one")]


def test_where_all_are_away_nothing_changes() -> None:
    leading = speaking("one", "two")
    leading.lead(SCORE, "one")
    for name in ("one", "two"):
        leading.voice(name).is_fresh = False
    assert leading.changes(SECOND) == []


def test_one_that_is_none_of_ours_is_led_by_none() -> None:
    leading = speaking("one")
    assert leading.may_lead(SCORE, "elsewhere")
    assert leading.leader(SCORE) is None
    assert not leading.are_ours("one", "elsewhere")


def test_a_feed_that_is_gone_from_the_config_gives_the_lead() -> None:
    leading = speaking("gone", "two")
    leading.lead(SCORE, "gone")
    assert leading.changes(SECOND) == [(SCORE, "two")]


def name(leading: Leading, feed: str, *sides: str, sport: Sport = Sport.FOOTBALL) -> None:
    home, away = (Team(name=side) for side in sides)
    match = Match(event_time=1, received=1, id="m", home=home, away=away, sport=sport)
    leading.voice(feed).tell(match, MATCH, 1)
    leading.may_lead(MATCH, feed)


@pytest.mark.parametrize("feeds", [("one", "two"), ("two", "one")])
def test_who_was_told_no_names_leads_nobody_who_names_the_sides(feeds: tuple[str, str]) -> None:
    sides = {"one": NOBODY, "two": ("North", "South")}
    leading = speaking()
    for feed in feeds:
        name(leading, feed, *sides[feed])
    leading.changes(SECOND)
    assert leading.leader(MATCH) == "two"
    leading.voice("two").is_fresh = False
    assert leading.changes(2 * SECOND) == []
    name(leading, "one", "Northfield", "Guest")
    assert leading.changes(3 * SECOND) == []
    name(leading, "one", "Northfield", "Southend")
    assert leading.changes(4 * SECOND) == [(MATCH, "one")]


@pytest.mark.parametrize(
    ("sides", "sport"),
    [(("Home", "Away"), Sport.FOOTBALL), (("North", "South"), Sport.BASKETBALL)],
    ids=["nobody-names-them", "another-sport"],
)
def test_the_first_in_order_leads_without_names(sides: tuple[str, str], sport: Sport) -> None:
    leading = speaking()
    name(leading, "two", *sides, sport=sport)
    name(leading, "one", *NOBODY)
    assert leading.changes(SECOND) == [(MATCH, "one")]
