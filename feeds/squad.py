"""Squads and tables: who plays, and how the competition stands."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from feeds.happening import Amount, Count, Flag, Happening, Numeral, Side, Text

type _Place = Annotated[int, Field(strict=True, ge=1, le=99)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A player as lined up; `number` is what stands on the shirt, "00" and "7" alike.

    Where a feed says so, a starter stands in a `row`, the keeper's the first, and in it by `column`
    from the team's left.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    name: Text
    number: Numeral | None = None
    position: Text | None = None
    is_starter: Flag = True
    is_captain: Flag = False
    provider_id: Text | None = None
    row: _Place | None = None
    column: _Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineUp(Happening):
    """Who plays for `side`, as told last."""

    type: Literal["line_up"] = "line_up"
    side: Side
    players: Annotated[tuple[Player, ...], Field(max_length=64)]
    formation: Text | None = None
    coach: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A team's line of a table."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    team: Text
    points: Amount
    played: Count
    won: Count | None = None
    drawn: Count | None = None
    lost: Count | None = None
    scored: Annotated[int, Field(strict=True, ge=0, le=99999)] | None = None
    conceded: Annotated[int, Field(strict=True, ge=0, le=99999)] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings(Happening):
    """A table, or a group's, first place first."""

    type: Literal["standings"] = "standings"
    name: Text
    rows: Annotated[tuple[TableRow, ...], Field(max_length=64)]
