"""The coded form of facts: JSON objects with `type` and `v`, the same on bus, log and file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter, ValidationError

from feeds import event_time
from feeds.fact import Fact
from feeds.finding import Found, expected

VERSION = 1
TYPES = tuple(member.__dataclass_fields__["type"].default for member in get_args(Fact.__value__))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong with one key of a coded fact, and what would be right."""

    key: str
    wrong: str
    right: str


class CodedFactError(ValueError):
    """A coded fact cannot be read; `wrongs` says why, key by key."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        self.wrongs = wrongs
        super().__init__("; ".join(f"{w.key}: {w.wrong}, {w.right}" for w in wrongs))


@cache
def _adapter() -> TypeAdapter[Fact]:
    union: Any = Annotated[Fact.__value__, Field(discriminator="type")]
    return TypeAdapter(union)


def encode_fact(fact: Fact) -> dict[str, Any]:
    """The coded form with absolute times; keys that hold their default are left out."""
    coded = _adapter().dump_python(fact, mode="json", exclude_defaults=True)
    event, received = coded.pop("event_time"), coded.pop("received")
    times = {} if event is None else {"t": event_time.to_iso(event)}
    if event != received:
        times["received"] = event_time.to_iso(received)
    return {**times, "type": fact.type, "v": VERSION, **coded}


def decode_fact(coded: object, *, origin: int = 0) -> Fact:
    """The fact of a coded form; `origin` is the event time (µs) that `t` in seconds counts from.

    Raises CodedFactError with every wrong key.
    """
    if not isinstance(coded, Mapping):
        raise CodedFactError([Wrong(key="", wrong="not an object", right="write {...}")])
    fields = dict(coded)
    wrongs = [*_wrong_version(fields), *_wrong_type(fields)]
    if "event_time" in fields:
        del fields["event_time"]
        wrongs.append(Wrong(key="event_time", wrong="unknown key", right="write t"))
    event, received = _times(fields, origin, wrongs)
    fields.update(event_time=event, received=received)
    try:
        fact = _adapter().validate_python(fields)
    except ValidationError as error:
        is_typed = fields.get("type") in TYPES
        raise CodedFactError(wrongs + (_wrongs(error) if is_typed else [])) from error
    if wrongs:
        raise CodedFactError(wrongs)
    return fact


def wrongs(fact: Fact) -> list[str]:
    """What is out of bounds in a fact that was built and not decoded, each in a line."""
    try:
        decode_fact(encode_fact(fact))
    except (CodedFactError, ValueError, OverflowError) as error:
        found = error.wrongs if isinstance(error, CodedFactError) else []
        return [f"{w.key} {w.wrong}, {w.right}" for w in found] or [str(error)]
    return []


def _wrong_version(fields: dict[str, Any]) -> list[Wrong]:
    version = fields.pop("v", VERSION)
    if type(version) is int and version == VERSION:
        return []
    return [Wrong(key="v", wrong=f"{_short(version)} is unknown", right=f"use {VERSION}")]


def _wrong_type(fields: dict[str, Any]) -> list[Wrong]:
    if fields.get("type") in TYPES:
        return []
    known = ", ".join(TYPES)
    if "type" not in fields:
        return [Wrong(key="type", wrong="missing", right=f"use one of {known}")]
    return [Wrong(key="type", wrong=f"{_short(fields['type'])} is unknown", right=f"use {known}")]


def _times(fields: dict[str, Any], origin: int, wrongs: list[Wrong]) -> tuple[int | None, int]:
    """Event and arrival time; a fact without `received` was known at once."""
    times: dict[str, int] = {}
    if not {"t", "received"} & set(fields):
        right = "say when: seconds from the first frame or an ISO time"
        wrongs.append(Wrong(key="t", wrong="missing", right=right))
    for key in ("t", "received"):
        if key not in fields:
            continue
        try:
            times[key] = _moment(fields.pop(key), origin)
        except (ValueError, OverflowError) as error:
            right = 'use seconds from the first frame or an ISO time with a zone ("...Z")'
            wrongs.append(Wrong(key=key, wrong=str(error), right=right))
    event = times.get("t")
    return event, times.get("received", event if event is not None else origin)


def _moment(value: object, origin: int) -> int:
    if isinstance(value, str):
        moment = event_time.from_iso(value)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{_short(value)} is no time")  # noqa: TRY004 - one error a caller reads
    else:
        moment = origin + event_time.from_seconds(value)
    if not event_time.FIRST <= moment <= event_time.LAST:
        raise ValueError(f"{_short(value)} is in no year from 1 to 9999")
    return moment


def _wrongs(error: ValidationError) -> list[Wrong]:
    """Our words for pydantic's findings; the first element of a place is the fact's type."""
    return [
        Wrong(
            key=".".join(str(step) for step in found["loc"][1:]),
            wrong=_finding(found["type"], found.get("input")),
            right=_remedy(found),
        )
        for found in error.errors(include_url=False)
    ]


def _finding(kind: str, given: object) -> str:
    match kind:
        case "missing":
            return "missing"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "unknown key"
        case _:
            return f"{_short(given)} is wrong"


def _remedy(found: Found) -> str:
    match found["type"]:
        case "missing":
            return "it must be given"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return "take it out or correct its spelling"
        case _:
            return expected(found)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:37] + "..."
