"""Certainty: who says so, and how sure it is."""

from feeds.certainty import Certainty, value_of
from feeds.fact import Card, CardColor
from feeds.field import Field
from feeds.happening import Side
from feeds.state import GameState
from tests.test_truth import Story, begun


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


def test_what_is_too_long_for_a_line_is_not_said() -> None:
    assert value_of(Field.STATS, GameState(), 0) == ""
