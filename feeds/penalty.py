"""Penalties of ice hockey: who sits out, for how long, and since when by the game's clock."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from feeds.clock_text import ClockValue
from feeds.happening import Happening, PeriodNumber, Side, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty(Happening):
    """A player of `side` sits out so many minutes of the game's clock.

    `clock` is what that read in `period` when it began; else it began at the event time.
    `infraction` is the feed's word for what was done.
    """

    type: Literal["penalty"] = "penalty"
    side: Side
    minutes: Annotated[int, Field(strict=True, ge=1, le=60)]
    player: Text | None = None
    infraction: Text | None = None
    clock: ClockValue | None = None
    period: PeriodNumber | None = None
    player_ref: Text | None = None
