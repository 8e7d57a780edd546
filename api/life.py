"""The life of a child: when it runs, when it is started again, when it is left alone.

Pure: a frozen value, a table of transitions, the clock an argument. Times are monotonic µs.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

SOONEST = 500_000
LATEST = 15_000_000
STEADY = 60_000_000


class State(StrEnum):
    """Where a child stands."""

    STOPPED = "stopped"
    RUNNING = "running"
    STOPPING = "stopping"
    WAITING = "waiting"
    DONE = "done"
    MISTAKEN = "mistaken"


class _Step(StrEnum):
    START = "start"
    STOP = "stop"
    FAIL = "fail"
    FINISH = "finish"
    MISTAKE = "mistake"


_NEXT = {
    (State.STOPPED, _Step.START): State.RUNNING,
    (State.DONE, _Step.START): State.RUNNING,
    (State.MISTAKEN, _Step.START): State.RUNNING,
    (State.WAITING, _Step.START): State.RUNNING,
    (State.RUNNING, _Step.FAIL): State.WAITING,
    (State.RUNNING, _Step.FINISH): State.DONE,
    (State.RUNNING, _Step.MISTAKE): State.MISTAKEN,
    (State.RUNNING, _Step.STOP): State.STOPPING,
    (State.STOPPING, _Step.FAIL): State.STOPPED,
    (State.STOPPING, _Step.FINISH): State.STOPPED,
    (State.STOPPING, _Step.MISTAKE): State.STOPPED,
    (State.WAITING, _Step.STOP): State.STOPPED,
}


class LifeError(Exception):
    """A step that this state does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Which exit codes end a child for good: as done, or by the user's mistake."""

    done: frozenset[int] = frozenset()
    mistaken: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A child's state, its process while it has one, and how it came to this."""

    state: State = State.STOPPED
    pid: int | None = None
    code: int | None = None
    restarts: int = 0
    pause: int = 0
    since: int = 0

    @property
    def is_up(self) -> bool:
        """Whether it has a process."""
        return self.state in {State.RUNNING, State.STOPPING}

    @property
    def due(self) -> int | None:
        """When it is to be started again, if it is."""
        return self.since + self.pause if self.state is State.WAITING else None

    def started(self, now: int, pid: int | None) -> "Life":
        """It was started; by someone's wish or because it was due."""
        is_again = self.state is State.WAITING
        return replace(
            self._after(_Step.START, now),
            pid=pid,
            code=None,
            restarts=self.restarts + is_again,
            pause=self.pause if is_again else 0,
        )

    def stopping(self, now: int) -> "Life":
        """It shall run no longer."""
        return self._after(_Step.STOP, now)

    def ended(self, now: int, code: int, ends: Ends) -> "Life":
        """Its process ended with a code (negative: by that signal)."""
        step = _Step.FAIL
        if code in ends.done:
            step = _Step.FINISH
        elif code in ends.mistaken:
            step = _Step.MISTAKE
        after = replace(self._after(step, now), pid=None, code=code)
        return replace(after, pause=self._next_pause(now)) if after.due is not None else after

    def _next_pause(self, now: int) -> int:
        """None after a minute of running; else half a second, doubled with each to fifteen."""
        if now - self.since >= STEADY:
            return 0
        return min(LATEST, max(SOONEST, 2 * self.pause))

    def _after(self, step: _Step, now: int) -> "Life":
        try:
            state = _NEXT[self.state, step]
        except KeyError:
            raise LifeError(f"{self.state} has no {step}") from None
        return replace(self, state=state, since=now)
