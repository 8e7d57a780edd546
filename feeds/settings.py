"""What the config may say of feeds and of the bus, checked value by value."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal, Protocol, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from feeds import event_time
from feeds.parsers import MAPPED, TELL_OTHERS, names
from feeds.sport import Sport

_LONGEST_S = 86_400
# Recordings of a feed may be of a whole season.
_LONGEST_PLAYED_S = 366 * 86_400
RECORDING = ".recording"
"""What the name of a recording's file ends in."""
_WEB = {"http", "https", "ws", "wss"}
# Those whose bytes come from a scoreboard console, and the sports whose boards they have.
CONSOLES = {
    "daktronics": (
        Sport.FOOTBALL,
        Sport.BASKETBALL,
        Sport.ICE_HOCKEY,
        Sport.BASEBALL,
        Sport.AMERICAN_FOOTBALL,
        Sport.VOLLEYBALL,
    ),
    "score_lines": tuple(Sport),
}
BAUDS = (9_600, 19_200, 38_400, 57_600, 115_200)


class Settings(BaseModel):
    """Settings take no key they do not know and never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def seconds(given: object) -> int:
    """µs of a duration written in seconds; ValueError beyond a day."""
    micros = _micros(given)
    if micros is None or micros < 0:
        raise ValueError(f"{given!r} is no duration; use seconds from 0 to {_LONGEST_S}")
    return micros


def every(given: object) -> int:
    """µs of a duration of a second or more, written in seconds; ValueError for a shorter one."""
    micros = seconds(given)
    if micros < event_time.MICROSECONDS:
        raise ValueError(f"{given!r} is too short; use seconds from 1 to {_LONGEST_S}")
    return micros


def shift(given: object) -> int:
    """µs of a shift written in seconds, which may be negative; ValueError beyond a day."""
    micros = _micros(given)
    if micros is None:
        raise ValueError(f"{given!r} is no shift; use seconds from -{_LONGEST_S} to {_LONGEST_S}")
    return micros


def _micros(given: object, at_most: int = _LONGEST_S) -> int | None:
    try:
        micros = event_time.from_seconds(str(given))
    except ValueError:
        return None
    is_near = abs(micros) <= at_most * event_time.MICROSECONDS
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


def point(given: object) -> int | datetime:
    """A point of a recording, written in seconds since it began (then µs) or as a moment."""
    if isinstance(given, datetime):
        moment: datetime | None = given
    else:
        try:
            moment = datetime.fromisoformat(given) if isinstance(given, str) else None
        except ValueError:
            moment = None
    if moment is None:
        micros = _micros(given, _LONGEST_PLAYED_S)
        if micros is None or micros < 0:
            at_most = f"0 to {_LONGEST_PLAYED_S}"
            right = f"use seconds since it began, {at_most}, or a moment like 2026-07-12T19:15:00Z"
            raise ValueError(f"{given!r} is no point of it; {right}")
        return micros
    if moment.tzinfo is None:
        raise ValueError(f"{given!r} has no zone; write it like 2026-07-12T19:15:00Z")
    return moment


def speed(given: object) -> Fraction:
    """How many times as fast a recording is played; ValueError beyond a hundred times."""
    try:
        found = Fraction(str(given))
    except (ValueError, ZeroDivisionError):
        found = Fraction(0)
    if isinstance(given, bool) or not 1 <= found * 100 <= 10_000:
        raise ValueError(f"{given!r} is no speed; use a number from 0.01 to 100, 1 as it was")
    return found


def like(pattern: str, wrong: str) -> AfterValidator:
    """A check that a text is as a pattern says; `wrong` says that it is not, and what to write."""
    known = re.compile(pattern)

    def check(given: str) -> str:
        if known.fullmatch(given) is None:
            raise ValueError(f"{given!r} {wrong}")
        return given

    return AfterValidator(check)


_A_NAME = like(
    r"[a-z0-9][a-z0-9-]{0,31}", "is no name; use small letters, digits and hyphens, 32 at most"
)
_A_HEADER = like(r"[A-Za-z0-9-]{1,64}", "is no header; use letters, digits and hyphens")
_A_VARIABLE = like(r"[A-Z_][A-Z0-9_]{0,63}", "is no variable; use capital letters, digits and _")

type Name = Annotated[str, Field(strict=True), _A_NAME]
type _Header = Annotated[str, Field(strict=True), _A_HEADER]
type _Variable = Annotated[str, Field(strict=True), _A_VARIABLE]
type _Said = Annotated[str, Field(strict=True, min_length=1, max_length=4096)]
type Seconds = Annotated[int, BeforeValidator(seconds)]
type _Every = Annotated[int, BeforeValidator(every)]
type Shift = Annotated[int, BeforeValidator(shift)]


def _provider(given: str) -> str:
    """A provider of ours, or of somebody else's by entry point; ValueError for another."""
    known = [*ProviderKind, *names()]
    if given not in known:
        raise ValueError(f"{given!r} is no provider; use {', '.join(known)}")
    return given


def _web(given: str) -> str:
    """The address of a web server or of a WebSocket; ValueError where it is none."""
    try:
        found = urlsplit(given)
        is_web = found.scheme in _WEB and bool(found.hostname) and found.port != 0
        is_good = is_web and "@" not in found.netloc
    except ValueError:
        is_good = False
    if not is_good:
        raise ValueError("is no address; write it like https://host/path, without a password")
    return given


def _baud(given: int) -> int:
    """A speed of a serial line; ValueError for another."""
    if given not in BAUDS:
        raise ValueError(f"{given} is no speed; use {', '.join(map(str, BAUDS))}")
    return given


def _udp(given: str) -> str:
    """The address of a port here; ValueError where it is none."""
    try:
        found = urlsplit(given)
        is_good = found.scheme == "udp" and bool(found.hostname) and bool(found.port)
    except ValueError:
        is_good = False
    if not is_good:
        raise ValueError("is no port to listen at; write it like udp://0.0.0.0:5000")
    return given


class FeedSettings(Settings):
    """A feed of a channel: who provides it; its lateness and its offset against the venue (µs).

    A vendor's payloads come from a `url` or from the file at `path`, `every` so many µs, `budget`
    times a day at most; or by themselves: over a WebSocket's `url` that is told to `subscribe`, to
    a port we `listen` at, from the serial line at `path` (a console's, of that `sport`) or by
    `push`, signed with what stands in the environment variable `secret_env`. After `silence` (µs)
    without a word something is amiss, after `stale` (µs) of the same while the match is played the
    feed is not trusted. `match` is the one to take, by the vendor's id; `mapping` the
    file that says where things stand in a payload that is mapped. The header `token_header` bears
    what stands in the environment variable `token_env`. `private` lets it ask addresses of private
    networks. With `others` it tells of the payload's other matches too, for a ticker. With `record`
    all that comes is kept. Where `path` is a recording, it is played from `replay_from` on (µs
    since it began, or a moment), `replay_speed` times as fast.
    """

    name: Name
    provider: Annotated[str, Field(strict=True), AfterValidator(_provider)]
    path: Annotated[str, Field(strict=True, min_length=1, max_length=4096)] | None = None
    url: Annotated[str, Field(strict=True, max_length=4096), AfterValidator(_web)] | None = None
    match: Annotated[str, Field(strict=True, min_length=1, max_length=200)] | None = None
    mapping: Annotated[str, Field(strict=True, min_length=1, max_length=4096)] | None = None
    every: _Every = 10 * event_time.MICROSECONDS
    budget: Annotated[int, Field(strict=True, ge=1, le=1_000_000)] | None = None
    token_header: _Header | None = None
    token_env: _Variable | None = None
    private: Annotated[bool, Field(strict=True)] = False
    others: Annotated[bool, Field(strict=True)] = False
    subscribe: Annotated[tuple[_Said, ...], Field(max_length=16)] = ()
    silence: _Every | None = None
    stale: _Every | None = None
    listen: Annotated[str, Field(strict=True, max_length=300), AfterValidator(_udp)] | None = None
    baud: Annotated[int, Field(strict=True), AfterValidator(_baud)] = 19_200
    sport: Sport | None = None
    push: Literal["webhook"] | None = None
    secret_env: _Variable | None = None
    record: Annotated[bool, Field(strict=True)] = False
    replay_from: Annotated[int | datetime, BeforeValidator(point)] = 0
    replay_speed: Annotated[Fraction, BeforeValidator(speed)] = Fraction(1)
    lateness: Seconds = 0
    offset: Shift = 0

    def headers(self) -> dict[str, str]:
        """The header with the token, as the environment has it now."""
        if self.token_header is None or self.token_env is None:
            return {}
        return {self.token_header: os.environ.get(self.token_env, "")}

    def lacking(self) -> Iterator[str]:
        """What it needs and is not there now, and what would help."""
        if self.mapping is not None and not Path(self.mapping).is_file():
            yield f"mapping: there is no file {self.mapping}; write one, or correct the name"
        for key, variable in (("token_env", self.token_env), ("secret_env", self.secret_env)):
            if variable is not None and not os.environ.get(variable):
                unset = "is not set in the environment; set it and start again"
                yield f"{key}: {variable} {unset}"

    @property
    def is_web_socket(self) -> bool:
        """Whether its address is a WebSocket's."""
        return self.url is not None and urlsplit(self.url).scheme in {"ws", "wss"}

    @property
    def is_recording(self) -> bool:
        """Whether its payloads were recorded."""
        return self.path is not None and self.path.endswith(RECORDING)

    @property
    def wanted(self) -> str | None:
        """What its parser is asked for: a match, or the sport of a console's board."""
        return self.match if self.sport is None else self.sport.value

    @property
    def is_console(self) -> bool:
        """Whether it is a scoreboard console's."""
        return self.provider in CONSOLES

    @property
    def is_pushed(self) -> bool:
        """Whether its payloads come by themselves."""
        has_come = self.push is not None or self.listen is not None
        is_line = self.is_console and not self.is_recording
        return has_come or is_line or self.is_web_socket

    @field_validator("sport", mode="before")
    @classmethod
    def _check_board(cls, given: object, about: ValidationInfo) -> object:
        boards = CONSOLES.get(about.data.get("provider", ""))
        if boards is not None and given not in boards:
            right = f"use one of {', '.join(boards)}"
            raise ValueError(f"{given!r} is on none of its boards; {right}")
        return given

    @model_validator(mode="after")
    def _check_place(self) -> Self:
        if self.provider in (*ProviderKind,):
            self._check_our_own()
        elif self.is_console:
            is_one = (self.path is None) != (self.listen is None)
            is_else = self.url is not None or self.push is not None
            _check(is_one and not is_else, "needs the path of a serial line or listen, one of them")
            boards = CONSOLES[self.provider]
            _check(self.sport in boards, f"needs a sport; use one of {', '.join(boards)}")
        else:
            places = ("path", "url", "listen", "push")
            given = [name for name in places if getattr(self, name) is not None]
            _check(len(given) < 2, f"has {' and '.join(given)}; give one of them")
            _check(bool(given), "needs a url or the path of a file, listen or push, one of them")
        self._check_recordings()
        _check(
            self.is_console or self.sport is None, "has a sport; only a console has, take it out"
        )
        return self

    @model_validator(mode="after")
    def _check_mapping(self) -> Self:
        if self.provider == MAPPED:
            _check(self.mapping is not None, "has no mapping; a mapped one has, a file's path")
        else:
            _check(self.mapping is None, "has a mapping; only a mapped one has, take it out")
        return self

    @model_validator(mode="after")
    def _check_others(self) -> Self:
        tells = not self.others or self.provider in TELL_OTHERS
        _check(tells, f"tells of others; only {', '.join(TELL_OTHERS)} can, take it out")
        return self

    def _check_our_own(self) -> None:
        """A facts file has a path alone, the demo has nothing."""
        is_file = self.provider == ProviderKind.FACTS_FILE
        if is_file:
            _check(self.path is not None, "has no path; a facts_file has one, the file's")
        else:
            _check(self.path is None, "has a path; the demo has none, take it out")
        who = "a facts_file" if is_file else "the demo"
        for key, value in (("url", self.url), ("listen", self.listen), ("push", self.push)):
            _check(value is None, f"has a {key}; {who} has none, take it out")

    @model_validator(mode="after")
    def _check_secrets(self) -> Self:
        is_both = (self.token_header is None) == (self.token_env is None)
        _check(is_both, "has half a token; give token_header and token_env, or neither")
        if self.push is not None:
            _check(self.secret_env is not None, "has no secret_env; name the variable of its key")
        else:
            _check(self.secret_env is None, 'has a secret_env; add push = "webhook"')
        _check(not self.subscribe or self.is_web_socket, "subscribes; only a wss:// url can")
        is_heard = self.silence is None or self.is_pushed
        _check(is_heard, "has a silence; only feeds that come by themselves have, take it out")
        return self

    def _check_recordings(self) -> None:
        is_vendor = self.provider not in (*ProviderKind,)
        _check(is_vendor or self.stale is None, "has a stale; only vendors have, take it out")
        _check(is_vendor or not self.record, "records; only a vendor's payloads are, take it out")
        is_replayed = bool(self.replay_from) or self.replay_speed != 1
        right = "path names a recording that is played; give one, or take replay_* out"
        is_from = is_vendor and self.path is not None
        _check(not is_replayed or is_from, f"is played from nowhere; {right}")


def _check(is_good: bool, wrong: str) -> None:  # noqa: FBT001 - a claim, not a switch
    if not is_good:
        raise ValueError(wrong)


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
