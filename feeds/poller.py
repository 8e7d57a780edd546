"""Pollers: one address, asked once for all feeds that need it, at the shortest of their rhythms.

Back-off, circuit breaker, quota and budget are the address', not each feed's.
"""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from feeds import event_time
from feeds.arrival import Arrival
from feeds.breaker import Breaker, BreakerState
from feeds.budget import Budgets
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS
from feeds.fetch import Answer, Fetch, FetchError
from feeds.payload import SharedPayload
from feeds.quota import Quota

_JITTER = 0.1
_DAY = 86_400 * MICROSECONDS


class Listener(Protocol):
    """A feed that needs what an address says."""

    def heard(self, arrival: Arrival) -> None:
        """Something came, or nothing did; called for each request."""

    def wake(self) -> None:
        """There is a new payload to be read."""


@dataclass(frozen=True, slots=True)
class Latest:
    """The last payload that came, counted from 1, and when."""

    number: int
    payload: bytes
    received: int


@dataclass(slots=True)
class _Needs:
    """A listener's: `every` so many µs at the most, `budget` times a day, and next in `gap` µs."""

    every: int
    budget: int | None
    gap: int


class Poller:
    """Asks one address. `opens` makes what fetches from it; `name` is the address' own.

    The latest payload alone is kept: a feed that is slower than its vendor misses those between.
    """

    def __init__(
        self, opens: Callable[[], Fetch], clock: Clock, *, name: str, budgets: Budgets, quota: Quota
    ) -> None:
        self._opens = opens
        self._clock = clock
        self._name = name
        self._budgets = budgets
        self._quota = quota
        self._fetch: Fetch | None = None
        self._asking = asyncio.Lock()
        self._inside: set[Listener] = set()
        self._needs: dict[Listener, _Needs] = {}
        # Of who left last, while nobody is there: a request may still be under way.
        self._left = _Needs(MICROSECONDS, None, MICROSECONDS)
        self._breaker = Breaker()
        self._random = random.Random(name)  # noqa: S311 - spreads requests, hides nothing
        self._came = self._due = clock.now()
        self._spread = 1.0
        self._is_read = False
        self._is_refused = False
        self.latest: Latest | None = None
        self.error = ""

    @property
    def is_failing(self) -> bool:
        """Whether it failed so often that somebody should look."""
        return self._breaker.state is not BreakerState.CLOSED

    @property
    def due(self) -> int:
        """When it is asked next, µs since 1970."""
        return self._due

    def join(self, listener: Listener, *, every: int, budget: int | None) -> None:
        """Ask for this one too, `every` so many µs at most until it says how long it can wait."""
        if not self._needs:
            self._quota.sharers += 1
        self._needs[listener] = _Needs(every, budget, every)
        if self.latest is not None and not self.error:
            self._settle()

    async def leave(self, listener: Listener) -> None:
        """Ask for this one no more; with the last one the connections are let go of."""
        left = self._needs.pop(listener, None)
        if left is None or self._needs:
            return
        self._left = left
        self._quota.sharers -= 1
        async with self._asking:
            if self._fetch is not None and not self._needs:
                fetch, self._fetch = self._fetch, None
                await fetch.close()

    async def poll(self, listener: Listener) -> None:
        """Ask where that is due; who comes meanwhile waits for the same answer."""
        self._inside.add(listener)
        try:
            async with self._asking:
                if self._clock.now() >= self._due and self._needs:
                    await self._ask()
        finally:
            self._inside.discard(listener)

    def has_read(self, listener: Listener, latest: Latest, gap: int) -> None:
        """A payload could be read; the next one is needed in `gap` µs."""
        if listener in self._needs:
            self._needs[listener].gap = gap
        if latest is not self.latest:
            return
        self._is_read, self._is_refused, self.error = True, False, ""
        self._breaker.succeeded()
        self._settle()

    def could_not_read(self, latest: Latest, reason: str) -> None:
        """A payload could not be read; where nobody can, the other end is in trouble."""
        if latest is not self.latest or self._is_read or self._is_refused:
            return
        self._is_refused = True
        if self._fetch is not None:
            self._fetch.forget()
        self._fail(reason, None)

    def status(self) -> dict[str, Any]:
        """The coded form of how it stands with the vendor."""
        now, state = self._clock.now(), self._breaker.state
        budget = self._budget()
        left = None if budget is None else max(0, budget - self._budgets.asked(self._name, now))
        is_open = state is BreakerState.OPEN
        return {
            "shared_by": len(self._needs),
            "breaker": state.value,
            "tried_again": event_time.to_iso(self._due) if is_open else None,
            "budget_left": left,
            "quota": self._quota.coded(now),
        }

    async def _ask(self) -> None:
        now, budget = self._clock.now(), self._budget()
        if not self._budgets.may_ask(self._name, now, budget):
            self._due = (now // _DAY + 1) * _DAY
            self.error = f"the {budget} requests of the day are used up"
            self._tell(Arrival(received=now, error=self.error))
            return
        self._breaker.tries()
        if self._fetch is None:
            self._fetch = self._opens()
        try:
            answer = await self._fetch.get()
        except FetchError as error:
            self._quota.hear(error.answer.headers, self._clock.now())
            self._fail(str(error), error.wait)
            self._tell(self._arrival(error.answer, is_new=False))
        else:
            self._quota.hear(answer.headers, self._clock.now())
            self._take(answer)

    def _take(self, answer: Answer) -> None:
        latest, payload = self.latest, answer.payload
        self._begin_anew()
        self._settle()
        # Of a recording every payload was new, though it be the same: half a line of a console's.
        is_live = answer.received is None
        is_same = is_live and latest is not None and payload == latest.payload
        if payload is None or (is_same and not self._is_refused):
            self._unchanged(answer)
            return
        self.error = ""
        if len(self._needs) > 1:
            payload = SharedPayload(payload)
        arrival = self._arrival(answer, is_new=True)
        number = 1 if latest is None else latest.number + 1
        self.latest = Latest(number, payload, arrival.received)
        self._is_read = self._is_refused = False
        self._tell(arrival)
        for listener in self._needs.keys() - self._inside:
            listener.wake()

    def _unchanged(self, answer: Answer) -> None:
        """What is there now is what was there; where that could not be read, it still cannot."""
        if not self._is_refused:
            self.error = ""
            self._breaker.succeeded()
        if self.latest is not None or answer.status is not None:
            self._tell(self._arrival(answer, is_new=False))

    def _arrival(self, answer: Answer, *, is_new: bool) -> Arrival:
        """What came, with the payload that stands."""
        stands = self.latest.payload if self.latest and not self.error else None
        return Arrival(
            received=self._clock.now() if answer.received is None else answer.received,
            payload=answer.payload if is_new else stands,
            is_new=is_new,
            status=answer.status,
            headers=answer.headers,
            error=self.error,
        )

    def _tell(self, arrival: Arrival) -> None:
        for listener in list(self._needs):
            listener.heard(arrival)

    def _wanted(self) -> list[_Needs]:
        return list(self._needs.values()) or [self._left]

    def _settle(self) -> None:
        """The next request is due by what all need, and by what the vendor lets."""
        gap = round(min(needs.gap for needs in self._wanted()) * self._spread)
        self._due = self._after(max(gap, self._quota.gap(self._came)))

    def _fail(self, reason: str, asked: int | None) -> None:
        """Leave the other end alone, for longer each time."""
        self._begin_anew()
        self.error = reason
        every = min(needs.every for needs in self._wanted())
        gap = round(self._breaker.failed(every, asked) * self._spread)
        self._due = self._after(max(gap, self._quota.gap(self._came)))

    def _after(self, gap: int) -> int:
        """The moment of the next request, so long after the last answer; a recording knows it."""
        known = self._fetch.due() if self._fetch else None
        return self._came + gap if known is None else known

    def _begin_anew(self) -> None:
        """The next gap begins now, give or take a tenth of it, so that not all ask at once."""
        self._came = self._clock.now()
        self._spread = 1 + self._random.uniform(-_JITTER, _JITTER)

    def _budget(self) -> int | None:
        """The smallest that any of them has."""
        budgets = [needs.budget for needs in self._needs.values() if needs.budget is not None]
        return min(budgets, default=None)
