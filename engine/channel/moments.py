"""Moments: the event time an operator's press speaks of, by its basis."""

from collections.abc import Mapping
from typing import Any

from engine.timebase import MICROSECONDS, Timing
from feeds import event_time
from feeds.bus import RefusedError

LONGEST = 86_400 * MICROSECONDS
BASES = ("venue", "monitor", "now")


def moment(asked: Mapping[str, Any], timing: Timing, next_number: int, now: int) -> int:
    """The event time (µs) of a press: of the venue, of the picture on a monitor, or now.

    `now` is that of the programme (µs), `next_number` its next frame.
    """
    basis = asked.get("basis", "now")
    if basis not in BASES:
        raise RefusedError("bad_basis", f"{basis!r} is no basis; use venue, monitor or now")
    if basis == "now":
        return timing.content_time(next_number)
    try:
        at = event_time.from_iso(asked["at"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise RefusedError("bad_time", "give `at` as an ISO time with a zone") from error
    if abs(at - now) > LONGEST:
        raise RefusedError("bad_time", "`at` is more than a day from now; correct it")
    if basis == "venue":
        return at
    return timing.content_time(int(at * timing.rate // MICROSECONDS))
