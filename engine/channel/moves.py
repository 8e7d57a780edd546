"""Moves: graphics taken and cleared by hand, from what was asked to show events and their fold."""

from collections.abc import Container, Mapping
from typing import Any

from engine.channel import events
from feeds.bus import RefusedError
from overlays.catalogue import GRAPHICS, Field, FieldError, Graphic, UnknownGraphicError, graphic
from overlays.takes import Takes

type Coded = dict[str, Any]


def taken(asked: Mapping[str, Any]) -> Coded:
    """The payload of a graphic taken; RefusedError names the field that is wrong."""
    found, given = _known(asked), asked.get("fields") or {}
    if not isinstance(given, Mapping):
        raise RefusedError("bad_field", "fields: write an object", "fields")
    try:
        fields = found.checked(given)
    except FieldError as error:
        raise RefusedError("bad_field", str(error), error.field) from error
    return {"type": events.TAKEN, "v": events.VERSION, "graphic": found.name, "fields": fields}


def cleared(asked: Mapping[str, Any]) -> Coded:
    """The payload of a graphic cleared."""
    return {"type": events.CLEARED, "v": events.VERSION, "graphic": _known(asked).name}


def fold(takes: Takes, payload: Mapping[str, Any], visible_from: int) -> None:
    """Take what an event says of graphics, shown from event time `visible_from` (µs) on.

    What is no such event, or of a graphic or with fields unknown here, changes nothing.
    """
    try:
        match payload["type"]:
            case events.TAKEN:
                coded = taken(payload)
                takes.take(coded["graphic"], visible_from, coded["fields"])
            case events.CLEARED:
                takes.clear(cleared(payload)["graphic"], visible_from)
            case _:
                return
    except RefusedError:
        return


def listed(standing: Container[str]) -> list[Coded]:
    """The catalogue as it is told, with what stands on air."""
    return [
        {
            "name": one.name,
            "title": one.title,
            "is_on": one.name in standing,
            "fields": [_field(field) for field in one.fields],
        }
        for one in GRAPHICS
    ]


def _known(asked: Mapping[str, Any]) -> Graphic:
    try:
        return graphic(str(asked.get("graphic")))
    except UnknownGraphicError as error:
        raise RefusedError("unknown_graphic", str(error)) from error


def _field(field: Field) -> Coded:
    return {
        "name": field.name,
        "title": field.title,
        "kind": field.kind,
        "max_length": field.max_length,
        "required": field.is_required,
        "choices": list(field.choices),
    }
