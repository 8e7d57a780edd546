"""The threads of a job: named, owned, ended together, their CPU time counted."""

import contextlib
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from engine.handoff import AbortedError, Handoff

_POLL_S = 0.2


class Crew:
    """Threads that stand or fall together: the first failure aborts every hand-off.

    `cpu` holds each ended thread's CPU seconds under its name, which /proc shows as well.
    """

    def __init__(self) -> None:
        self.cpu: dict[str, float] = {}
        self._threads: list[threading.Thread] = []
        self._handoffs: list[Handoff[object]] = []
        self._enders: list[Callable[[], None]] = []
        self._failure: BaseException | None = None
        self._lock = threading.Lock()

    def handoff[Item](self, size: int) -> Handoff[Item]:
        """A hand-off that is aborted when a thread of the crew fails."""
        handoff: Handoff[Item] = Handoff(size)
        self._handoffs.append(handoff)  # type: ignore[arg-type] # only ever aborted from here
        return handoff

    def also(self, end: Callable[[], None]) -> None:
        """Have `end` called when the crew is aborted: it lets go of whoever waits elsewhere."""
        self._enders.append(end)

    def start(self, name: str, work: Callable[[], None], *, nice: int = 0) -> None:
        """Run `work` on a thread of its own, `nice` steps behind those that want the processor."""
        args = name, work, nice
        thread = threading.Thread(target=self._run, args=args, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def join(self, on_wait: Callable[[], None]) -> None:
        """Wait for all threads, calling `on_wait` some times a second; raise the first failure."""
        for thread in self._threads:
            while thread.is_alive():
                thread.join(_POLL_S)
                on_wait()
        if self._failure is not None:
            raise self._failure

    def end(self) -> None:
        """Abort, and wait until no thread is at work any more."""
        self.abort()
        for thread in self._threads:
            thread.join()

    def abort(self) -> None:
        """End all threads where they stand."""
        for handoff in self._handoffs:
            handoff.abort()
        for end in self._enders:
            end()

    def _run(self, name: str, work: Callable[[], None], nice: int) -> None:
        thread = threading.get_native_id()
        with contextlib.suppress(OSError):
            Path(f"/proc/self/task/{thread}/comm").write_text(name[:15])
            # On Linux a thread has a priority of its own, whatever POSIX says.
            os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + nice)
        try:
            work()
        except AbortedError:
            pass
        except BaseException as error:  # noqa: BLE001 - handed to whoever joins
            with self._lock:
                self._failure = self._failure or error
            self.abort()
        finally:
            self.cpu[name] = self.cpu.get(name, 0.0) + time.thread_time()
