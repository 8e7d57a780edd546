"""YAML as people write it: plain values and their lines; what is no plain value is refused.

It is made of the parser's events, one after the other: nothing is built that the text does not
spell out, and all that is wrong with it is told at once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from feeds.mistake import Mistake, MistakesError

BYTES_AT_MOST = 65_536
DEPTH_AT_MOST = 12
# What YAML 1.2 reads of a text without quotes.
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {
    text: text.lower() == "true" for text in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_WHOLE = re.compile(r"[-+]?[0-9]{1,40}")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
# How what the parser stumbles over is most likely meant, by a part of what it says.
_QUOTED = "put the text in quotes"
_MEANT = {
    "'\\t'": "indent with spaces, not with tabs",
    "cannot start any token": _QUOTED,
    "mapping values are not allowed": f"{_QUOTED} if it holds a colon, or indent it as the others",
    "<block end>": "indent it as the lines around it are",
    "could not find expected ':'": "write a key, a colon and a space before the value",
    "quoted scalar": "close the quotes",
}
_EXPRESSION = 'put a text that holds {{ … }} in quotes, like "{{ venue }}"'

type Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlText:
    """What stands in a text: plain values, and the line of each key and item by its place.

    `mistakes` are those of the text as YAML; what is at `unread` places could not be read.
    """

    where: str
    values: dict[str, Any]
    lines: Mapping[Place, int]
    mistakes: tuple[Mistake, ...] = ()
    unread: frozenset[Place] = frozenset()

    def mistake(self, place: Place, wrong: str, right: str) -> Mistake:
        """A mistake at a place, on the line of the deepest key along it that stands there."""
        depths = range(len(place), 0, -1)
        line = next((self.lines[place[:n]] for n in depths if place[:n] in self.lines), 0)
        return Mistake(where=self.where, line=line, key=_spoken(place), wrong=wrong, right=right)


def text_of(path: Path) -> str:
    """The text of a file, of which no more is read than may stand there. Raises MistakesError."""
    where = str(path)
    try:
        if path.exists() and not path.is_file():
            raise _whole_wrong(where, "no file", "name a YAML file")
        with path.open("rb") as file:
            content = file.read(BYTES_AT_MOST + 1)
        _check_length(where, len(content))
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(where, error) from error
    except OSError as error:
        wrong = (error.strerror or str(error)).lower()
        raise _whole_wrong(where, wrong, "name a YAML file that can be read") from error


def read(where: str, text: str) -> YamlText:
    """What stands in a text, YAML 1.2 of one mapping; MistakesError where it cannot be read on."""
    _check_length(where, len(text.encode("utf-8", "surrogatepass")))
    reading = _Reading(where, text)
    try:
        values = reading.whole()
    except YAMLError as error:
        raise MistakesError([*reading.mistakes, _no_yaml(where, text, error)]) from error
    if not isinstance(values, dict):
        wrong, right = "no keys stand there", "begin with one, such as theme: house"
        reading.mistakes.append(Mistake(where=where, line=1, wrong=wrong, right=right))
        raise MistakesError(reading.mistakes)
    return YamlText(
        where=where,
        values=values,
        lines=reading.lines,
        mistakes=tuple(reading.mistakes),
        unread=frozenset(reading.unread),
    )


class _Reading:
    """Makes plain values of the events of a text, collecting the mistakes."""

    def __init__(self, where: str, text: str) -> None:
        self._where = where
        self._events: Iterator[Event] = YAML(typ="rt").parse(text)
        self.lines: dict[Place, int] = {}
        self.mistakes: list[Mistake] = []
        self.unread: set[Place] = set()

    def whole(self) -> Any:
        """The one document, an empty mapping where there is none. Raises YAMLError."""
        values, is_read = None, False
        for event in self._events:
            if isinstance(event, NodeEvent):
                values, is_read = self._value(event, ()), True
            elif isinstance(event, DocumentStartEvent) and is_read:
                self._wrong(event, (), "another document begins", "take the line --- out")
                break
        return {} if values is None else values

    def _value(self, event: Event, place: Place) -> Any:
        if len(place) >= DEPTH_AT_MOST and not isinstance(event, ScalarEvent | AliasEvent):
            self._wrong(event, (), "nested too deep", "write it flatter")
            raise MistakesError(self.mistakes)
        self._check_plain(event, place)
        match event:
            case MappingStartEvent():
                return self._mapping(place)
            case SequenceStartEvent():
                return self._sequence(place)
            case ScalarEvent():
                return event.value if event.style else _scalar(event.value)
            case _:
                self.unread.add(place)
                return None

    def _check_plain(self, event: Event, place: Place) -> None:
        """Tags, anchors and aliases are mistakes, whatever stands behind them."""
        tag, anchor = getattr(event, "tag", None), getattr(event, "anchor", None)
        if tag:
            self._wrong(event, place, f"{tag} is a tag", "take it out")
        if anchor:
            kind = "an alias" if isinstance(event, AliasEvent) else "an anchor"
            right = "write out what it stands for"
            self._wrong(event, place, f"{anchor} is {kind}", right)

    def _sequence(self, place: Place) -> list[Any]:
        made: list[Any] = []
        for event in self._below():
            below = (*place, len(made))
            self.lines.setdefault(below, _line(event))
            made.append(self._value(event, below))
        return made

    def _mapping(self, place: Place) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for event in self._below():
            if not isinstance(event, ScalarEvent):
                self._wrong(event, place, "no text stands before the colon", _EXPRESSION)
                self.unread.add(place)
                self._value(event, (*place, ""))
                self._value(next(self._events), (*place, ""))
                continue
            key = (*place, event.value)
            if event.value in made:
                wrong = f"stands there twice, first on line {self.lines[key]}"
                self._wrong(event, key, wrong, "take one of them out")
            self.lines.setdefault(key, _line(event))
            self._check_plain(event, key)
            value = self._value(next(self._events), key)
            made.setdefault(event.value, value)
        return made

    def _below(self) -> Iterator[Event]:
        """The first events of what stands in a mapping or a list, which end with it."""
        for event in self._events:
            if isinstance(event, CollectionEndEvent):
                return
            yield event

    def _wrong(self, event: Event, place: Place, wrong: str, right: str) -> None:
        key, line = _spoken(place), _line(event)
        told = Mistake(where=self._where, line=line, key=key, wrong=wrong, right=right)
        self.mistakes.append(told)


def _scalar(text: str) -> Any:
    """What a text without quotes says."""
    if text in _NOTHING:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def _spoken(place: Place) -> str:
    """A place as people read it, where the first item is 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in place)


def _check_length(where: str, length: int) -> None:
    if length > BYTES_AT_MOST:
        raise _whole_wrong(
            where, f"longer than {BYTES_AT_MOST} bytes", "take out what is not needed"
        )


def _not_utf8(where: str, error: UnicodeDecodeError) -> MistakesError:
    content, at = error.object, error.start
    line_start = content.rfind(b"\n", 0, at) + 1
    column = len(content[line_start:at].decode("utf-8", "replace")) + 1
    wrong = f"not UTF-8: byte 0x{content[at]:02x} as letter {column} of the line"
    line, right = content.count(b"\n", 0, at) + 1, "save the file as UTF-8"
    return MistakesError([Mistake(where=where, line=line, wrong=wrong, right=right)])


def _no_yaml(where: str, text: str, error: YAMLError) -> Mistake:
    match error:
        case MarkedYAMLError():
            line = 0 if error.problem_mark is None else int(error.problem_mark.line) + 1
            wrong = f"no YAML ({error.problem})"
            said = f"{error.context} {error.problem}"
            right = next((right for part, right in _MEANT.items() if part in said), "correct it")
        case ReaderError():
            line = text.count("\n", 0, error.position) + 1
            wrong = f"holds the control character U+{int(error.character):04X}"
            right = "take it out"
        case _:
            line, wrong, right = 0, f"no YAML ({error})", "correct it"
    return Mistake(where=where, line=line, wrong=wrong, right=right)


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1


def _whole_wrong(where: str, wrong: str, right: str) -> MistakesError:
    return MistakesError([Mistake(where=where, wrong=wrong, right=right)])
