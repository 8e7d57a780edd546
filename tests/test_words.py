"""The words of graphics: all there in every language, and drawable."""

import re
import tomllib
from pathlib import Path

import pytest

from feeds.sport import Sport
from overlays import words
from overlays.fonts import UNKNOWN, drawable
from overlays.words import (
    ENGLISH,
    LANGUAGES,
    is_right_to_left,
    ordinal,
    period_ended,
    period_word,
    retold,
    word,
)

FOLDER = Path(words.__file__).parent / "languages"
# As long as a word may be to be read in a narrow cell.
_SHORT = 8


def table(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def test_a_file_is_a_language_and_the_reverse() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    own, english = table(language), table(ENGLISH)
    assert {name: list(part) for name, part in own.items()} == {
        name: list(part) for name, part in english.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_can_be_drawn(language: str) -> None:
    for part in table(language).values():
        for text in part.values():
            assert text
            assert drawable(text) == text
            assert UNKNOWN not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_words_are_short(language: str) -> None:
    own = table(language)
    short = {key: text for key, text in own["words"].items() if key.endswith("_short")}
    periods = {sport: period_word(sport, 2, language) for sport in Sport}
    assert {key for key, text in short.items() if len(text) > _SHORT} == set()
    assert {key for key, text in periods.items() if len(text) > _SHORT + 3} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_count(language: str) -> None:
    counted = r"\{n\}|\{nth\}" if language == ENGLISH else r"\{n\}"
    for key, text in table(language)["periods"].items():
        if key not in ("first", "football_1", "football_2", "overtime"):
            assert re.search(counted, text), key


def test_no_word_is_two_things() -> None:
    english = table(ENGLISH)
    assert not english["words"].keys() & english["stats"].keys()


@pytest.mark.parametrize(
    ("key", "language", "expected"),
    [
        ("goal", "de", "TOR"),
        ("half_time_short", "es", "DES"),
        ("goal", "de-AT", "TOR"),
        ("goal", "pt_BR", "GOL"),
        ("goal", "zh-Hans-CN", "进球"),
        pytest.param("goal", "sv", "GOAL", id="english-where-there-is-none"),
        pytest.param("goal", "", "GOAL", id="no-language"),
        ("shots on target", "de", "Schüsse aufs Tor"),
        pytest.param("possessionPct", "fr", "Possession", id="a-feed-s-own-way"),
        pytest.param("Total Shots", "nl", "Schoten", id="another-name"),
        pytest.param("big_chances-missed", "de", "Big chances missed", id="not-known"),
        pytest.param("aerialDuels", "ar", "Aerial duels", id="not-known-with-humps"),
        pytest.param("PPDA", "en", "PPDA", id="capitals-stay"),
        pytest.param("xA", "en", "xA", id="and-signs"),
        pytest.param("  ", "en", "", id="empty"),
    ],
)
def test_a_word_in_a_language(key: str, language: str, expected: str) -> None:
    assert word(key, language) == expected


@pytest.mark.parametrize(
    ("sport", "number", "language", "expected"),
    [
        (Sport.BASKETBALL, 1, "en", "1ST"),
        (Sport.BASKETBALL, 5, "en", "OT"),
        (Sport.BASKETBALL, 6, "en", "2OT"),
        (Sport.ICE_HOCKEY, 3, "de", "3. D"),
        (Sport.ICE_HOCKEY, 5, "fr", "PROL2"),
        (Sport.BASEBALL, 12, "en", "12TH"),
        (Sport.BASEBALL, 9, "ja", "9回"),
        (Sport.AMERICAN_FOOTBALL, 2, "en", "2ND"),
        (Sport.TENNIS, 3, "zh", "第3盘"),
        (Sport.VOLLEYBALL, 3, "zh", "第3局"),
        (Sport.FOOTBALL, 2, "it", "2T"),
        (Sport.FOOTBALL, 3, "it", "TS"),
        (Sport.GENERIC, 23, "en", "23RD"),
    ],
)
def test_which_period_it_is(sport: Sport, number: int, language: str, expected: str) -> None:
    assert period_word(sport, number, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sport_has_its_periods(language: str) -> None:
    told = [[period_word(sport, number, language) for number in range(1, 12)] for sport in Sport]
    assert all(all(row) for row in told)


@pytest.mark.parametrize(
    ("number", "language", "expected"),
    [(1, "en", "1ST"), (4, "en", "4TH"), (1, "fr", "1ER"), (2, "fr", "2E"), (3, "de", "3.")],
)
def test_numbers_in_a_row(number: int, language: str, expected: str) -> None:
    assert ordinal(number, language) == expected


def test_which_languages_read_from_right_to_left() -> None:
    assert [one for one in (*LANGUAGES, "fa", "he-IL", "xx") if is_right_to_left(one)] == [
        "ar",
        "fa",
        "he-IL",
    ]


def test_what_is_over_is_named() -> None:
    assert period_ended(Sport.ICE_HOCKEY, 1, "en") == "END 1ST"
    assert period_ended(Sport.BASKETBALL, 5, "en") == "END OT"
    assert all(
        period_word(Sport.BASKETBALL, 3, language) in period_ended(Sport.BASKETBALL, 3, language)
        for language in LANGUAGES
    )


@pytest.mark.parametrize(
    ("said", "language", "expected"),
    [
        ("FT", "de", "ENDE"),
        (" ht", "es", "DES"),
        ("Postponed", "en", "POSTPONED"),
        ("67'", "de", "67'"),
    ],
)
def test_how_far_a_match_is_as_a_feed_told_it(said: str, language: str, expected: str) -> None:
    assert retold(said, language) == expected
