"""What is told of what a provider says again and again: what is new, changed, or gone."""

from dataclasses import replace
from typing import Any

from feeds.account import Account
from feeds.fact import ClockSet, Correction, Fact, Goal, Match, PeriodScores, Retraction, Team
from feeds.happening import Side
from feeds.timeline import Timeline

S = 1_000_000


def goal(name: str, side: Side = Side.HOME, **more: Any) -> Goal:
    return Goal(event_time=None, received=0, id=name, provider="p", side=side, **more)


def score(home: int, away: int) -> Correction:
    return Correction(event_time=None, received=0, id="score", provider="p", home=home, away=away)


def told(account: Account, *facts: Fact, at: int = S, is_whole: bool = True) -> list[str]:
    """What is told: type, id and revision, a retraction with what it takes back."""
    return [
        f"{one.type} {one.retracts if isinstance(one, Retraction) else one.id}/{one.revision}"
        for one in account.news(facts, at, is_whole=is_whole)
    ]


def test_only_what_is_new_or_changed_is_told() -> None:
    account = Account()
    assert told(account, goal("a")) == ["goal a/0"]
    assert told(account, goal("a")) == []
    assert told(account, goal("a", player="Someone"), goal("b")) == ["goal a/1", "goal b/0"]
    assert told(account, goal("a", player="Someone"), goal("b")) == []


def test_what_came_later_is_the_same() -> None:
    account = Account()
    account.news([goal("a")], S)
    later = Goal(event_time=None, received=9 * S, id="a", provider="p", side=Side.HOME)
    assert account.news([later], 9 * S) == []


def test_a_happening_that_is_gone_is_taken_back_once_and_may_come_back() -> None:
    account = Account()
    told(account, goal("a"), goal("b", Side.AWAY))
    assert told(account, goal("b", Side.AWAY)) == ["retraction a/0"]
    assert told(account, goal("b", Side.AWAY)) == []
    assert told(account, goal("a"), goal("b", Side.AWAY)) == ["goal a/1"]
    assert told(account, goal("b", Side.AWAY)) == ["retraction a/1"]


def test_a_reading_that_is_gone_held_in_its_time() -> None:
    account = Account()
    clock = ClockSet(event_time=None, received=0, id="clock", provider="p", clock=S)
    assert told(account, clock) == ["clock_set clock/0"]
    assert told(account, goal("a")) == ["goal a/0"]


def test_what_is_not_whole_takes_nothing_back() -> None:
    account = Account()
    told(account, goal("a"))
    assert told(account, goal("b"), is_whole=False) == ["goal b/0"]


def test_a_goal_told_under_another_id_is_the_same_goal() -> None:
    """A feed that puts the minute right, where the minute is part of what names it."""
    account = Account()
    told(account, goal("home/58'"))
    (news,) = account.news([goal("home/59'")], S)
    assert (news.id, news.corrects) == ("home/59'", "home/58'")
    assert told(account, goal("home/59'")) == []
    assert told(account, goal("home/59'", player="X")) == ["goal home/59'/1"]


def test_a_payload_that_says_nothing_of_the_match_takes_nothing_back() -> None:
    account = Account()
    told(account, goal("a"))
    assert told(account) == []
    assert told(account, goal("a")) == []


def test_a_goal_left_unsaid_stands_while_the_score_has_it() -> None:
    account = Account()
    told(account, goal("a"), goal("b"), goal("c", Side.AWAY))
    assert told(account, score(2, 0)) == ["retraction c/0", "correction score/0"]
    assert told(account, score(1, 0)) == ["retraction a/0", "retraction b/0", "correction score/1"]


def test_the_other_side_s_goal_is_another() -> None:
    account = Account()
    told(account, goal("a", Side.HOME))
    assert told(account, goal("b", Side.AWAY)) == ["retraction a/0", "goal b/0"]


def test_a_score_is_told_again_behind_what_counts() -> None:
    account = Account()
    assert told(account, score(2, 0)) == ["correction score/0"]
    assert told(account, goal("a"), score(2, 0)) == ["goal a/0", "correction score/1"]
    assert told(account, goal("a"), score(2, 0)) == []
    assert told(account, goal("a"), goal("b")) == ["retraction score/1", "goal b/0"]


def test_what_periods_came_to_is_told_again_and_goes_when_it_is_told_no_more() -> None:
    periods = PeriodScores(
        event_time=None, received=0, id="periods", provider="p", scores=((1, 0),)
    )
    account = Account()
    assert told(account, periods) == ["period_scores periods/0"]
    assert told(account, goal("a"), periods) == ["goal a/0", "period_scores periods/1"]
    assert told(account, goal("a")) == ["retraction periods/1"]


def test_the_timeline_counts_what_is_told() -> None:
    """Score first, then its goals one by one; one is taken back and comes back."""
    account, timeline = Account(), Timeline()
    match = Match(
        event_time=None,
        received=0,
        id="match",
        provider="p",
        home=Team(name="North"),
        away=Team(name="South"),
    )
    polls: list[list[Fact]] = [
        [match],
        [match, score(1, 0)],
        [match, goal("a")],
        [match, goal("a"), goal("b", Side.AWAY), score(2, 1)],
        [match, goal("a"), goal("b", Side.AWAY), goal("c")],
        [match, goal("a"), goal("c")],
        [match, goal("a"), goal("b", Side.AWAY), goal("c")],
    ]
    scores = []
    for number, poll in enumerate(polls, 1):
        for fact in account.news(poll, number * S):
            timeline.add(fact, visible_from=number * S)
        state = timeline.as_of(number * S)
        scores.append((state.home.score, state.away.score))
    assert scores == [(0, 0), (1, 0), (1, 0), (2, 1), (2, 1), (2, 0), (2, 1)]


def test_what_was_told_before_it_began_is_gone_on_from() -> None:
    before, after = Account(), Account()
    facts = before.news([goal("a"), goal("b"), score(2, 0)], S)
    facts += before.news([goal("a", player="Someone"), goal("b"), score(2, 0)], 2 * S)
    after.remember(facts)
    assert told(after, goal("a", player="Someone"), goal("b"), score(2, 0)) == []
    gone = after.news([goal("a", player="Someone"), score(1, 0)], 3 * S)
    assert [(one.type, one.revision) for one in gone] == [("retraction", 0), ("correction", 2)]
    again = Account()
    again.remember([*facts, *gone])
    assert "goal b/1" in told(again, goal("a", player="Someone"), goal("b"), score(2, 0))


def test_a_time_that_was_ours_is_not_the_vendor_s() -> None:
    account = Account()
    ours = Goal(event_time=7, received=0, id="a", provider="p", side=Side.HOME, is_estimated=True)
    account.remember([ours])
    assert told(account, goal("a")) == []


def test_one_that_took_another_s_place_is_remembered_alone() -> None:
    before, after = Account(), Account()
    facts = before.news([goal("12/1")], S)
    facts += before.news([goal("13/1")], 2 * S)
    assert [(one.id, one.corrects) for one in facts] == [("12/1", None), ("13/1", "12/1")]
    after.remember(facts)
    assert told(after, goal("13/1")) == []


def test_what_was_told_under_our_names_is_as_it_was() -> None:
    by: dict[str, Any] = {"event_time": None, "received": 0, "provider": "p"}
    match = Match(**by, id="m", home=Team(name="N", color="#000000", ref="1"), away=Team(name="S"))
    ours = Team(name="North Town", short="NTH", color="#ffffff", ref="1", feed_name="N")
    aired: list[Fact] = [
        replace(match, event_time=5, is_estimated=True, revision=2, home=ours),
        replace(goal("a", player="Ann", player_ref="9"), event_time=7, is_estimated=True),
    ]
    said: list[Fact] = [match, goal("a", player="A", player_ref="9"), score(1, 0)]
    account = Account()
    account.remember([*aired, score(1, 0)])
    again = account.news(said, 9 * S)
    assert [(one.id, one.revision, one.event_time) for one in again] == [("m", 2, 5), ("a", 0, 7)]
    assert getattr(again[1], "player", "") == "A"
    assert told(account, *said) == []
    assert told(account, said[0], goal("a", player="B", player_ref="9"), said[2]) == [
        "goal a/1",
        "correction score/1",
    ]


def test_what_is_another_than_was_told_is_told() -> None:
    account = Account()
    ours, same = goal("a", player="Ann", player_ref="9"), goal("b", player="B", player_ref="8")
    account.remember([ours, same])
    found = told(account, goal("a", player="A", player_ref="7"), same)
    assert found == ["goal b/0", "goal a/1"]
