"""Leading: whose word counts in each part, and when that changes."""

from feeds.fact import Correction
from feeds.field import Field, Part
from feeds.leading import Leading

SECOND = 1_000_000
SCORE, CLOCK = Part(Field.SCORE), Part(Field.CLOCK)


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
