"""One feed of a channel: takes what its provider knows, brings it to the channel, keeps its status.

A step does what is to be done now and says when the next one is due; nothing runs in between.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from feeds import bus, event_time, subjects
from feeds.bus import Asks, BusError
from feeds.clock import Clock
from feeds.codec import CodedFactError, decode_fact, encode_fact
from feeds.event_time import MICROSECONDS
from feeds.fact import Fact
from feeds.lateness import quantiles
from feeds.provider import Follower, Listens, Polls, Provider, Remembers, Reports
from feeds.renaming import Renaming
from feeds.settings import FeedSettings

FACTS_AT_MOST = 200
_BYTES_AT_MOST = 256 * 1024
_AGAIN = MICROSECONDS
_REOPEN = 5 * MICROSECONDS
_LONGEST = 10 * MICROSECONDS
_FOLLOWED = 2 * MICROSECONDS
_LATE = 2 * MICROSECONDS
_SOON = MICROSECONDS // 20
_LATELY, _MEASURED = 20, 400
_WITHIN_S = 2.0

log = logging.getLogger(__name__)


class FeedState(StrEnum):
    """How a feed stands.

    Its channel is away; all is well; facts wait; it says the same for too long; all is told; it
    cannot be read.
    """

    WAITING = "waiting"
    SENDING = "sending"
    LATE = "late"
    STALE = "stale"
    ENDED = "ended"
    FAILED = "failed"


AMISS = frozenset({FeedState.FAILED, FeedState.STALE})
"""The states of a feed that is not to be trusted."""
WELL = frozenset({FeedState.SENDING, FeedState.ENDED})


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A fact taken and not accepted yet; `lateness` (µs) is None where that says nothing of it."""

    coded: dict[str, Any]
    size: int
    lateness: int | None


class Feed:
    """A feed. `opens` makes its provider for an origin: the channel's first content time, µs.

    One that is there before the channel is known from the start by what it says of itself.

    Holds at most 200 facts that wait to be accepted; the provider is asked for no more till then.
    """

    def __init__(
        self,
        channel: str,
        settings: FeedSettings,
        opens: Callable[[int, Provider | None], Provider],
        asks: Asks,
        clock: Clock,
        provider: Provider | None = None,
    ) -> None:
        self.channel = channel
        self.name = settings.name
        self._settings = settings
        self.renaming = Renaming(channel, settings.provider, asks, clock)
        self._opens = opens
        self._bus = asks
        self._clock = clock
        self._stepping = asyncio.Lock()
        self._began = clock.now()
        self._provider = provider
        self._origin: int | None = None
        self._is_known = False
        self._waiting: deque[_Waiting] = deque()
        self._before: dict[str, Fact] = {}
        self._refused_since: int | None = None
        self._latenesses: deque[int] = deque(maxlen=_MEASURED)
        self._accepted = 0
        self._last_accepted: int | None = None
        self._error = ""
        self._has_warned = False
        for lack in settings.lacking():
            log.warning("feed lacks channel=%s feed=%s: %s", channel, self.name, lack)

    async def step(self) -> int:
        """Do what is due; return in how many µs the next step is."""
        async with self._stepping:
            try:
                if not self._is_known or isinstance(self._provider, Follower):
                    await self._ask_started()
                return await self._bring()
            except BusError as error:
                self._refused(str(error))
                return _AGAIN

    async def close(self) -> None:
        """Let go of what its provider holds."""
        provider = self._provider
        if provider is not None and isinstance(provider, Polls):
            await provider.close()

    def _last_result(self) -> str:
        provider = self._provider
        if provider is None or not isinstance(provider, Reports):
            return ""
        return provider.last_result

    def _last_heard(self) -> int | None:
        provider = self._provider
        if provider is None or not isinstance(provider, Reports):
            return self._last_accepted
        return provider.last_heard

    def _vendor(self) -> Mapping[str, Any]:
        provider = self._provider
        return provider.status() if provider is not None and isinstance(provider, Polls) else {}

    def _next_due(self) -> str | None:
        return _iso(self._provider.next_due() if self._provider else None)

    def status(self) -> dict[str, Any]:
        """The coded form of how it stands.

        `lateness_us` is the greatest of the last twenty facts, `latenesses_us` the quantiles of the
        last 400, and `measured` how many these are.
        """
        last = self._last_accepted
        lately = list(self._latenesses)
        return {
            "channel": self.channel,
            "feed": self.name,
            "state": self.state.value,
            "lateness_us": max(lately[-_LATELY:], default=None),
            "latenesses_us": quantiles(lately),
            "measured": len(lately),
            "facts": self._accepted,
            "waiting": len(self._waiting),
            "last_received": _iso(last),
            "last_heard": _iso(self._last_heard()),
            "next_due": self._next_due(),
            "last_result": self._last_result(),
            "error": self._wrong(),
            **self._vendor(),
            **self._listening(),
        }

    def _wrong(self) -> str:
        """What is wrong; what it lacks comes first, which may be the cause of all else."""
        lacks = next(self._settings.lacking(), "")
        return self._error or lacks or (self._provider.error if self._provider else "")

    def _listening(self) -> dict[str, Any]:
        """How it goes with one that is sent its payloads."""
        provider = self._provider
        if provider is None or not isinstance(provider, Listens):
            return {}
        return {
            "connected": provider.connected,
            "failures": provider.failures,
            "silent_us": provider.silent,
            "recording": provider.recording(),
        }

    @property
    def state(self) -> FeedState:
        """How it stands now."""
        provider, since = self._provider, self._refused_since
        if provider is None or self._origin is None:
            return FeedState.WAITING
        is_late = since is not None and self._clock.monotonic() - since > _LATE
        if self._waiting and is_late and not provider.is_broken:
            return FeedState.LATE
        if (trouble := _trouble(provider)) is not None:
            return trouble
        is_open = isinstance(provider, Listens)
        if not self._waiting and not is_open and provider.next_due() is None:
            return FeedState.ENDED
        return FeedState.SENDING

    async def _ask_started(self) -> None:
        """Learn when the channel's content began; where that is new, everything is told anew."""
        is_new = self._origin is None or self._provider is None
        answer, origin = await self._started(with_told=is_new)
        if origin != self._origin and not is_new:
            answer, origin = await self._started(with_told=True)
        self._is_known = True
        if not self._waiting:
            self._taken()
        if origin != self._origin or self._provider is None:
            self._origin = origin
            self._waiting.clear()
            await self.close()
            self._provider = self._opens(origin, None)
            if isinstance(self._provider, Remembers):
                told = _told(answer)
                self._provider.remember(told)
                self.renaming.remember(told)
                self._before = {fact.id: fact for fact in told if fact.id is not None}
            self._began = self._clock.now()
            log.info("feed opened channel=%s feed=%s", self.channel, self.name)
        if isinstance(self._provider, Follower):
            self._provider.follow(answer)

    async def _started(self, *, with_told: bool) -> tuple[Mapping[str, Any], int]:
        """A channel's answer, and its origin; what it was told is much, and seldom needed."""
        subject = subjects.channel(self.channel, subjects.STARTED)
        asked = {"type": "started"} | ({"feed": self.name} if with_told else {})
        answer = await self._bus.request(subject, asked, within=_WITHIN_S)
        origin = answer.get("origin_us")
        if type(origin) is not int:
            raise BusError(f"{subject}: says no origin")
        return answer, origin

    async def _bring(self) -> int:
        provider = self._whole()
        if not self._waiting:
            if isinstance(provider, Polls):
                await provider.poll()
            taken = provider.take(self._clock.now(), FACTS_AT_MOST)
            self._waiting.extend(await self._named(taken))
        if not self._waiting:
            # What is only called otherwise says nothing of how late the feed is.
            for fact in await self.renaming.again():
                self._waiting.append(replace(self._to_wait(fact), lateness=None))
        if self._waiting:
            await self._send()
            return 0
        due = provider.next_due()
        if provider.is_broken:
            return _REOPEN
        longest = _FOLLOWED if isinstance(provider, Follower) else _LONGEST
        longest = _SOON if self.renaming.is_asking else longest
        return longest if due is None else min(longest, max(0, due - self._clock.now()))

    async def _named(self, taken: list[Fact]) -> list[_Waiting]:
        """What was taken, under our names; under the provider's where those cannot be had."""
        try:
            named = await self.renaming.named(taken)
            return [self._to_wait(fact) for fact in named if not self._was_told(fact)]
        except Exception:
            # It was taken, and nobody would tell it again.
            log.exception("names failed channel=%s feed=%s", self.channel, self.name)
            return [self._to_wait(fact) for fact in taken]

    def _was_told(self, fact: Fact) -> bool:
        """Whether the channel was told the very same in an earlier life."""
        before = self._before.pop(fact.id or "", None)
        return before is not None and replace(fact, received=before.received) == before

    def _whole(self) -> Provider:
        """The provider; a broken one is opened again where it left off."""
        if self._provider is None or self._origin is None:
            raise BusError("the channel did not say when it began")
        if self._provider.is_broken and not self._waiting:
            self._provider = self._opens(self._origin, self._provider)
        return self._provider

    def _to_wait(self, fact: Fact) -> _Waiting:
        coded = encode_fact(fact)
        happened, lateness = fact.event_time, None
        is_new = fact.received >= self._began and self._refused_since is None
        if happened is not None and is_new and not fact.is_estimated:
            lateness = self._clock.now() - happened
        return _Waiting(coded=coded, size=len(bus.encode(coded)), lateness=lateness)

    async def _send(self) -> None:
        batch: list[dict[str, Any]] = []
        size = 0
        for waiting in self._waiting:
            size += waiting.size
            if batch and size > _BYTES_AT_MOST:
                break
            batch.append(waiting.coded)
        subject = subjects.channel(self.channel, subjects.FACTS)
        message = {"type": "facts", "feed": self.name, "facts": batch}
        answer = await self._bus.request(subject, message, within=_WITHIN_S)
        if answer["type"] != "accepted":
            raise BusError(f"{subject}: {answer['type']}: {answer.get('detail', 'no reason')}")
        self._taken()
        self._accepted += len(batch)
        self._last_accepted = self._clock.now()
        for _ in batch:
            lateness = self._waiting.popleft().lateness
            if lateness is not None:
                self._latenesses.append(lateness)

    def _taken(self) -> None:
        """The channel takes what it is brought."""
        self._error, self._refused_since, self._has_warned = "", None, False

    def _refused(self, reason: str) -> None:
        """What was brought was not taken: bring it again, to whichever channel is there then."""
        now = self._clock.monotonic()
        self._error, self._is_known = reason, False
        if self._refused_since is None:
            self._refused_since = now
        elif now - self._refused_since > _LATE and not self._has_warned:
            log.warning("feed waits channel=%s feed=%s: %s", self.channel, self.name, reason)
            self._has_warned = True


def _trouble(provider: Provider) -> FeedState | None:
    """What is wrong with who provides it."""
    if provider.is_broken or (isinstance(provider, Reports) and provider.is_failing):
        return FeedState.FAILED
    is_stale = isinstance(provider, Reports) and provider.is_stale
    return FeedState.STALE if is_stale else None


def _told(answer: Mapping[str, Any]) -> list[Fact]:
    """What a channel says it was told by a feed before."""
    told = []
    for coded in answer.get("told", ()):
        with suppress(CodedFactError):
            told.append(decode_fact(coded))
    return told


def _iso(micros: int | None) -> str | None:
    return None if micros is None else event_time.to_iso(micros)
