"""Moves: what is done to graphics by hand, from what was asked to show events and their fold."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.channel import events
from feeds.bus import RefusedError
from overlays.catalogue import GRAPHICS, UnknownGraphicError, known
from overlays.graphic import Graphic, Shot
from overlays.manifest import Field, FieldError
from overlays.stage import OnAir
from overlays.takes import Takes

type Coded = dict[str, Any]


def taken(asked: Mapping[str, Any], face: str | None = None) -> Coded:
    """The payload of a graphic taken; RefusedError names the field that is wrong.

    With the `face` it will be drawn in, one of which letters cannot be drawn is wrong as well.
    """
    found = _known(asked)
    try:
        fields = found.manifest.checked(_given(asked), face)
    except FieldError as error:
        raise RefusedError("bad_field", str(error), error.field) from error
    return {"type": events.TAKEN, "v": events.VERSION, "graphic": found.id, "fields": fields}


def changed(asked: Mapping[str, Any], face: str | None = None) -> Coded:
    """The payload of a graphic's fields changed: those that are given; "" takes one away.

    A `face` is as in `taken`.
    """
    found, given = _known(asked), _given(asked)
    fields: dict[str, str] = {}
    by_name = {field.name: field for field in found.manifest.fields}
    for name, value in given.items():
        if name not in by_name:
            raise RefusedError("bad_field", f"{name}: no field of {found.id}", name)
        try:
            fields[name] = by_name[name].checked(value)
            if face is not None:
                by_name[name].check_drawn(fields[name], face)
        except FieldError as error:
            raise RefusedError("bad_field", str(error), error.field) from error
    return {"type": events.CHANGED, "v": events.VERSION, "graphic": found.id, "fields": fields}


def stepped(asked: Mapping[str, Any]) -> Coded:
    """The payload of a graphic's step, counted from 1."""
    found, step = _known(asked), asked.get("step")
    most = found.manifest.step_count
    if isinstance(step, bool) or not isinstance(step, int) or not 1 <= step <= most:
        raise RefusedError("bad_field", f"step: {found.id} has steps 1 to {most}", "step")
    return {"type": events.STEPPED, "v": events.VERSION, "graphic": found.id, "step": step}


def cleared(asked: Mapping[str, Any]) -> Coded:
    """The payload of a graphic cleared."""
    return {"type": events.CLEARED, "v": events.VERSION, "graphic": _known(asked).id}


def fold(takes: Takes, payload: Mapping[str, Any], visible_from: int) -> None:
    """Take what an event says of graphics, shown from event time `visible_from` (µs) on.

    What is no such event, or of a graphic or with fields unknown here, changes nothing.
    """
    try:
        match payload["type"]:
            case events.TAKEN:
                coded = taken(payload)
                takes.take(coded["graphic"], visible_from, coded["fields"])
            case events.CHANGED:
                coded = changed(payload)
                takes.change(coded["graphic"], visible_from, coded["fields"])
            case events.STEPPED:
                coded = stepped(payload)
                takes.step(coded["graphic"], visible_from, coded["step"])
            case events.CLEARED:
                takes.clear(cleared(payload)["graphic"], visible_from)
            case _:
                return
    except RefusedError:
        return


def listed(standing: OnAir, images: Sequence[str] = ()) -> list[Coded]:
    """The catalogue as it is told, with what stands on air: what that says, and at which step.

    `images` are the names of those that there are to choose from.
    """
    on = {one.graphic: _told(one.shot) for one in standing if not one.is_leaving}
    return [
        {
            "name": one.id,
            "title": one.manifest.name,
            "is_on": one.id in on,
            "on": on.get(one.id),
            "slot": one.slot.name.lower(),
            "manifest": one.manifest.ograf(),
            "fields": [_field(field, images) for field in one.manifest.fields],
        }
        for one in GRAPHICS
    ]


def _told(shot: Shot) -> Coded:
    return {"fields": {name: text for name, text in shot.fields.items() if text}, "step": shot.step}


def _known(asked: Mapping[str, Any]) -> Graphic:
    try:
        return known(str(asked.get("graphic")))
    except UnknownGraphicError as error:
        raise RefusedError("unknown_graphic", str(error)) from error


def _given(asked: Mapping[str, Any]) -> Mapping[str, object]:
    given = asked.get("fields") or {}
    if not isinstance(given, Mapping):
        raise RefusedError("bad_field", "fields: write an object", "fields")
    return given


def _field(field: Field, images: Sequence[str]) -> Coded:
    return {
        "name": field.name,
        "title": field.title,
        "kind": field.kind,
        "max_length": field.max_length,
        "required": field.is_required,
        "choices": list(images if field.kind == "image" else field.choices),
    }
