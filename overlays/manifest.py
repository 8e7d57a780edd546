"""Manifests: what a graphic is called, which fields it takes, how many steps it has.

The names are those of EBU OGraf v1, so that native graphics and HTML ones share one catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from overlays.clock_time import is_clock_time
from overlays.color import is_hex
from overlays.fonts import ELLIPSIS
from overlays.lettering import undrawable
from overlays.names import shown

type Kind = Literal[
    "text", "lines", "choice", "seconds", "number", "flag", "color", "image", "time"
]

_TRUE, _FALSE = "true", ""
_SAID = {"true": _TRUE, "yes": _TRUE, "1": _TRUE, "false": _FALSE, "no": _FALSE, "0": _FALSE}
# OGraf refers to GDD types for what an editor's form shows.
_GDD = {
    "text": "single-line",
    "lines": "multi-line",
    "color": "color-rrggbb",
    "image": "file-path/image-path",
    "time": "single-line",
}

_LETTERED = ("text", "lines")
_FREE = (*_LETTERED, "image")
# So many letters that cannot be drawn are named.
_NAMED = 12
_OTHERWISE = "leave out what cannot, or write it in letters of a face there is"
_DIGITS = 9
# Code units of letters that take two, which nothing can write down alone.
_HALVES = "\ud800", "\udfff"
_SHOWN = 30
_EXAMPLE = 10
# What is written in a way of its own, and how.
_WRITTEN = {
    "time": (is_clock_time, "use a time such as 19:45, or 2026-05-30T19:45+02:00"),
    "color": (is_hex, "use a colour such as #1a56db"),
}


class FieldError(ValueError):
    """A field of a graphic is not right: `field` names it, the text says what would be."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text}")
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a graphic; every value is kept as text, nothing at all as "".

    `max_length` counts letters as typed. `least` and `most` are of `seconds` and `number`. One that
    `has_images` has lines such as `Name: image`, of which the name is not drawn.
    """

    name: str
    title: str
    kind: Kind = "text"
    max_length: int = 3
    is_required: bool = False
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int = 0
    has_images: bool = False

    def checked(self, given: object) -> str:
        """The value as it is kept; FieldError where it is none."""
        text = "" if given is None else self._text(given)
        if text is None:
            right = self._numbers if self._is_counted else "write it in quotes"
            raise FieldError(self.name, f"{given!r} is no {self._what}; {right}")
        text = text.strip()
        if any(_HALVES[0] <= letter <= _HALVES[1] for letter in text):
            raise FieldError(self.name, "holds half a letter; type it anew")
        if not text:
            if self.is_required:
                raise FieldError(self.name, "must be given")
            return ""
        if self.kind in _FREE and len(text) > self.max_length:
            raise FieldError(self.name, f"{len(text)} letters; use {self.max_length} at most")
        return self._of_kind(text)

    def check_drawn(self, text: str, face: str) -> None:
        """FieldError where letters of a value that is kept cannot be drawn with that face."""
        lacking = undrawable(self._drawn(text), face)
        if lacking:
            shown_of_it = lacking if len(lacking) <= _NAMED else f"{lacking[:_NAMED]}{ELLIPSIS}"
            raise FieldError(self.name, f"{shown_of_it} cannot be drawn; {_OTHERWISE}")
        if self.kind == "text" and text and not shown(text, face):
            raise FieldError(self.name, f"{text!r} has no letter or digit; write some")

    def drawn(self, text: str, face: str) -> str:
        """A value as it can be drawn: "" where none of its letters can be."""
        return text if not self.is_lettered or shown(text, face) else ""

    @property
    def is_lettered(self) -> bool:
        """Whether letters of it are drawn."""
        return self.kind in _LETTERED

    def _drawn(self, text: str) -> str:
        """What is drawn of a value."""
        if not self.is_lettered or not self.has_images:
            return text if self.is_lettered else ""
        return "\n".join(line for line in text.splitlines() if not line.partition(":")[2].strip())

    def _text(self, given: object) -> str | None:
        """A text, the digits of a whole number, or what a flag says."""
        if isinstance(given, bool):
            said = _TRUE if given else _FALSE
            return said if self.kind == "flag" else None
        if isinstance(given, int) or (isinstance(given, float) and given.is_integer()):
            return str(int(given))
        return given if isinstance(given, str) else None

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema, as OGraf has it."""
        match self.kind:
            case "seconds" | "number":
                typed = {"type": "integer", "minimum": self.least, "maximum": self.most}
            case "flag":
                typed = {"type": "boolean"}
            case "choice":
                typed = {"type": "string", "enum": list(self.choices)}
            case _:
                typed = {"type": "string", "maxLength": self.max_length, "gddType": _GDD[self.kind]}
        return {"title": self.title, **typed}

    def _of_kind(self, text: str) -> str:
        if self.kind == "flag":
            text = _SAID.get(text.lower(), text)
        is_right, instead = self._judged(text)
        if not is_right:
            given = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}{ELLIPSIS}"
            raise FieldError(self.name, f"{given!r} is wrong; {instead}")
        return text

    def _judged(self, text: str) -> tuple[bool, str]:
        """Whether a text is of its kind, and what would be."""
        match self.kind:
            case "text" | "lines" | "image":
                return True, ""
            case "choice":
                return text in self.choices, f"use one of {', '.join(self.choices)}"
            case "flag":
                return text in {_TRUE, _FALSE}, "use true or false"
            case "time" | "color":
                is_right, instead = _WRITTEN[self.kind]
                return is_right(text), instead
            case _:
                return self._is_number(text), self._numbers

    def _is_number(self, text: str) -> bool:
        digits = text.removeprefix("-")
        is_whole = digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS
        return is_whole and self.least <= int(text) <= self.most

    @property
    def _numbers(self) -> str:
        example = min(max(_EXAMPLE, self.least), self.most)
        what = "whole seconds" if self.kind == "seconds" else "a whole number"
        return f"use {what} from {self.least} to {self.most}, such as {example}"

    @property
    def _is_counted(self) -> bool:
        return self.kind in {"seconds", "number"}

    @property
    def _what(self) -> str:
        return "whole number" if self._is_counted else "text"


SECONDS = Field(name="seconds", title="Seconds", kind="seconds", max_length=3, most=600)
"""For how long a graphic stands, after which it leaves by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a graphic is, for whoever takes it. `step_count` is how many steps it has."""

    id: str
    name: str
    description: str = ""
    version: str = "1"
    fields: tuple[Field, ...] = ()
    step_count: int = 1
    custom_actions: tuple[tuple[str, str], ...] = ()

    def checked(self, given: Mapping[str, object], face: str | None = None) -> dict[str, str]:
        """The fields that were given, as they are kept; FieldError at the first that is wrong.

        With a `face` one is wrong as well of which letters cannot be drawn with it.
        """
        known = [field.name for field in self.fields]
        for name in given:
            if name not in known:
                takes = f"use {', '.join(known)}" if known else "it takes none"
                raise FieldError(name, f"no field of {self.id}; {takes}")
        values = {field.name: field.checked(given.get(field.name)) for field in self.fields}
        for field in self.fields if face is not None else ():
            field.check_drawn(values[field.name], str(face))
        return {name: value for name, value in values.items() if value}

    def is_lacking(self, fields: Mapping[str, str]) -> bool:
        """Whether a field that must be given is not among these."""
        return any(field.is_required and not fields.get(field.name) for field in self.fields)

    def ograf(self) -> dict[str, Any]:
        """The manifest in OGraf's words."""
        schema = {
            "type": "object",
            "properties": {field.name: field.schema() for field in self.fields},
            "required": [field.name for field in self.fields if field.is_required],
        }
        return {
            "id": self.id,
            "version": self.version,
            "name": self.name,
            "description": self.description,
            "schema": schema,
            "stepCount": self.step_count,
            "customActions": [{"id": key, "name": name} for key, name in self.custom_actions],
        }
