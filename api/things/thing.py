"""What an editor may say of each kind of thing, and how it is told."""

from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints, model_validator

from api.control.resources import Body
from api.things.fixture import Status
from api.things.naming import Line, Named, Short, folded
from feeds.settings import Name as ChannelName
from feeds.sport import Sport

_UNKNOWN_START = "~"
_YEARS = range(1900, 2200)

type Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
type Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
type Number = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\w{1,8}$")]


class Competition(Named):
    """A league, a cup, a tournament."""

    sport: Sport | None = None
    season: Short | None = None


class Venue(Named):
    """Where matches are played."""

    city: Line | None = None
    country: Line | None = None


class Kit(Body):
    """What a side wears: its main colour, a second one, and that of the numbers."""

    main: Color
    second: Color | None = None
    number: Color | None = None


class Kits(Body):
    """The kit worn at home, and the one worn away where that looks too much like the hosts'."""

    home: Kit | None = None
    away: Kit | None = None


class Team(Named):
    """A side."""

    kits: Kits = Kits()


class Player(Named):
    """Who plays, for which team; `number` is what stands on the shirt, "00" and "7" alike."""

    team: Id | None = None
    number: Number | None = None
    position: Short | None = None


class Match(Body):
    """A fixture; sides and start may not be known yet. `channel` is the one it is meant for."""

    competition: Id | None = None
    venue: Id | None = None
    home: Id | None = None
    away: Id | None = None
    start: AwareDatetime | None = None
    status: Status = Status.SCHEDULED
    round: Line | None = None
    leg: Annotated[int, Field(strict=True, ge=1, le=9)] | None = None
    channel: ChannelName | None = None

    @model_validator(mode="after")
    def _is_between_two(self) -> Self:
        if self.home is not None and self.home == self.away:
            raise ValueError("home and away are the same team; name two")
        if self.start is not None and self.start.year not in _YEARS:
            raise ValueError("start is in no year from 1900 to 2199; correct it")
        return self

    def sort_key(self) -> str:
        """By start; those whose start is unknown come last."""
        if self.start is None:
            return _UNKNOWN_START
        return self.start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")

    def words(self) -> str:
        """What it may be found by, beside the names of those who play."""
        return folded(self.round or "")


type Thing = Competition | Venue | Team | Player | Match


class Kept(BaseModel):
    """What every thing that is kept has; `revision` counts its changes and is its ETag."""

    id: str
    revision: int
    changed: datetime


class CompetitionResource(Competition, Kept):
    """A competition as it is kept."""


class VenueResource(Venue, Kept):
    """A venue as it is kept."""


class TeamResource(Team, Kept):
    """A team as it is kept; its crest is one that was uploaded, or drawn from name and colour."""

    crest_url: str
    has_own_crest: bool


class PlayerResource(Player, Kept):
    """A player as they are kept."""

    photo_url: str | None


class MatchResource(Match, Kept):
    """A fixture as it is kept; `nexts` are the steps its life may take next."""

    nexts: list[Status]
