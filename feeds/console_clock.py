"""The clocks on a console's board: what they read, as facts, each time that changes.

A board shows seconds and cuts off the rest, above a minute at least. What is told of a clock that
runs down is what shows the same seconds as the board.
"""

import re
from collections.abc import Iterator

from feeds.event_time import MICROSECONDS
from feeds.fact import ClockSet, Fact, PeriodEnded, ShotClockSet
from feeds.reading import Voice
from feeds.sport import RULES, Direction, Sport

# How far from the one told a clock may be that is told no more, µs.
STEP = 300_000
_TEXT = re.compile(r"(?:(\d{0,3}):)?(\d{1,2})(?:\.(\d))?", re.ASCII)
_TENTH = MICROSECONDS // 10
_TICK = 2 * MICROSECONDS


def reads(text: str) -> tuple[int, bool] | None:
    """The µs a board's clock reads, and whether it shows tenths; None where it is no clock."""
    match = _TEXT.fullmatch(text.strip())
    if match is None:
        return None
    minutes, seconds, tenths = match.groups(default="")
    whole = int(minutes or 0) * 60 + int(seconds)
    return whole * MICROSECONDS + int(tenths or 0) * _TENTH, bool(tenths)


class ConsoleClock:
    """The game's clock of one board, with the periods it runs in."""

    def __init__(self, sport: Sport) -> None:
        self._sport = sport
        self._shown: tuple[str, bool, int | None] | None = None
        self._value: int | None = None
        self._counts = RULES[sport].clock or Direction.UP
        self._is_running = False
        self._running_in: int | None = None
        self._ends = 0

    @property
    def is_running(self) -> bool:
        """Whether it ran when it was read last."""
        return self._is_running

    def read(
        self, text: str, *, is_stopped: bool, period: int | None, voice: Voice
    ) -> Iterator[Fact]:
        """What is to be told of what the board shows: nothing where it is as before."""
        found = reads(text)
        if found is None or (text, is_stopped, period) == self._shown:
            return
        before, self._shown = self._shown, (text, is_stopped, period)
        value, has_tenths = found
        was_running, self._is_running = self._is_running, not is_stopped
        self._look_which_way(value, was_running=was_running)
        is_down = self._counts is Direction.DOWN
        is_over = is_down and value == 0
        self._is_running = self._is_running and not is_over
        if before is not None and before[2] != period:
            yield from self._ended(voice)
        if self._is_running:
            self._running_in = period
        self._value = value
        yield ClockSet(
            clock=_cut_off(value, has_tenths or not self._is_running or not is_down),
            running=self._is_running,
            # It says what is played only once that has begun.
            period=period if self._running_in == period else None,
            counts=None if self._counts is RULES[self._sport].clock else self._counts,
            **voice.of("clock"),
        )
        if is_over:
            yield from self._ended(voice)

    def _look_which_way(self, value: int, *, was_running: bool) -> None:
        """Which way it counts, by what it read before."""
        before = self._value
        if before is None or not was_running or not 0 < abs(value - before) <= _TICK:
            return
        self._counts = Direction.DOWN if value < before else Direction.UP

    def _ended(self, voice: Voice) -> Iterator[Fact]:
        """The period that was played is over."""
        period, self._running_in = self._running_in, None
        if period is not None:
            self._ends += 1
            yield PeriodEnded(period=period, **voice.of(f"end/{self._ends}"))


class ShotClock:
    """The second clock of one board, which runs down while the game's runs."""

    def __init__(self) -> None:
        self._shown: tuple[str, bool] | None = None

    def read(self, text: str, *, is_running: bool, voice: Voice) -> Iterator[Fact]:
        """What is to be told of what the board shows: nothing where it is as before."""
        if (text, is_running) == self._shown or (not text and self._shown is None):
            return
        self._shown = text, is_running
        value, has_tenths = reads(text) or (0, False)
        runs = is_running and value > 0
        clock = _cut_off(value, has_tenths or not runs)
        yield ShotClockSet(clock=clock, running=runs, **voice.of("shot-clock"))


def _cut_off(value: int, is_exact: bool) -> int:  # noqa: FBT001 - a claim, not a switch
    """What shows the same seconds for as long as it can, where the board cut off the rest."""
    return value if is_exact else value + MICROSECONDS - _TENTH
