"""The truth of a match, where feeds and the operator say this and that."""

from dataclasses import replace

import pytest

from feeds.fact import (
    Card,
    CardColor,
    ClockSet,
    Correction,
    Fact,
    Goal,
    Match,
    PeriodEnded,
    PeriodStarted,
    Retraction,
    Stat,
    Team,
)
from feeds.field import Field
from feeds.happening import Side
from feeds.sport import Sport
from feeds.timeline import Timeline
from feeds.truth import Judged, Truth
from feeds.voice import HAND

SECOND = 1_000_000
T = 1_700_000_000 * SECOND
HOME, AWAY = Team(name="North"), Team(name="South")


class Story:
    """A truth beside the timeline a channel would fold of it."""

    def __init__(self, *feeds: str, priority: dict[Field, list[str]] | None = None) -> None:
        self.offsets: dict[str, int] = {}
        self.truth = Truth(feeds, priority or {}, self.offsets)
        self.aired = Timeline()
        self.now = T
        self.revision = 0
        self.feeds = feeds
        self.log: list[tuple[str, Fact, str, int]] = []

    def wait(self, seconds: float) -> None:
        self.now += int(seconds * SECOND)

    def air(self, fact: Fact) -> None:
        at = self.now if fact.event_time is None else fact.event_time
        self.aired.add(fact, visible_from=max(at, self.now))

    def feed(self, name: str, fact: Fact) -> Judged:
        judged = self.truth.judge(replace(fact, provider=name), name, self.now)
        self.log.append(("said" if judged.is_taken else "heard", judged.fact, name, self.now))
        if judged.said is not None:
            self.log.append(("heard", judged.said, name, self.now))
        if judged.is_taken:
            self.air(judged.fact)
        return judged

    def restart(self) -> None:
        """The channel begins anew, and knows what its log has."""
        self.truth = Truth(self.feeds, {}, self.offsets)
        for how, fact, teller, at in self.log:
            getattr(self.truth, how)(fact, teller, at)

    def hand(self, fact: Fact, *, joins: bool = True) -> Fact:
        told = self.truth.take(replace(fact, provider=HAND), HAND, self.now, joins=joins)
        self.log.append(("said", told, HAND, self.now))
        self.air(told)
        return told

    def undo(self, name: str) -> None:
        """As a channel does it."""
        undo = Retraction(
            event_time=None, received=self.now, id=f"undo-{name}", provider=HAND, retracts=name
        )
        parted = self.truth.part(undo, self.now)
        if parted is None:
            self.hand(undo)
        else:
            for told, teller in ((undo, HAND), parted):
                self.log.append(("said", told, teller, self.now))
                self.air(told)

    def go_on(self, seconds: float = 0) -> None:
        self.wait(seconds)
        self.truth.questions(self.now)
        for lead in self.truth.leads(self.now):
            for fact in lead.facts:
                self.feed(lead.feed, fact)

    def answer(self, name: str, *, is_feed_right: bool) -> None:
        for fact, _ in self.truth.answer(name, is_feed_right=is_feed_right, now=self.now):
            self.log.append(("decided", fact, fact.provider or "", self.now))
            self.air(fact)

    def stands(self, feed: str, *, is_fresh: bool) -> None:
        self.truth.stands(feed, is_fresh=is_fresh, heard=self.now, now=self.now)

    @property
    def score(self) -> tuple[int, int]:
        state = self.aired.as_of(self.now)
        return state.home.score, state.away.score

    @property
    def kinds(self) -> list[str]:
        return [one.kind for one in self.truth.questions(self.now)]

    def match(self, name: str, sport: Sport = Sport.FOOTBALL) -> None:
        self.feed(
            name,
            Match(
                event_time=self.now, received=self.now, id="m", home=HOME, away=AWAY, sport=sport
            ),
        )
        self.feed(name, PeriodStarted(event_time=self.now, received=self.now, id="p1", period=1))

    def goal(self, name: str, *, ago: float = 0, side: Side = Side.HOME, player: str = "") -> Goal:
        return Goal(
            event_time=self.now - int(ago * SECOND),
            received=self.now,
            id=name,
            side=side,
            player=player or None,
        )

    def says(self, home: int, away: int, *, ago: float = 0) -> Correction:
        at = self.now - int(ago * SECOND)
        self.revision += 1
        return Correction(
            event_time=at,
            received=self.now,
            id="score",
            revision=self.revision,
            home=home,
            away=away,
        )

    def clock(self, text_seconds: int, period: int = 1) -> ClockSet:
        self.revision += 1
        return ClockSet(
            event_time=self.now,
            received=self.now,
            id="clock",
            revision=self.revision,
            clock=text_seconds * SECOND,
            period=period,
        )


def begun(*feeds: str, **more: dict[Field, list[str]]) -> Story:
    story = Story(*feeds, **more)
    for feed in feeds:
        story.match(feed)
    story.wait(600)
    return story


def test_a_goal_by_hand_and_the_feed_s_20_s_later_are_one() -> None:
    story = begun("one")
    story.hand(story.goal("h1"))
    story.wait(20)
    told = story.feed("one", story.goal("g1", ago=22, player="Kane"))
    assert story.score == (1, 0)
    assert (told.fact.corrects, told.fact.player) == ("h1", "Kane")  # type: ignore[union-attr]
    mark = story.aired.as_of(story.now).goal
    assert mark is not None
    assert mark.player == "Kane"
    story.wait(10)
    # Told again, with its minute, it still is the same one.
    story.feed("one", replace(story.goal("g1", ago=32, player="Kane"), revision=1, minute=10))
    assert story.score == (1, 0)
    story.go_on(300)
    assert story.kinds == []


def test_a_goal_of_the_feed_and_the_operator_s_after_it_are_one() -> None:
    story = begun("one")
    story.feed("one", story.goal("g1", player="Kane"))
    story.wait(8)
    told = story.hand(story.goal("h1"))
    assert story.score == (1, 0)
    assert (told.corrects, told.player) == ("g1", "Kane")  # type: ignore[union-attr]


def test_a_goal_that_joined_the_feed_s_is_undone_and_the_feed_s_stands() -> None:
    story = begun("one")
    story.feed("one", story.goal("g1", player="Kane"))
    story.wait(8)
    story.hand(story.goal("h1", player="Somebody else"))
    story.undo("h1")
    mark = story.aired.as_of(story.now).goal
    assert (story.score, mark and mark.player) == ((1, 0), "Kane")
    story.wait(5)
    story.hand(story.goal("h2"), joins=False)
    assert story.score == (2, 0)
    # Told again the feed's is itself, and it takes back its own without a question.
    story.feed("one", replace(story.goal("g1", ago=13, player="Harry Kane"), revision=1))
    assert story.score == (2, 0)
    taken = Retraction(event_time=None, received=story.now, id="r1", retracts="g1")
    assert story.feed("one", taken).is_taken
    assert story.score == (1, 0)


@pytest.mark.parametrize("begins_anew", [False, True])
def test_a_goal_by_hand_that_the_feed_joined_is_undone_and_the_feed_s_stands(
    *, begins_anew: bool
) -> None:
    story = begun("one")
    story.hand(story.goal("h1", player="Somebody else"))
    story.wait(8)
    story.feed("one", story.goal("g1"))
    story.undo("h1")
    mark = story.aired.as_of(story.now).goal
    assert (story.score, mark and mark.player) == ((1, 0), None)
    if begins_anew:
        story.restart()
    story.wait(5)
    # It is the feed's alone: told again it is itself, and taken back without a question.
    story.feed("one", replace(story.goal("g1", ago=13, player="Kane"), revision=1))
    assert story.score == (1, 0)
    taken = Retraction(event_time=None, received=story.now, id="r1", retracts="g1")
    assert story.feed("one", taken).is_taken
    assert story.score == (0, 0)


@pytest.mark.parametrize("begins_anew", [False, True])
@pytest.mark.parametrize(
    ("by_hand", "total", "before", "after"),
    [(1, 0, 1, 0), (1, 1, 1, 1), (2, 0, 2, 1), (2, 1, 2, 1)],
)
def test_a_goal_by_hand_counted_in_a_score_is_undone_to_the_score_without_it(
    by_hand: int, total: int, before: int, after: int, *, begins_anew: bool
) -> None:
    story = begun("one")
    story.feed("one", story.says(0, 0))
    story.wait(5)
    for number in range(by_hand):
        story.hand(story.goal(f"h{number}"), joins=False)
    story.wait(8)
    story.feed("one", story.says(total, 0))
    assert story.score == (before, 0)
    story.wait(5)
    if begins_anew:
        story.restart()
        story.go_on()
    story.undo("h0")
    assert story.score == (after, 0)
    # What the feed says next counts, though it is of a moment before the undo.
    story.wait(2)
    story.feed("one", story.says(total, 1, ago=4))
    assert story.score == (after, 1)
    story.undo("undo-h0")
    story.wait(1)
    assert story.score == (before, 1)


def test_a_goal_by_hand_that_the_feed_s_score_has_is_so_after_a_restart() -> None:
    story = begun("one")
    story.feed("one", story.says(0, 0))
    story.hand(story.goal("h1"))
    story.wait(20)
    story.feed("one", story.says(1, 0))
    story.restart()
    story.go_on(130)
    assert story.kinds == []


def test_a_goal_that_only_the_operator_told_is_undone_whole() -> None:
    story = begun("one")
    story.hand(story.goal("h1"))
    story.undo("h1")
    assert story.score == (0, 0)


def test_two_goals_within_a_minute_can_be_told_by_hand() -> None:
    story = begun("one")
    story.feed("one", story.goal("g1"))
    story.wait(30)
    story.hand(story.goal("h1"), joins=False)
    assert story.score == (2, 0)
    story.wait(5)
    # The second goal of the feed is the one told by hand, not a third.
    story.feed("one", story.goal("g2", ago=6))
    assert story.score == (2, 0)


@pytest.mark.parametrize(("ago", "side"), [(200, Side.HOME), (2, Side.AWAY)])
def test_another_goal_is_another(ago: float, side: Side) -> None:
    story = begun("one")
    story.hand(story.goal("h1"))
    story.feed("one", story.goal("g1", ago=ago, side=side))
    assert sum(story.score) == 2


@pytest.mark.parametrize("begins_anew", [False, True])
def test_a_goal_by_hand_is_the_feed_s_of_that_minute_though_it_was_away(
    *, begins_anew: bool
) -> None:
    story = begun("one")
    story.feed("one", story.says(0, 0))
    story.wait(38)
    story.hand(story.goal("h1"))
    story.stands("one", is_fresh=False)
    if begins_anew:
        story.restart()
    story.go_on(240)
    story.stands("one", is_fresh=True)
    late = replace(story.goal("g1", player="Kane"), minute=11, is_estimated=True)
    assert story.feed("one", late).fact.corrects == "h1"
    story.feed("one", story.says(1, 0))
    for _ in range(10):
        story.go_on(60)
    assert (story.score, story.kinds) == ((1, 0), [])


def test_a_goal_of_another_minute_is_another_and_the_operator_s_is_asked_about() -> None:
    story = begun("one")
    story.hand(story.goal("h1"))
    story.wait(240)
    story.feed("one", replace(story.goal("g1"), minute=8, is_estimated=True))
    assert (story.score, story.kinds) == ((2, 0), ["unconfirmed"])


def test_a_goal_nobody_confirms_raises_an_alarm_and_changes_nothing() -> None:
    story = begun("one")
    story.hand(story.goal("h1", player="No. 9"))
    story.go_on(100)
    assert story.kinds == []
    story.go_on(25)
    (asked,) = story.truth.questions(story.now)
    assert (asked.kind, asked.feed) == ("unconfirmed", "one")
    assert "No. 9" in asked.stands
    assert story.score == (1, 0)
    story.answer(asked.id, is_feed_right=False)
    story.go_on(300)
    assert story.kinds == []
    assert story.score == (1, 0)


def test_an_unconfirmed_goal_can_be_taken_back() -> None:
    story = begun("one")
    story.hand(story.goal("h1"))
    story.go_on(130)
    (asked,) = story.truth.questions(story.now)
    story.answer(asked.id, is_feed_right=True)
    assert story.score == (0, 0)
    assert story.kinds == []


def test_without_a_feed_nothing_is_unconfirmed() -> None:
    story = Story()
    story.hand(story.goal("h1"))
    story.go_on(600)
    assert story.kinds == []


def test_a_feed_that_tells_scores_alone_counts_no_goal_twice() -> None:
    story = begun("one")
    story.feed("one", story.says(0, 0))
    story.wait(10)
    story.hand(story.goal("h1"))
    story.wait(5)
    # An estimated time before the press.
    story.feed("one", story.says(1, 0, ago=9))
    assert story.score == (1, 0)
    story.go_on(300)
    assert story.kinds == []


def test_a_slow_feed_does_not_take_a_goal_by_hand_away() -> None:
    story = begun("one")
    story.feed("one", story.says(0, 0))
    story.hand(story.goal("h1"))
    story.wait(10)
    story.feed("one", story.says(0, 1))
    assert story.score == (1, 1)
    story.wait(20)
    story.feed("one", story.says(1, 1))
    assert story.score == (1, 1)
    story.wait(20)
    # A fall that is the feed's own: its goal was annulled.
    story.feed("one", story.says(1, 0))
    assert story.score == (1, 0)


def test_a_goal_by_hand_that_the_feed_takes_back_is_asked() -> None:
    story = begun("one")
    story.hand(story.goal("h1"))
    story.wait(10)
    story.feed("one", story.goal("g1", ago=10))
    story.wait(60)
    gone = Retraction(event_time=story.now, received=story.now, id="r1", retracts="g1")
    judged = story.feed("one", gone)
    assert not judged.is_taken
    assert story.kinds == ["taken_back"]
    assert story.score == (1, 0)
    (asked,) = story.truth.questions(story.now)
    story.answer(asked.id, is_feed_right=True)
    assert story.score == (0, 0)
    assert story.kinds == []


def test_a_goal_of_the_feed_alone_falls_with_it() -> None:
    story = begun("one")
    story.feed("one", story.goal("g1"))
    story.wait(60)
    gone = Retraction(event_time=story.now, received=story.now, id="r1", retracts="g1")
    assert story.feed("one", gone).is_taken
    assert story.score == (0, 0)


def test_the_first_in_order_leads_and_the_other_is_heard() -> None:
    story = begun("one", "two")
    story.feed("one", story.goal("g1"))
    judged = story.feed("two", story.goal("other", ago=-2))
    assert not judged.is_taken
    assert story.score == (1, 0)
    # What the first does not speak of, the second does.
    stat = Stat(event_time=story.now, received=story.now, name="corners", home=3, away=1)
    assert story.feed("two", stat).is_taken


def test_priority_is_by_field() -> None:
    story = begun("one", "two", priority={Field.CLOCK: ["two"]})
    story.go_on(1)
    assert story.feed("two", story.clock(602)).is_taken
    assert not story.feed("one", story.clock(602)).is_taken
    assert story.feed("one", story.goal("g1")).is_taken


def test_another_feed_takes_over_and_gives_back() -> None:
    story = begun("one", "two")
    for name in ("one", "two"):
        story.feed(name, story.goal(f"{name}-1"))
    assert story.score == (1, 0)
    story.stands("one", is_fresh=False)
    story.go_on(1)
    assert story.score == (1, 0)
    story.feed("two", story.goal("two-2", side=Side.AWAY))
    assert story.score == (1, 1)
    story.stands("one", is_fresh=True)
    story.go_on(5)
    assert not story.feed("one", story.goal("one-2", side=Side.AWAY, ago=4)).is_taken
    story.go_on(40)
    # It leads again, and what it told of meanwhile is known already.
    assert story.feed("one", story.goal("one-3")).is_taken
    assert story.score == (2, 1)


def test_feeds_that_disagree_for_a_while_are_asked_about() -> None:
    story = begun("one", "two")
    story.feed("one", story.says(0, 0))
    story.feed("two", story.says(1, 0))
    story.go_on(1)
    story.go_on(50)
    assert story.kinds == []
    story.go_on(20)
    (asked,) = story.truth.questions(story.now)
    assert (asked.kind, asked.feed, asked.says) == ("disputed", "two", "1–0")  # noqa: RUF001
    assert story.score == (0, 0)
    story.answer(asked.id, is_feed_right=True)
    assert story.score == (1, 0)
    story.go_on(1)
    assert story.kinds == []


def test_a_dispute_that_ends_is_withdrawn() -> None:
    story = begun("one", "two")
    story.feed("one", story.says(0, 0))
    story.feed("two", story.says(1, 0))
    story.go_on(1)
    story.go_on(70)
    assert story.kinds == ["disputed"]
    story.feed("one", story.says(1, 0))
    story.go_on(1)
    assert story.kinds == []


def test_a_clock_that_jumps_back_is_asked_and_forgotten_when_it_is_well_again() -> None:
    story = begun("one")
    assert story.feed("one", story.clock(600)).is_taken
    story.wait(30)
    assert not story.feed("one", story.clock(120)).is_taken
    assert story.kinds == ["jump"]
    story.wait(30)
    assert story.feed("one", story.clock(661)).is_taken
    assert story.kinds == []


def test_a_match_met_in_the_middle_has_its_clock() -> None:
    story = Story("one")
    story.match("one")
    assert story.feed("one", story.clock(1200)).is_taken
    story.wait(1)
    assert not story.feed("one", story.clock(2400)).is_taken
    assert story.kinds == ["jump"]


def test_a_clock_set_by_hand_is_not_changed_by_a_feed() -> None:
    story = begun("one")
    story.feed("one", story.clock(600))
    story.hand(replace(story.clock(650), id="h"))
    story.wait(10)
    assert not story.feed("one", story.clock(610)).is_taken
    (asked,) = story.truth.questions(story.now)
    assert (asked.kind, asked.says, asked.stands) == ("clock", "10:10", "11:00")
    story.answer(asked.id, is_feed_right=False)
    story.wait(10)
    # It was decided: nothing is asked again in this period.
    assert not story.feed("one", story.clock(620)).is_taken
    assert story.kinds == []


def test_a_clock_that_is_taken_stands_behind_the_one_by_hand() -> None:
    story = begun("one")
    story.hand(replace(story.clock(180), id="h"))
    late = story.clock(1200)
    story.feed("one", replace(late, event_time=story.now - 5 * SECOND))
    (asked,) = story.truth.questions(story.now)
    story.wait(10)
    story.answer(asked.id, is_feed_right=True)
    clock = story.aired.as_of(story.now).clock
    assert clock is not None
    assert clock.at(story.now) == 1215 * SECOND
    story.feed("one", story.clock(1216))
    assert story.kinds == []


def test_a_score_that_is_taken_stands_behind_what_it_replaces() -> None:
    story = begun("one")
    story.hand(Correction(event_time=story.now, received=story.now, id="h", home=2, away=0))
    story.feed("one", story.says(6, 0, ago=5))
    (asked,) = story.truth.questions(story.now)
    story.answer(asked.id, is_feed_right=True)
    story.wait(1)
    assert story.score == (6, 0)


def test_a_kick_off_by_hand_is_refined_by_the_feed_s() -> None:
    story = Story("one")
    story.match("one")
    story.wait(2800)
    story.hand(PeriodStarted(event_time=story.now, received=story.now, id="h2", period=2))
    story.wait(5)
    start = PeriodStarted(event_time=story.now - 8 * SECOND, received=story.now, id="p2", period=2)
    assert story.feed("one", start).is_taken
    later = replace(start, id="p2b", event_time=story.now + 60 * SECOND)
    story.hand(PeriodStarted(event_time=story.now, received=story.now, id="h3", period=2))
    story.wait(60)
    assert not story.feed("one", later).is_taken


def test_a_period_that_goes_back_is_asked() -> None:
    story = begun("one")
    story.feed("one", PeriodEnded(event_time=story.now, received=story.now, id="e1", period=1))
    story.feed("one", PeriodStarted(event_time=story.now, received=story.now, id="p2", period=2))
    story.wait(10)
    assert not story.feed("one", story.clock(500, period=1)).is_taken
    assert story.kinds == ["jump"]


@pytest.mark.parametrize(("home", "sport"), [(5, Sport.FOOTBALL), (0, Sport.BASKETBALL)])
def test_a_score_that_jumps_is_asked(home: int, sport: Sport) -> None:
    story = Story("one")
    story.match("one", sport)
    story.wait(60)
    before = 0 if sport is Sport.FOOTBALL else 44
    story.feed("one", story.says(before, 0))
    story.wait(10)
    assert not story.feed("one", story.says(home, 0)).is_taken
    (asked,) = story.truth.questions(story.now)
    story.answer(asked.id, is_feed_right=True)
    assert story.score == (home, 0)


def test_what_a_feed_says_first_is_no_jump() -> None:
    story = Story("one")
    story.match("one")
    assert story.feed("one", story.says(6, 1)).is_taken


def test_cards_are_joined_like_goals() -> None:
    story = begun("one")
    card = Card(
        event_time=story.now, received=story.now, id="h", side=Side.HOME, color=CardColor.YELLOW
    )
    story.hand(card)
    story.wait(30)
    story.feed("one", replace(card, id="c1", player="No. 4"))
    assert story.aired.as_of(story.now).home.yellow_cards == 1


def test_the_clock_is_doubted_once_its_feed_is_away() -> None:
    story = Story("one")
    story.match("one", Sport.BASKETBALL)
    story.feed("one", story.clock(500))
    story.stands("one", is_fresh=False)
    story.wait(60)
    assert not story.truth.clock_doubt(story.now, 120 * SECOND)
    story.wait(70)
    assert story.truth.clock_doubt(story.now, 120 * SECOND)
    story.hand(replace(story.clock(300), id="h"))
    assert not story.truth.clock_doubt(story.now, 120 * SECOND)


def test_a_football_clock_with_its_kick_off_needs_no_feed() -> None:
    story = begun("one")
    story.stands("one", is_fresh=False)
    story.wait(600)
    assert not story.truth.clock_doubt(story.now, 120 * SECOND)


def test_a_question_of_another_run_is_decided_by_its_name() -> None:
    story = begun("one")
    story.feed("one", story.clock(600))
    story.wait(30)
    story.feed("one", story.clock(120))
    (asked,) = story.truth.questions(story.now)
    story.truth.answered(asked.id, is_kept=True)
    story.truth.asked(asked)
    assert story.kinds == []
    with pytest.raises(KeyError):
        story.truth.answer(asked.id, is_feed_right=True, now=story.now)


def test_a_new_match_begins_anew() -> None:
    story = begun("one")
    story.feed("one", story.goal("g1"))
    story.hand(story.goal("h1", side=Side.AWAY))
    story.wait(60)
    again = Match(event_time=story.now, received=story.now, id="m2", home=AWAY, away=HOME)
    story.feed("one", again)
    assert story.score == (0, 0)
    story.go_on(300)
    assert story.kinds == []


def test_an_offset_counts_where_goals_are_joined() -> None:
    story = begun("one")
    story.offsets["one"] = -300 * SECOND
    story.hand(story.goal("h1"))
    story.wait(10)
    told = story.truth.judge(replace(story.goal("g1", ago=-290), provider="one"), "one", story.now)
    assert told.fact.corrects == "h1"


def test_a_match_named_by_hand_keeps_its_names() -> None:
    story = Story("one")
    named = Match(
        event_time=story.now, received=story.now, id="h", home=Team(name="The North"), away=AWAY
    )
    story.hand(named)
    story.hand(story.goal("h1"))
    story.wait(5)
    story.match("one")
    assert story.score == (1, 0)
    assert story.aired.as_of(story.now).home.team.name == "The North"


def test_the_feed_that_leads_names_the_match_another_told_first() -> None:
    story = Story("one", "two")
    story.match("two")
    story.feed("two", story.goal("g"))
    story.wait(5)
    first = Match(
        event_time=story.now, received=story.now, id="x", home=Team(name="N. F. C."), away=AWAY
    )
    story.feed("one", first)
    story.go_on(1)
    assert story.score == (1, 0)
    assert story.aired.as_of(story.now).home.team.name == "N. F. C."


def test_a_feed_with_an_offset_takes_over_at_the_venue_s_time() -> None:
    story = begun("one", "two")
    story.offsets["two"] = 20 * SECOND
    story.feed("one", story.clock(600))
    story.wait(20)
    # Its own clock is behind: what it says is of twenty seconds later.
    told = replace(story.clock(620), event_time=story.now - 20 * SECOND)
    story.feed("two", told)
    story.stands("one", is_fresh=False)
    lead = next(lead for lead in story.truth.leads(story.now) if lead.part.field is Field.CLOCK)
    *_, clock = lead.facts
    assert isinstance(clock, ClockSet)
    assert (clock.clock, clock.event_time) == (620 * SECOND, story.now - 20 * SECOND)


def test_a_score_before_its_goal_is_one_goal() -> None:
    story = begun("one")
    story.feed("one", story.says(0, 0))
    story.hand(story.goal("h1"))
    story.wait(20)
    story.feed("one", story.says(1, 0))
    story.wait(5)
    told = story.feed("one", story.goal("g1", ago=20, player="Kane"))
    assert told.fact.corrects == "h1"
    assert story.score == (1, 0)


def test_what_was_told_to_be_another_is_so_after_a_restart() -> None:
    story = begun("one")
    story.feed("one", story.goal("g1"))
    story.wait(50)
    story.hand(story.goal("h1"), joins=False)
    story.restart()
    story.wait(5)
    assert story.feed("one", story.goal("g2", ago=6)).fact.corrects == "h1"
    assert story.score == (2, 0)


def test_a_question_that_ended_does_not_come_back_with_a_restart() -> None:
    story = begun("one")
    story.feed("one", story.clock(600))
    story.wait(30)
    judged = story.feed("one", story.clock(100))
    assert judged.question is not None
    story.wait(30)
    story.feed("one", story.clock(660))
    story.truth = Truth(story.feeds, {}, story.offsets)
    for how, fact, teller, at in story.log:
        if how == "said":
            story.truth.said(fact, teller, at)
        else:
            story.truth.heard(fact, teller, at)
            story.truth.asked(judged.question)
    assert story.kinds == []


def test_a_feed_takes_over_in_the_second_half_without_a_question() -> None:
    story = begun("one", "two")
    for name in ("one", "two"):
        story.feed(name, PeriodEnded(event_time=story.now, received=story.now, id="e1", period=1))
    story.wait(900)
    for name in ("one", "two"):
        start = PeriodStarted(event_time=story.now, received=story.now, id="p2", period=2)
        story.feed(name, start)
    story.wait(60)
    story.stands("one", is_fresh=False)
    story.go_on(1)
    assert story.kinds == []
    assert story.aired.as_of(story.now).period == 2


def test_a_feed_that_goes_on_to_its_next_match_leaves_this_one_alone() -> None:
    story = begun("one", "two", priority={Field.SCORE: ["two"]})
    story.feed("one", story.says(1, 0))
    story.feed("two", story.says(1, 0))
    story.go_on(1)
    later = Match(event_time=story.now, received=story.now, id="m2", home=AWAY, away=HOME)
    assert not story.feed("two", later).is_taken
    assert not story.feed("two", replace(story.says(0, 0), id="s2")).is_taken
    assert story.score == (1, 0)
    # Once that is the match on air, its word counts.
    story.feed("one", replace(later, id="m2-one"))
    story.go_on(1)
    assert story.score == (0, 0)
    story.feed("two", replace(story.says(2, 0), id="s2"))
    story.go_on(1)
    assert story.score == (2, 0)


def test_a_name_corrected_by_hand_begins_no_match() -> None:
    story = begun("one")
    story.hand(story.goal("h1"))
    named = Match(
        event_time=story.now, received=story.now, id="h9", corrects="m", home=AWAY, away=AWAY
    )
    story.hand(named)
    story.wait(5)
    assert story.feed("one", story.goal("g1", ago=6)).fact.corrects == "h1"
    assert story.score == (1, 0)
    assert story.aired.as_of(story.now).home.team == AWAY


def test_a_match_named_anew_by_hand_is_the_feed_s_as_well() -> None:
    story = begun("one")
    story.hand(Match(event_time=story.now, received=story.now, id="h9", home=AWAY, away=HOME))
    story.wait(5)
    assert story.feed("one", story.goal("g1")).is_taken


def test_what_is_told_in_a_feed_s_name_is_none_of_what_it_told() -> None:
    story = begun("one", "two")
    story.feed("two", story.says(1, 0))
    story.stands("one", is_fresh=False)
    story.go_on(1)
    names = [fact.id for fact in story.truth.told_by("two")]
    assert sorted(name or "" for name in names) == ["m", "p1", "score"]


def test_how_well_feeds_are_is_taken_over() -> None:
    story = begun("one", "two")
    story.stands("one", is_fresh=False)
    anew = Truth(story.feeds, {}, story.offsets)
    anew.adopt(story.truth)
    anew.stands("one", is_fresh=False, heard=None, now=story.now + SECOND)
    assert anew.leads(story.now) == []


def test_a_feed_that_takes_over_with_a_lower_score_is_asked() -> None:
    story = begun("one", "two")
    story.hand(story.goal("h1"))
    story.wait(5)
    story.feed("one", story.goal("g1", ago=6))
    story.feed("two", story.says(0, 2))
    story.stands("one", is_fresh=False)
    story.go_on(1)
    assert story.score == (1, 0)
    (asked,) = story.truth.questions(story.now)
    assert (asked.kind, asked.feed, asked.says) == ("disputed", "two", "0–2")  # noqa: RUF001
    # What it says anew is its own matter; what is on air is told as it is by now.
    story.hand(story.goal("h2"))
    (asked,) = story.truth.questions(story.now)
    assert asked.stands == "2–0"  # noqa: RUF001
    story.answer(asked.id, is_feed_right=True)
    story.wait(1)
    assert story.score == (0, 2)


def test_a_clock_told_anew_at_a_takeover_is_as_sure_as_it_was() -> None:
    story = begun("one", "two")
    story.feed("two", replace(story.clock(600), is_estimated=True))
    story.stands("one", is_fresh=False)
    story.go_on(1)
    story.stands("two", is_fresh=False)
    story.wait(130)
    assert story.truth.clock_doubt(story.now, 120 * SECOND)


def test_a_feed_says_after_a_restart_what_it_said_whatever_was_decided() -> None:
    story = begun("one", "two")
    story.feed("one", story.says(0, 0))
    story.feed("two", story.goal("b1"))
    story.go_on(1)
    story.go_on(70)
    (asked,) = story.truth.questions(story.now)
    story.answer(asked.id, is_feed_right=True)
    assert story.score == (1, 0)
    story.wait(20)
    story.feed("two", Retraction(event_time=None, received=story.now, id="r", retracts="b1"))
    story.feed("two", story.goal("b2", side=Side.AWAY))
    story.restart()
    assert voices(story) == {"one": "0–0", "two": "0–1"}  # noqa: RUF001 - as is written


def test_a_jump_that_was_taken_is_not_said_again_by_a_restart() -> None:
    story = begun("one")
    story.feed("one", story.says(0, 0))
    story.wait(5)
    story.feed("one", story.says(6, 0, ago=6))
    (asked,) = story.truth.questions(story.now)
    story.wait(5)
    story.feed("one", story.says(5, 0))
    story.wait(5)
    story.answer(asked.id, is_feed_right=True)
    story.restart()
    assert voices(story) == {"one": "5–0"}  # noqa: RUF001


def test_a_feed_s_score_is_its_own_after_a_restart_though_the_operator_s_goal_was_counted() -> None:
    story = begun("one")
    story.hand(story.goal("h1"))
    story.wait(5)
    story.feed("one", story.says(0, 0))
    assert story.score == (1, 0)
    for _ in range(2):
        assert voices(story) == {"one": "0–0"}  # noqa: RUF001
        story.restart()


def test_a_goal_the_operator_knew_more_of_is_undone_to_the_feed_s_own_after_a_restart() -> None:
    story = begun("one")
    story.hand(story.goal("h1", player="Somebody else"))
    story.wait(5)
    told = story.feed("one", story.goal("g1"))
    assert isinstance(told.fact, Goal)
    assert told.fact.player == "Somebody else"
    story.restart()
    goals = [fact for fact in story.truth.told_by("one") if isinstance(fact, Goal)]
    assert [goal.player for goal in goals] == [None]


def test_what_is_told_in_a_feed_s_name_at_a_takeover_is_none_of_its_words() -> None:
    story = begun("one", "two")
    story.feed("one", story.goal("a1"))
    story.feed("two", story.goal("b1"))
    story.stands("one", is_fresh=False)
    story.go_on(1)
    story.wait(20)
    story.feed("two", Retraction(event_time=None, received=story.now, id="r", retracts="b1"))
    for _ in range(2):
        assert voices(story)["two"] == "0–0"  # noqa: RUF001
        story.restart()


def voices(story: Story) -> dict[str, str]:
    """The score that each feed says."""
    (score,) = (one for one in story.truth.certainties(story.now) if one.field is Field.SCORE)
    return dict(score.voices)
