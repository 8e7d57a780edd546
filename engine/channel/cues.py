"""Cues: what follows in the show by itself: predictions locked and resolved by facts or in time."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.channel import events, prediction
from engine.channel.prediction import Choice, Prediction, Predictions, Stage
from engine.errors import ShowLogError
from engine.show_log import ShowEvent
from engine.timebase import MICROSECONDS, Timing
from feeds.codec import encode_fact
from feeds.fact import Fact, Retraction

ACTOR = "cue"

type Payload = dict[str, Any]


def after_event(
    predictions: Predictions,
    event: ShowEvent,
    timing: Timing,
    offsets: Mapping[str, int],
    *,
    frame: int,
) -> list[ShowEvent]:
    """What follows from a show event, to be committed with frame n; their sequence is not set.

    `offsets` are the feeds' against the venue (µs).
    """
    try:
        fact = events.fact_of(event) if predictions.by_id else None
    except ShowLogError:
        return []
    if fact is None:
        return []
    happened = int(event.frame * MICROSECONDS / timing.rate) - timing.behind
    if fact.event_time is not None:
        happened = fact.event_time + offsets.get(fact.provider or "", 0)
    return [
        ShowEvent(
            sequence=-1,
            frame=frame,
            event_time=happened,
            arrival=event.arrival,
            actor=ACTOR,
            payload=payload,
        )
        for payload in after_fact(predictions, fact, happened + timing.behind)
    ]


def after_fact(predictions: Predictions, fact: Fact, program_time: int) -> Iterator[Payload]:
    """The payloads that follow from a fact, in order; `program_time` is its picture's (µs).

    A fact told again changes nothing, unless it tells something else now.
    """
    coded = encode_fact(fact)
    for one in predictions.by_id.values():
        if isinstance(fact, Retraction):
            if one.stage is Stage.RESOLVED and one.fact == fact.retracts:
                yield prediction.payload(prediction.UNRESOLVED, one.id, program_time)
        elif one.stage is not Stage.VOIDED and program_time > one.opens_at:
            yield from _resolved(one, fact, coded, program_time)


def in_time(predictions: Predictions, program_time: int) -> Iterator[Payload]:
    """The locks that were set for a programme time (µs) that has come."""
    for one in predictions.by_id.values():
        if one.stage is Stage.OPEN and one.locks_at is not None and one.locks_at <= program_time:
            yield prediction.payload(prediction.LOCKED, one.id, one.locks_at)


def _resolved(
    one: Prediction, fact: Fact, coded: Mapping[str, Any], program_time: int
) -> Iterator[Payload]:
    outcome = next((choice for choice in one.outcomes if _is_met(choice, coded)), None)
    names = {name for name in (fact.id, fact.corrects) if name is not None}
    is_told_anew = one.fact in names and outcome is not None and one.outcome != outcome.id
    if outcome is None or (one.stage is Stage.RESOLVED and not is_told_anew):
        return
    if one.stage is Stage.OPEN:
        yield prediction.payload(prediction.LOCKED, one.id, program_time)
    resolved = prediction.payload(prediction.RESOLVED, one.id, program_time)
    yield {**resolved, "outcome": outcome.id, **({"fact": fact.id} if fact.id else {})}


def _is_met(choice: Choice, coded: Mapping[str, Any]) -> bool:
    """Whether a fact says all that the outcome waits for."""
    when = choice.when
    return bool(when) and all(coded.get(key) == value for key, value in (when or {}).items())
