"""Certainty: who says so, and how sure it is."""

from feeds.certainty import Certainty, value_of
from feeds.fact import Card, CardColor, Match, Stat, Team
from feeds.field import Field
from feeds.happening import Side
from feeds.state import GameState
from tests.test_truth import AWAY, Story, begun


def of(story: Story, field: Field) -> Certainty:
    return next(one for one in story.truth.certainties(story.now) if one.field is field)


def test_what_one_feed_says_is_single_and_agreed_once_another_says_so() -> None:
    story = begun("one", "two")
    story.feed("one", story.says(1, 0))
    told = of(story, Field.SCORE)
    assert (told.value, told.source, told.confidence) == ("1–0", "one", "single")  # noqa: RUF001
    story.feed("two", story.says(1, 0))
    assert of(story, Field.SCORE).confidence == "agreed"
    assert of(story, Field.MATCH).confidence == "agreed"
    assert of(story, Field.SCORE).voices == {"one": "1–0", "two": "1–0"}  # noqa: RUF001


def test_a_feed_that_is_away_makes_it_stale_and_a_question_disputed() -> None:
    story = begun("one")
    story.feed("one", story.clock(600))
    story.wait(30)
    story.feed("one", story.clock(100))
    assert of(story, Field.CLOCK).confidence == "disputed"
    story.stands("one", is_fresh=False)
    assert of(story, Field.MATCH).confidence == "stale"


def test_a_feed_that_says_nothing_new_is_heard_all_the_same() -> None:
    story = begun("one")
    story.feed("one", story.says(0, 0))
    told = of(story, Field.SCORE).told_at
    story.wait(90)
    story.stands("one", is_fresh=True)
    assert (of(story, Field.SCORE).told_at, of(story, Field.SCORE).heard_at) == (told, story.now)


def test_what_the_operator_told_is_by_hand() -> None:
    story = begun("one")
    card = Card(
        event_time=story.now, received=story.now, id="h", side=Side.HOME, color=CardColor.RED
    )
    story.hand(card)
    told = of(story, Field.CARDS)
    assert (told.source, told.confidence, told.value) == ("hand", "hand", "0/1 – 0/0")  # noqa: RUF001


def test_names_are_those_on_air_however_often_another_feed_led() -> None:
    story = Story("one", "two")
    story.match("two")
    story.wait(1)
    named = Match(
        event_time=story.now, received=story.now, id="x", home=Team(name="Spain"), away=AWAY
    )
    story.feed("one", named)
    story.go_on(1)
    for _ in range(2):
        for is_fresh, leader, names in (
            (False, "two", "North – South"),  # noqa: RUF001 - as is written
            (True, "one", "Spain – South"),  # noqa: RUF001
        ):
            story.stands("one", is_fresh=is_fresh)
            story.go_on(40)
            told, state = of(story, Field.MATCH), story.aired.as_of(story.now)
            assert (told.value, told.source, told.confidence) == (names, leader, "single")
            assert names.startswith(state.home.team.name)


def test_a_statistic_is_the_leader_s_after_a_takeover() -> None:
    story = begun("one", "two")

    def corners(feed: str, home: int) -> Stat:
        return Stat(event_time=story.now, received=story.now, id=feed, name="c", home=home, away=0)

    story.feed("two", corners("two", 1))
    story.wait(5)
    story.feed("one", corners("one", 9))
    for _ in range(2):
        for is_fresh, home in ((False, 1), (True, 9)):
            story.stands("one", is_fresh=is_fresh)
            story.go_on(40)
            assert [line.home for line in story.aired.as_of(story.now).stats] == [home]


def test_a_score_with_the_operator_s_goal_is_by_hand_until_a_feed_says_so() -> None:
    story = begun("one", "two")
    story.feed("one", story.says(0, 0))
    story.hand(story.goal("h", side=Side.AWAY))
    story.wait(5)
    story.feed("one", story.says(0, 0))
    told = of(story, Field.SCORE)
    assert (told.value, told.source, told.confidence) == ("0–1", "hand", "hand")  # noqa: RUF001
    story.feed("two", story.says(0, 1))
    told = of(story, Field.SCORE)
    assert (told.source, told.confidence) == ("two", "single")


def test_a_feed_that_is_away_agrees_with_nobody() -> None:
    story = begun("one", "two")
    for feed in ("one", "two"):
        story.feed(feed, story.clock(600))
    assert of(story, Field.CLOCK).confidence == "agreed"
    story.stands("two", is_fresh=False)
    assert of(story, Field.CLOCK).confidence == "single"


def test_what_is_too_long_for_a_line_is_not_said() -> None:
    assert value_of(Field.STATS, GameState(), 0) == ""
