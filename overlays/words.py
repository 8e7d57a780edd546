"""Words: what graphics print, in each language as its broadcasters print it.

A language is a file in `languages`; what none has is said in English, or as the feed said it.
"""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from feeds.sport import RULES, Sport

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "es", "fr", "it", "pt", "nl", "ar", "zh", "ja")
_FOLDER = Path(__file__).parent / "languages"
_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur"))
# What feeds call a statistic that has another name here.
_SAME = {
    "ball_possession": "possession",
    "corner_kicks": "corners",
    "goalkeeper_saves": "saves",
    "offside": "offsides",
    "passing_accuracy": "pass_accuracy",
    "shots_off_goal": "shots_off_target",
    "total_passes": "passes",
    "total_shots": "shots",
    "xg": "expected_goals",
}
# What a match may be told to be at, as keys of words.
_HOW_FAR = (
    *("half_time", "full_time", "extra_time", "after_extra_time", "shoot_out", "penalty_shots"),
    *("live", "final", "delayed", "suspended", "postponed", "abandoned", "cancelled"),
)
_HUMP = re.compile(r"(?<=[a-z]{2})([A-Z])(?![A-Z])")
_APART = re.compile(r"[\s_-]+")
_PERCENT = re.compile(r"_(pct|percent|percentage)$")


@lru_cache(maxsize=2048)
def word(key: str, language: str) -> str:
    """A word by its key, such as `goal`; a statistic by the name that a feed gives it.

    One that is not known stays as it is, made fit to be read.
    """
    unbent = _HUMP.sub(lambda found: f" {found[1].lower()}", key)
    spaced = " ".join(_APART.split(unbent)).strip()
    known = _PERCENT.sub("", spaced.casefold().replace(" ", "_"))
    known = _SAME.get(known, known)
    for table in _tables(language):
        found = table["words"].get(known) or table["stats"].get(known)
        if found:
            return found
    return spaced[:1].upper() + spaced[1:] if spaced[:2].islower() else spaced


def retold(said: str, language: str) -> str:
    """How far a match is that a feed told in English, such as FT, in the language; else as told."""
    key = _how_far().get(said.strip().upper())
    return word(key, language) if key else said


def period_word(sport: Sport, number: int, language: str) -> str:
    """Which period it is, counted from 1, for a narrow cell: 1ST, SATZ 2, OT."""
    if sport is Sport.FOOTBALL:
        return _half_word(number, language)
    rules = RULES[sport]
    # Baseball goes on to count.
    if rules.is_extra(number) and sport is not Sport.BASEBALL:
        extra = number - (rules.periods or 0)
        return _pattern("overtime" if extra == 1 else "overtimes", extra, language)
    return _pattern(sport.value, number, language)


def period_ended(sport: Sport, number: int, language: str) -> str:
    """That a period is over, with what it is called: END 1ST."""
    (table, *_) = _tables(language)
    return table["periods"]["ended"].format(n=period_word(sport, number, language))


def ordinal(number: int, language: str) -> str:
    """A number in a row, such as a down: 1ST, 2., 第3."""
    return _pattern("first" if number == 1 else "ordinal", number, language)


def is_right_to_left(language: str) -> bool:
    """Whether graphics of that language read from right to left."""
    return _base(language) in _RIGHT_TO_LEFT


def _half_word(number: int, language: str) -> str:
    if number > 2:
        return word("extra_time_short", language)
    return _pattern(f"football_{max(1, number)}", number, language)


def _pattern(key: str, number: int, language: str) -> str:
    """The number as the language counts with it."""
    (table, *_) = _tables(language)
    return table["periods"][key].format(n=number, nth=_nth(number))


def _nth(number: int) -> str:
    """A number as English counts."""
    if number % 100 in (11, 12, 13):
        return f"{number}TH"
    return f"{number}{ {1: 'ST', 2: 'ND', 3: 'RD'}.get(number % 10, 'TH') }"


@cache
def _how_far() -> dict[str, str]:
    """Keys of words by what they are in English, long and short."""
    known = _table(ENGLISH)["words"]
    keys = (*_HOW_FAR, *(f"{key}_short" for key in _HOW_FAR))
    return {known[key]: key for key in keys if key in known}


def _tables(language: str) -> tuple[dict[str, dict[str, str]], ...]:
    """Where to look a word up, one after the other."""
    base = _base(language)
    return (_table(base), _table(ENGLISH)) if base in LANGUAGES else (_table(ENGLISH),)


def _base(language: str) -> str:
    """The language of a tag such as de-AT."""
    return re.split("[-_]", language, maxsplit=1)[0].lower()


@cache
def _table(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
