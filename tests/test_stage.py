"""The stage: which graphics stand when, in which pose, equal when they look so."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from feeds.event_time import MICROSECONDS
from feeds.fact import (
    AddedTime,
    Card,
    CardColor,
    Fact,
    Match,
    Retraction,
    Substitution,
    Team,
)
from feeds.happening import Side
from feeds.marks import (
    DelayMark,
    PeriodMark,
    PeriodStep,
    ScoredMark,
    StruckMark,
    SubstitutionMark,
    WithdrawnMark,
)
from feeds.sport import Sport
from feeds.state import Clock, GameState, Phase, SideState
from feeds.timeline import Timeline
from overlays.boards import football
from overlays.catalogue import RULES
from overlays.graphic import STANDS, Slot, Style
from overlays.lower_third_cells import ThirdPlate
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.score_bug import WIPE
from overlays.stage import NOTHING_ON_AIR, OnAir, Stage, names, scene
from overlays.takes import NOTHING, Act, ByHand, Move, Takes
from tests.panels import area
from tests.shots import shot

SECOND = MICROSECONDS
S = MICROSECONDS
FRAME = 40_000
AT = 1_800_000_000 * SECOND
STAYS = RULES[0].length
END = STAYS // S
HD = PictureSize(width=1280, height=720)
PLAYING = GameState(
    sport=Sport.FOOTBALL,
    home=SideState(team=Team(name="Port Arden", color="#e8432b")),
    away=SideState(team=Team(name="Northmere", color="#3f8cff")),
    phase=Phase.FIRST_HALF,
    clock=Clock(anchor=AT, value=0),
)
GOAL = ScoredMark(at=AT + 10 * SECOND, side=Side.HOME, player="Quist")
SCORED = replace(PLAYING, goal=GOAL)

type Told = tuple[str, int, int | None]


def on_air(state: GameState, by_hand: ByHand, event_time: int) -> OnAir:
    return Stage(RULES).standing(state, by_hand, event_time)


def mark(at: int, *, late: int = 0) -> ScoredMark:
    return ScoredMark(at=at * S, event_time=(at - late) * S, side=Side.HOME, player=f"g{at}")


def state(goal: ScoredMark | None = None, before: ScoredMark | None = None) -> GameState:
    return GameState(goal=goal, goal_before=before)


def take(at: int, until: int | None = None) -> Move:
    end = None if until is None else until * S
    return Move(graphic="lower_third", at=at * S, fields={"title": f"t{at}"}, until=end)


def clear(at: int) -> Move:
    return Move(graphic="lower_third", at=at * S, act=Act.CLEARED)


def told(given: GameState, moves: Sequence[Move]) -> list[Told]:
    """(who, from, to) in seconds, goals first."""
    spans = Stage(RULES).spans(given, tuple(moves))
    found = [(one.fields["title"], one.begin // S, one.end and one.end // S) for one in spans]
    return sorted(found, key=lambda one: (one[0][0], one[1]))


def struck(of: ScoredMark, at: int, goal: ScoredMark | None = None) -> GameState:
    return replace(state(goal), struck=StruckMark(at=at * S, goal=of))


@pytest.mark.parametrize(
    ("given", "moves", "expected"),
    [
        pytest.param(state(), [], [], id="nothing"),
        pytest.param(state(mark(10)), [], [("g10", 10, 10 + END)], id="a-goal"),
        pytest.param(state(mark(0)), [], [("g0", 0, END)], id="at-the-very-start"),
        pytest.param(state(mark(100, late=60)), [], [("g100", 100, 100 + END)], id="a-late-goal"),
        pytest.param(state(mark(100, late=61)), [], [], id="no-news"),
        pytest.param(
            state(mark(13), mark(10)), [], [("g10", 10, 13), ("g13", 13, 13 + END)], id="two-goals"
        ),
        pytest.param(struck(mark(10), 14), [], [("g10", 10, 14)], id="var"),
        pytest.param(struck(mark(10), 40), [], [("g10", 10, 10 + END)], id="var-after-it-left"),
        pytest.param(
            struck(mark(13), 15, mark(10)),
            [],
            [("g10", 10, 13), ("g13", 13, 15)],
            id="what-a-struck-goal-ended-stays-so",
        ),
        pytest.param(
            struck(mark(10), 14, mark(15)),
            [],
            [("g10", 10, 14), ("g15", 15, 15 + END)],
            id="a-goal-after-var",
        ),
        pytest.param(state(), [take(5)], [("t5", 5, None)], id="taken"),
        pytest.param(state(), [take(5, 9)], [("t5", 5, 9)], id="for-some-seconds"),
        pytest.param(state(), [take(5, 9), clear(7)], [("t5", 5, 7)], id="cleared-before"),
        pytest.param(state(), [take(5), take(7)], [("t5", 5, 7), ("t7", 7, None)], id="the-later"),
        pytest.param(state(), [clear(5)], [], id="nothing-to-clear"),
        pytest.param(
            state(mark(10)), [clear(12)], [("g10", 10, 12)], id="a-goal-s-is-cleared-by-hand"
        ),
        pytest.param(
            state(mark(10)), [clear(9)], [("g10", 10, 10 + END)], id="cleared-before-the-goal"
        ),
        pytest.param(
            state(mark(10)),
            [take(12)],
            [("g10", 10, 12), ("t12", 12, None)],
            id="taken-over-a-goal-s",
        ),
        pytest.param(
            state(mark(10)),
            [take(5)],
            [("g10", 10, 10 + END), ("t5", 5, 10), ("t5", 10 + END, None)],
            id="a-goal-covers-it-and-it-comes-back",
        ),
        pytest.param(
            state(mark(13), mark(10)),
            [take(5)],
            [("g10", 10, 13), ("g13", 13, 13 + END), ("t5", 5, 10), ("t5", 13 + END, None)],
            id="two-goals-cover-it",
        ),
        pytest.param(
            state(mark(10)),
            [take(5, 14)],
            [("g10", 10, 10 + END), ("t5", 5, 10)],
            id="its-time-passes-below-a-goal-s",
        ),
        pytest.param(
            state(mark(10)),
            [take(5), clear(12)],
            [("g10", 10, 12), ("t5", 5, 10)],
            id="a-clear-takes-both",
        ),
        pytest.param(
            state(mark(10)),
            [take(10)],
            [("g10", 10, 10 + END), ("t10", 10 + END, None)],
            id="at-the-same-moment",
        ),
    ],
)
def test_what_stands_when(given: GameState, moves: list[Move], expected: list[Told]) -> None:
    assert told(given, moves) == expected


def bug_moves(*moves: tuple[int, bool]) -> Takes:
    """The score bug taken (True) or cleared, at µs after AT."""
    takes = Takes()
    for at, is_taken in moves:
        if is_taken:
            takes.take("score_bug", AT + at, {})
        else:
            takes.clear("score_bug", AT + at)
    return takes


def third_taken() -> Takes:
    takes = Takes()
    takes.take("lower_third", AT, {"title": "Ada Quist"})
    return takes


@pytest.mark.parametrize(
    ("given", "takes", "expected"),
    [
        pytest.param(GameState(), Takes(), set(), id="nothing-known"),
        pytest.param(PLAYING, Takes(), {"score_bug"}, id="a-match"),
        pytest.param(GameState(), third_taken(), {"lower_third"}, id="a-name-before-any-match"),
        pytest.param(PLAYING, third_taken(), {"score_bug", "lower_third"}, id="both"),
        pytest.param(PLAYING, bug_moves((0, False)), set(), id="cleared"),
        pytest.param(PLAYING, bug_moves((0, False), (1, True)), {"score_bug"}, id="taken-again"),
    ],
)
def test_which_graphics_stand(given: GameState, takes: Takes, expected: set[str]) -> None:
    shown = on_air(given, takes.as_of(AT + SECOND), AT + SECOND)
    assert names(shown) == expected
    assert bool(Renderer().boxes(scene(shown, HD))) == bool(expected)
    assert (shown == NOTHING_ON_AIR) == (not expected)


def test_the_bug_alone_is_the_bug() -> None:
    shown = scene(on_air(PLAYING, NOTHING, AT), HD)
    assert shown == football.scene(shot(PLAYING, AT), HD)


def test_the_lower_third_stands_with_the_bug() -> None:
    shown = scene(on_air(SCORED, NOTHING, AT + 12 * SECOND), HD)
    bug = football.scene(shot(SCORED, AT + 12 * SECOND), HD).layers
    assert shown.layers[: len(bug)] == bug
    assert any(isinstance(one.drawing, ThirdPlate) for one in shown.layers)


def right_edge(takes: Takes, age: int) -> int:
    """How far right the bug shows, 0 where it does not."""
    layers = scene(on_air(PLAYING, takes.as_of(AT + age), AT + age), HD).layers
    crops = [(one.left, one.crop, one.drawing.width) for one in layers]
    rights = [left + (crop.left + crop.width if crop else width) for left, crop, width in crops]
    return max(rights, default=0)


def test_the_bug_is_wiped_off_and_on_without_a_redraw() -> None:
    hand = bug_moves((SECOND, False), (3 * SECOND, True))
    stopped = replace(PLAYING, clock=Clock(anchor=AT, value=0, running=False))
    renderer, full = Renderer(), right_edge(Takes(), 0)
    for age in range(0, 5 * SECOND, FRAME):
        renderer.boxes(scene(on_air(stopped, hand.as_of(AT + age), AT + age), HD))
    assert (
        renderer.drawn == len(football.scene(shot(stopped, AT), HD).layers) - 1
    )  # both scores are 0
    leaving = [right_edge(hand, SECOND + age) for age in range(0, WIPE + FRAME, FRAME)]
    coming = [right_edge(hand, 3 * SECOND + age) for age in range(0, WIPE + FRAME, FRAME)]
    assert leaving == sorted(leaving, reverse=True)
    assert coming == sorted(coming)
    assert (leaving[0], leaving[-1], coming[0], coming[-1]) == (full, 0, 0, full)


def test_a_bug_taken_while_it_leaves_turns_back_from_where_it_is() -> None:
    hand = bug_moves((0, False), (WIPE // 2, True))
    edges = [right_edge(hand, age) for age in range(0, 2 * WIPE, FRAME // 4)]
    lowest = edges.index(min(edges))
    assert 0 < edges[lowest] < edges[0]
    assert edges[lowest:] == sorted(edges[lowest:])
    assert edges[-1] == edges[0]
    steps = [abs(one - other) for one, other in pairwise(edges)]
    assert max(steps) < edges[0] / 8


@pytest.mark.parametrize(
    ("given", "takes", "expected"),
    [
        pytest.param(PLAYING, Takes(), 2, id="the-clock-ticks-once-a-second"),
        pytest.param(PLAYING, bug_moves((-SECOND, False)), 1, id="off-air-nothing-changes"),
        pytest.param(PLAYING, third_taken(), 18, id="while-it-comes"),
    ],
)
def test_only_what_looks_different_is_different(
    given: GameState, takes: Takes, expected: int
) -> None:
    looks = [on_air(given, takes.as_of(AT + age), AT + age) for age in range(0, 2 * SECOND, FRAME)]
    changes = sum(one != other for one, other in pairwise(looks))
    assert changes + 1 == expected


def test_what_the_style_says_stands_stands_without_being_taken() -> None:
    style = Style(settings=(("ticker", STANDS, "true"),))
    stage, takes = Stage(RULES, style), Takes()
    takes.change("ticker", AT, {"items": "RESULTS: A 1-0 B"})
    frames = []
    for age in range(0, 3 * SECOND, FRAME):
        shown = stage.standing(PLAYING, takes.as_of(AT + age), AT + age)
        frames += [one.shot.frame for one in shown if one.graphic == "ticker"]
    assert frames == list(range(frames[0], frames[0] + 3 * SECOND // FRAME))
    takes.clear("ticker", AT + SECOND)
    later = AT + 3 * SECOND
    assert names(stage.standing(PLAYING, takes.as_of(later), later)) == {"score_bug"}


def test_nothing_comes_by_itself_over_a_full_frame() -> None:
    takes = Takes()
    takes.take("match_facts", AT, {})
    at = GOAL.at + SECOND
    assert names(on_air(SCORED, takes.as_of(at), at)) == {"match_facts"}
    takes.clear("match_facts", GOAL.at - SECOND)
    assert names(on_air(SCORED, takes.as_of(at), at)) == {"score_bug", "lower_third"}


def delayed(since: int, until: int | None = None) -> DelayMark:
    return DelayMark(at=since * S, until=None if until is None else until * S)


def period(at: int, step: PeriodStep) -> PeriodMark:
    return PeriodMark(at=at * S, step=step, period=1)


@pytest.mark.parametrize(
    ("mark", "period", "expected"),
    [
        pytest.param(None, None, [], id="never"),
        pytest.param(delayed(100), None, [(110, None)], id="after-ten-seconds"),
        pytest.param(delayed(100, 150), None, [(110, 150)], id="until-it-is-back"),
        pytest.param(delayed(100, 109), None, [], id="it-never-flickers"),
        pytest.param(delayed(100), period(50, PeriodStep.STARTED), [(110, None)], id="in-a-period"),
        pytest.param(delayed(100), period(50, PeriodStep.ENDED), [], id="not-in-a-break"),
        pytest.param(
            delayed(100), period(140, PeriodStep.ENDED), [(110, 140)], id="until-the-period-ends"
        ),
        pytest.param(delayed(100), period(140, PeriodStep.OVER), [(110, 140)], id="or-the-match"),
        pytest.param(
            delayed(100), period(900, PeriodStep.STARTED), [(910, None)], id="and-in-the-next-one"
        ),
    ],
)
def test_data_that_is_late_is_told_by_itself_while_it_is_play(
    mark: DelayMark | None, period: PeriodMark | None, expected: list[tuple[int, int | None]]
) -> None:
    given = replace(PLAYING, clock=None, data_delayed=mark, period_mark=period)
    spans = [one for one in Stage(RULES).spans(given, NOTHING) if one.graphic.slot is Slot.CORNER]
    assert [(one.begin // S, one.end and one.end // S) for one in spans] == expected
    assert {one.graphic.id for one in spans} <= {"data_delayed"}


def test_data_that_is_late_leaves_by_hand_and_gives_the_sponsor_its_place_back() -> None:
    given = replace(PLAYING, clock=None, data_delayed=delayed(100))
    takes = Takes()
    takes.take("sponsor", 50 * S, {"sponsors": "Quist Motors"})
    assert "data_delayed" in names(on_air(given, takes.as_of(115 * S), 115 * S))
    takes.clear("data_delayed", 120 * S)
    for at in (109, 125):
        stands = names(on_air(given, takes.as_of(at * S), at * S))
        assert "sponsor" in stands
        assert "data_delayed" not in stands


TOLD: dict[str, Fact] = {
    "card": Card(event_time=AT, received=AT, id="x", side=Side.HOME, color=CardColor.YELLOW),
    "substitution": Substitution(
        event_time=AT, received=AT, id="x", side=Side.HOME, player_in="Quist", player_out="Brask"
    ),
    "added_time": AddedTime(event_time=AT, received=AT, id="x", minutes=4),
}


@pytest.mark.parametrize("kind", TOLD)
@pytest.mark.parametrize("after", [120_000, 3 * SECOND, END * S - 2 * SECOND, END * S + 80_000])
def test_what_is_taken_back_leaves_by_its_way_out(kind: str, after: int) -> None:
    told = TOLD[kind]
    begin = AT - 60 * SECOND
    home, away = PLAYING.home.team, PLAYING.away.team
    match = Match(event_time=begin, received=begin, sport=Sport.FOOTBALL, home=home, away=away)
    back = Retraction(event_time=AT + after, received=AT + after, retracts="x")

    def facts(*given: Fact) -> Timeline:
        timeline = Timeline()
        for fact in given:
            timeline.add(fact, visible_from=fact.received)
        return timeline

    kept, taken_back = facts(match, told), facts(match, told, back)
    stage, other = Stage(RULES), Stage(RULES)

    def seen(timeline: Timeline, on: Stage, at: int) -> int:
        standing = on.standing(timeline.as_of(at), NOTHING, at)
        return area(scene(tuple(one for one in standing if one.graphic != "score_bug"), HD).layers)

    stood = seen(kept, stage, AT + after)
    gone = [seen(taken_back, other, AT + after + ago) for ago in range(0, SECOND, FRAME)]
    assert gone[0] == stood
    assert gone == sorted(gone, reverse=True)
    assert gone[-1] == 0
    assert len(set(gone)) > 4 or not stood


def test_a_change_stands_while_one_of_those_made_together_does() -> None:
    one, other = (
        SubstitutionMark(at=AT, side=Side.HOME, player_in=name) for name in ("Quist", "Brask")
    )
    gone = WithdrawnMark(at=AT + SECOND, mark=other)
    state = replace(PLAYING, substitutions=(one,), withdrawn=gone)
    (span,) = [span for span in Stage(RULES).spans(state, ()) if span.graphic.id == "lower_third"]
    assert (span.begin, span.end, span.fields["title"]) == (AT, AT + 6 * SECOND, "Quist")
