"""The catalogue: the graphics that can be taken on air by hand, each with its typed fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from overlays.names import shown

SCORE_BUG = "score_bug"
LOWER_THIRD = "lower_third"

type Kind = Literal["text", "choice", "seconds"]


class UnknownGraphicError(LookupError):
    """There is no graphic of that name; says which there are."""


class FieldError(ValueError):
    """A field of a graphic is not right: `field` names it, the text says what would be."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text}")
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a graphic. `max_length` counts letters as typed, `most` is of `seconds`."""

    name: str
    title: str
    kind: Kind = "text"
    max_length: int
    is_required: bool = False
    choices: tuple[str, ...] = ()
    most: int = 0

    def checked(self, given: object) -> str:
        """The value as it is kept; FieldError where it is none. Nothing at all is ""."""
        text = "" if given is None else _text(given)
        if text is None:
            raise FieldError(self.name, f"{given!r} is no text; write it in quotes")
        text = text.strip()
        if not text:
            if self.is_required:
                raise FieldError(self.name, "must be given")
            return ""
        if len(text) > self.max_length:
            raise FieldError(self.name, f"{len(text)} letters; use {self.max_length} at most")
        return self._of_kind(text)

    def _of_kind(self, text: str) -> str:
        match self.kind:
            case "text":
                if not shown(text):
                    raise FieldError(self.name, "none of its letters can be drawn; use Latin ones")
            case "choice":
                if text not in self.choices:
                    raise FieldError(self.name, f"use one of {', '.join(self.choices)}")
            case "seconds":
                is_number = text.isascii() and text.isdecimal()
                if not is_number or not 1 <= int(text) <= self.most:
                    raise FieldError(self.name, f"use whole seconds from 1 to {self.most}")
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphic:
    """A graphic that can be taken and cleared."""

    name: str
    title: str
    fields: tuple[Field, ...] = ()

    def checked(self, given: Mapping[str, object]) -> dict[str, str]:
        """The fields that were given, as they are kept; FieldError at the first that is wrong."""
        known = [field.name for field in self.fields]
        for name in given:
            if name not in known:
                takes = f"use {', '.join(known)}" if known else "it takes none"
                raise FieldError(name, f"no field of {self.name}; {takes}")
        values = {field.name: field.checked(given.get(field.name)) for field in self.fields}
        return {name: value for name, value in values.items() if value}


GRAPHICS = (
    Graphic(name=SCORE_BUG, title="Score bug"),
    Graphic(
        name=LOWER_THIRD,
        title="Lower third",
        fields=(
            Field(name="title", title="Name", max_length=40, is_required=True),
            Field(name="line", title="Line below", max_length=60),
            Field(name="kicker", title="Strap above", max_length=20),
            Field(name="side", title="Side", kind="choice", max_length=4, choices=("home", "away")),
            Field(name="seconds", title="Seconds", kind="seconds", max_length=3, most=600),
        ),
    ),
)


def graphic(name: str) -> Graphic:
    """The graphic of that name; UnknownGraphicError where there is none."""
    for one in GRAPHICS:
        if one.name == name:
            return one
    names = ", ".join(one.name for one in GRAPHICS)
    raise UnknownGraphicError(f"{name} is no graphic; use one of {names}")


def _text(given: object) -> str | None:
    """A text, or the digits of a whole number."""
    if isinstance(given, str):
        return given
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else None
