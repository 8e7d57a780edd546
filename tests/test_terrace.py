"""The terrace on a virtual clock: who says what when, by what their own picture shows."""

from itertools import pairwise

import pytest

from api.demo.fan_lines import REACTIONS
from api.demo.happenings import Playing
from api.demo.seen import Kind
from api.demo.terrace import FanLine, Terrace
from feeds.demo_calls import Called, Calls
from feeds.demo_match import DURATION, AnnulmentCall, GoalCall, Script
from feeds.event_time import MICROSECONDS
from feeds.happening import Side

S = MICROSECONDS
ORIGIN = 1_800_000_000 * S
BEHIND = 3 * S
TICK = S // 4
FIRST, SECOND, _ = (goal.t for goal in Script().goals)


def playing(*calls: Called) -> Playing:
    found = Calls(script=Script())
    for called in calls:
        found = found.with_call(called)
    return Playing(calls=found, origin=ORIGIN, behind=BEHIND)


def heard(match: Playing, first: int, last: int, seed: int = 7) -> list[tuple[int, FanLine]]:
    """Lines with when they were said, in µs of programme time from the match's first picture on."""
    terrace, said = Terrace(seed), list[tuple[int, FanLine]]()
    for at in range(first, last, TICK):
        now = ORIGIN + BEHIND + at
        said += [(at, line) for line in terrace.lines(match, now - TICK, now)]
    return said


def picture(line: FanLine) -> int:
    return line.program_time - ORIGIN - BEHIND


def of(kind: Kind) -> set[str]:
    """The lines about a kind of thing that name nobody, small as they may be shouted."""
    said = [one for (what, _), by in REACTIONS.items() if what is kind for one in by.values()]
    return {line.casefold().rstrip("!?.") for lines in said for line in lines if "{" not in line}


def about(said: list[tuple[int, FanLine]], kind: Kind) -> list[FanLine]:
    return [line for _, line in said if line.text.casefold().rstrip("!?.") in of(kind)]


def test_lines_bear_the_time_of_their_author_s_picture() -> None:
    said = heard(playing(), 0, DURATION)
    assert len(said) > 60
    # What was due within a tick is said at its end.
    assert all(0 <= at - picture(line) - line.fan.lag < TICK for at, line in said)
    assert len({line.fan for _, line in said}) == 12


@pytest.mark.parametrize("seed", range(4))
def test_nobody_speaks_of_what_their_picture_has_not_shown(seed: int) -> None:
    said = heard(playing(), 0, DURATION, seed)
    goals = [goal.t for goal in Script().goals]
    for line in about(said, Kind.GOAL):
        assert any(700_000 <= picture(line) - t <= 3 * S for t in goals)
    for line in about(said, Kind.ANNULLED):
        assert 700_000 <= picture(line) - SECOND - 8 * S <= 3 * S
    assert about(said, Kind.ANNULLED)
    assert about(said, Kind.CHECK)


@pytest.mark.parametrize("seed", range(4))
def test_a_goal_makes_six_to_twelve_speak_each_once(seed: int) -> None:
    """The last is 20 s and a moment behind."""
    called = Called(loop=0, call=GoalCall(t=110 * S, side=Side.AWAY))
    said = heard(playing(called), 105 * S, 134 * S, seed)
    burst = [line for _, line in said if 110 * S <= picture(line) <= 113 * S]
    assert 6 <= len(burst) <= 12 + 1
    assert len({line.fan for line in burst}) >= 6


def test_a_called_annulment_is_talked_of() -> None:
    goal = Called(loop=0, call=GoalCall(t=110 * S, side=Side.AWAY))
    annulment = Called(loop=0, call=AnnulmentCall(t=116 * S))
    said = heard(playing(goal, annulment), 105 * S, 140 * S)
    assert about(said, Kind.ANNULLED)
    assert all(picture(line) > 116 * S for line in about(said, Kind.ANNULLED))


def test_between_there_is_a_line_every_four_to_eight_seconds() -> None:
    said = [at for at, _ in heard(playing(), 100 * S, 155 * S)]
    assert 6 <= len(said) <= 14
    assert all(4 * S <= b - a <= 8 * S + TICK for a, b in pairwise(said))


@pytest.mark.parametrize("seed", range(4))
def test_no_line_twice_in_a_row(seed: int) -> None:
    texts = [line.text for _, line in heard(playing(), 0, DURATION, seed)]
    assert [a for a, b in pairwise(texts) if a == b] == []


def test_the_same_seed_says_the_same() -> None:
    assert heard(playing(), 0, 120 * S) == heard(playing(), 0, 120 * S)
    assert heard(playing(), 0, 120 * S) != heard(playing(), 0, 120 * S, seed=8)
