"""Facts: what happened at the venue, one frozen value a happening, as a closed union."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from feeds.clock_text import ClockValue
from feeds.happening import Amount, Color, Count, Flag, Happening, PeriodNumber, Side, Text
from feeds.penalty import Penalty
from feeds.situation import BatterCount, Down, Fouls, GamePoints, Over, Serve, Strength
from feeds.sport import Direction, Sport
from feeds.squad import LineUp, Standings
from feeds.team_names import Short, TeamName, TeamNames, in_language


class InningHalf(StrEnum):
    """Whose turn at bat it is in an inning: the visitors' first."""

    TOP = "top"
    BOTTOM = "bottom"


class MatchStatus(StrEnum):
    """Whether a match goes its way, and if not, why."""

    AS_PLANNED = "as_planned"
    DELAYED = "delayed"
    SUSPENDED = "suspended"
    POSTPONED = "postponed"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A side's names and main kit colour (`#rrggbb`); `short` is the three letters on the bug.

    `second_color` is the other kit's main colour, `names` what it is called in other languages,
    `crest` the SHA-256 of a PNG an editor brought. `ref` is the provider's own id of it. Where our
    names took the place of the provider's, `feed_name` is what the provider called it.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: Text
    short: Short | None = None
    color: Color | None = None
    ref: Text | None = None
    feed_name: Text | None = None
    second_color: Color | None = None
    names: TeamNames = ()
    crest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None

    def called(self, language: str) -> TeamName:
        """Its names in a language; where it has none there, those it goes by."""
        found = in_language(self.names, language)
        return found or TeamName(language=language, name=self.name, short=self.short)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Happening):
    """The match begins to be known: the two sides. A new match starts from nothing.

    `best_of` is of a match of sets: how many there are at most.
    """

    type: Literal["match"] = "match"
    sport: Sport = Sport.FOOTBALL
    home: Team
    away: Team
    competition: Text | None = None
    venue: Text | None = None
    best_of: Annotated[int, Field(strict=True, ge=1, le=9)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchEnded(Happening):
    """It is over, whatever periods were told; the clock stands."""

    type: Literal["match_ended"] = "match_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSet(Happening):
    """The match goes its way again, or does not."""

    type: Literal["status"] = "status"
    status: MatchStatus
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodStarted(Happening):
    """A period began; the clock runs from the period's nominal start unless one is set.

    In football the third and fourth are extra time and the fifth is the shoot-out. `half` is that
    of a baseball inning.
    """

    type: Literal["period_started"] = "period_started"
    period: PeriodNumber
    half: InningHalf | None = None
    is_shoot_out: Flag = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodEnded(Happening):
    """The referee ended a period; the clock stands."""

    type: Literal["period_ended"] = "period_ended"
    period: PeriodNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSet(Happening):
    """The match clock read `clock` (µs, below 10,000 minutes) at the event time.

    `counts` is the way it runs where that is not the sport's own.
    """

    type: Literal["clock_set"] = "clock_set"
    clock: ClockValue
    running: Flag = True
    period: PeriodNumber | None = None
    counts: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotClockSet(Happening):
    """The second clock, which runs down beside the game's, read `clock` (µs) at the event time."""

    type: Literal["shot_clock_set"] = "shot_clock_set"
    clock: ClockValue
    running: Flag = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedTime(Happening):
    """The fourth official's board: minutes to be added to this period."""

    type: Literal["added_time"] = "added_time"
    minutes: Annotated[int, Field(strict=True, ge=0, le=60)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Happening):
    """A goal for `side`; once the shoot-out has begun, a kick scored in it.

    A goal in the second minute added to the first half has `minute` 45 and `added` 2. The `_ref`s
    are the provider's own ids, here and in what follows.
    """

    type: Literal["goal"] = "goal"
    side: Side
    player: Text | None = None
    assist: Text | None = None
    minute: Count | None = None
    added: Count | None = None
    kind: GoalKind = GoalKind.PLAY
    player_ref: Text | None = None
    assist_ref: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kick(Happening):
    """A kick of the shoot-out, or a shot of ice hockey's; `number` is its place among its side's.

    One that is scored counts in the shoot-out.
    """

    type: Literal["kick"] = "kick"
    side: Side
    is_scored: Flag
    player: Text | None = None
    number: Annotated[int, Field(strict=True, ge=1, le=99)] | None = None
    player_ref: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Happening):
    """Points, runs or a point of a set for `side`; `way` is the feed's word for how, as "3pt"."""

    type: Literal["points"] = "points"
    side: Side
    points: Annotated[int, Field(strict=True, ge=1, le=99)] = 1
    player: Text | None = None
    way: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodScores(Happening):
    """What each period came to so far, home and away, in the order of the periods."""

    type: Literal["period_scores"] = "period_scores"
    scores: Annotated[tuple[tuple[Count, Count], ...], Field(max_length=99)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Happening):
    """What the sides brought with them from earlier legs."""

    type: Literal["aggregate"] = "aggregate"
    home: Count
    away: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ShootOutScore(Happening):
    """The kicks or shots scored in the shoot-out, whatever was counted before."""

    type: Literal["shoot_out_score"] = "shoot_out_score"
    home: Count
    away: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Happening):
    """A card for a player of `side`."""

    type: Literal["card"] = "card"
    side: Side
    color: CardColor
    player: Text | None = None
    minute: Count | None = None
    added: Count | None = None
    player_ref: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution(Happening):
    """A change of players of `side`."""

    type: Literal["substitution"] = "substitution"
    side: Side
    player_in: Text | None = None
    player_out: Text | None = None
    minute: Count | None = None
    added: Count | None = None
    player_in_ref: Text | None = None
    player_out_ref: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stat(Happening):
    """A statistic's present values."""

    type: Literal["stat"] = "stat"
    name: Text
    home: Amount
    away: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMatch(Happening):
    """Another match as it stands, for a ticker; its `id` says which.

    `score` is None before it began. `state` is how far it is, as it is written: "67'", "HT", "FT".
    They stand by `order`.
    """

    type: Literal["other_match"] = "other_match"
    home: Team
    away: Team
    score: tuple[Count, Count] | None = None
    state: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40)] | None = None
    is_live: Flag = False
    competition: Text | None = None
    order: Annotated[int, Field(strict=True, ge=0, le=9_999)] = 0


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
    | MatchEnded
    | StatusSet
    | PeriodStarted
    | PeriodEnded
    | ClockSet
    | ShotClockSet
    | AddedTime
    | Goal
    | Kick
    | Penalty
    | Points
    | PeriodScores
    | Aggregate
    | ShootOutScore
    | Fouls
    | Strength
    | BatterCount
    | Down
    | GamePoints
    | Serve
    | Over
    | Card
    | Substitution
    | Stat
    | LineUp
    | Standings
    | OtherMatch
    | Correction
    | Retraction
)
