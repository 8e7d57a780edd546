"""What is told of a board: its clock where it starts, stops and jumps, and its score."""

from collections.abc import Iterator

import pytest

from engine.channel.board_facts import BoardFacts, Seen
from engine.clock_reading.clock_run import Reading, Runs
from feeds.fact import ClockSet, Correction, Fact
from feeds.sport import Direction

S = 1_000_000
LOOK = 140_000


class Film:
    """Looks at a board whose clock is played to it."""

    def __init__(self) -> None:
        self.facts = BoardFacts("board")
        self.runs = Runs(iter(range(99)))
        self.at = 0

    def play(self, value: int, rate: int, seconds: float, **numbers: int | None) -> list[Fact]:
        """A clock that reads `value` (µs) and runs up, down or not at all for so long."""
        return list(self._told(value, rate, self.at + round(seconds * S), numbers))

    def _told(
        self, value: int, rate: int, until: int, numbers: dict[str, int | None]
    ) -> Iterator[Fact]:
        began = self.at
        while self.at < until:
            shown = (value + rate * (self.at - began)) // S * S
            reading = Reading(at=self.at, value=shown)
            self.runs.take(reading)
            run = self.runs.current(self.at)
            running = run.seen() if run is not None and run.last == self.at else None
            seen = Seen(at=self.at, reading=reading, running=running, numbers=numbers)
            yield from self.facts.take(seen, self.at + S)
            self.at += LOOK


def clocks(told: list[Fact]) -> list[tuple[bool, int]]:
    return [(one.running, one.clock // S) for one in told if isinstance(one, ClockSet)]


def test_a_running_clock_is_told_once() -> None:
    film = Film()
    told = film.play(600 * S + 400_000, -1, 30)
    (fact,) = [one for one in told if isinstance(one, ClockSet)]
    assert (fact.running, fact.counts, fact.provider) == (True, Direction.DOWN, "board")
    assert fact.event_time is not None
    assert fact.clock + fact.event_time == pytest.approx(600.4 * S, abs=0.2 * S)


def test_it_stops_and_goes_on() -> None:
    film = Film()
    film.play(600 * S + 400_000, -1, 10)
    assert clocks(film.play(590 * S + 300_000, 0, 20)) == [(False, 590)]
    began = film.at
    told = film.play(590 * S + 300_000, -1, 4)
    assert clocks(told) == [(True, 590)]
    (fact,) = told
    # It turned to 589 just after 590.0, three tenths of a second after it was started.
    assert fact.event_time == pytest.approx(began + 0.3 * S, abs=LOOK)
    assert clocks(film.play(586 * S + 300_000, -1, 20)) == []


def test_a_clock_set_anew_is_told() -> None:
    film = Film()
    film.play(600 * S, -1, 10)
    told = clocks(film.play(720 * S, -1, 10))
    assert told[-1][0]
    assert 715 <= told[-1][1] <= 720


def test_the_period_goes_with_the_clock() -> None:
    film = Film()
    first = film.play(600 * S, -1, 6, period=1)
    second = film.play(594 * S, -1, 3, period=2)
    assert [one.period for one in (*first, *second) if isinstance(one, ClockSet)] == [1, 2]


def test_a_score_is_told_where_both_sides_are_read_and_it_changed() -> None:
    film = Film()
    assert film.play(0, 0, 2, home_score=3, away_score=None) == []
    told = film.play(0, 0, 2, home_score=3, away_score=1)
    told += film.play(0, 0, 2, home_score=3, away_score=1)
    told += film.play(0, 0, 2, home_score=2, away_score=1)
    scores = [(one.home, one.away) for one in told if isinstance(one, Correction)]
    assert scores == [(3, 1), (2, 1)]
    assert len({one.id for one in told}) == 2
    assert film.facts.reads["score"] == {"home": 2, "away": 1}
