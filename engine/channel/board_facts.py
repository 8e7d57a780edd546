"""What is told of a board that is looked at again and again: only what changed on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.clock_reading import clock_run
from engine.clock_reading.clock_run import Reading
from feeds.clock_text import clock_to_text
from feeds.fact import ClockSet, Correction, Fact
from feeds.sport import Direction

# A running clock shows each second for one; where one stands there longer, it was stopped.
_STOPPED_AFTER = 1_300_000
_OFF = 400_000
# A number is believed after so long.
_VOTED = 700_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one picture of the content time `at` (µs) shows: a clock, and numbers by name."""

    at: int
    reading: Reading | None = None
    running: clock_run.Seen | None = None
    numbers: Mapping[str, int | None]


class BoardFacts:
    """One board's. Facts are told in the name of its feed."""

    def __init__(self, feed: str) -> None:
        self._feed = feed
        self._clock: ClockSet | None = None
        self._score: tuple[int, int] | None = None
        self._shows: Reading | None = None

    def take(self, seen: Seen, now: int) -> list[Fact]:
        """What to tell of the next picture, looked at `now` (µs since 1970)."""
        return [*self._of_clock(seen, now), *self._of_score(seen, now)]

    @property
    def reads(self) -> dict[str, Any]:
        """What was told last."""
        clock, score = self._clock, self._score
        return {
            "clock": None if clock is None else clock_to_text(clock.clock),
            "is_running": clock is not None and clock.running,
            "score": None if score is None else {"home": score[0], "away": score[1]},
        }

    def _of_clock(self, seen: Seen, now: int) -> Iterator[Fact]:
        reading, running = seen.reading, seen.running
        if reading is not None and (self._shows is None or self._shows.value != reading.value):
            self._shows = reading
        period = seen.numbers.get("period") or (self._clock.period if self._clock else None)
        told = self._started(reading, now, period)
        if running is not None and not running.is_time_of_day:
            if self._is_elsewhere(running, period):
                told = self._set(seen.at, max(0, running.value), running.rate, now, period)
        elif reading is not None and self._has_stopped(reading):
            told = self._set(reading.at, reading.value, 0, now, period)
        if told is not None:
            self._clock = told
            yield told

    def _started(self, reading: Reading | None, now: int, period: int | None) -> ClockSet | None:
        """A clock that stood and turned to the next second, which two looks have shown."""
        told, shows = self._clock, self._shows
        if told is None or told.running or reading is None or shows is None:
            return None
        rate = -1 if told.counts is Direction.DOWN else 1
        is_next = reading.value - told.clock == rate * reading.step
        if not is_next or reading.value != shows.value or reading.at == shows.at:
            return None
        # Running down, it turns to a value when it has just left the one above.
        turned = reading.value if rate > 0 else reading.value + reading.step
        return self._set(shows.at, turned, rate, now, period)

    def _is_elsewhere(self, running: clock_run.Seen, period: int | None) -> bool:
        """Whether the clock told last does not run on to this one."""
        told = self._clock
        if told is None or not told.running or told.event_time is None or told.period != period:
            return True
        expected = told.clock + running.rate * (running.at - told.event_time)
        return abs(expected - running.value) > _OFF

    def _has_stopped(self, reading: Reading) -> bool:
        """Whether a clock that was told to run shows the same for too long."""
        told, shows = self._clock, self._shows
        if told is None or not told.running or shows is None or reading.value != shows.value:
            return False
        return reading.at - shows.at > _STOPPED_AFTER

    def _set(self, at: int, value: int, rate: int, now: int, period: int | None) -> ClockSet:
        before = self._clock.counts if self._clock else None
        counts = {1: Direction.UP, -1: Direction.DOWN}.get(rate, before)
        return ClockSet(
            event_time=at,
            received=now,
            id=f"{self._feed}-clock-{at}",
            provider=self._feed,
            clock=value,
            running=rate != 0,
            period=period,
            counts=counts,
        )

    def _of_score(self, seen: Seen, now: int) -> Iterator[Fact]:
        home, away = seen.numbers.get("home_score"), seen.numbers.get("away_score")
        if home is None or away is None or (home, away) == self._score:
            return
        self._score = home, away
        at = seen.at - _VOTED
        yield Correction(
            event_time=at,
            received=now,
            id=f"{self._feed}-score-{at}",
            provider=self._feed,
            home=home,
            away=away,
        )
