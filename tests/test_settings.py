"""A channel's settings, value by value."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from engine.channel.settings import ChannelSettings, seconds


@pytest.mark.parametrize(
    ("given", "micros"),
    [
        pytest.param(0, 0, id="zero"),
        pytest.param(2.5, 2_500_000, id="a-fraction"),
        pytest.param("0.1", 100_000, id="a-text-is-read-as-a-decimal"),
        pytest.param(86_400, 86_400_000_000, id="a-day"),
    ],
)
def test_durations(given: object, micros: int) -> None:
    assert seconds(given) == micros


@pytest.mark.parametrize("given", [True, -1, "x", "NaN", 86_401, None, float("inf")])
def test_what_is_no_duration(given: object) -> None:
    with pytest.raises(ValueError, match="is no duration; use seconds"):
        seconds(given)


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        pytest.param(25, Fraction(25), id="whole"),
        pytest.param(23.98, Fraction(24000, 1001), id="rounded"),
        pytest.param("60000/1001", Fraction(60000, 1001), id="exact"),
    ],
)
def test_rates(given: object, rate: Fraction) -> None:
    assert ChannelSettings.model_validate({"name": "a", "rate": given}).rate == rate


@pytest.mark.parametrize("name", ["", "Main", "-a", "a b", "a/b", "..", "a" * 33, 1])
def test_names_that_cannot_stand_in_a_path(name: object) -> None:
    with pytest.raises(ValidationError):
        ChannelSettings.model_validate({"name": name})
