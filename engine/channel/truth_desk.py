"""The desk for what is true: which feeds' facts go on air, what is asked, what is held by hand."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from engine.channel import events, holds
from engine.channel.committing import Outcome, committed
from engine.channel.inbox import InboxFullError, Offer
from engine.channel.live import Channel
from engine.errors import ShowLogError
from engine.show_log import ShowEvent
from feeds import event_time
from feeds.bus import RefusedError, encode
from feeds.certainty import Certainty
from feeds.codec import encode_fact
from feeds.fact import Fact, Retraction
from feeds.field import Field, Part
from feeds.override import CLOCK, HIDDEN
from feeds.questions import Question
from feeds.truth import Judged, Truth
from feeds.voice import HAND

TAKE, KEEP = "take", "keep"
# A message on the bus has room for this and more.
_TOLD_AT_MOST = 500_000

type Coded = dict[str, Any]
type Moment = Callable[[Coded], int]
type Event = Callable[[Coded, Coded, int | None], Awaitable[Coded]]


class TruthDesk:
    """Judges facts for one channel, and answers for it. It belongs to the event loop."""

    def __init__(self, channel: Channel, moment: Moment, event: Event) -> None:
        self._channel = channel
        self._moment = moment
        self._event = event
        self._truth, self._is_hiding = self._as_logged()
        self._has_heard = self._is_old = False
        self._flying = 0
        self.commands: dict[str, Callable[[Coded], Awaitable[Coded]]] = {
            "answer_question": self._answer,
            "set_override": self._hold,
            "release_override": self._release,
        }

    def offers(self, fact: Fact, feed: str) -> list[Offer]:
        """What is to be committed of a feed's fact."""
        teller = fact.provider or feed
        return _offers(self._truth.judge(fact, teller, self._now()), teller)

    def by_hand(self, fact: Fact, *, joins: bool) -> Fact:
        """The operator's fact as it is to be told; without `joins` it is another than a feed's."""
        return self._truth.take(fact, HAND, self._now(), joins=joins)

    def part(self, retraction: Retraction) -> list[Offer]:
        """What is to be committed behind the undo of a fact that a feed told of as well."""
        found = self._truth.part(retraction, self._now())
        return [] if found is None else [offered(*found)]

    async def commit(
        self, offers: Sequence[Offer], settled: Callable[[Outcome], None] = lambda _: None
    ) -> list[ShowEvent]:
        """Have offers committed; where they are not, what was judged of them is forgotten."""
        self._flying += 1
        try:
            return await committed(self._channel.on_air.inbox, offers, settled)
        except (InboxFullError, ShowLogError):
            self.renew()
            raise
        finally:
            self._flying -= 1

    def renew(self) -> None:
        """Something is not as it was judged: all is to be judged anew by what the log says."""
        self._is_old = True

    def _renewed(self) -> None:
        if not self._is_old or self._flying:
            return
        before, self._is_old = self._truth, False
        self._truth, self._is_hiding = self._as_logged()
        self._truth.adopt(before)

    def _as_logged(self) -> tuple[Truth, bool]:
        """The truth by what the log says, and whether that had hidden the clock by itself."""
        settings, offsets = self._channel.settings, self._channel.dressing.offsets
        truth = Truth(settings.feeds, settings.priority.by_field(), offsets)
        return truth, _restore(truth, self._channel.log.events())

    def told_by(self, feed: str) -> list[Coded]:
        """What a feed told of this match, the latest last, as much of it as a message may hold."""
        told: list[Coded] = []
        room = _TOLD_AT_MOST
        for fact in reversed(self._truth.told_by(feed)):
            coded = encode_fact(fact)
            room -= len(encode(coded))
            if room < 0:
                break
            told.append(coded)
        return told[::-1]

    def feeds_said(self, message: Mapping[str, Any]) -> None:
        """The feeds process says how its feeds are: from then on it is known who is well."""
        for one in message.get("feeds", ()):
            if one.get("channel") == self._channel.settings.name:
                self._has_heard = True
                heard = one.get("last_heard")
                self.stands(
                    str(one.get("feed")),
                    is_fresh=one.get("state") not in {"failed", "stale"},
                    heard=None if heard is None else event_time.from_iso(heard),
                )

    def stands(self, feed: str, *, is_fresh: bool, heard: int | None = None) -> None:
        """Whether a feed is to be trusted, and when it was last heard (µs since 1970)."""
        self._truth.stands(feed, is_fresh=is_fresh, heard=heard, now=self._now())

    async def go_on(self) -> None:
        """Do what time has brought: other leads, questions, a clock that nobody knows."""
        self._renewed()
        now = self._now()
        questions = self._truth.questions(now)
        alarms = self._channel.on_air.health.alarms
        if questions:
            alarms["truth"] = _alarm(questions)
        else:
            alarms.pop("truth", None)
        offers: list[Offer] = []
        # Before it is known which feeds are well none of them is preferred.
        for lead in self._truth.leads(now) if self._has_heard else ():
            offers.append(self._engine(_led(lead.part, lead.feed)))
            for fact in lead.facts:
                offers += _offers(self._truth.judge(fact, lead.feed, now), lead.feed)
        offers += self._doubts(now)
        if offers:
            with suppress(InboxFullError, ShowLogError):
                await self.commit(offers)

    async def answer(self, _asked: Coded) -> Coded:
        """All that is known of what is true now."""
        channel, now = self._channel, self._now()
        at = channel.dressing.timing.content_time(channel.on_air.next_number)
        return {
            "type": "truth",
            "v": 1,
            "fields": [_told(field) for field in self._truth.certainties(now)],
            "questions": [_asked_of(question) for question in self._truth.questions(now)],
            "overrides": [holds.coded(hold) for hold in channel.dressing.held(at)],
        }

    def _doubts(self, now: int) -> list[Offer]:
        """The clock is hidden while nobody knows it, unless the operator holds it."""
        channel = self._channel
        at = channel.dressing.timing.content_time(channel.on_air.next_number)
        held = {hold.field for hold in channel.dressing.held(at)}
        after = channel.settings.hide_clock_after
        is_doubted = self._truth.clock_doubt(now, after) and after > 0 and CLOCK not in held
        if is_doubted == self._is_hiding or (is_doubted and HIDDEN in held):
            return []
        self._is_hiding = is_doubted
        if is_doubted:
            return [self._engine({**holds.held({"field": HIDDEN, "value": True}), "by_rule": True})]
        return [self._engine(holds.released(HIDDEN))] if HIDDEN in held else []

    async def _answer(self, asked: Coded) -> Coded:
        """A question decided: what the feed says is told, or stays untold."""
        name, answer = str(asked.get("question")), asked.get("answer")
        if answer not in {TAKE, KEEP}:
            raise RefusedError("bad_answer", f"{answer!r} is no answer; use {TAKE} or {KEEP}")
        is_right = answer == TAKE
        try:
            told = self._truth.answer(name, is_feed_right=is_right, now=self._now())
        except KeyError as error:
            raise RefusedError("unknown_question", f"{name} is not asked any more") from error
        actor = str(asked.get("actor") or "operator")
        said = {"type": events.ANSWERED, "v": 1, "question": name, "answer": answer}
        said["facts"] = len(told)
        offers = [Offer(payload=said, event_time=None, arrival=self._now(), actor=actor)]
        offers += [offered(fact, teller) for fact, teller in told]
        first, *_ = await self.commit(offers)
        return {"sequence": first.sequence, "frame": first.frame}

    async def _hold(self, asked: Coded) -> Coded:
        """A field held at a value, from the moment its basis says."""
        moment, payload = self._moment(asked), holds.held(asked)
        if "until" in payload and event_time.from_iso(payload["until"]) <= moment:
            raise RefusedError("bad_time", "`until` is before it begins; write a later time")
        return await self._event(asked, payload, moment)

    async def _release(self, asked: Coded) -> Coded:
        """A field let go."""
        payload = holds.released(str(asked.get("field")))
        return await self._event(asked, payload, self._moment(asked))

    def _engine(self, payload: Coded) -> Offer:
        return Offer(payload=payload, event_time=None, arrival=self._now(), actor=events.ENGINE)

    def _now(self) -> int:
        return self._channel.on_air.pacer.now()


def _restore(truth: Truth, history: Iterable[ShowEvent]) -> bool:
    """Take up what an earlier run knew; whether that had hidden the clock by itself."""
    is_hiding, decided = False, range(0)
    for event in history:
        payload = event.payload
        match payload["type"]:
            case events.HEARD:
                _hear(truth, event)
            case events.LED:
                truth.led(_part(payload), str(payload.get("feed")))
            case events.ANSWERED:
                truth.answered(str(payload.get("question")), is_kept=payload["answer"] == KEEP)
                decided = _decided(event)
            case events.HELD | events.RELEASED if payload.get("field") == HIDDEN:
                is_hiding = payload["type"] == events.HELD and event.actor == events.ENGINE
            case _:
                with suppress(ShowLogError):
                    fact = events.fact_of(event)
                    if fact is not None:
                        tell = truth.decided if event.sequence in decided else truth.said
                        tell(fact, fact.provider or event.actor, event.arrival)
    return is_hiding


def _decided(answered: ShowEvent) -> range:
    """The sequences of what an answer told: what stands behind it in the log, one fact mostly."""
    count = int(answered.payload.get("facts", answered.payload["answer"] == TAKE))
    return range(answered.sequence + 1, answered.sequence + 1 + count)


def _hear(truth: Truth, event: ShowEvent) -> None:
    """A fact that was only heard, and what was asked of it."""
    fact, question = events.heard_of(event), event.payload.get("question")
    if fact is None:
        return
    truth.heard(fact, str(event.payload.get("feed")), event.arrival)
    if isinstance(question, dict):
        truth.asked(_question(question, fact, event))


def _offers(judged: Judged, feed: str) -> list[Offer]:
    """A fact taken, with what its feed said of it behind where that is another; or heard alone."""
    fact = judged.fact
    if judged.is_taken:
        heard = [] if judged.said is None else [_heard(replace(judged, fact=judged.said), feed)]
        return [offered(fact, feed), *heard]
    return [_heard(judged, feed)]


def _heard(judged: Judged, feed: str) -> Offer:
    fact = judged.fact
    payload = {"type": events.HEARD, "v": 1, "feed": feed, "fact": encode_fact(fact)}
    if judged.question is not None:
        asked = judged.question
        payload["question"] = {
            "id": asked.id,
            "kind": asked.kind,
            "about": asked.about,
            "field": asked.part.field.value,
            "name": asked.part.name,
            "says": asked.says,
            "stands": asked.stands,
        }
    return Offer(payload=payload, event_time=None, arrival=fact.received, actor=feed)


def offered(fact: Fact, teller: str) -> Offer:
    """A fact as it is to be committed, told by somebody."""
    return Offer(
        payload=encode_fact(fact),
        event_time=fact.event_time,
        arrival=fact.received,
        actor=teller,
    )


def _led(part: Part, feed: str) -> Coded:
    coded = {"type": events.LED, "v": 1, "field": part.field.value, "feed": feed}
    return {**coded, "name": part.name} if part.name else coded


def _part(coded: Mapping[str, Any]) -> Part:
    return Part(Field(coded["field"]), str(coded.get("name", "")))


def _question(coded: Mapping[str, Any], fact: Fact, event: ShowEvent) -> Question:
    return Question(
        id=str(coded["id"]),
        kind=str(coded["kind"]),
        part=_part(coded),
        feed=str(event.payload.get("feed")),
        says=str(coded["says"]),
        stands=str(coded["stands"]),
        since=event.arrival,
        facts=(fact,),
        about=str(coded.get("about", "")),
    )


def _asked_of(question: Question) -> Coded:
    return {
        "id": question.id,
        "kind": question.kind,
        "field": question.part.field.value,
        "feed": question.feed,
        "says": question.says,
        "stands": question.stands,
        "since": event_time.to_iso(question.since),
    }


def _told(one: Certainty) -> Coded:
    return {
        "field": one.field.value,
        "value": one.value,
        "source": one.source,
        "confidence": one.confidence,
        "told_at": event_time.to_iso(one.told_at),
        "heard_at": event_time.to_iso(one.heard_at),
        "voices": [{"feed": feed, "says": says} for feed, says in one.voices.items()],
    }


def _alarm(questions: Sequence[Question]) -> str:
    """That something is asked: health is for all to read, and what it is would tell too much."""
    count = len(questions)
    what = "a question waits" if count == 1 else f"{count} questions wait"
    return f"{what} to be decided in the panel"
