"""Cues as they are written: in people's words and times, checked before they are planned."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.channel import moves, rundown
from engine.channel.rundown import Cue
from feeds import event_time
from feeds.bus import RefusedError
from feeds.clock_text import clock_from_text, clock_to_text
from feeds.codec import TYPES, CodedFactError, decode_fact
from feeds.event_time import MICROSECONDS
from overlays.graphic import Slot

_LONGEST_NAME = 80
_LONGEST_DELAY_S = 3600
_KEYS_AT_MOST = 8
_ID = re.compile("[A-Za-z0-9_-]{1,40}")
_SLOTS = tuple(slot.name.lower() for slot in Slot)

_KEYS = frozenset({"id", "name", "graphic", "fields", "trigger", "not_over"})
# What a cue that was read has beside; it may be sent back as it came.
_TOLD = frozenset({"shows", "is_on", "aired_at", "late_us", "skipped"})
# What a trigger says beside `when`.
_SAID: Mapping[str, tuple[str, ...]] = {
    "hand": (),
    "program_time": ("at",),
    "clock": ("clock", "period"),
    "fact": ("fact",),
    "after": ("cue", "delay_s", "leaves"),
}

type Coded = dict[str, Any]


def spoken(cue: Cue) -> Coded:
    """A cue in the words it is written in: times as people write them."""
    told, trigger = rundown.coded(cue), cue.trigger
    said: Coded = {}
    match trigger.when:
        case "program_time":
            said = {"at": event_time.to_iso(trigger.at)}
        case "clock":
            said = {"clock": clock_to_text(trigger.at), "period": trigger.period}
        case "fact":
            said = {"fact": dict(trigger.fact)}
        case "after":
            said = {
                "cue": trigger.after,
                "delay_s": trigger.delay // MICROSECONDS,
                "leaves": trigger.leaves,
            }
        case "hand":
            pass
    return {**told, "trigger": {"when": trigger.when, **said}}


def all_checked(given: Sequence[object], face: str) -> list[Cue]:
    """A rundown's cues as they were written; RefusedError tells of each that is wrong."""
    cues: list[Cue] = []
    wrong: list[RefusedError] = []
    for place, one in enumerate(given):
        try:
            cues.append(checked(place, one, face))
        except RefusedError as error:
            wrong.append(error)
    wrong = wrong or list(_wrong_together(cues))
    if wrong:
        errors = [{"at": error.field, "detail": str(error)} for error in wrong]
        text = "; ".join(map(str, wrong))
        raise RefusedError("bad_cue", text, wrong[0].field, errors)
    return cues


def checked(place: int, given: object, face: str) -> Cue:
    """A cue as it was written, drawn in `face`; RefusedError names its place and what is wrong."""
    where = f"items.{place}"
    if not isinstance(given, Mapping):
        raise RefusedError("bad_cue", f"{where}: write an object", where)
    for key in given:
        if key not in _KEYS | _TOLD:
            known = ", ".join(sorted(_KEYS))
            raise RefusedError("bad_cue", f"{where}.{key}: no key of a cue; use {known}", where)
    name = _text(given.get("name"), f"{where}.name")
    taken = _taken(given, where, face)
    over = given.get("not_over") or []
    if not isinstance(over, list) or any(slot not in _SLOTS for slot in over):
        raise RefusedError("bad_cue", f"{where}.not_over: use some of {', '.join(_SLOTS)}", where)
    return Cue(
        id=_id(given.get("id"), f"{where}.id"),
        name=name,
        graphic=taken["graphic"],
        fields=taken["fields"],
        trigger=rundown.decoded_trigger(_trigger(given.get("trigger"), f"{where}.trigger")),
        not_over=tuple(over),
    )


def _taken(given: Mapping[str, Any], where: str, face: str) -> Coded:
    """A cue's graphic as it is taken."""
    try:
        return moves.taken({"graphic": given.get("graphic"), "fields": given.get("fields")}, face)
    except RefusedError as error:
        inside = {"": ".graphic", "fields": ".fields"}.get(error.field, f".fields.{error.field}")
        text = str(error).removeprefix(f"{error.field}: ")
        raise RefusedError("bad_cue", f"{where}{inside}: {text}", f"{where}{inside}") from error


def _trigger(given: object, where: str) -> Coded:
    """The coded form of what sets a cue off."""
    said = given if isinstance(given, Mapping) else {"when": given or "hand"}
    _check_keys(said, where)
    match said.get("when"):
        case "hand":
            return {"when": "hand"}
        case "program_time":
            return {"when": "program_time", "at_us": _time(said.get("at"), where)}
        case "clock":
            return {
                "when": "clock",
                "clock_us": _clock(said.get("clock"), where),
                "period": _whole(said.get("period"), f"{where}.period", 99),
            }
        case "fact":
            return {"when": "fact", "fact": _fact(said.get("fact"), where)}
        case "after":
            delay = _whole(said.get("delay_s"), f"{where}.delay_s", _LONGEST_DELAY_S) or 0
            return {
                "when": "after",
                "cue": _text(said.get("cue"), f"{where}.cue"),
                "delay_us": delay * MICROSECONDS,
                "leaves": bool(said.get("leaves")),
            }
        case other:
            raise RefusedError(
                "bad_cue",
                f"{where}: {other!r}: use hand, program_time, clock, fact or after",
                where,
            )


def _check_keys(said: Mapping[str, Any], where: str) -> None:
    """RefusedError where a trigger says what one of its kind does not."""
    when = said.get("when")
    known = _SAID.get(when) if isinstance(when, str) else None
    for key in said if known is not None else ():
        if key not in ("when", *(known or ())):
            takes = f"use {', '.join(known)}" if known else "it takes none"
            text = f"{where}.{key}: no key of a trigger by {when}; {takes}"
            raise RefusedError("bad_cue", text, where)


def _wrong_together(cues: list[Cue]) -> Iterator[RefusedError]:
    """Names stand once, and what follows on another cue follows on one there is, no circle."""
    followed = {cue.id: cue.trigger.after for cue in cues}
    ids: set[str] = set()
    for place, cue in enumerate(cues):
        where = f"items.{place}"
        if cue.id in ids:
            yield RefusedError("bad_cue", f"{where}.id: {cue.id} stands there twice", where)
        ids.add(cue.id)
        after = cue.trigger.after
        if after and after not in followed:
            yield RefusedError("bad_cue", f"{where}.trigger.cue: {after} is no cue", where)
        elif after and _is_in_a_circle(cue.id, followed):
            yield RefusedError("bad_cue", f"{where}.trigger.cue: it follows on itself", where)


def _is_in_a_circle(name: str, followed: Mapping[str, str]) -> bool:
    at, seen = followed[name], {name}
    while at and at not in seen:
        seen.add(at)
        at = followed.get(at, "")
    return at == name


def _id(given: object, where: str) -> str:
    """It stands in paths."""
    if not isinstance(given, str) or not _ID.fullmatch(given):
        raise RefusedError("bad_cue", f"{where}: write 1 to 40 of A-Z a-z 0-9 _ -", where)
    return given


def _text(given: object, where: str) -> str:
    text = " ".join(given.split()) if isinstance(given, str) else ""
    if not text or len(text) > _LONGEST_NAME or not text.isprintable():
        raise RefusedError("bad_cue", f"{where}: write 1 to {_LONGEST_NAME} letters", where)
    return text


def _time(given: object, where: str) -> int:
    try:
        return event_time.from_iso(str(given))
    except (ValueError, OverflowError):
        raise RefusedError("bad_cue", f"{where}.at: write an ISO time with a zone", where) from None


def _clock(given: object, where: str) -> int:
    try:
        return clock_from_text(given)
    except ValueError as error:
        raise RefusedError("bad_cue", f"{where}.clock: {error}", where) from None


def _whole(given: object, where: str, most: int) -> int | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= most:
        raise RefusedError("bad_cue", f"{where}: write a whole number, 0 to {most}", where)
    return given


def _fact(given: object, where: str) -> Coded:
    """What a fact must say: some of its keys, each as the fact itself would have it."""
    is_right = (
        isinstance(given, Mapping)
        and given.get("type") in TYPES
        and len(given) <= _KEYS_AT_MOST
        and all(isinstance(value, str | int) for value in given.values())
    )
    if not is_right or not isinstance(given, Mapping):
        raise RefusedError(
            "bad_cue", f"{where}.fact: write what it says, with a type of {', '.join(TYPES)}", where
        )
    try:
        decode_fact({"t": 0, **given})
    except CodedFactError as error:
        for one in error.wrongs:
            # What else such a fact has need not be said.
            if one.key.partition(".")[0] in given:
                text = f"{where}.fact.{one.key}: {one.wrong}; {one.right}"
                raise RefusedError("bad_cue", text, where) from error
    return dict(given)
