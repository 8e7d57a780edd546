"""Late cues: what of the rundown came late, or not at all for that, told to the operator."""

import logging
from collections.abc import Callable, MutableMapping

from engine.channel import events
from engine.channel.rundown import Rundown
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS

ALARM = "cue"
# Less than this (µs) nobody sees.
_SEEN = MICROSECONDS // 10
_STANDS = 30 * MICROSECONDS

log = logging.getLogger(__name__)


class LateCues:
    """Puts an alarm that stands for half a minute. `now` is the time (µs) of the programme's clock.

    A cue that a fact set off is as late as its feed was, which the feed's own figures say: that is
    logged alone.
    """

    def __init__(
        self, channel: str, alarms: MutableMapping[str, str], now: Callable[[], int]
    ) -> None:
        self._channel = channel
        self._alarms = alarms
        self._now = now
        self._until = 0

    def note(self, event: ShowEvent, plan: Rundown) -> None:
        """Take what an event of this run says."""
        payload, name = event.payload, str(event.payload.get("cue"))
        late = int(payload.get("late_us", 0)) if payload["type"] == events.TAKEN else 0
        is_skipped = payload["type"] == events.SKIPPED
        if late < _SEEN and not is_skipped:
            return
        said = f"was skipped: {payload.get('reason')}" if is_skipped else _late(late)
        log.warning("cue late channel=%s cue=%s said=%s", self._channel, name, said)
        is_by_plan = bool(payload.get("fact")) or bool(payload.get("over"))
        if not is_by_plan:
            cue = plan.cue(name)
            self._alarms[ALARM] = f"cue {name if cue is None else cue.name} {said}"
            self._until = self._now() + _STANDS

    def tidy(self) -> None:
        """Take the alarm back once it has been there for long enough."""
        if ALARM in self._alarms and self._now() >= self._until:
            self._alarms.pop(ALARM, None)


def _late(micros: int) -> str:
    return f"came {micros / MICROSECONDS:.1f} s late"
