"""The Spoiler Test's score bugs: what each side shows with which picture, for every feed."""

from typing import Any

import pytest

from api.demo import bugs
from api.demo.bugs import LEFT, RIGHT, Bugs, Viewing
from feeds.demo_calls import Called
from feeds.demo_match import AnnulmentCall
from feeds.event_time import MICROSECONDS, from_iso
from tests.test_happenings import FIRST, ORIGIN, SECOND, goal, playing

S = MICROSECONDS
GOAL = "demo-0-g1"


def drawn(
    since: int, *, lateness: int, behind: int, seconds: int = 2, distance: int = 0, **more: Any
) -> dict[str, Any]:
    """Both sides from `since` (µs of the first loop on the programme) on."""
    viewing = Viewing(
        since=ORIGIN + distance + since,
        until=ORIGIN + distance + since + seconds * S,
        lateness=lateness * S,
        behind=behind * S,
    )
    match = playing(*more.pop("calls", ()), distance=distance)
    return Bugs().drawn(match, viewing, more.pop("have", []))


def first_told(found: dict[str, Any], side: str, name: str = GOAL) -> int | None:
    """The programme time, in µs of the first loop, of the first set that speaks of it."""
    times = [from_iso(one["program_time"]) for one in found[side] if name in one["told"]]
    return times[0] - ORIGIN if times else None


@pytest.mark.parametrize("lateness", [-10, 0, 2, 5])
@pytest.mark.parametrize("distance", [0, 3 * S])
def test_left_shows_a_goal_with_the_very_picture_it_is_in(lateness: int, distance: int) -> None:
    found = drawn(FIRST - S, lateness=lateness, behind=5, distance=distance)
    assert first_told(found, LEFT) == FIRST + distance
    assert from_iso(found["changes"][GOAL]) == ORIGIN + FIRST + distance


@pytest.mark.parametrize(("lateness", "late"), [(5, 0), (6, 1), (30, 25)])
def test_left_is_late_where_the_feed_is_later_than_the_viewer(lateness: int, late: int) -> None:
    found = drawn(FIRST + late * S - S, lateness=lateness, behind=5)
    assert first_told(found, LEFT) == FIRST + late * S


@pytest.mark.parametrize(
    ("lateness", "behind"), [(-10, 1), (-10, 20), (0, 8), (2, 12), (19, 20), (5, 5), (30, 1)]
)
def test_right_shows_it_when_it_arrives(lateness: int, behind: int) -> None:
    early = (behind - lateness) * S
    found = drawn(FIRST - early - S, lateness=lateness, behind=behind)
    assert first_told(found, RIGHT) == FIRST - early


def test_an_annulment_is_told_in_the_same_two_ways() -> None:
    calls = [goal(100 * S), Called(loop=0, call=AnnulmentCall(t=106 * S))]
    name = "demo-0-i1-annulled"
    found = drawn(105 * S, lateness=1, behind=1, calls=calls)
    assert first_told(found, LEFT, name) == first_told(found, RIGHT, name) == 106 * S
    found = drawn(96 * S, lateness=1, behind=10, calls=calls)
    assert (first_told(found, LEFT, name), first_told(found, RIGHT, name)) == (None, 97 * S)


def test_a_feed_ahead_tells_of_the_loop_to_come() -> None:
    found = drawn(350 * S, lateness=-10, behind=20)
    assert "demo-0-g3" in found[LEFT][-1]["told"]
    assert first_told(found, RIGHT, "demo-1-g1") is None
    assert from_iso(found["changes"]["demo-0-g3"]) < ORIGIN + 350 * S


def test_a_picture_is_sent_once_and_not_to_who_has_it() -> None:
    found = drawn(SECOND - S, lateness=0, behind=0)
    sets = [*found[LEFT], *found[RIGHT]]
    sent = [name for one in sets for name in one["pictures"]]
    assert len(sent) == len(set(sent)) > 3
    assert {box["version"] for one in sets for box in one["boxes"]} == set(sent)
    again = drawn(SECOND - S, lateness=0, behind=0, have=sent)
    assert all(one["pictures"] == {} for one in [*again[LEFT], *again[RIGHT]])


def test_only_what_changes_is_told() -> None:
    found = drawn(FIRST - 8 * S, lateness=0, behind=0, seconds=5)
    # The clock ticks each second; nothing else moves.
    assert 6 <= len(found[LEFT]) <= 7


def test_all_viewers_have_what_one_has_been_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bugs, "_FILES_KEPT", 40)
    shared, match = Bugs(), playing(goal(100 * S))
    for since in [*range(0, 120 * S, 3 * S), 20 * S]:
        viewing = Viewing(
            since=ORIGIN + since, until=ORIGIN + since + 3 * S, lateness=2 * S, behind=9 * S
        )
        assert shared.drawn(match, viewing, []) == Bugs().drawn(match, viewing, [])
