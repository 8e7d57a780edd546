"""TOML files people write: what stands in them, and the line of each mistake."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Item

from feeds.finding import Found, expected
from feeds.mistake import Mistake, MistakesError

_MARK = "\x00"

type Place = tuple[str | int, ...]


def text_of(path: Path, what: str) -> str:
    """The text of a file, which is a `what` to the user. Raises MistakesError."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        mistake = Mistake(where=str(path), wrong="not UTF-8", right="save it as UTF-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        mistake = Mistake(where=str(path), wrong=reason, right=f"name a {what} that can be read")
    raise MistakesError([mistake])


def values_of(path: Path, text: str) -> dict[str, Any]:
    """The values of a file's text. Raises MistakesError."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        wrong, _, place = str(error).partition(" (at ")
        at = re.match(r"line (\d+)", place)
        line = int(at[1]) if at else text.count("\n") + 1
    wrong = f"no TOML ({wrong[:1].lower()}{wrong[1:]})"
    raise MistakesError([Mistake(where=str(path), line=line, wrong=wrong, right="correct it")])


def mistake(path: Path, text: str, found: Found) -> Mistake:
    """What pydantic found in a file's values, with its line."""
    wrong, right = said(found)
    place = tuple(found["loc"])
    return at_place(path, text, place, wrong, right)


def at_place(path: Path, text: str, place: Place, wrong: str, right: str) -> Mistake:
    """A mistake at a key's place, with its line."""
    key = ".".join(str(step + 1) if isinstance(step, int) else step for step in place)
    line = line_of(text, place)
    return Mistake(where=str(path), line=line, key=key, wrong=wrong, right=right)


def said(found: Found) -> tuple[str, str]:
    """What is wrong and what would be right, from pydantic's finding."""
    match found["type"]:
        case "missing":
            return "missing", "it must be given"
        case "extra_forbidden":
            return "unknown key", "take it out or correct its spelling"
        case "value_error":
            wrong, _, right = found["msg"].removeprefix("Value error, ").partition("; ")
            return wrong, right or "correct it"
        case kind:
            given = found["input"]
            shown = repr(given) if isinstance(given, str | int | float) else "that"
            return f"{shown} is wrong", _forms(kind, found) or expected(found)


def _forms(kind: str, found: Found) -> str:
    """How a value of the kind that is missed is written; "" for any other finding."""
    given = found["input"]
    table = ".".join(step for step in found["loc"] if isinstance(step, str))
    is_table = isinstance(given, dict)
    forms = {
        "bool_type": "use true or false",
        "string_type": "write it as a text in quotes",
        "model_type": f"write it as a table, [{table}]",
        "tuple_type": f"write it as [[{table}]]"
        if is_table
        else f"write it as a list, [{json.dumps(given, default=str)}]",
    }
    return forms.get(kind, "")


def line_of(text: str, place: Place) -> int:
    """The line of the deepest item along a key's place that stands in the file; 0 for none.

    tomlkit keeps every byte but no line numbers: a mark is put before the item, and looked for.
    """
    for depth in range(len(place), 0, -1):
        marked = tomlkit.parse(text)
        item: Any = marked
        try:
            for step in place[:depth]:
                item = item[step]
        except (KeyError, IndexError, TypeError, TOMLKitError):
            continue
        if isinstance(item, AoT):
            item = item[0]
        if isinstance(item, Item):
            item.trivia.indent = _MARK + item.trivia.indent
            before, mark, _ = marked.as_string().partition(_MARK)
            if mark:
                return before.count("\n") + 1
    return 0
