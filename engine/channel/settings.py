"""What a channel's part of the config may say: its own values, checked one by one."""

from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from engine import timebase
from engine.errors import LadderError
from engine.ffmpeg.encoder import DEFAULT_PRESET, PRESETS
from engine.rendition import Rendition, parse_ladder
from feeds import event_time

_LONGEST_S = 86_400


def seconds(given: object) -> int:
    """µs of a duration written in seconds; ValueError beyond a day."""
    try:
        micros = -1 if isinstance(given, bool) else event_time.from_seconds(str(given))
    except ValueError:
        micros = -1
    if not 0 <= micros <= _LONGEST_S * event_time.MICROSECONDS:
        raise ValueError(f"{given!r} is no duration; use seconds from 0 to {_LONGEST_S}")
    return micros


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


def _ladder(given: object) -> tuple[Rendition, ...]:
    try:
        return parse_ladder(str(given))
    except LadderError as error:
        raise ValueError(str(error)) from error


def _preset(given: object) -> str:
    if given not in PRESETS:
        raise ValueError(f"{given!r} is no preset of x264; use one of {', '.join(PRESETS)}")
    return str(given)


type Name = Annotated[str, Field(strict=True, pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
type Seconds = Annotated[int, BeforeValidator(seconds)]


class Settings(BaseModel):
    """Settings take no key they do not know and never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=False)


class ChannelSettings(Settings):
    """One channel. `distance` and `latency` are µs; None stands for what the source suggests."""

    name: Name
    rate: Annotated[Fraction, BeforeValidator(_rate)] | None = None
    ladder: Annotated[tuple[Rendition, ...], BeforeValidator(_ladder)] | None = None
    preset: Annotated[str, BeforeValidator(_preset)] = DEFAULT_PRESET
    distance: Seconds = 0
    latency: Seconds = 0
