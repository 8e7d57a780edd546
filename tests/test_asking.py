"""Asking: goals nobody confirms, and feeds that go on saying another score."""

from dataclasses import replace

import pytest

from feeds.asking import Aired, Disputes, in_words, unconfirmed
from feeds.fact import Correction, Goal, Match, PeriodStarted, Retraction, Team
from feeds.field import Field, Part
from feeds.happening import Side
from feeds.leading import Leading
from feeds.questions import Questions
from feeds.standing import Happenings
from feeds.voice import Voice

SECOND = 1_000_000
SCORE = Part(Field.SCORE)
GOAL = Goal(event_time=0, received=0, id="h", side=Side.HOME, player="Kane", minute=12)


def score(voice: Voice, home: int, at: int) -> None:
    told = Correction(event_time=at * SECOND, received=0, id="s", revision=at, home=home, away=0)
    voice.tell(told, SCORE, at * SECOND)


def led() -> Leading:
    leading = Leading(["one", "two"], {})
    leading.lead(SCORE, "one")
    for name in ("one", "two"):
        score(leading.voice(name), 0, 1)
    return leading


def test_a_goal_that_stands_on_the_operator_s_word_alone() -> None:
    happenings, leading = Happenings(), led()
    happenings.joined(GOAL, "hand", 0)
    assert list(unconfirmed(happenings, leading, 120 * SECOND)) == []
    (asked,) = unconfirmed(happenings, leading, 121 * SECOND)
    assert (asked.about, asked.feed, asked.since) == ("h", "one", 120 * SECOND)
    (retraction,) = asked.facts
    assert isinstance(retraction, Retraction)
    assert retraction.retracts == "h"
    leading.voice("one").is_fresh = False
    assert list(unconfirmed(happenings, leading, 121 * SECOND)) == []


def test_a_score_in_dispute_is_asked_after_a_minute_as_it_is_by_then() -> None:
    questions, disputes, leading, aired = (
        Questions(),
        Disputes(),
        led(),
        Aired(Voice(""), Happenings(), {}),
    )
    score(leading.voice("two"), 1, 10)
    for at, asked in ((10, 0), (70, 0), (71, 1), (80, 1)):
        disputes.ask(questions, leading, aired, at * SECOND)
        assert len(list(questions)) == asked
    score(leading.voice("two"), 2, 81)
    disputes.ask(questions, leading, aired, 82 * SECOND)
    (asked_now,) = questions
    assert asked_now.says == "2–0"  # noqa: RUF001 - a score is written so
    score(leading.voice("two"), 0, 83)
    disputes.ask(questions, leading, aired, 84 * SECOND)
    assert list(questions) == []


def test_in_words() -> None:
    assert in_words(GOAL) == "goal home Kane 12'"


@pytest.mark.parametrize(
    ("on_air", "by_hand", "is_asked"),
    [(3, 0, True), (2, 1, False), (3, 1, True), (3, 2, False), (0, 1, True)],
)
def test_the_leader_s_own_score_is_asked_where_the_operator_s_goals_are_not_all_that_differs(
    on_air: int, by_hand: int, *, is_asked: bool
) -> None:
    questions, disputes, leading = Questions(), Disputes(), led()
    aired = Aired(Voice(""), Happenings(), {})
    for number in range(by_hand):
        aired.happenings.joined(replace(GOAL, id=f"h{number}"), "hand", 0, may_join=False)
    score(leading.voice("one"), 1, 2)
    score(aired.voice, on_air, 2)
    for at in (3, 70):
        disputes.ask(questions, leading, aired, at * SECOND)
    assert ("disputed:one:1–0" in questions) is is_asked  # noqa: RUF001


def test_who_names_the_match_says_none_all_until_it_says_more() -> None:
    questions, disputes = Questions(), Disputes()
    leading = Leading(["one", "two"], {})
    match = Match(event_time=0, received=0, id="m", home=Team(name="N"), away=Team(name="S"))
    start = PeriodStarted(event_time=0, received=0, id="p", period=1)
    leading.voice("one").tell(match, Part(Field.MATCH), 0)
    leading.voice("one").tell(start, Part(Field.CLOCK), 0)
    score(leading.voice("two"), 1, 1)
    leading.lead(SCORE, "two")
    aired = Aired(Voice(""), Happenings(), {})
    score(aired.voice, 1, 1)
    for at in (3, 70):
        disputes.ask(questions, leading, aired, at * SECOND)
    assert [one.feed for one in questions] == ["one"]
