"""The kinds of things: the table, the words and the filters of each."""

from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import BaseModel

from api.storage import tables
from api.things import thing
from api.things.thing import Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing. `refers` says by which of its columns it names things of which kind."""

    name: str
    plural: str
    table: sa.Table
    model: type[Thing]
    resource: type[BaseModel]
    filters: frozenset[str] = frozenset()
    refers: tuple[tuple[str, str], ...] = ()


COMPETITION = Kind(
    name="competition",
    plural="competitions",
    table=tables.competition,
    model=thing.Competition,
    resource=thing.CompetitionResource,
)
VENUE = Kind(
    name="venue",
    plural="venues",
    table=tables.venue,
    model=thing.Venue,
    resource=thing.VenueResource,
)
TEAM = Kind(
    name="team",
    plural="teams",
    table=tables.team,
    model=thing.Team,
    resource=thing.TeamResource,
    filters=frozenset({"competition"}),
)
PLAYER = Kind(
    name="player",
    plural="players",
    table=tables.player,
    model=thing.Player,
    resource=thing.PlayerResource,
    filters=frozenset({"team"}),
    refers=(("team", "team"),),
)
MATCH = Kind(
    name="match",
    plural="matches",
    table=tables.fixture,
    model=thing.Match,
    resource=thing.MatchResource,
    filters=frozenset({"competition", "team", "since", "until", "status", "channel"}),
    refers=(
        ("competition", "competition"),
        ("venue", "venue"),
        ("home", "team"),
        ("away", "team"),
    ),
)
KINDS = {kind.name: kind for kind in (MATCH, TEAM, PLAYER, COMPETITION, VENUE)}
