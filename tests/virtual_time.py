"""Runs coroutines on a loop whose clock jumps to what is due next: seconds cost nothing."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, override

_REAL_S = 0.002


class _Selector(selectors.DefaultSelector):
    """Waits a moment for sockets; then lets the clock jump, unless a thread is at work."""

    ahead = 0.0
    at_work = 0

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select()
        ready = super().select(min(timeout, _REAL_S))
        if not ready and not self.at_work:
            self.ahead += max(0.0, timeout - _REAL_S)
        return ready


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)

    @override
    def time(self) -> float:
        return super().time() + self._clock.ahead

    @override
    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        self._clock.at_work += 1
        working = super().run_in_executor(executor, func, *args)
        working.add_done_callback(self._is_done)
        return working

    def _is_done(self, _: asyncio.Future[Any]) -> None:
        self._clock.at_work -= 1


def run[T](coroutine: Coroutine[Any, Any, T]) -> T:
    """What the coroutine returns."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(coroutine)
