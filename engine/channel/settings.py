"""What a channel's part of the config may say: its own values, checked one by one."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)

from engine import timebase
from engine.channel import crossing
from engine.channel.shedding import Reach
from engine.clock_reading.quad import Quad
from engine.clock_reading.quad import parse as parse_quad
from engine.clock_reading.share import Share
from engine.errors import LadderError
from engine.rendition import CLEAN, DEFAULT_PRESET, PRESETS, Rendition, parse_ladder
from feeds.demo_match import script_of
from feeds.field import Field as FactField
from feeds.finding import Found
from feeds.settings import FeedSettings, Name, Seconds, Settings, like, named_once
from overlays.words import LANGUAGES


def _rate(given: object) -> Fraction:
    """The nominal rate of a number such as 25 or 29.97, or of a text such as "30000/1001"."""
    known = ", ".join(f"{float(rate):.6g}" for rate in timebase.RATES)
    try:
        wanted = Fraction(str(given))
    except (ValueError, ZeroDivisionError):
        wanted = Fraction(0)
    nearest = timebase.nominal_rate(wanted)
    if isinstance(given, bool) or abs(nearest - wanted) > Fraction(1, 100):
        raise ValueError(f"{given!r} is no rate; use one of {known}")
    return nearest


def ladder_of(text: str) -> tuple[Rendition, ...]:
    """The ladder of a text; LadderError where it is none or in a language graphics cannot speak."""
    ladder = parse_ladder(text)
    for rung in ladder:
        if rung.variant not in ("", CLEAN, *LANGUAGES):
            known = ", ".join(LANGUAGES)
            raise LadderError(f"{rung.variant} is no language of graphics; use clean or {known}")
    return ladder


def _ladder(given: object) -> tuple[Rendition, ...]:
    try:
        return ladder_of(str(given))
    except LadderError as error:
        raise ValueError(str(error)) from error


def _preset(given: object) -> str:
    if given not in PRESETS:
        raise ValueError(f"{given!r} is no preset of x264; use one of {', '.join(PRESETS)}")
    return str(given)


def _input(given: str) -> str:
    script_of(given)
    return given


_A_LANGUAGE = like(
    r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", "is no language; write it like en or pt-BR"
)


class State(StrEnum):
    """How ready a source is: not at all, its packets received and held, or decoded."""

    OFF = "off"
    WARM = "warm"
    HOT = "hot"


class SourceSettings(Settings):
    """A source: a media file or `demo:`; how late it is (µs); whether it plays for ever again.

    `timecode` burns into each of its pictures the moment it stands for.
    """

    input: Annotated[str, Field(strict=True, min_length=1, max_length=4096), AfterValidator(_input)]
    latency: Seconds = 0
    loop: Annotated[bool, Field(strict=True)] = True
    state: State = State.HOT
    timecode: Annotated[bool, Field(strict=True)] = False


class PackagingSettings(Settings):
    """How long the window is in which viewers can go back, µs."""

    window: Seconds = 600_000_000


class CalibrationPolicy(StrEnum):
    """What becomes of what the clock in the picture says: not looked at, shown, or followed."""

    OFF = "off"
    SUGGEST = "suggest"
    FOLLOW = "follow"


def _region(given: object) -> Share:
    return Share.parse(str(given))


class CalibrationSettings(Settings):
    """Whether the clock in the picture is read, where, and what becomes of it."""

    policy: CalibrationPolicy = CalibrationPolicy.OFF
    region: Annotated[Share, BeforeValidator(_region)] | None = None


def _quad(given: object) -> Quad:
    return parse_quad(str(given))


type Drawn = Annotated[Quad, BeforeValidator(_quad)]


class CameraSettings(Settings):
    """A scoreboard camera: the feed's name, the source that shows the board, and what stands where.

    Regions are drawn as rectangles or by four corners.
    """

    name: Name
    source: Literal["source", "backup"] = "source"
    clock: Drawn | None = None
    home_score: Drawn | None = None
    away_score: Drawn | None = None
    period: Drawn | None = None

    @property
    def numbers(self) -> dict[str, Quad]:
        """The regions of numbers alone, by name."""
        named = {name: getattr(self, name) for name in ("home_score", "away_score", "period")}
        return {name: quad for name, quad in named.items() if quad is not None}

    @model_validator(mode="after")
    def _check_regions(self) -> Self:
        if self.clock is None and self.home_score is None:
            raise ValueError("has no region; draw clock, or home_score and away_score")
        if (self.home_score is None) != (self.away_score is None):
            raise ValueError("has one side's score; draw home_score and away_score, or neither")
        return self


class PrioritySettings(Settings):
    """Which feed is trusted first in a part of the state; the rest follow in their own order."""

    match: tuple[Name, ...] = ()
    clock: tuple[Name, ...] = ()
    score: tuple[Name, ...] = ()
    cards: tuple[Name, ...] = ()
    players: tuple[Name, ...] = ()
    stats: tuple[Name, ...] = ()
    situation: tuple[Name, ...] = ()
    tables: tuple[Name, ...] = ()

    def by_field(self) -> dict[FactField, tuple[str, ...]]:
        """The feeds by field, where any is named."""
        named = {field: tuple(getattr(self, field.value)) for field in FactField}
        return {field: names for field, names in named.items() if names}


def _again(found: Found) -> dict[str, Any]:
    """A finding, to be raised once more."""
    ctx = found.get("ctx", {})
    return {"type": found["type"], "loc": found["loc"], "input": found["input"], "ctx": ctx}


class ChannelSettings(Settings):
    """One channel. `distance` is µs; None stands for what the source suggests.

    After its feed was away for `hide_clock_after` µs a clock that may stop is hidden; 0: never.

    `language` is that of the names on air, where teams and players have names of their own.

    `overlay` is the file of its overlay config, None for what is built in.

    `chat_crowd` has simulated viewers chat about the demo match, while somebody is in the room.
    """

    name: Name
    title: Annotated[str, Field(strict=True, max_length=80)] = ""
    language: Annotated[str, Field(strict=True), _A_LANGUAGE] = "en"
    autostart: Annotated[bool, Field(strict=True)] = True
    rate: Annotated[Fraction, BeforeValidator(_rate)] | None = None
    ladder: Annotated[tuple[Rendition, ...], BeforeValidator(_ladder)] | None = None
    hashes: Annotated[bool, Field(strict=True)] = False
    preset: Annotated[str, BeforeValidator(_preset)] = DEFAULT_PRESET
    shedding: Reach = Reach.RENDITIONS
    distance: Seconds = 0
    source: SourceSettings | None = None
    backup: SourceSettings | None = None
    packaging: PackagingSettings = PackagingSettings()
    calibration: CalibrationSettings = CalibrationSettings()
    camera: CameraSettings | None = None
    overlay: Annotated[str, Field(strict=True, min_length=1, max_length=4096)] | None = None
    chat_crowd: Annotated[bool, Field(strict=True)] = False
    feed: Annotated[tuple[FeedSettings, ...], AfterValidator(named_once("feed"))] = ()
    priority: PrioritySettings = PrioritySettings()
    hide_clock_after: Seconds = 120 * timebase.MICROSECONDS

    @model_validator(mode="wrap")
    @classmethod
    def _check_across(cls, given: Any, check: ModelWrapValidatorHandler[Self]) -> Self:
        """What does not go together is told beside what is wrong by itself."""
        wrong: list[Any] = [
            {"type": "value_error", "input": given, "ctx": {"error": ValueError(one)}}
            for one in crossing.mistakes(given)
        ]
        try:
            found = check(given)
        except ValidationError as error:
            wrong = [*map(_again, error.errors(include_url=False)), *wrong]
            raise ValidationError.from_exception_data(cls.__name__, wrong) from None
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return found

    @property
    def feeds(self) -> list[str]:
        """The names of all that tells facts of it, in order of trust; a camera comes last."""
        return [feed.name for feed in self.feed] + ([self.camera.name] if self.camera else [])

    @property
    def sources(self) -> dict[str, SourceSettings]:
        """Its sources by name, the first to go on air first."""
        named = {"source": self.source, "backup": self.backup}
        return {name: source for name, source in named.items() if source is not None}
