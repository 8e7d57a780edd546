"""YAML texts people write: bounded, without tags and aliases, with the line of each key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from feeds.mistake import Mistake, MistakesError

BYTES_AT_MOST = 65_536
DEPTH_AT_MOST = 12
# What ruamel raises beside its own errors, such as at the date 2026-99-99.
_ODD = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, AssertionError)

type Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlText:
    """What stands in a text: plain values, and the line of each key and item by its place."""

    where: str
    values: dict[str, Any]
    lines: Mapping[Place, int]

    def mistake(self, place: Place, wrong: str, right: str) -> Mistake:
        """A mistake at a place, on the line of the deepest key along it that stands there."""
        depths = range(len(place), 0, -1)
        line = next((self.lines[place[:n]] for n in depths if place[:n] in self.lines), 0)
        key = ".".join(str(step + 1) if isinstance(step, int) else step for step in place)
        return Mistake(where=self.where, line=line, key=key, wrong=wrong, right=right)


def text_of(path: Path) -> str:
    """The text of a file, of which no more is read than may stand there. Raises MistakesError."""
    where = str(path)
    try:
        if path.exists() and not path.is_file():
            raise _wrong(where, 0, "no file", "name a YAML file")
        with path.open("rb") as file:
            content = file.read(BYTES_AT_MOST + 1)
        _check_length(where, len(content))
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong(where, 0, "not UTF-8", "save it as UTF-8") from error
    except OSError as error:
        wrong = (error.strerror or str(error)).lower()
        raise _wrong(where, 0, wrong, "name a YAML file that can be read") from error


def read(where: str, text: str) -> YamlText:
    """What stands in a text, YAML 1.2 of one mapping; raises MistakesError."""
    _check_length(where, len(text.encode("utf-8", "surrogatepass")))
    try:
        mistakes = list(_refused(where, text))
        if mistakes:
            raise MistakesError(mistakes)
        found = YAML(typ="rt").load(text)
    except YAMLError as error:
        raise _no_yaml(where, text, error) from error
    except _ODD as error:
        wrong = f"no YAML ({error})"
        raise _wrong(where, 0, wrong, "put texts and dates in quotes") from error
    lines: dict[Place, int] = {}
    values = _plain({} if found is None else found, (), lines)
    if not isinstance(values, dict):
        raise _wrong(where, 1, "no keys stand there", "begin with one, such as theme: house")
    return YamlText(where=where, values=values, lines=lines)


def _check_length(where: str, length: int) -> None:
    if length > BYTES_AT_MOST:
        raise _wrong(where, 0, f"longer than {BYTES_AT_MOST} bytes", "take out what is not needed")


def _refused(where: str, text: str) -> Iterator[Mistake]:
    """Tags, anchors and aliases, and what is nested too deep, before anything is made of it."""
    depth = 0
    for event in YAML(typ="rt").parse(text):
        kind, line = type(event).__name__, event.start_mark.line + 1
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > DEPTH_AT_MOST:
            yield _mistake(where, line, "nested too deep", "write it flatter")
            return
        if getattr(event, "tag", None):
            yield _mistake(where, line, f"{event.tag} is a tag", "take it out")
        if getattr(event, "anchor", None):
            kind = "an alias" if kind == "AliasEvent" else "an anchor"
            yield _mistake(where, line, f"{event.anchor} is {kind}", "write out what it stands for")


def _no_yaml(where: str, text: str, error: YAMLError) -> MistakesError:
    match error:
        case DuplicateKeyError():
            line, wrong = _line(error), "a key stands there twice"
            return _wrong(where, line, wrong, "take one of them out")
        case MarkedYAMLError():
            return _wrong(where, _line(error), f"no YAML ({error.problem})", "correct it")
        case ReaderError():
            line = text.count("\n", 0, error.position) + 1
            wrong = f"holds the control character U+{int(error.character):04X}"
            return _wrong(where, line, wrong, "take it out")
        case _:
            return _wrong(where, 0, f"no YAML ({error})", "correct it")


def _line(error: MarkedYAMLError) -> int:
    mark = error.problem_mark
    return 0 if mark is None else int(mark.line) + 1


def _plain(node: Any, place: Place, lines: dict[Place, int]) -> Any:
    """The node as dicts, lists and scalars of Python's own; notes the lines on the way."""
    if isinstance(node, dict):
        made = {}
        for key, value in node.items():
            below = (*place, str(key))
            if key in (known := node.lc.data or {}):  # type: ignore[attr-defined] # ruamel's
                lines[below] = known[key][0] + 1
            made[str(key)] = _plain(value, below, lines)
        return made
    if isinstance(node, list):
        for number in range(len(node)):
            lines[(*place, number)] = node.lc.item(number)[0] + 1  # type: ignore[attr-defined]
        return [_plain(value, (*place, number), lines) for number, value in enumerate(node)]
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return None if node is None else str(node)


def _mistake(where: str, line: int, wrong: str, right: str) -> Mistake:
    return Mistake(where=where, line=line, wrong=wrong, right=right)


def _wrong(where: str, line: int, wrong: str, right: str) -> MistakesError:
    return MistakesError([_mistake(where, line, wrong, right)])
