"""What is wrong with a value is told without a pattern in it, wherever one is asked for."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from feeds.codec import CodedFactError, decode_fact
from feeds.finding import expected
from feeds.happening import Color, Count, Flag, Text

ROOT = Path(__file__).parents[1]
MATCH = {"type": "match", "t": "2026-07-12T19:15:00Z", "away": {"name": "South"}}


def test_a_colour_is_asked_for_in_words() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Color).validate_python("red")
    assert [expected(one) for one in caught.value.errors()] == [
        "it should be a colour like #0a3d91"
    ]


def test_a_fact_says_so_too() -> None:
    with pytest.raises(CodedFactError) as caught:
        decode_fact({**MATCH, "home": {"name": "North", "color": "red"}})
    assert str(caught.value).endswith("it should be a colour like #0a3d91")


def test_every_pattern_has_its_words() -> None:
    sources = [one.read_text() for one in (*ROOT.glob("feeds/**/*.py"), *ROOT.glob("api/**/*.py"))]
    patterns = {one for text in sources for one in re.findall(r'[ (]pattern=r"([^"]+)"', text)}
    assert len(patterns) >= 6
    for pattern in patterns:
        found = {"ctx": {"pattern": pattern}, "msg": f"String should match pattern '{pattern}'"}
        assert "pattern" not in expected(found), pattern


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (Text, 7, "it should be a text in quotes"),
        (Text, "", "it should not be empty"),
        (Text, "x" * 201, "it should have 200 letters at most"),
        (Count, "7", "it should be a whole number"),
        (Flag, 1, "it should be true or false"),
    ],
)
def test_what_should_be_there_is_said_in_words(kind: Any, given: object, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(given)
    assert [expected(one) for one in caught.value.errors()] == [said]
