"""Where requests meet the processes: asked over the bus, answered in words of HTTP."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from fastapi import Request

from api.control.directory import Directory
from api.control.idempotency import Idempotency
from api.control.problem import ProblemError
from api.control.resources import ChannelResource, TimingChange, TimingResource
from engine.channel.settings import ChannelSettings
from feeds import subjects
from feeds.bus import Bus, BusAwayError, BusError, UnansweredError

_WITHIN_S = 5.0
_STOPS_WITHIN_S = 10.0

type Message = dict[str, Any]


class Caller:
    """Asks the channels' processes and the supervisor; their refusals become problems."""

    def __init__(self, directory: Directory, bus: Bus) -> None:
        self._directory = directory
        self._bus = bus
        self._idempotency = Idempotency()

    def names(self) -> list[str]:
        """All channels."""
        return self._directory.names()

    def feeds(self) -> list[Message]:
        """The feeds' last status."""
        return list(self._directory.feeds())

    def known(self, name: str) -> str:
        """The name, if there is such a channel."""
        if name not in self._directory.names():
            raise ProblemError(
                "unknown_channel", f"use one of {', '.join(self._directory.names())}"
            )
        return name

    def settings(self, name: str) -> ChannelSettings:
        """What the config says of a channel."""
        return self._directory.config.named(name)

    def resource(self, name: str) -> ChannelResource:
        """A channel as viewers and operators see it."""
        settings = self._directory.config.named(name)
        health = self._directory.health(name) or {}
        return ChannelResource(
            name=name,
            title=settings.title or name,
            state=self._directory.state(name),  # type: ignore[arg-type] # one of the three
            playlist_url=f"/live/{name}/index.m3u8",
            distance_us=health.get("distance_us", settings.distance),
            server_time=datetime.now(UTC),
        )

    def health(self, name: str) -> Message:
        """A channel's figures of the last seconds; a problem where it is not on air."""
        found = self._directory.health(self.known(name))
        if found is None:
            raise ProblemError("not_on_air", "start the channel first")
        return {key: value for key, value in found.items() if key not in {"type", "v"}}

    def timing(self, name: str) -> TimingResource:
        """Distance, latencies and offsets now."""
        found = self.health(name)
        keys = "distance_us", "latencies_us", "offsets_us", "calibration"
        return TimingResource(**{key: found[key] for key in keys})

    async def write(
        self, request: Request, key: str | None, work: Callable[[], Awaitable[Message]]
    ) -> Message:
        """Do it once for a key."""
        body = (await request.body()).decode("utf-8", "replace")
        return await self.once(key, f"{request.method} {request.url.path}\n{body}", work)

    async def once(
        self, key: str | None, said: str, work: Callable[[], Awaitable[Message]]
    ) -> Message:
        """Do it once for a key; `said` stands for all that was asked."""
        return await self._idempotency.once(key, said, work)

    async def command(self, name: str, asked: Message) -> Message:
        """What a channel answers to a command."""
        return await self.ask(name, subjects.COMMAND, asked)

    async def ask(
        self, name: str, what: str, asked: Message, *, within: float = _WITHIN_S
    ) -> Message:
        """What a channel answers to a question, in so many seconds."""
        return await self._request(subjects.channel(self.known(name), what), asked, within)

    async def started(self, name: str) -> Message:
        """How a channel's programme runs: its origin and timing, the demo match it plays."""
        return await self.ask(name, subjects.STARTED, {"type": "started"})

    async def supervisor(self, kind: str, name: str) -> Message:
        """What the supervisor answers to a command about a channel."""
        asked = {"type": kind, "name": self.known(name)}
        return await self._request(subjects.SUPERVISOR_COMMAND, asked, _STOPS_WITHIN_S)

    async def retime(self, name: str, change: TimingChange) -> Message:
        """One command a change, in order; none where a source or feed is none of the channel's."""
        settings = self.settings(self.known(name))
        _check_names("latencies_us", "source", change.latencies_us, settings.sources)
        _check_names("offsets_us", "feed", change.offsets_us, settings.feeds)
        commands: list[Message] = []
        if change.distance_us is not None:
            commands.append({"type": "set_distance", "distance_us": change.distance_us})
        for source, latency in change.latencies_us.items():
            commands.append({"type": "set_latency", "source": source, "latency_us": latency})
        for feed, offset in change.offsets_us.items():
            commands.append({"type": "set_offset", "feed": feed, "offset_us": offset})
        done = [await self.command(name, {**one, "actor": "owner"}) for one in commands]
        return {"committed": done}

    async def _request(self, subject: str, asked: Message, within: float) -> Message:
        try:
            answer = await self._bus.request(subject, {"v": 1, **asked}, within=within)
        except BusAwayError as error:
            raise ProblemError("bus_away", "try again in a moment") from error
        except UnansweredError as error:
            raise ProblemError("not_on_air", "nobody answers; start the channel first") from error
        except BusError as error:
            raise ProblemError("failed", str(error)) from error
        except ValueError as error:
            # JSON's escapes and Python's reading of it let through what nothing can write down.
            wrong = "holds half a letter, or a number that is none; take it out"
            raise ProblemError("bad_request", wrong) from error
        if answer.get("type") == "refused":
            code = str(answer.get("code") or "failed")
            detail = str(answer.get("detail") or answer.get("reason") or "")
            errors = answer.get("errors")
            raise ProblemError(code, detail, str(answer.get("field") or ""), errors=errors)
        return {key: value for key, value in answer.items() if key not in {"type", "v"}}


def _check_names(key: str, kind: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Raise a problem for the first that is no such source or feed."""
    names = list(known)
    unknown = next((name for name in given if name not in names), None)
    if unknown is not None:
        right = f"use {' or '.join(names)}" if names else f"it has no {kind}s"
        problem = "bad_request", f"{unknown} is no {kind} of the channel; {right}"
        raise ProblemError(*problem, f"{key}.{unknown}")
