"""Voices: what one feed says, kept for the day it leads."""

from feeds.fact import ClockSet, Correction, Goal, Match, PeriodStarted, Retraction, Team
from feeds.field import Field, Part, part_of
from feeds.happening import Side
from feeds.voice import Voice

SECOND = 1_000_000
TEAM = Team(name="North")


def told(*facts: Goal | Match | PeriodStarted | Retraction | Correction) -> Voice:
    voice = Voice("two")
    for fact in facts:
        target = voice.fact(fact.retracts) if isinstance(fact, Retraction) else None
        voice.tell(fact, part_of(fact, target), fact.event_time or 0)
    return voice


def test_its_word_on_the_score_is_its_goals_and_what_they_come_to() -> None:
    goals = [Goal(event_time=t, received=t, id=f"g{t}", side=Side.HOME) for t in (1, 2)]
    voice = told(*goals, Retraction(event_time=3, received=3, id="r", retracts="g1"))
    first, score = voice.word(Part(Field.SCORE), 12, 2)
    assert first.id == "g2"
    assert isinstance(score, Correction)
    assert (score.home, score.away, score.event_time, score.provider) == (1, 0, 10, "two")


def test_its_word_on_the_clock_is_the_clock_as_it_reads_then() -> None:
    start = PeriodStarted(event_time=0, received=0, id="p1", period=1)
    *before, clock = told(start).word(Part(Field.CLOCK), 90 * SECOND, 0)
    assert before == [start]
    assert isinstance(clock, ClockSet)
    assert (clock.clock, clock.running, clock.event_time) == (90 * SECOND, True, 90 * SECOND)


def test_another_match_is_one_under_another_id() -> None:
    match = Match(event_time=0, received=0, id="m1", home=TEAM, away=TEAM)
    assert not told().begins_anew(match)
    assert not told(match).begins_anew(match)
    later = Match(event_time=5, received=5, id="m2", home=TEAM, away=TEAM)
    assert told(match).begins_anew(later)


def test_a_moment_before_the_one_asked_last_is_that_one() -> None:
    voice = told(Goal(event_time=5, received=5, id="g", side=Side.HOME))
    assert voice.state(10).home.score == 1
    assert voice.state(1).home.score == 1
