"""Time shifts: a recording's times as they are on air when it is played again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from feeds.reading import Parser, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShift:
    """The recording's `point` is played at `begins` (both µs since 1970), and all else `speed`
    times as fast: what came, and what happened, stand as far apart as that makes them.
    """

    point: int
    begins: int
    speed: Fraction

    def on_air(self, recorded: int) -> int:
        """When a moment of the recording is played."""
        return self.begins + round((recorded - self.point) / self.speed)

    def recorded(self, on_air: int) -> int:
        """The moment of the recording that is played then."""
        return self.point + round((on_air - self.begins) * self.speed)


class ShiftedParser:
    """A parser of recorded payloads whose event times are those on air.

    `shifts` gives the shift of the payload that is to be parsed.
    """

    def __init__(self, parser: Parser, shifts: Callable[[], TimeShift]) -> None:
        self._parser = parser
        self._shifts = shifts

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a payload played at `received` (µs since 1970) says; PayloadError."""
        shift = self._shifts()
        reading = self._parser.parse(payload, shift.recorded(received))
        facts = tuple(
            replace(
                fact,
                received=received,
                event_time=None if fact.event_time is None else shift.on_air(fact.event_time),
            )
            for fact in reading.facts
        )
        as_of = None if reading.as_of is None else shift.on_air(reading.as_of)
        return replace(reading, facts=facts, as_of=as_of)
