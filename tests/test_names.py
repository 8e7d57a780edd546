"""What is said of teams and people, and what instead where that cannot be drawn."""

import pytest

from feeds.fact import Team
from feeds.happening import Side
from feeds.team_names import TeamName
from overlays.names import full_name, short_name, shown


@pytest.mark.parametrize(
    ("name", "short", "expected"),
    [
        pytest.param("Liverpool", "LIV", "LIV", id="given"),
        pytest.param("Liverpool", "Pool", "POOL", id="capitals"),
        pytest.param("Manchester City", None, "MAN", id="the-first-three-letters"),
        pytest.param("1. FC Köln", None, "1FC", id="letters-and-digits-only"),
        pytest.param("Łódź", None, "ŁÓD", id="latin-extended"),
        pytest.param("Зенит", None, "ЗЕН", id="cyrillic"),
        pytest.param("الهلال السعودي", None, "الهلال", id="the-first-word-of-an-arabic-name"),
        pytest.param("上海海港", None, "上海海港", id="four-ideographs"),
        pytest.param("山东泰山足球俱乐部", None, "山东泰山", id="four-of-many"),
        pytest.param("浦和レッズ", None, "浦和", id="a-japanese-city"),
        pytest.param("ガンバ大阪", None, "ガンバ", id="kana-first"),
        pytest.param("FC東京", None, "FC東京", id="latin-and-ideographs"),
        pytest.param("⚽", None, "HOME", id="nothing-to-draw"),
        pytest.param("Arsenal", "🔴", "ARS", id="a-short-name-that-cannot-be-drawn"),
        pytest.param("", "", "HOME", id="empty"),
        pytest.param("\n\t", " ", "HOME", id="only-space"),
    ],
)
def test_short_names(name: str, short: str | None, expected: str) -> None:
    assert short_name(Team(name=name, short=short), Side.HOME) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Real\nMadrid", "Real Madrid", id="one-line"),
        pytest.param("שלום", "AWAY", id="nothing-to-draw"),
    ],
)
def test_full_names(name: str, expected: str) -> None:
    assert full_name(Team(name=name), Side.AWAY) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("", ("POR", "Port Arden")),
        ("ar", ("أردن", "بورت أردن")),
        ("zh-Hans", ("阿登港", "阿登港")),
        pytest.param("de", ("POR", "Port Arden"), id="not-known"),
    ],
)
def test_names_in_a_language(language: str, expected: tuple[str, str]) -> None:
    names = (
        TeamName(language="ar", name="بورت أردن", short="أردن"),
        TeamName(language="zh", name="阿登港"),
    )
    team = Team(name="Port Arden", names=names)
    told = short_name(team, Side.HOME, language), full_name(team, Side.HOME, language)
    assert told == expected


def test_a_side_without_a_name_is_named_in_the_language() -> None:
    assert short_name(Team(name="⚽"), Side.AWAY, "de") == "GAST"
    assert full_name(Team(name="⚽"), Side.HOME, "zh") == "主队"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Son Heung-min", "Son Heung-min", id="as-it-is"),
        pytest.param("محمد صلاح", "محمد صلاح", id="arabic"),
        pytest.param("武磊", "武磊", id="chinese"),
        pytest.param("손흥민", "", id="no-letter-known"),
        pytest.param("- · -", "", id="no-letter-at-all"),
        pytest.param("손 Son", "· Son", id="some"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_what_is_shown_of_a_text(text: str | None, expected: str) -> None:
    assert shown(text) == expected
