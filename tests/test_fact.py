"""Facts: clock texts, and the bounds of what a field may hold."""

from typing import Any

import pytest

from feeds.clock_text import clock_from_text, clock_to_text
from feeds.codec import CodedFactError, decode_fact
from feeds.fact import ClockSet


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("00:00", 0),
        ("06:10", 370_000_000),
        ("06:10.6", 370_600_000),
        ("6:10", 370_000_000),
        ("45:00", 2_700_000_000),
        ("90:59.9", 5_459_900_000),
        ("120:00", 7_200_000_000),
        ("9999:59.9", 599_999_900_000),
        ("06:10.65", 370_650_000),
        ("06:10.000001", 370_000_001),
        ("9999:59.999999", 599_999_999_999),
    ],
)
def test_clock_texts(text: str, micros: int) -> None:
    assert clock_from_text(text) == micros


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6",
        "06:60",
        "06:1",
        "-1:00",
        "06:10.",
        "06:10.6500000",
        "06:10,6",
        " 06:10",
        "10000:00",
        "06:10\n",
        "०६:१०",
        "०६:10",
        2700,
        370_600_000,
        "1:02:03",
        None,
        6.5,
        True,
        [],
        {"m": 6},
    ],
    ids=repr,
)
def test_no_clock_text(text: object) -> None:
    with pytest.raises(ValueError, match=r'"MM:SS" or "MM:SS\.t"'):
        clock_from_text(text)


@pytest.mark.parametrize(
    ("micros", "text"),
    [
        (0, "00:00"),
        (370_000_000, "06:10"),
        (370_600_000, "06:10.6"),
        (370_650_000, "06:10.65"),
        (370_000_001, "06:10.000001"),
        (599_999_999, "09:59.999999"),
        (600_000_000, "10:00"),
        (7_200_000_000, "120:00"),
    ],
)
def test_clock_to_text(micros: int, text: str) -> None:
    assert clock_to_text(micros) == text


@pytest.mark.parametrize("micros", range(0, 1_200_000_000, 9_100_001))
def test_text_and_back(micros: int) -> None:
    assert clock_from_text(clock_to_text(micros)) == micros


GOAL: dict[str, Any] = {"t": 1, "type": "goal", "side": "home"}
CARD: dict[str, Any] = {"t": 1, "type": "card", "side": "away", "color": "red"}
STAT: dict[str, Any] = {"t": 1, "type": "stat", "name": "possession", "home": 61, "away": 39}
MATCH: dict[str, Any] = {"t": 0, "type": "match", "home": {"name": "A"}, "away": {"name": "B"}}
CLOCK: dict[str, Any] = {"t": 0, "type": "clock_set", "clock": "06:10"}


@pytest.mark.parametrize(
    "coded",
    [
        pytest.param(GOAL | {"minute": 0}, id="minute-0"),
        pytest.param(GOAL | {"minute": 999}, id="minute-999"),
        pytest.param(GOAL | {"kind": "own_goal"}, id="own-goal"),
        pytest.param(GOAL | {"player": "x" * 200}, id="a-long-name"),
        pytest.param(GOAL | {"player": '"\\\n\u202e😀 undefined null'}, id="an-odd-name"),
        pytest.param(CARD | {"color": "second_yellow"}, id="second-yellow"),
        pytest.param(STAT | {"home": 0.5, "away": -3}, id="fraction-and-negative"),
        pytest.param(STAT | {"home": 10**400}, id="a-number-beyond-floats"),
        pytest.param(MATCH | {"home": {"name": "A", "short": "ABCDEFGH"}}, id="short-of-8"),
        pytest.param(CLOCK | {"clock": "9999:59.9", "period": 5}, id="the-last-of-clocks"),
        pytest.param({"t": 0, "type": "added_time", "minutes": 60}, id="an-hour-added"),
        pytest.param({"t": 0, "type": "correction", "home": 999, "away": 0}, id="999-0"),
        pytest.param(GOAL | {"revision": 10**9}, id="a-high-revision"),
    ],
)
def test_within_bounds(coded: dict[str, Any]) -> None:
    assert decode_fact(coded).type == coded["type"]


@pytest.mark.parametrize(
    ("coded", "key"),
    [
        pytest.param(GOAL | {"minute": -1}, "minute", id="minute-below-0"),
        pytest.param(GOAL | {"minute": 1000}, "minute", id="minute-1000"),
        pytest.param(GOAL | {"minute": "7"}, "minute", id="minute-as-text"),
        pytest.param(GOAL | {"minute": 7.0}, "minute", id="minute-as-a-float"),
        pytest.param(GOAL | {"minute": True}, "minute", id="minute-as-a-bool"),
        pytest.param(GOAL | {"player": ""}, "player", id="an-empty-name"),
        pytest.param(GOAL | {"player": "x" * 201}, "player", id="too-long-a-name"),
        pytest.param(GOAL | {"player": 10}, "player", id="a-number-as-a-name"),
        pytest.param(GOAL | {"side": "left"}, "side", id="side"),
        pytest.param(GOAL | {"kind": "header"}, "kind", id="kind"),
        pytest.param(GOAL | {"id": ""}, "id", id="an-empty-id"),
        pytest.param(GOAL | {"revision": -1}, "revision", id="revision"),
        pytest.param(CARD | {"color": "blue"}, "color", id="card-color"),
        pytest.param(STAT | {"home": float("nan")}, "home", id="not-a-number"),
        pytest.param(STAT | {"home": "61"}, "home", id="stat-as-text"),
        pytest.param(STAT | {"home": True}, "home", id="stat-as-a-bool"),
        pytest.param(STAT | {"home": None}, "home", id="stat-null"),
        pytest.param(MATCH | {"home": {"name": "A", "color": "red"}}, "home.color", id="kit"),
        pytest.param(MATCH | {"home": {"name": "A", "short": ""}}, "home.short", id="short"),
        pytest.param(MATCH | {"sport": "croquet"}, "sport", id="sport"),
        pytest.param(MATCH | {"home": "A"}, "home", id="a-team-as-text"),
        pytest.param(CLOCK | {"clock": "6.10"}, "clock", id="clock"),
        pytest.param(CLOCK | {"clock": 2700}, "clock", id="clock-as-a-number"),
        pytest.param(CLOCK | {"clock": True}, "clock", id="clock-as-a-bool"),
        pytest.param(CLOCK | {"running": "yes"}, "running", id="running-as-text"),
        pytest.param(CLOCK | {"period": 0}, "period", id="period-0"),
        pytest.param(CLOCK | {"period": 100}, "period", id="period-100"),
        pytest.param({"t": 0, "type": "added_time", "minutes": -1}, "minutes", id="minutes"),
        pytest.param({"t": 0, "type": "correction", "home": -1, "away": 0}, "home", id="score"),
    ],
)
def test_out_of_bounds(coded: dict[str, Any], key: str) -> None:
    with pytest.raises(CodedFactError) as caught:
        decode_fact(coded)
    assert [wrong.key for wrong in caught.value.wrongs] == [key]


def test_facts_are_values() -> None:
    first, second = decode_fact(CLOCK), decode_fact(dict(CLOCK))
    assert first == second
    assert hash(first) == hash(second)
    assert isinstance(first, ClockSet)
    assert first.running
