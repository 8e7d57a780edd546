"""Team names: by language, there and back, and which one is spoken."""

from typing import Any

import pytest

from feeds.codec import CodedFactError, decode_fact, encode_fact
from feeds.fact import Match, Team
from feeds.team_names import TeamName, in_language

NAMES = {"de": {"name": "Nordstadt", "short": "NST"}, "pt-BR": {"name": "Norte"}}
CREST = "0a" * 32


def coded(**team: Any) -> dict[str, Any]:
    home = {"name": "North Town", "short": "NTH", **team}
    return {"t": 0, "type": "match", "home": home, "away": {"name": "South"}}


def team(**more: Any) -> Team:
    match = decode_fact(coded(**more))
    assert isinstance(match, Match)
    return match.home


def test_there_and_back() -> None:
    fact = decode_fact(coded(names=NAMES, second_color="#ffffff", crest=CREST))
    assert decode_fact(encode_fact(fact)) == fact
    assert encode_fact(fact)["home"] == {
        "name": "North Town",
        "short": "NTH",
        "second_color": "#ffffff",
        "names": NAMES,
        "crest": CREST,
    }
    assert isinstance(hash(fact), int)


def test_in_any_order_they_are_the_same() -> None:
    assert team(names=dict(reversed(NAMES.items()))) == team(names=NAMES)


@pytest.mark.parametrize(
    ("language", "name", "short"),
    [
        ("de", "Nordstadt", "NST"),
        ("de-AT", "Nordstadt", "NST"),
        ("pt-BR", "Norte", None),
        ("pt", "North Town", "NTH"),
        ("en", "North Town", "NTH"),
    ],
)
def test_what_it_is_called(language: str, name: str, short: str | None) -> None:
    called = team(names=NAMES).called(language)
    assert (called.name, called.short) == (name, short)


def test_none_is_found_where_there_is_none() -> None:
    names = [TeamName(language="de", name="Nordstadt")]
    assert in_language(names, "fr") is None
    assert in_language(names, "de-CH") is names[0]


@pytest.mark.parametrize(
    ("more", "key"),
    [
        pytest.param({"names": {"de": {"name": ""}}}, "home.names.de.name", id="empty"),
        pytest.param({"names": {"de": {"short": "N"}}}, "home.names.de.name", id="no-name"),
        pytest.param({"names": {"de": "N"}}, "home.names.de", id="a-text"),
        pytest.param(
            {"names": {"de": {"name": "N", "short": "x" * 9}}}, "home.names.de.short", id="long"
        ),
        pytest.param({"names": {"de": {"name": "N", "code": "N"}}}, "home.names.de.code", id="key"),
        pytest.param({"names": ["N"]}, "home.names", id="a-list"),
        pytest.param({"second_color": "red"}, "home.second_color", id="color"),
        pytest.param({"crest": "../../etc"}, "home.crest", id="crest"),
    ],
)
def test_what_is_wrong_is_named(more: dict[str, Any], key: str) -> None:
    with pytest.raises(CodedFactError) as caught:
        decode_fact(coded(**more))
    assert [wrong.key for wrong in caught.value.wrongs] == [key]


@pytest.mark.parametrize("language", ["German", "d", "", "de_AT", "x" * 40])
def test_no_language(language: str) -> None:
    with pytest.raises(CodedFactError):
        decode_fact(coded(names={language: {"name": "N"}}))
