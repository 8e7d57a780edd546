"""The config: `config.toml` and the environment read into settings, all mistakes told at once."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import tomlkit
from pydantic import AfterValidator, Field, ValidationError
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Item

from engine.channel.settings import ChannelSettings
from feeds.mistake import Mistake, MistakesError
from feeds.settings import BusSettings, Settings, named_once

DEFAULT_PATH = Path("config.toml")
_PREFIX = "TOUCHLINE__"
_MARK = "\x00"

type Place = tuple[str | int, ...]
type Arguments = Mapping[str, tuple[tuple[str, ...], str | int | None]]
type _Found = Any  # pydantic's ErrorDetails, whose home is another distribution


class ServerSettings(Settings):
    """Where the server listens, and the folder that holds all it keeps."""

    host: Annotated[str, Field(strict=True, min_length=1, max_length=253)] = "127.0.0.1"
    port: Annotated[int, Field(strict=True, ge=0, le=65_535)] = 8000
    data: Annotated[str, Field(strict=True, min_length=1, max_length=4096)] = "data"


class ClipSettings(Settings):
    """Dressing clips: the largest that is taken, and whether anyone may or the owner alone."""

    limit_mb: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] = 2048
    anyone: Annotated[bool, Field(strict=True)] = False


class Config(Settings):
    """All of `config.toml`."""

    server: ServerSettings = ServerSettings()
    clips: ClipSettings = ClipSettings()
    bus: BusSettings = BusSettings()
    channel: Annotated[tuple[ChannelSettings, ...], AfterValidator(named_once("channel"))] = ()

    def named(self, name: str | None) -> ChannelSettings:
        """The channel of that name, or the only one; ValueError where there is no such."""
        found = [channel for channel in self.channel if name in {None, channel.name}]
        if len(found) == 1:
            return found[0]
        names = ", ".join(channel.name for channel in self.channel)
        wrong = "has several channels" if found else f"has no channel {name or ''}".rstrip()
        raise ValueError(f"{wrong}; " + (f"name one of {names}" if names else "add a [[channel]]"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A config as it was given: its raw values, which another process can check again, and read."""

    values: Mapping[str, Any]
    config: Config


def read(path: Path, environment: Mapping[str, str]) -> Config:
    """The config of a file with the environment's values over it.

    Raises MistakesError with every mistake: file, line, key and what would be right; a mistake in
    a value of the environment names its variable.
    """
    return given(path, environment, {}).config


def given(path: Path, environment: Mapping[str, str], arguments: Arguments) -> Given:
    """The config of a file, the environment's values over it, arguments over both.

    Raises MistakesError as `read` does; a mistake in an argument names that.
    """
    text = _text(path)
    return _checked(_values(path, text), environment, arguments, (path, text))


def built_in(
    values: Mapping[str, Any], environment: Mapping[str, str], arguments: Arguments
) -> Given:
    """As `given`, of values that stand in no file."""
    return _checked(deepcopy(dict(values)), environment, arguments, (Path("built in"), ""))


def port_of(text: str | None) -> str | int | None:
    """A port given as an argument; what is no number stays the text, which is a mistake then."""
    return int(text) if text is not None and text.isdecimal() else text


def _checked(
    values: dict[str, Any],
    environment: Mapping[str, str],
    arguments: Arguments,
    file: tuple[Path, str],
) -> Given:
    variables = _override(values, environment)
    for argument, (place, value) in arguments.items():
        if value is not None:
            _put(values, place, value, argument)
            variables[place] = argument
    try:
        return Given(values=values, config=Config.model_validate(values))
    except ValidationError as error:
        found = error.errors()
    mistakes = [_mistake(*file, variables, one) for one in found]
    raise MistakesError(sorted(mistakes, key=lambda mistake: mistake.line))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        mistake = Mistake(where=str(path), wrong="not UTF-8", right="save it as UTF-8")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        mistake = Mistake(where=str(path), wrong=reason, right="name a config that can be read")
    raise MistakesError([mistake])


def _values(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        wrong, _, place = str(error).partition(" (at ")
        at = re.match(r"line (\d+)", place)
        line = int(at[1]) if at else text.count("\n") + 1
    wrong = f"no TOML ({wrong[:1].lower()}{wrong[1:]})"
    raise MistakesError([Mistake(where=str(path), line=line, wrong=wrong, right="correct it")])


def _override(values: dict[str, Any], environment: Mapping[str, str]) -> dict[Place, str]:
    """Put `TOUCHLINE__TABLE__KEY` values in their tables; return which variable made which key."""
    variables: dict[Place, str] = {}
    for variable in sorted(environment):
        if not variable.startswith(_PREFIX):
            continue
        place = tuple(variable.removeprefix(_PREFIX).lower().split("__"))
        _put(values, place, _value(environment[variable]), variable)
        variables[place] = variable
    return variables


def _put(values: dict[str, Any], place: Sequence[str], value: object, name: str) -> None:
    """Put a value in its table; `name` says who brought it, should there be no such table."""
    *tables, key = place
    within = values
    for table in tables:
        within = within.setdefault(table, {})
        if not isinstance(within, dict):
            right = "write TOUCHLINE__TABLE__KEY"
            raise MistakesError([Mistake(where=name, wrong="is no table", right=right)])
    within[key] = value


def _value(text: str) -> object:
    """A number, truth value or list as TOML has it; anything else is the text itself."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _mistake(path: Path, text: str, variables: Mapping[Place, str], found: _Found) -> Mistake:
    place = tuple(found["loc"])
    wrong, right = _said(found)
    variable = next((name for at, name in variables.items() if place[: len(at)] == at), None)
    if variable is not None:
        return Mistake(where=variable, wrong=wrong, right=right)
    key = ".".join(str(step + 1) if isinstance(step, int) else step for step in place)
    return Mistake(where=str(path), line=_line(text, place), key=key, wrong=wrong, right=right)


def _said(found: _Found) -> tuple[str, str]:
    """What is wrong and what would be right, from pydantic's finding."""
    match found["type"]:
        case "missing":
            return "missing", "it must be given"
        case "extra_forbidden":
            return "unknown key", "take it out or correct its spelling"
        case "value_error":
            wrong, _, right = found["msg"].removeprefix("Value error, ").partition("; ")
            return wrong, right or "correct it"
        case _:
            given = found["input"]
            shown = repr(given) if isinstance(given, str | int | float) else "that"
            return f"{shown} is wrong", found["msg"].replace("Input should", "it should")


def _line(text: str, place: Place) -> int:
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
