"""A facts file played again: each line when it became known, wrong lines passed over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds import facts_file
from feeds.event_time import MICROSECONDS
from feeds.fact import Fact, Goal, Match, Stat
from feeds.replay import Replay

ORIGIN = 1_000_000 * MICROSECONDS
MATCH = '{"t": 0, "type": "match", "home": {"name": "North"}, "away": {"name": "South"}}'
GOAL = '{"t": 12.4, "type": "goal", "id": "g1", "side": "home"}'
AGAIN = '{"t": 12.4, "received": 15, "type": "goal", "id": "g1", "side": "away"}'
STAT = '{"received": 20, "type": "stat", "name": "shots", "home": 1, "away": 2}'


def replay(path: Path, *lines: str, lateness: float = 0, skip: int = 0) -> Replay:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    told = facts_file.entries(path, origin=ORIGIN)
    return Replay(told, feed="file", lateness=int(lateness * MICROSECONDS), skip=skip)


def at(seconds: float) -> int:
    return ORIGIN + int(seconds * MICROSECONDS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facts.jsonl"


@pytest.mark.parametrize(
    ("seconds", "kinds", "due"),
    [
        pytest.param(-1, [], 0, id="before-the-first"),
        pytest.param(0, [Match], 12.4, id="the-first"),
        pytest.param(12.399, [Match], 12.4, id="just-before-a-goal"),
        pytest.param(12.4, [Match, Goal], 15, id="the-goal"),
        pytest.param(100, [Match, Goal, Goal, Stat], None, id="all-at-once-and-in-order"),
    ],
)
def test_facts_come_when_they_are_known(
    path: Path, seconds: float, kinds: list[type[Fact]], due: float | None
) -> None:
    feed = replay(path, MATCH, GOAL, AGAIN, STAT)
    assert [type(fact) for fact in feed.take(at(seconds), 200)] == kinds
    assert feed.next_due() == (None if due is None else at(due))
    assert feed.take(at(seconds), 200) == []


def test_lateness_puts_off_when_a_fact_is_known_and_not_when_it_was(path: Path) -> None:
    feed = replay(path, GOAL, lateness=3)
    assert feed.next_due() == at(15.4)
    (goal,) = feed.take(at(15.4), 200)
    assert (goal.event_time, goal.received) == (at(12.4), at(15.4))


def test_a_line_told_again_is_known_as_the_same(path: Path) -> None:
    """Ids and revisions come of the places of the lines, so a restart tells the very same."""
    lines = MATCH, GOAL, AGAIN, STAT
    told = replay(path, *lines).take(at(100), 200)
    assert [(f.provider, f.id, f.revision) for f in told] == [
        ("file", "file:1", 1),
        ("file", "g1", 2),
        ("file", "g1", 3),
        ("file", "file:4", 4),
    ]
    assert replay(path, *lines).take(at(100), 200) == told


def test_no_more_are_taken_than_asked_for(path: Path) -> None:
    feed = replay(path, MATCH, GOAL, AGAIN)
    assert [len(feed.take(at(100), 2)) for _ in range(3)] == [2, 1, 0]


def test_a_wrong_line_is_passed_over_and_told(path: Path) -> None:
    feed = replay(path, MATCH, '{"t": 5, "type": "gaol"}', "no json", GOAL)
    assert [type(fact) for fact in feed.take(at(100), 200)] == [Match, Goal]
    assert feed.error.startswith(f"{path}:3: no JSON")
    assert not feed.is_broken
    assert feed.next_due() is None


def test_a_file_that_is_not_there_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    feed = Replay(facts_file.entries(path, origin=0), feed="file", lateness=0)
    assert feed.next_due() is None
    assert feed.is_broken
    assert feed.error == f"{path}: no such file or directory; name a facts file that can be read"


def test_another_goes_on_where_one_broke(path: Path) -> None:
    first = replay(path, MATCH, GOAL, AGAIN)
    first.take(at(13), 200)
    assert first.next_due() == at(15)
    assert first.read == 3
    again = replay(path, MATCH, GOAL, AGAIN, STAT, skip=2)
    assert [fact.id for fact in again.take(at(100), 200)] == ["g1", "file:4"]


def test_a_file_is_read_as_it_is_needed(path: Path) -> None:
    read = 0

    def told() -> Iterator[Fact]:
        nonlocal read
        for fact in facts_file.facts(path, origin=ORIGIN):
            read += 1
            yield fact

    replay(path, MATCH, GOAL, AGAIN, STAT)
    feed = Replay(told(), feed="file", lateness=0)
    feed.take(at(1), 200)
    assert read == 2
