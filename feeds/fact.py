"""Facts: what happened at the venue, one frozen value a happening, as a closed union."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints

from feeds.event_time import MICROSECONDS

_CLOCK_END = 10_000 * 60 * MICROSECONDS
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?:\.(\d))?")


class Side(StrEnum):
    """Which of the two sides."""

    HOME = "home"
    AWAY = "away"


class CardColor(StrEnum):
    """The card shown; a second yellow is what takes a booked player off."""

    YELLOW = "yellow"
    SECOND_YELLOW = "second_yellow"
    RED = "red"


class GoalKind(StrEnum):
    """How a goal came about. An own goal is credited to `side`, the side that gains by it."""

    PLAY = "play"
    PENALTY = "penalty"
    OWN_GOAL = "own_goal"


def clock_from_text(text: object) -> object:
    """µs of a clock text such as "06:10" or "06:10.6"; an int passes through."""
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    match = _CLOCK.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError('a clock reads "MM:SS" or "MM:SS.t"')
    minutes, seconds, tenths = match.groups(default="0")
    return (int(minutes) * 60 + int(seconds)) * MICROSECONDS + int(tenths) * 100_000


def clock_to_text(value: int) -> str:
    """The text of a clock value in µs, with tenths only where it has any (cut off)."""
    seconds, rest = divmod(value, MICROSECONDS)
    tenths = f".{rest // 100_000}" if rest >= 100_000 else ""
    return f"{seconds // 60:02d}:{seconds % 60:02d}{tenths}"


type Count = Annotated[int, Field(strict=True, ge=0, le=999)]
type Amount = (
    Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True, allow_inf_nan=False)]
)
type Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
type Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
type ClockValue = Annotated[
    int,
    BeforeValidator(clock_from_text),
    Field(ge=0, lt=_CLOCK_END),
    PlainSerializer(clock_to_text, return_type=str),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A side's names and main kit colour (`#rrggbb`); `short` is the three letters on the bug."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: Text
    short: Annotated[str, StringConstraints(min_length=1, max_length=8)] | None = None
    color: Color | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What every fact carries.

    `event_time` is the raw feed time (µs since 1970), None where the feed gave none. `received` is
    when we learned of it (µs since 1970). A fact with an `id` already known, or one that `corrects`
    an id, takes the earlier fact's place.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event_time: int | None
    received: int
    id: Text | None = None
    corrects: Text | None = None
    provider: Text | None = None
    revision: Annotated[int, Field(strict=True, ge=0)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Happening):
    """The match begins to be known: the two sides. A new match starts from nothing."""

    type: Literal["match"] = "match"
    sport: Literal["football"] = "football"
    home: Team
    away: Team
    competition: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodStarted(Happening):
    """A period kicked off; the clock runs from the period's nominal start unless one is set."""

    type: Literal["period_started"] = "period_started"
    period: Annotated[int, Field(strict=True, ge=1, le=5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodEnded(Happening):
    """The referee ended a period; the clock stands."""

    type: Literal["period_ended"] = "period_ended"
    period: Annotated[int, Field(strict=True, ge=1, le=5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSet(Happening):
    """The match clock read `clock` (µs) at the event time."""

    type: Literal["clock_set"] = "clock_set"
    clock: ClockValue
    running: Annotated[bool, Field(strict=True)] = True
    period: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedTime(Happening):
    """The fourth official's board: minutes to be added to this period."""

    type: Literal["added_time"] = "added_time"
    minutes: Annotated[int, Field(strict=True, ge=0, le=60)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Happening):
    """A goal for `side`."""

    type: Literal["goal"] = "goal"
    side: Side
    player: Text | None = None
    assist: Text | None = None
    minute: Count | None = None
    kind: GoalKind = GoalKind.PLAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Happening):
    """A card for a player of `side`."""

    type: Literal["card"] = "card"
    side: Side
    color: CardColor
    player: Text | None = None
    minute: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution(Happening):
    """A change of players of `side`."""

    type: Literal["substitution"] = "substitution"
    side: Side
    player_in: Text | None = None
    player_out: Text | None = None
    minute: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat(Happening):
    """A statistic's present values."""

    type: Literal["stat"] = "stat"
    name: Text
    home: Amount
    away: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Happening):
    """The score as it truly stands, whatever was counted before. It may fall."""

    type: Literal["correction"] = "correction"
    home: Count
    away: Count
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction(Happening):
    """The fact `retracts` (and whatever corrected it) did not happen after all."""

    type: Literal["retraction"] = "retraction"
    retracts: Text
    reason: Text | None = field(default=None)


type Fact = (
    Match
    | PeriodStarted
    | PeriodEnded
    | ClockSet
    | AddedTime
    | Goal
    | Card
    | Substitution
    | Stat
    | Correction
    | Retraction
)
