"""The config: `config.toml` and the environment read into settings, all mistakes told at once."""

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError

from engine.channel.settings import ChannelSettings
from feeds import toml_file
from feeds.finding import Found
from feeds.mistake import Mistake, MistakesError
from feeds.settings import BusSettings, Settings, named_once
from feeds.toml_file import Place

DEFAULT_PATH = Path("config.toml")
_PREFIX = "TOUCHLINE__"

type Arguments = Mapping[str, tuple[tuple[str, ...], str | int | None]]


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
    text = toml_file.text_of(path, "config")
    return _checked(toml_file.values_of(path, text), environment, arguments, (path, text))


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


def _mistake(path: Path, text: str, variables: Mapping[Place, str], found: Found) -> Mistake:
    place = tuple(found["loc"])
    variable = next((name for at, name in variables.items() if place[: len(at)] == at), None)
    if variable is not None:
        wrong, right = toml_file.said(found)
        return Mistake(where=variable, wrong=wrong, right=right)
    return toml_file.mistake(path, text, found)
