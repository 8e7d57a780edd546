"""The fold: what each fact does to the game state, and what it leaves alone."""

from dataclasses import replace

import pytest

from feeds.fact import (
    AddedTime,
    Card,
    CardColor,
    ClockSet,
    Correction,
    Fact,
    Goal,
    GoalKind,
    Match,
    PeriodEnded,
    PeriodStarted,
    Retraction,
    Stat,
    Team,
)
from feeds.fold import STATS_AT_MOST, fold, renamed
from feeds.happening import Side
from feeds.marks import AnnulledMark, ScoredMark, StruckMark, WithdrawnMark
from feeds.state import Clock, GameState, Phase, StatLine

MINUTE = 60_000_000
NEW = GameState()


def started(period: int, at: int | None = 0) -> PeriodStarted:
    return PeriodStarted(event_time=at, received=0, period=period)


def ended(period: int, at: int = 0) -> PeriodEnded:
    return PeriodEnded(event_time=at, received=0, period=period)


def goal(side: Side = Side.HOME, at: int = 0) -> Goal:
    return Goal(event_time=at, received=0, side=side, player="No. 10", minute=7)


def folded(*facts: Fact) -> GameState:
    state = NEW
    for fact in facts:
        state = fold(state, fact, shown_at=fact.event_time or 0)
    return state


def test_before_anything() -> None:
    assert (NEW.sport, NEW.phase, NEW.clock) == (None, Phase.PRE_MATCH, None)
    assert (NEW.home.score, NEW.away.score) == (0, 0)


def test_a_match_begins_from_nothing() -> None:
    inter, napoli = Team(name="Internazionale", short="INT"), Team(name="Napoli")
    match = Match(event_time=9, received=0, home=inter, away=napoli, competition="Serie A")
    state = folded(goal(), started(2), match)
    assert state == folded(match)
    assert (state.sport, state.competition) == ("football", "Serie A")
    assert (state.home.team, state.away.team) == (inter, napoli)


@pytest.mark.parametrize(
    ("sides", "score"),
    [
        ("", (0, 0)),
        ("h", (1, 0)),
        ("a", (0, 1)),
        ("hhah", (3, 1)),
    ],
)
def test_goals(sides: str, score: tuple[int, int]) -> None:
    names = {"h": Side.HOME, "a": Side.AWAY}
    state = folded(*(goal(names[side]) for side in sides))
    assert (state.home.score, state.away.score) == score


@pytest.mark.parametrize("kind", GoalKind)
def test_every_kind_of_goal_counts_for_its_side(kind: GoalKind) -> None:
    assert folded(replace(goal(Side.AWAY), kind=kind)).away.score == 1


def test_a_goal_leaves_a_mark_at_the_moment_it_is_shown() -> None:
    scored = replace(goal(Side.AWAY, at=10), kind=GoalKind.OWN_GOAL)
    state = fold(NEW, scored, shown_at=25)
    assert state.goal == ScoredMark(
        at=25,
        side=Side.AWAY,
        event_time=10,
        player="No. 10",
        minute=7,
        kind=GoalKind.OWN_GOAL,
    )
    assert state.goal_before is None


def test_a_goal_knows_whose_place_it_took() -> None:
    first, second = goal(at=10), replace(goal(Side.AWAY, at=20), assist="No. 7")
    state = fold(fold(NEW, first, shown_at=10), second, shown_at=21)
    assert state.goal is not None
    assert (state.goal.at, state.goal.assist) == (21, "No. 7")
    assert state.goal_before == ScoredMark.of(first, 10)
    assert state.struck is None


def test_a_score_that_falls_strikes_its_goal() -> None:
    scored = fold(NEW, goal(at=10), shown_at=12)
    truth = Correction(event_time=20, received=0, home=0, away=0)
    state = fold(scored, truth, shown_at=25)
    assert (state.goal, state.struck) == (
        None,
        StruckMark(at=25, goal=ScoredMark.of(goal(at=10), 12)),
    )


@pytest.mark.parametrize(("home", "away"), [(0, 0), (1, 0), (5, 7), (999, 999)])
def test_a_correction_is_the_score_and_it_may_fall(home: int, away: int) -> None:
    truth = Correction(event_time=0, received=0, home=home, away=away)
    state = folded(goal(), goal(), goal(Side.AWAY), truth)
    assert (state.home.score, state.away.score) == (home, away)


def correction(home: int, away: int) -> Correction:
    return Correction(event_time=0, received=0, home=home, away=away)


@pytest.mark.parametrize(
    ("truth", "is_news"),
    [
        pytest.param(correction(0, 1), False, id="its-side-s-score-falls"),
        pytest.param(correction(1, 0), True, id="the-other-side-s-score-falls"),
        pytest.param(correction(1, 1), True, id="as-it-was"),
        pytest.param(correction(2, 1), True, id="higher"),
    ],
)
def test_a_goal_is_no_news_once_its_side_s_score_falls(truth: Fact, *, is_news: bool) -> None:
    state = folded(goal(Side.AWAY), goal(Side.HOME), truth)
    assert (state.goal is not None) == is_news


def test_sides_may_be_named_anew() -> None:
    inter, napoli = Team(name="Internazionale", short="INT"), Team(name="Napoli")
    match = Match(event_time=9, received=0, home=inter, away=napoli, competition="Serie A")
    state = renamed(folded(started(2), goal(Side.AWAY)), match)
    assert (state.home.team, state.away.team, state.competition) == (inter, napoli, "Serie A")
    assert (state.sport, state.away.score, state.phase) == ("football", 1, Phase.SECOND_HALF)


def kicks(state: GameState) -> tuple[int, int, int, int]:
    return state.home.score, state.away.score, state.home.shootout, state.away.shootout


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        pytest.param([started(5)], (1, 1, 0, 0), id="begins"),
        pytest.param([started(5), goal()], (1, 1, 1, 0), id="one-kick"),
        pytest.param(
            [started(5), *[goal(), goal(Side.AWAY)] * 4, goal()], (1, 1, 5, 4), id="to-the-end"
        ),
        pytest.param([started(5), goal(), ended(5)], (1, 1, 1, 0), id="over"),
        pytest.param([started(5), ended(5), goal()], (1, 1, 1, 0), id="told-after-the-end"),
        pytest.param([started(5), goal(), correction(2, 2)], (2, 2, 1, 0), id="match-corrected"),
        pytest.param([started(4), goal(), started(5)], (2, 1, 0, 0), id="in-extra-time"),
    ],
)
def test_kicks_of_a_shoot_out_are_counted_apart(
    facts: list[Fact], counted: tuple[int, int, int, int]
) -> None:
    assert kicks(folded(goal(), goal(Side.AWAY), *facts)) == counted


def test_kicks_are_no_goals() -> None:
    taken = Retraction(event_time=5, received=0, retracts="k1")
    state = fold(folded(started(5), goal()), taken, shown_at=9, target=goal())
    assert state.goals == ()
    assert (state.goal, state.annulled, state.struck) == (None, None, None)


@pytest.mark.parametrize(
    ("colors", "counts"),
    [
        ([CardColor.YELLOW], (1, 0)),
        ([CardColor.RED], (0, 1)),
        ([CardColor.YELLOW, CardColor.SECOND_YELLOW], (1, 1)),
        ([CardColor.YELLOW, CardColor.YELLOW, CardColor.RED], (2, 1)),
    ],
)
def test_cards(colors: list[CardColor], counts: tuple[int, int]) -> None:
    cards = [Card(event_time=0, received=0, side=Side.AWAY, color=color) for color in colors]
    state = folded(*cards)
    assert (state.away.yellow_cards, state.away.red_cards) == counts
    assert state.home == NEW.home


PLAYED = [
    (1, Phase.FIRST_HALF, Phase.HALF_TIME, 0),
    (2, Phase.SECOND_HALF, Phase.FULL_TIME, 45),
    (3, Phase.EXTRA_FIRST_HALF, Phase.EXTRA_HALF_TIME, 90),
    (4, Phase.EXTRA_SECOND_HALF, Phase.AFTER_EXTRA_TIME, 105),
    (5, Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT, 120),
]


@pytest.mark.parametrize(("period", "playing", "over", "minutes"), PLAYED)
def test_periods(period: int, playing: Phase, over: Phase, minutes: int) -> None:
    state = folded(started(period, at=1_000))
    assert state.phase is playing
    assert state.clock is not None
    assert state.clock.at(1_000) == minutes * MINUTE
    assert state.clock.running == (period < 5)  # penalties are not timed
    assert fold(state, ended(period, at=2_000), shown_at=2_000).phase is over


def test_a_period_may_be_skipped() -> None:
    """A feed that was away: whatever came before, the fact says which period it is."""
    state = folded(started(1), started(4, at=100))
    assert state.phase is Phase.EXTRA_SECOND_HALF
    assert folded(ended(3)).phase is Phase.EXTRA_HALF_TIME


def test_the_clock_stands_when_the_period_ended() -> None:
    state = folded(started(1), ended(1, at=47 * MINUTE))
    assert state.clock is not None
    assert [state.clock.at(t * MINUTE) for t in (47, 48, 60)] == [47 * MINUTE] * 3


def test_an_end_without_a_clock() -> None:
    assert folded(ended(1)).clock is None


@pytest.mark.parametrize(
    ("clock", "moment", "reading"),
    [
        pytest.param(Clock(anchor=100, value=50), 100, 50, id="at-its-anchor"),
        pytest.param(Clock(anchor=100, value=50), 130, 80, id="up"),
        pytest.param(Clock(anchor=100, value=50), 90, 40, id="before-its-anchor"),
        pytest.param(Clock(anchor=100, value=50), 0, 0, id="never-below-zero"),
        pytest.param(Clock(anchor=100, value=50, rate=-1), 130, 20, id="down"),
        pytest.param(Clock(anchor=100, value=50, rate=-1), 200, 0, id="down-to-zero"),
        pytest.param(Clock(anchor=100, value=50, running=False), 999, 50, id="stopped"),
    ],
)
def test_a_clock_reads(clock: Clock, moment: int, reading: int) -> None:
    assert clock.at(moment) == reading


@pytest.mark.parametrize(
    ("is_running", "later"),
    [pytest.param(True, 380_000_000, id="up"), pytest.param(False, 370_000_000, id="stopped")],
)
def test_the_clock_is_set(is_running: bool, later: int) -> None:  # noqa: FBT001
    state = folded(ClockSet(event_time=5, received=0, clock=370_000_000, running=is_running))
    assert state.clock is not None
    assert state.clock.at(5) == 370_000_000
    assert state.clock.at(10_000_005) == later
    assert state.phase is Phase.PRE_MATCH


def test_a_late_clock_counts_from_when_it_was_read() -> None:
    setting = ClockSet(event_time=0, received=0, clock=370_000_000)
    state = fold(NEW, setting, shown_at=3_000_000)
    assert state.clock is not None
    assert state.clock.at(3_000_000) == 373_000_000


def test_a_clock_without_a_time_counts_from_when_it_is_shown() -> None:
    setting = ClockSet(event_time=None, received=0, clock=370_000_000)
    state = fold(NEW, setting, shown_at=3_000_000)
    assert state.clock is not None
    assert state.clock.at(3_000_000) == 370_000_000


def test_a_clock_may_name_its_period() -> None:
    state = folded(ClockSet(event_time=0, received=0, clock=46 * MINUTE, period=2))
    assert state.phase is Phase.SECOND_HALF


def clock_set(at: int, minutes: float, *, running: bool = True) -> ClockSet:
    return ClockSet(
        event_time=round(at * MINUTE),
        received=0,
        clock=round(minutes * MINUTE),
        running=running,
    )


HALF_TIME = [started(1), ended(1, at=47 * MINUTE)]
EXTRA_HALF_TIME = [started(3), ended(3, at=16 * MINUTE)]


@pytest.mark.parametrize(
    ("facts", "phase"),
    [
        pytest.param([*HALF_TIME, clock_set(62, 45)], Phase.SECOND_HALF, id="at-its-start"),
        pytest.param([*HALF_TIME, clock_set(62, 60)], Phase.SECOND_HALF, id="later-in-it"),
        pytest.param([ended(1), clock_set(62, 45)], Phase.SECOND_HALF, id="no-clock-before"),
        pytest.param([*HALF_TIME, clock_set(62, 44)], Phase.HALF_TIME, id="before-its-start"),
        pytest.param(
            [*HALF_TIME, clock_set(62, 45, running=False)], Phase.HALF_TIME, id="standing"
        ),
        pytest.param([*HALF_TIME, clock_set(48, 48)], Phase.HALF_TIME, id="running-on"),
        pytest.param(
            [*HALF_TIME, clock_set(50, 50), clock_set(60, 60)], Phase.HALF_TIME, id="all-through-it"
        ),
        pytest.param(
            [*HALF_TIME, clock_set(61, 45, running=False), clock_set(62, 45.05)],
            Phase.SECOND_HALF,
            id="stood-until-it-began",
        ),
        pytest.param(
            [*EXTRA_HALF_TIME, clock_set(18, 105)], Phase.EXTRA_SECOND_HALF, id="extra-time"
        ),
        pytest.param([ended(2), clock_set(62, 91)], Phase.FULL_TIME, id="full-time-is-an-end"),
        pytest.param([clock_set(0, 50)], Phase.PRE_MATCH, id="before-the-match"),
    ],
)
def test_a_clock_that_runs_in_the_interval_begins_the_next_half(
    facts: list[Fact], phase: Phase
) -> None:
    assert folded(*facts).phase is phase


def added(minutes: int) -> AddedTime:
    return AddedTime(event_time=0, received=0, minutes=minutes)


@pytest.mark.parametrize(
    ("facts", "minutes"),
    [
        pytest.param([started(1), added(4)], 4, id="shown"),
        pytest.param([started(1), added(4), added(6)], 6, id="changed"),
        pytest.param([started(1), added(4), ended(1)], None, id="gone-at-the-end"),
        pytest.param([started(1), added(4), started(2)], None, id="gone-in-the-next"),
        pytest.param(
            [started(1), added(4), ClockSet(event_time=0, received=0, clock=0, period=1)],
            4,
            id="kept-when-the-clock-is-set",
        ),
        pytest.param(
            [started(1), added(4), ClockSet(event_time=0, received=0, clock=0, period=2)],
            None,
            id="gone-when-the-clock-names-another-period",
        ),
    ],
)
def test_added_time(facts: list[Fact], minutes: int | None) -> None:
    assert folded(*facts).added_minutes == minutes


def stat(name: str, home: float, away: float) -> Stat:
    return Stat(event_time=0, received=0, name=name, home=home, away=away)


def test_a_statistic_takes_its_old_values_place() -> None:
    state = folded(stat("shots", 1, 2), stat("possession", 50, 50), stat("shots", 3, 2))
    assert set(state.stats) == {
        StatLine(name="shots", home=3, away=2),
        StatLine(name="possession", home=50, away=50),
    }


def test_statistics_are_bounded() -> None:
    state = folded(*(stat(f"s{number}", number, 0) for number in range(STATS_AT_MOST + 10)))
    assert len(state.stats) == STATS_AT_MOST == 64
    assert state.stats[-1].name == "s73"


@pytest.mark.parametrize(
    ("target", "mark"),
    [
        pytest.param(
            goal(Side.AWAY),
            AnnulledMark(at=9, side=Side.AWAY, event_time=5, reason="VAR"),
            id="goal",
        ),
        pytest.param(
            Card(event_time=0, received=0, side=Side.HOME, color=CardColor.RED), None, id="card"
        ),
        pytest.param(None, None, id="unknown"),
    ],
)
def test_a_retraction_of_a_goal_is_marked(target: Fact | None, mark: AnnulledMark | None) -> None:
    taken = Retraction(event_time=5, received=0, retracts="g1", reason="VAR")
    state = fold(NEW, taken, shown_at=9, target=target, target_at=3)
    struck = StruckMark(at=9, goal=ScoredMark.of(target, 3)) if isinstance(target, Goal) else None
    withdrawn = WithdrawnMark.of(target, 3, 9)
    assert state == replace(NEW, annulled=mark, struck=struck, withdrawn=withdrawn)
    assert (withdrawn is not None) == isinstance(target, Card)


def test_sides() -> None:
    state = folded(goal(Side.AWAY))
    assert state.side(Side.AWAY).score == 1
    assert state.side(Side.HOME).score == 0
    swapped = state.with_side(Side.HOME, state.away)
    assert (swapped.home.score, swapped.away.score) == (1, 1)
