"""Values as people and plain feeds write them."""

from collections.abc import Callable
from typing import Any

import pytest

from feeds import coercion
from feeds.coercion import ClockUnit, Values
from feeds.happening import Side

S = 1_000_000
SECONDS = coercion.clock_in(ClockUnit.SECONDS)
MINUTES = coercion.clock_in(ClockUnit.MINUTES)
MILLIS = coercion.clock_in(ClockUnit.MILLISECONDS)
SIDE = coercion.side_by({"foxes": Side.HOME, "17": Side.AWAY})


@pytest.mark.parametrize(
    ("read", "given", "found"),
    [
        pytest.param(SECONDS, "12:34", 754 * S, id="clock"),
        pytest.param(SECONDS, "0:04.7", 4_700_000, id="tenths"),
        pytest.param(SECONDS, "90:00", 5400 * S, id="past-an-hour"),
        pytest.param(SECONDS, "1:02:03", 3723 * S, id="hours"),
        pytest.param(SECONDS, "12:34:00", 754 * S, id="minutes-taken-for-hours"),
        pytest.param(SECONDS, "PT11M38.00S", 698 * S, id="duration"),
        pytest.param(SECONDS, "PT0.5S", S // 2, id="duration-of-seconds"),
        pytest.param(SECONDS, "45'+2'", 46 * 60 * S, id="minute-as-called"),
        pytest.param(SECONDS, 754, 754 * S, id="seconds"),
        pytest.param(SECONDS, "754.5", 754_500_000, id="seconds-as-text"),
        pytest.param(MINUTES, 12.5, 750 * S, id="minutes"),
        pytest.param(MILLIS, 754_321, 754_321_000, id="milliseconds"),
        pytest.param(coercion.count, "2", 2, id="count-as-text"),
        pytest.param(coercion.count, 2.0, 2, id="count-as-fraction"),
        pytest.param(coercion.amount, "54,5 %", 54.5, id="percent"),
        pytest.param(coercion.amount, "61", 61, id="whole-amount"),
        pytest.param(coercion.flag, "Yes", True, id="yes"),
        pytest.param(coercion.flag, 0, False, id="no"),
        pytest.param(coercion.color, "C8102E", "#c8102e", id="color"),
        pytest.param(coercion.color, "#f0a", "#ff00aa", id="short-color"),
        pytest.param(coercion.numbers, "25 23, 15", [25, 23, 15], id="numbers-in-a-text"),
        pytest.param(coercion.numbers, [1, "2", None], [1, 2], id="numbers"),
        pytest.param(coercion.numbers, 7, [7], id="one-number"),
        pytest.param(coercion.text, 7.0, "7", id="number-as-text"),
        pytest.param(coercion.short, "Northfield", "Northfie", id="short"),
        pytest.param(coercion.minute, "45+2'", (45, 2), id="added-minute"),
        pytest.param(coercion.minute, 58, (58, None), id="minute"),
        pytest.param(coercion.moment, "1970-01-01T01:00:01+01:00", S, id="iso"),
        pytest.param(coercion.moment, 1_800_000_000, 1_800_000_000 * S, id="unix"),
        pytest.param(coercion.moment, "1800000000123", 1_800_000_000_123_000, id="unix-ms"),
        pytest.param(coercion.moment, 1_800_000_000_000_001, 1_800_000_000_000_001, id="unix-us"),
        pytest.param(SIDE, "FOXES", Side.HOME, id="side-by-name"),
        pytest.param(SIDE, 17, Side.AWAY, id="side-by-id"),
        pytest.param(SIDE, "Guest", Side.AWAY, id="side-by-word"),
        pytest.param(SIDE, True, Side.HOME, id="side-by-truth"),
    ],
)
def test_what_fits(read: Callable[[Any], Any], given: Any, found: Any) -> None:
    assert read(given) == found


@pytest.mark.parametrize(
    ("read", "given", "said"),
    [
        pytest.param(SECONDS, "soon", "is no clock", id="clock"),
        pytest.param(SECONDS, "12:61", "is no clock", id="seconds"),
        pytest.param(SECONDS, "PT", "is no clock", id="duration-of-nothing"),
        pytest.param(SECONDS, True, "is no clock", id="truth-as-clock"),
        pytest.param(SECONDS, -1, "within 9999 minutes", id="negative"),
        pytest.param(SECONDS, 10**9, "within 9999 minutes", id="far"),
        pytest.param(coercion.count, 2.5, "from 0 to 999", id="fraction"),
        pytest.param(coercion.count, "1000", "from 0 to 999", id="too-many"),
        pytest.param(coercion.count, True, "is no number", id="truth"),
        pytest.param(coercion.count, "1" * 400, "is no number", id="endless"),
        pytest.param(coercion.amount, float("inf"), "is no number", id="infinite"),
        pytest.param(coercion.flag, "maybe", "neither yes nor no", id="flag"),
        pytest.param(coercion.color, "red", "is no colour", id="color"),
        pytest.param(coercion.text, {}, "is no text", id="object"),
        pytest.param(coercion.text, [1], "is no text", id="list"),
        pytest.param(coercion.minute, "x", "is no minute", id="minute"),
        pytest.param(
            coercion.moment, "2026-11-28T19:00:00", "is no time with a zone", id="no-zone"
        ),
        pytest.param(coercion.sport, "chess", "is no sport; use football", id="sport"),
        pytest.param(SIDE, "Rams", "is neither side", id="side"),
    ],
)
def test_what_does_not_fit(read: Callable[[Any], Any], given: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(given)


def test_values_note_what_is_odd_and_go_on() -> None:
    odd: list[str] = []
    given = {"a": "x" * 99, "b": " - ", "c": "7"}
    values = Values(given, odd, lambda name: f"fields.{name}")
    assert [values.get(name, coercion.count) for name in "abcd"] == [None, None, 7, None]
    assert len(odd) == 1
    assert odd[0].startswith("fields.a: 'xxx")
    assert odd[0].endswith("... is no number")
    assert (values.says("b", "d"), values.says("b", "c")) == (False, True)
