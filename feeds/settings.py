"""What the config may say of feeds and of the bus, checked value by value."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Protocol, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from feeds import event_time

_LONGEST_S = 86_400


class Settings(BaseModel):
    """Settings take no key they do not know and never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def seconds(given: object) -> int:
    """µs of a duration written in seconds; ValueError beyond a day."""
    micros = _micros(given)
    if micros is None or micros < 0:
        raise ValueError(f"{given!r} is no duration; use seconds from 0 to {_LONGEST_S}")
    return micros


def shift(given: object) -> int:
    """µs of a shift written in seconds, which may be negative; ValueError beyond a day."""
    micros = _micros(given)
    if micros is None:
        raise ValueError(f"{given!r} is no shift; use seconds from -{_LONGEST_S} to {_LONGEST_S}")
    return micros


def _micros(given: object) -> int | None:
    try:
        micros = event_time.from_seconds(str(given))
    except ValueError:
        return None
    is_near = abs(micros) <= _LONGEST_S * event_time.MICROSECONDS
    return None if isinstance(given, bool) or not is_near else micros


class _Named(Protocol):
    @property
    def name(self) -> str:
        """What it is called."""


def named_once[Thing: _Named](kind: str) -> Callable[[tuple[Thing, ...]], tuple[Thing, ...]]:
    """A check that no two of a `kind` have the same name."""

    def check(things: tuple[Thing, ...]) -> tuple[Thing, ...]:
        names = [thing.name for thing in things]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            right = f"give every {kind} its own name"
            raise ValueError(f"{', '.join(twice)} stands there twice; {right}")
        return things

    return check


class ProviderKind(StrEnum):
    """Where a feed's facts come from."""

    FACTS_FILE = "facts_file"
    DEMO = "demo"


type Name = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
type Seconds = Annotated[int, BeforeValidator(seconds)]
type Shift = Annotated[int, BeforeValidator(shift)]


class FeedSettings(Settings):
    """A feed of a channel: who provides it; its lateness and its offset against the venue (µs)."""

    name: Name
    provider: ProviderKind
    path: Annotated[str, Field(strict=True, min_length=1, max_length=4096)] | None = None
    lateness: Seconds = 0
    offset: Shift = 0

    @model_validator(mode="after")
    def _check_path(self) -> Self:
        if self.provider is ProviderKind.FACTS_FILE and self.path is None:
            raise ValueError("has no path; a facts_file has one, the file's")
        if self.provider is ProviderKind.DEMO and self.path is not None:
            raise ValueError("has a path; the demo has none, take it out")
        return self


def _url(given: str) -> str:
    """The addresses of NATS servers, or nothing; ValueError where one is none."""
    for server in given.split(",") if given else ():
        try:
            found = urlsplit(server.strip())
            is_good = found.scheme in {"nats", "tls"} and bool(found.hostname) and found.port != 0
        except ValueError:
            is_good = False
        if not is_good:
            raise ValueError("is no address of a NATS server; write it like nats://host:4222")
    return given


class BusSettings(Settings):
    """The bus: addresses of NATS servers, or "" for one of our own."""

    url: Annotated[str, Field(strict=True), AfterValidator(_url)] = ""
