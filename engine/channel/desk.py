"""The desk: what the bus may ask of a channel on air. Coded objects in, coded objects out."""

import asyncio
import resource
import uuid
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from engine.channel import events
from engine.channel.inbox import InboxFullError, Offer
from engine.channel.known import KnownFacts
from engine.channel.live import Channel
from engine.errors import ShowLogError
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS
from feeds import event_time
from feeds.codec import CodedFactError, decode_fact, encode_fact
from feeds.fact import Fact, Retraction
from feeds.state import GameState

_LONGEST = 86_400 * MICROSECONDS
_BASES = ("venue", "monitor", "now")

type Coded = dict[str, Any]


class RefusedError(Exception):
    """What was asked cannot be done: `code` is stable, the text says why and what is right."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Desk:
    """Answers requests for one channel. All its methods belong to the event loop."""

    def __init__(self, channel: Channel, known: KnownFacts) -> None:
        self._channel = channel
        self._known = known
        self._commands: dict[str, Callable[[Coded], Awaitable[Coded]]] = {
            "cut": self._cut,
            "set_distance": self._set_distance,
            "set_latency": self._set_latency,
            "set_offset": self._set_offset,
            "fact": self._fact,
            "undo": self._undo,
        }

    async def facts(self, asked: Coded) -> Coded:
        """Facts of a feed, each taken once."""
        fresh = []
        for coded in asked.get("facts", ()):
            try:
                fact = decode_fact(coded)
            except CodedFactError as error:
                return _refused("bad_fact", str(error))
            if self._known.is_new(fact):
                fresh.append(fact)
        committed = await self._commit([self._offer(fact) for fact in fresh]) if fresh else []
        for fact in fresh:
            self._known.add(fact)
        return {"type": "accepted", "v": 1, "sequences": [event.sequence for event in committed]}

    async def command(self, asked: Coded) -> Coded:
        """An operator's command."""
        command = self._commands.get(str(asked.get("type")))
        if command is None:
            return _refused("unknown_command", f"use one of {', '.join(self._commands)}")
        try:
            return {"type": "done", "v": 1, **await command(asked)}
        except RefusedError as error:
            return _refused(error.code, str(error))
        except (InboxFullError, ShowLogError) as error:
            return _refused("busy", str(error))

    async def state(self, asked: Coded) -> Coded:
        """The game state as of a programme time, or of the next frame."""
        channel = self._channel
        try:
            at = event_time.from_iso(asked["at"]) if asked.get("at") else None
        except (ValueError, OverflowError):
            return _refused("bad_time", "write `at` as an ISO time with a zone")
        timing = channel.dresser.timing
        if at is None:
            number = channel.on_air.next_number
        else:
            number = int(at * channel.plan.rate // MICROSECONDS)
        moment = timing.content_time(number)
        shown = channel.dresser.state(moment)
        return {"type": "state", "v": 1, "frame": number, **_coded_state(shown, moment)}

    async def started(self, _asked: Coded) -> Coded:
        """How the programme runs: what a feed needs to know."""
        channel, timing = self._channel, self._channel.dresser.timing
        return {
            "type": "started",
            "v": 1,
            "rate": f"{timing.rate.numerator}/{timing.rate.denominator}",
            "origin_us": channel.origin,
            "distance_us": timing.distance,
            "latency_us": timing.latency,
        }

    def health(self) -> Coded:
        """The channel's figures now."""
        channel, on_air = self._channel, self._channel.on_air
        figures, use = on_air.health, resource.getrusage(resource.RUSAGE_SELF)
        latest, figures.latest = figures.latest, 0
        troubles = {name: deck.trouble for name, deck in channel.mixer.decks.items()}
        return {
            "type": "health",
            "v": 1,
            "channel": channel.settings.name,
            "frame": on_air.next_number,
            "frames": figures.frames,
            "skipped": figures.skipped,
            "repeated": figures.repeated,
            "dropped": channel.mixer.dropped,
            "boxes_late": figures.boxes_late,
            "latest_us": latest,
            "parts_lost": figures.parts_lost,
            "preset": figures.preset,
            "program": channel.mixer.program,
            "is_slate": channel.mixer.is_slate,
            "sources": {
                name: {"state": deck.state.value, "trouble": troubles[name]}
                for name, deck in channel.mixer.decks.items()
            },
            "alarms": dict(figures.alarms),
            "distance_us": channel.dresser.timing.distance,
            "latencies_us": {
                name: timing.latency for name, timing in channel.dresser.timings.items()
            },
            "offsets_us": dict(channel.dresser.offsets),
            "rss_bytes": _rss(),
            "cpu_s": use.ru_utime + use.ru_stime,
        }

    async def _cut(self, asked: Coded) -> Coded:
        source = str(asked.get("source"))
        if source not in self._channel.mixer.decks:
            known = ", ".join(self._channel.mixer.decks) or "none"
            raise RefusedError("unknown_source", f"{source} is no source; use one of {known}")
        return await self._event(asked, {"type": events.CUT, "v": 1, "source": source})

    async def _set_distance(self, asked: Coded) -> Coded:
        distance = _micros(asked, "distance_us", 0)
        return await self._event(asked, {"type": events.TIMED, "v": 1, "distance_us": distance})

    async def _set_latency(self, asked: Coded) -> Coded:
        source = str(asked.get("source"))
        if source not in self._channel.dresser.timings:
            raise RefusedError("unknown_source", f"{source} is no source of this channel")
        latency = _micros(asked, "latency_us", 0)
        return await self._event(
            asked, {"type": events.TIMED, "v": 1, "source": source, "latency_us": latency}
        )

    async def _set_offset(self, asked: Coded) -> Coded:
        offset, feed = _micros(asked, "offset_us", -_LONGEST), str(asked.get("feed"))
        return await self._event(
            asked, {"type": events.OFFSET, "v": 1, "feed": feed, "offset_us": offset}
        )

    async def _fact(self, asked: Coded) -> Coded:
        """A fact by hand, at the event time its basis and moment say."""
        coded = asked.get("fact")
        if not isinstance(coded, dict) or {"t", "received"} & set(coded):
            raise RefusedError("bad_fact", "give `fact` without times; `at` and `basis` say when")
        moment, now = self._moment(asked), self._channel.on_air.pacer.now()
        named = {"id": f"hand-{uuid.uuid4().hex[:12]}", "provider": "hand", **coded}
        times = {"t": event_time.to_iso(moment), "received": event_time.to_iso(now)}
        try:
            fact = decode_fact({**named, **times})
        except CodedFactError as error:
            raise RefusedError("bad_fact", str(error)) from error
        (event,) = await self._commit([self._offer(fact, str(asked.get("actor") or "operator"))])
        return {**_told(event), "id": fact.id}

    async def _undo(self, asked: Coded) -> Coded:
        """Take a fact back: a retraction of it. To undo that, undo the retraction."""
        wanted = asked.get("sequence")
        found = next((e for e in self._channel.log.events() if e.sequence == wanted), None)
        fact = events.fact_of(found) if found is not None else None
        if fact is None or fact.id is None:
            raise RefusedError("not_undoable", f"{wanted} is no fact that can be taken back")
        now = self._channel.on_air.pacer.now()
        retraction = Retraction(
            event_time=None,
            received=now,
            id=f"undo-{uuid.uuid4().hex[:12]}",
            provider="hand",
            retracts=fact.id,
            reason=str(asked["reason"]) if asked.get("reason") else None,
        )
        actor = str(asked.get("actor") or "operator")
        (event,) = await self._commit([self._offer(retraction, actor)])
        return {**_told(event), "id": retraction.id}

    def _moment(self, asked: Coded) -> int:
        """The event time (µs) of a press: of the venue, of the picture on a monitor, or now."""
        basis = asked.get("basis", "now")
        on_air, timing = self._channel.on_air, self._channel.dresser.timing
        if basis not in _BASES:
            raise RefusedError("bad_basis", f"{basis!r} is no basis; use venue, monitor or now")
        if basis == "now":
            return timing.content_time(on_air.next_number)
        try:
            at = event_time.from_iso(asked["at"])
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise RefusedError("bad_time", "give `at` as an ISO time with a zone") from error
        if abs(at - on_air.pacer.now()) > _LONGEST:
            raise RefusedError("bad_time", "`at` is more than a day from now; correct it")
        if basis == "venue":
            return at
        return timing.content_time(int(at * timing.rate // MICROSECONDS))

    async def _event(self, asked: Coded, payload: Coded) -> Coded:
        now = self._channel.on_air.pacer.now()
        actor = str(asked.get("actor") or "operator")
        offer = Offer(payload=payload, event_time=None, arrival=now, actor=actor)
        (event,) = await self._commit([offer])
        return _told(event)

    def _offer(self, fact: Fact, actor: str = "") -> Offer:
        return Offer(
            payload=encode_fact(fact),
            event_time=fact.event_time,
            arrival=fact.received,
            actor=actor or fact.provider or "feed",
        )

    async def _commit(self, offers: Sequence[Offer]) -> list[ShowEvent]:
        """Have them committed with the next frame; ShowLogError where the log cannot take them."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[list[ShowEvent]] = loop.create_future()

        def told(outcome: list[ShowEvent] | ShowLogError) -> None:
            loop.call_soon_threadsafe(_settle, done, outcome)

        self._channel.on_air.inbox.offer(offers, told)
        return await done


def _settle(
    done: "asyncio.Future[list[ShowEvent]]", outcome: list[ShowEvent] | ShowLogError
) -> None:
    if done.done():
        return
    if isinstance(outcome, ShowLogError):
        done.set_exception(outcome)
    else:
        done.set_result(outcome)


def _micros(asked: Coded, key: str, least: int) -> int:
    value = asked.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _LONGEST:
        raise RefusedError("bad_duration", f"{key} must be whole µs, {least} to {_LONGEST}")
    return value


def _refused(code: str, text: str) -> Coded:
    return {"type": "refused", "v": 1, "code": code, "detail": text}


def _told(event: ShowEvent) -> Coded:
    return {"sequence": event.sequence, "frame": event.frame}


def _coded_state(state: GameState, moment: int) -> Coded:
    """The state as people and pages read it."""
    clock = state.clock.at(moment) if state.clock is not None else None
    return {
        "content_time": event_time.to_iso(moment),
        "sport": state.sport,
        "competition": state.competition,
        "phase": state.phase.value,
        "clock_us": clock,
        "is_running": state.clock.running if state.clock is not None else False,
        "added_minutes": state.added_minutes,
        "sides": {
            name: {
                "name": side.team.name,
                "short": side.team.short,
                "color": side.team.color,
                "score": side.score,
                "yellow_cards": side.yellow_cards,
                "red_cards": side.red_cards,
            }
            for name, side in (("home", state.home), ("away", state.away))
        },
        "stats": [{"name": s.name, "home": s.home, "away": s.away} for s in state.stats],
    }


def _rss() -> int:
    """Bytes of memory the process holds."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()
