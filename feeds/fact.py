"""Facts: what happened at the venue, one frozen value a happening, as a closed union."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PlainSerializer, PlainValidator, StringConstraints

from feeds.event_time import MICROSECONDS

_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?:\.(\d{1,6}))?", re.ASCII)


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


def clock_from_text(text: object) -> int:
    """µs of a clock text such as "06:10" or "06:10.6"; up to six decimals."""
    match = _CLOCK.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError('a clock reads "MM:SS" or "MM:SS.t", with up to six decimals')
    minutes, seconds, decimals = match.groups(default="")
    whole = int(minutes) * 60 + int(seconds)
    return whole * MICROSECONDS + int(decimals.ljust(6, "0"))


def clock_to_text(value: int) -> str:
    """The text of a clock value in µs, with as many decimals as it takes to be exact."""
    seconds, rest = divmod(value, MICROSECONDS)
    decimals = f".{rest:06d}".rstrip("0") if rest else ""
    return f"{seconds // 60:02d}:{seconds % 60:02d}{decimals}"


def _amount(given: object) -> int | float:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, float) and isfinite(given):
        return given
    raise ValueError("it should be a number")


type Count = Annotated[int, Field(strict=True, ge=0, le=999)]
type Amount = Annotated[int | float, PlainValidator(_amount)]
type Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
type Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
type ClockValue = Annotated[
    int,
    PlainValidator(clock_from_text),
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
    when we learned of it (µs since 1970). A fact with an `id` already known in its match, or one
    that `corrects` an id, takes the earlier fact's place. A provider that tells an id anew counts
    `revision` up: what it says again under the same one is the same telling, sent again.
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
    """The match clock read `clock` (µs, below 10,000 minutes) at the event time."""

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
    """A goal for `side`; once the shoot-out has begun, a kick scored in it."""

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
    """The score as it truly stands, whatever was counted before. It may fall.

    Kicks of a shoot-out are not of it.
    """

    type: Literal["correction"] = "correction"
    home: Count
    away: Count
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction(Happening):
    """The fact `retracts` (and whatever corrected it) did not happen after all.

    Told anew later, that fact stands again, as it does where the retraction is itself retracted.
    """

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
