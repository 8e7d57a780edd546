"""Holds: fields held against all feeds and let go, from what was asked to show events and back."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from engine.channel import events
from feeds import event_time
from feeds.bus import RefusedError
from feeds.override import Hold, OverrideError, Overrides, checked, known

type Coded = dict[str, Any]


def held(asked: Mapping[str, Any]) -> Coded:
    """The payload of a field held; RefusedError where it takes no such value."""
    field, value = str(asked.get("field")), asked.get("value")
    try:
        checked(field, value)
    except OverrideError as error:
        raise RefusedError("bad_override", str(error), field) from error
    payload = {"type": events.HELD, "v": events.VERSION, "field": field, "value": value}
    until = _until(asked.get("until"))
    return payload if until is None else {**payload, "until": event_time.to_iso(until)}


def released(field: str) -> Coded:
    """The payload of a field let go; RefusedError where there is no such."""
    try:
        known(field)
    except OverrideError as error:
        raise RefusedError("bad_override", str(error), field) from error
    return {"type": events.RELEASED, "v": events.VERSION, "field": field}


def fold(overrides: Overrides, payload: Mapping[str, Any], visible_from: int) -> None:
    """Take what an event says of fields held, from event time `visible_from` (µs) on.

    What is no such event, or of a field or with a value unknown here, changes nothing.
    """
    is_held = payload["type"] == events.HELD
    if not is_held and payload["type"] != events.RELEASED:
        return
    with suppress(RefusedError, OverrideError, KeyError):
        hold = Hold(
            field=str(payload["field"]),
            at=visible_from,
            is_held=is_held,
            value=payload.get("value"),
            until=_until(payload.get("until")),
            is_by_rule=payload.get("by_rule") is True,
        )
        overrides.take(hold)


def coded(hold: Hold) -> Coded:
    """A field that is held, as it is told."""
    return {
        "field": hold.field,
        "value": hold.value,
        "by_rule": hold.is_by_rule,
        "since": event_time.to_iso(hold.at),
        "until": None if hold.until is None else event_time.to_iso(hold.until),
    }


def _until(given: object) -> int | None:
    """When a hold ends, as an event time (µs)."""
    if given is None:
        return None
    try:
        return event_time.from_iso(str(given))
    except (ValueError, OverflowError) as error:
        raise RefusedError("bad_time", "write `until` as an ISO time with a zone") from error
