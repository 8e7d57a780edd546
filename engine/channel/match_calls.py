"""What was called for in the demo match of a channel: the fold of its log, and when it is in time.

A call is decided before its pictures are drawn. One that the log took later than that never counts,
for anyone, or pictures already drawn would be of another match.
"""

from typing import Any

from engine import timebase
from engine.show_log import ShowEvent
from engine.timebase import Timing
from feeds import demo_calls
from feeds.demo_calls import Called, Calls
from feeds.demo_match import CALL_LEAD, DURATION, GoalCall, Script, ScriptError

# Pictures that lie ready; then those being drawn or shown beside them, and while the log writes.
PICTURES_AHEAD = 8
_DRAWN_AHEAD = PICTURES_AHEAD + 2
_WRITING = 6


def drawn_by(number: int, timing: Timing) -> int:
    """The content time (µs) up to which pictures may be drawn before frame n's events are known."""
    return timing.content_time(number + _DRAWN_AHEAD + _WRITING)


def last_frame(called: Called, origin: int, timing: Timing) -> int:
    """The last frame whose event may hold the call."""
    lead = CALL_LEAD if isinstance(called.call, GoalCall) else 0
    moment = called.event_time(origin) - lead + timing.behind
    return timebase.frame_at(moment, timing.rate) - _DRAWN_AHEAD - _WRITING - 1


class MatchCalls:
    """The calls of the match a channel plays. One thread folds, any may read `now`.

    `script` is None where it plays another source; nothing is called for then.
    """

    def __init__(self, script: Script | None, origin: int = 0) -> None:
        self.script = script
        self.now = Calls(script=script or Script())
        self._origin = origin

    def fold(self, event: ShowEvent) -> None:
        """Take the next event of the log."""
        payload = event.payload
        if payload["type"] != demo_calls.CALLED or event.frame > payload.get("last_frame", -1):
            return
        try:
            self.now = self.now.with_call(demo_calls.decoded(payload))
        except ScriptError:
            return

    def playing(self, script: Script) -> "MatchCalls":
        """These where it is this match; of another one nothing is called for."""
        return self if script == self.script else MatchCalls(script, self._origin)

    def loop_at(self, moment: int) -> tuple[int, int]:
        """The loop of a content time, and the time since it began (µs)."""
        return divmod(moment - self._origin, DURATION)

    def at(self, moment: int) -> tuple[Script, int]:
        """The script of a content time, and the time since its loop began (µs)."""
        loop, t = self.loop_at(moment)
        return self.now.of_loop(loop), t

    def coded(self, moment: int) -> dict[str, Any]:
        """What a feed and the API need to know: the calls from the loop before `moment`'s on."""
        if self.script is None:
            return {}
        loop, _ = self.loop_at(moment)
        calls = [demo_calls.coded(one) for one in self.now.since(loop - 1)]
        return {"demo": {"seed": self.script.seed, "calls": calls}}
