"""Statistics as they are read: which come first, what they are called, how their values look."""

import re
from dataclasses import dataclass
from math import isfinite

from feeds.state import StatLine
from overlays.faces import HOUSE
from overlays.names import shown
from overlays.words import ENGLISH, word

AT_MOST = 8
MINUS = "\N{MINUS SIGN}"
# The most telling first, by the keys of their words.
_KEYS = (
    *("possession", "shots", "shots_on_target", "shots_on_goal", "expected_goals"),
    *("passes", "pass_accuracy", "corners", "fouls", "offsides", "saves"),
)
_ORDER = {word(key, ENGLISH): place for place, key in enumerate(_KEYS)}
_OF_A_HUNDRED = frozenset(word(key, ENGLISH) for key in ("possession", "pass_accuracy"))
_IN_PER_CENT = re.compile(r"(pct|percent|percentage|%|accuracy)$", re.IGNORECASE)
_LARGE = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A statistic as it is read; `values` are what its bars are made of, home's first."""

    label: str
    home: str
    away: str
    values: tuple[float, float]


def compared(stats: tuple[StatLine, ...], language: str, face: str = HOUSE) -> tuple[Compared, ...]:
    """The most telling eight, in a fixed order; those without a word here last, as told."""
    known: dict[str, StatLine] = {}
    for line in stats:
        known.setdefault(word(line.name, ENGLISH), line)
    ordered = sorted(known, key=lambda name: _ORDER.get(name, len(_ORDER)))
    found = (_read(name, known[name], language, face) for name in ordered)
    return tuple(one for one in found if one.label)[:AT_MOST]


def _read(name: str, line: StatLine, language: str, face: str) -> Compared:
    values = line.home, line.away
    is_share = name in _OF_A_HUNDRED or _IN_PER_CENT.search(line.name) is not None
    if is_share and all(0 <= value <= 100 for value in values):
        home, away = (f"{round(value)}%" for value in values)
    else:
        home, away = map(figure, values)
    label = shown(word(line.name, language), face)
    return Compared(label=label, home=home, away=away, values=(line.home, line.away))


def figure(value: float) -> str:
    """Whole numbers as they are, others with two decimals at most."""
    if not isfinite(value):
        return "-"
    if abs(value) >= _LARGE:
        return f"{value:.0e}".replace("e+", "e")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", MINUS)
