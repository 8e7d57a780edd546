"""Happenings: what every fact carries, whatever the sport, and the types of their fields."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, PlainValidator, StringConstraints


class Side(StrEnum):
    """Which of the two sides."""

    HOME = "home"
    AWAY = "away"


def _amount(given: object) -> int | float:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, float) and isfinite(given):
        return given
    raise ValueError("it should be a number")


def _numeral(given: object) -> object:
    is_whole = isinstance(given, int) and not isinstance(given, bool) and given >= 0
    return str(given) if is_whole else given


type Count = Annotated[int, Field(strict=True, ge=0, le=999)]
type PeriodNumber = Annotated[int, Field(strict=True, ge=1, le=99)]
type Amount = Annotated[int | float, PlainValidator(_amount)]
type Flag = Annotated[bool, Field(strict=True)]
type Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
type Numeral = Annotated[Text, BeforeValidator(_numeral)]
"""A number as it is called or stands on a shirt, such as "00"; whole numbers are taken as well."""
type Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What every fact carries.

    `event_time` is the raw feed time (µs since 1970), None where the feed gave none. `received` is
    when we learned of it (µs since 1970). A fact with an `id` already known in its match, or one
    that `corrects` an id, takes the earlier fact's place. A provider that tells an id anew counts
    `revision` up: what it says again under the same one is the same telling, sent again.
    `is_estimated` marks an event time made of when we learned of it, for want of the feed's.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}

    event_time: int | None
    received: int
    id: Text | None = None
    corrects: Text | None = None
    provider: Text | None = None
    revision: Annotated[int, Field(strict=True, ge=0)] = 0
    is_estimated: Flag = False
