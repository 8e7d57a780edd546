"""The desk: what the bus may ask of a channel on air. Coded objects in, coded objects out."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from engine.channel import brought_crests, events, moves
from engine.channel.coded_state import coded_state
from engine.channel.doubts import doubts_of
from engine.channel.inbox import InboxFullError, Offer
from engine.channel.known import KnownFacts
from engine.channel.live import Channel
from engine.channel.moments import LONGEST, moment
from engine.channel.overlay_desk import OverlayDesk
from engine.channel.prediction_desk import PredictionDesk
from engine.channel.rundown_desk import RundownDesk
from engine.channel.truth_desk import TruthDesk, offered
from engine.errors import ShowLogError
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS
from feeds import event_time
from feeds.bus import RefusedError
from feeds.codec import CodedFactError, decode_fact
from feeds.fact import Fact, Retraction

type Coded = dict[str, Any]


class Desk:
    """Answers requests for one channel. All its methods belong to the event loop."""

    def __init__(self, channel: Channel, known: KnownFacts) -> None:
        self._channel = channel
        self._known = known
        self._offered: list[Fact] = []
        self.truth = TruthDesk(channel, self._moment, self._event)
        self.rundown = RundownDesk(channel, self._moment, self._event)
        self.overlay = OverlayDesk(channel, self._event)
        self._commands: dict[str, Callable[[Coded], Awaitable[Coded]]] = {
            "cut": self._cut,
            "set_distance": self._set_distance,
            "set_latency": self._set_latency,
            "set_offset": self._set_offset,
            "fact": self._fact,
            "undo": self._undo,
            **PredictionDesk(channel, self._moment, self._event).commands,
            **self.truth.commands,
            **self.rundown.commands,
            **self.overlay.commands,
            "take_graphic": self._take,
            "change_graphic": self._change,
            "step_graphic": self._step,
            "clear_graphic": self._clear,
        }

    async def facts(self, asked: Coded) -> Coded:
        """Facts of a feed, each taken once."""
        try:
            told = [decode_fact(coded) for coded in asked.get("facts", ())]
        except CodedFactError as error:
            return _refused("bad_fact", str(error))
        await self._lay_crests(told)
        fresh = [fact for fact in told if self._known.is_new(fact)]
        if any(fact in self._offered for fact in fresh):
            return _refused("busy", "these facts wait to be taken; ask again in a moment")
        try:
            taken = await self._commit_new(fresh, str(asked.get("feed") or "feed")) if fresh else []
        except (InboxFullError, ShowLogError) as error:
            return _not_taken(error)
        return {"type": "accepted", "v": 1, "sequences": [event.sequence for event in taken]}

    async def command(self, asked: Coded) -> Coded:
        """An operator's command."""
        command = self._commands.get(str(asked.get("type")))
        if command is None:
            return _refused("unknown_command", f"use one of {', '.join(self._commands)}")
        try:
            return {"type": "done", "v": 1, **await command(asked)}
        except RefusedError as error:
            return error.coded
        except (InboxFullError, ShowLogError) as error:
            return _not_taken(error)

    async def state(self, asked: Coded) -> Coded:
        """The game state as of a programme time, or of the next frame."""
        channel = self._channel
        try:
            at = event_time.from_iso(asked["at"]) if asked.get("at") else None
        except (ValueError, OverflowError):
            return _refused("bad_time", "write `at` as an ISO time with a zone")
        timing = channel.dressing.timing
        if at is None:
            number = channel.on_air.next_number
        else:
            number = int(at * channel.plan.rate // MICROSECONDS)
        moment = timing.content_time(number)
        shown = channel.dressing.state(moment)
        return {"type": "state", "v": 1, "frame": number, **coded_state(shown, moment)}

    async def started(self, asked: Coded) -> Coded:
        """How the programme runs, and what a feed that asks has told of the match."""
        channel, timing = self._channel, self._channel.dressing.timing
        return {
            "type": "started",
            "v": 1,
            "rate": f"{timing.rate.numerator}/{timing.rate.denominator}",
            "origin_us": channel.begun.origin,
            "distance_us": timing.distance,
            "latency_us": timing.latency,
            "told": self.truth.told_by(str(asked["feed"])) if asked.get("feed") else [],
            **channel.match_calls.coded(timing.content_time(channel.on_air.next_number)),
        }

    async def graphics(self, _asked: Coded) -> Coded:
        """The catalogue, and which of it stands on the next frame."""
        channel = self._channel
        now = channel.dressing.timing.content_time(channel.on_air.next_number)
        items = moves.listed(channel.dressing.stands(now), channel.dressing.images)
        return {"type": "graphics", "v": 1, "items": items}

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
        if source not in self._channel.dressing.timings:
            raise RefusedError("unknown_source", f"{source} is no source of this channel")
        latency = _micros(asked, "latency_us", 0)
        return await self._event(
            asked, {"type": events.TIMED, "v": 1, "source": source, "latency_us": latency}
        )

    async def _set_offset(self, asked: Coded) -> Coded:
        offset, feed = _micros(asked, "offset_us", -LONGEST), str(asked.get("feed"))
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
        await self._lay_crests([fact])
        return await self._by_hand(fact, asked)

    async def _take(self, asked: Coded) -> Coded:
        """A graphic on air by hand, from the moment its basis says."""
        taken = moves.taken(asked, self._channel.dressing.face)
        # Together: nobody waits for the one after the other.
        done, doubts = await asyncio.gather(
            self._event(asked, taken, self._moment(asked)), doubts_of(self._channel, taken)
        )
        return {**done, "warnings": doubts}

    async def _change(self, asked: Coded) -> Coded:
        """What stands says something else."""
        face = self._channel.dressing.face
        return await self._event(asked, moves.changed(asked, face), self._moment(asked))

    async def _step(self, asked: Coded) -> Coded:
        """What stands goes to a step."""
        return await self._event(asked, moves.stepped(asked), self._moment(asked))

    async def _clear(self, asked: Coded) -> Coded:
        """A graphic off air."""
        return await self._event(asked, moves.cleared(asked), self._moment(asked))

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
        anew = self.truth.part(retraction)
        if not anew:
            return await self._by_hand(retraction, asked)
        actor = str(asked.get("actor") or "operator")
        event, *_ = await self._commit([offered(retraction, actor), *anew])
        return {**_told(event), "id": retraction.id, "joined": None}

    async def _by_hand(self, fact: Fact, asked: Coded) -> Coded:
        """The operator's fact committed, joined to what a feed told of the same.

        `joins` false says that it is another.
        """
        told = self.truth.by_hand(fact, joins=bool(asked.get("joins", True)))
        actor = str(asked.get("actor") or "operator")
        (event,) = await self._commit([offered(told, actor)])
        return {**_told(event), "id": fact.id, "joined": told.corrects}

    async def _lay_crests(self, facts: Sequence[Fact]) -> None:
        """Have the crests that facts name read before anything is drawn with them."""
        if any(brought_crests.named(facts)):
            await asyncio.to_thread(brought_crests.lay, self._channel.plan.folder, facts)

    def _moment(self, asked: Coded) -> int:
        """The event time (µs) of a press."""
        on_air = self._channel.on_air
        timing = self._channel.dressing.timing
        return moment(asked, timing, on_air.next_number, on_air.pacer.now())

    async def _event(self, asked: Coded, payload: Coded, at: int | None = None) -> Coded:
        now = self._channel.on_air.pacer.now()
        actor = str(asked.get("actor") or "operator")
        offer = Offer(payload=payload, event_time=at, arrival=now, actor=actor)
        (event,) = await self._commit([offer])
        return _told(event)

    async def _commit_new(self, facts: Sequence[Fact], feed: str) -> list[ShowEvent]:
        """Have a feed's facts committed; they are known from then on, whoever waits for that.

        The bus may be lost meanwhile, and nobody is told; the feed will tell them again.
        """

        def settled(outcome: list[ShowEvent] | ShowLogError) -> None:
            for fact in facts:
                self._offered.remove(fact)
                if not isinstance(outcome, ShowLogError):
                    self._known.add(fact)

        self._offered += facts
        try:
            offers = [one for fact in facts for one in self.truth.offers(fact, feed)]
            return await self._commit(offers, settled)
        except InboxFullError as error:
            settled(ShowLogError(str(error)))
            raise

    async def _commit(
        self,
        offers: Sequence[Offer],
        settled: Callable[[list[ShowEvent] | ShowLogError], None] = lambda _: None,
    ) -> list[ShowEvent]:
        """Have them committed with the next frame; ShowLogError where the log cannot take them.

        `settled` is called with what came of it even where nobody waits any more.
        """
        return await self.truth.commit(offers, settled)


def _micros(asked: Coded, key: str, least: int) -> int:
    value = asked.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= LONGEST:
        raise RefusedError("bad_duration", f"{key} must be whole µs, {least} to {LONGEST}")
    return value


def _refused(code: str, text: str) -> Coded:
    return RefusedError(code, text).coded


def _not_taken(error: InboxFullError | ShowLogError) -> Coded:
    return _refused("busy" if isinstance(error, InboxFullError) else "log_failed", str(error))


def _told(event: ShowEvent) -> Coded:
    return {"sequence": event.sequence, "frame": event.frame}
