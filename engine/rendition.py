"""Renditions: the rungs of a ladder, and the ladder a source gets when none is asked for."""

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from engine.errors import LadderError

PRESETS = (
    "ultrafast",
    "superfast",
    "veryfast",
    "faster",
    "fast",
    "medium",
    "slow",
    "slower",
    "veryslow",
)
DEFAULT_PRESET = "superfast"
_RUNG = re.compile(r"(\d{1,5})x(\d{1,5}):(\d{1,6})k?(?::(clean|[a-z]{2}))?")
CLEAN = "clean"
_SHORT_SIDES = (1080, 720, 480, 360)
_SMALL = 240
_SMALLEST = 16
_LARGEST = 4096
_KBIT_AT_MOST = 100_000

type _Rung = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """One rung: its name in paths, its size in pixels, its bitrate in kbit/s.

    Its variant is "" in the ordinary multivariant playlist; others have a playlist of their own:
    `clean` ones, without graphics, and those whose graphics speak another language, named by it.
    """

    name: str
    width: int
    height: int
    kbit: int
    variant: str = ""

    def __post_init__(self) -> None:
        size = f"{self.width}x{self.height}"
        if self.width % 2 or self.height % 2:
            even = f"{self.width // 2 * 2}x{self.height // 2 * 2}"
            raise LadderError(f"{size}: both sides must be even for yuv420p; use {even}")
        if not (_SMALLEST <= self.width <= _LARGEST and _SMALLEST <= self.height <= _LARGEST):
            raise LadderError(
                f"{size}: sides must lie within {_SMALLEST} and {_LARGEST}; change it"
            )
        if not 1 <= self.kbit <= _KBIT_AT_MOST:
            raise LadderError(
                f"{self.kbit}k: a bitrate lies within 1k and {_KBIT_AT_MOST}k; change it"
            )

    @property
    def is_clean(self) -> bool:
        """Whether it has no graphics."""
        return self.variant == CLEAN

    @property
    def text(self) -> str:
        """How a ladder's text has it."""
        return f"{self.width}x{self.height}:{self.kbit}k" + (self.variant and f":{self.variant}")


def parse_ladder(text: str) -> tuple[Rendition, ...]:
    """The ladder of a text such as "1280x720:2800k,640x360:500k:clean", top rung first.

    Raises LadderError: unreadable, odd sizes, a rung larger than the one above it, or one with a
    variant on top.
    """
    rungs: list[_Rung] = []
    for part in text.split(","):
        match = _RUNG.fullmatch(part.strip())
        if match is None:
            raise LadderError(
                f"{part.strip()!r} is no rung; write WIDTHxHEIGHT:KBITk, with :clean or a language "
                "such as :de behind it where it is to have a playlist of its own"
            )
        width, height, kbit = (int(number) for number in match.groups()[:3])
        if match[4] and not rungs:
            raise LadderError(f"the top rung is {match[4]}; put an ordinary one above it")
        if rungs and (width > rungs[-1][0] or height > rungs[-1][1]):
            above = f"{rungs[-1][0]}x{rungs[-1][1]}"
            raise LadderError(f"{width}x{height} is larger than {above} above it; put it on top")
        rungs.append((width, height, kbit, match[4] or ""))
    return _named(rungs)


def check_not_upscaled(ladder: tuple[Rendition, ...], width: int, height: int) -> None:
    """Raise LadderError where the top rung is larger than the picture it is made of, in pixels."""
    top = ladder[0]
    if top.width > width and top.height > height:
        raise LadderError(
            f"{top.width}x{top.height} is larger than the source's {width}x{height}; "
            f"use {width // 2 * 2}x{height // 2 * 2} or less"
        )


def default_ladder(width: int, height: int, rate: Fraction) -> tuple[Rendition, ...]:
    """A ladder no larger than a source of that display size, with its aspect, top rung first."""
    scale = min(Fraction(1), Fraction(_LARGEST, max(width, height)))
    sizes = [(_even(int(width * scale)), _even(int(height * scale)))]
    top = min(sizes[0])
    smaller = _SHORT_SIDES if top >= 480 else (*_SHORT_SIDES, _SMALL)
    for side in smaller:
        if side < top * 0.8:
            scale = Fraction(side, min(width, height))
            sizes.append((_nearest_even(width * scale), _nearest_even(height * scale)))
    return _named([(w, h, _kbit(w * h, rate), "") for w, h in sizes])


def _even(side: int) -> int:
    return max(_SMALLEST, side // 2 * 2)


def _nearest_even(side: Fraction) -> int:
    return _even(round(side / 2) * 2)


def _kbit(pixels: int, rate: Fraction) -> int:
    """Bitrate by size: 700k at 640x360 and 2800k at 1280x720 at 25 frames a second."""
    smaller = min(pixels, 921_600)
    kbit = 700 * smaller / 230_400 * math.pow(pixels / smaller, 0.85)
    step = 50 if kbit >= 500 else 10
    return max(step, round(kbit * (1.5 if rate > 30 else 1.0) / step) * step)


def _named(rungs: list[_Rung]) -> tuple[Rendition, ...]:
    """Rungs named by their short side; rungs that share it by their size and, last, bitrate.

    The first of a variant is named so, others after that as well.
    """
    ladder: list[Rendition] = []
    taken: set[str] = set()
    for place, (width, height, kbit, variant) in enumerate(rungs):
        if (width, height, kbit, variant) in rungs[:place]:
            raise LadderError(f"{width}x{height}:{kbit}k stands there twice; take one out")
        size = f"{width}x{height}"
        names = [f"{min(width, height)}p", size, f"{size}-{kbit}k"]
        if variant:
            names = [variant, *(f"{variant}-{name}" for name in names)]
        name = next(name for name in names if name not in taken)
        taken.add(name)
        ladder.append(Rendition(name=name, width=width, height=height, kbit=kbit, variant=variant))
    return tuple(ladder)
