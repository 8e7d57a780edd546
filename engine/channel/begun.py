"""How a run of a channel began: what its log must say so that the show can be made again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from engine.channel import events
from engine.channel.dressing import Dressing
from engine.errors import LadderError, ShowLogError
from engine.rendition import Rendition, parse_ladder
from engine.show_log import ShowEvent
from engine.timebase import Timing

_NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A run's rate, first frame, ladder, and what its config said. Times are µs.

    `inputs` and `latencies` are by source, the one that is programme at first first; `origin` is
    the event time of the sources' first pictures; `timecodes` are the sources with one burnt in.
    """

    rate: Fraction
    first_frame: int
    ladder: tuple[Rendition, ...]
    origin: int
    distance: int
    inputs: Mapping[str, str]
    latencies: Mapping[str, int]
    offsets: Mapping[str, int]
    timecodes: tuple[str, ...] = ()

    @classmethod
    def of(cls, event: ShowEvent) -> Self:
        """What the event of a beginning says; ShowLogError where it does not say enough."""
        coded = event.payload
        try:
            given = coded["config"]
            return cls(
                rate=Fraction(coded["rate"]),
                first_frame=int(coded["first_frame"]),
                ladder=parse_ladder(str(coded["ladder"])),
                origin=int(coded["origin_us"]),
                distance=int(given["distance_us"]),
                inputs=dict(given["inputs"]),
                latencies=dict(given["latencies_us"]),
                offsets=dict(given["offsets_us"]),
                timecodes=tuple(given["timecodes"]),
            )
        except (KeyError, TypeError, ValueError, ZeroDivisionError, LadderError) as error:
            raise ShowLogError(
                f"event {event.sequence}: does not say how the programme began; "
                "use the log of a channel on air"
            ) from error

    def timings(self) -> dict[str, Timing]:
        """The sources' timings as configured; one for the slate where there is no source."""
        return {
            name: Timing(rate=self.rate, distance=self.distance, latency=latency)
            for name, latency in (self.latencies or {_NONE: 0}).items()
        }

    def dressing(self, history: Iterable[ShowEvent]) -> Dressing:
        """The dressing of the run, with what was told before it."""
        program = next(iter(self.latencies), _NONE)
        found = Dressing(self.ladder, self.timings(), program, self.offsets)
        found.restore(history)
        return found

    def coded(self, timing: Timing) -> dict[str, Any]:
        """The payload of the event; `timing` is the one in force at the beginning."""
        started = events.Started(
            rate=self.rate,
            first_frame=self.first_frame,
            distance=timing.distance,
            latency=timing.latency,
        )
        return {
            **events.started_payload(started),
            "origin_us": self.origin,
            "ladder": ",".join(rung.text for rung in self.ladder),
            "config": {
                "distance_us": self.distance,
                "inputs": dict(self.inputs),
                "latencies_us": dict(self.latencies),
                "offsets_us": dict(self.offsets),
                "timecodes": list(self.timecodes),
            },
        }
