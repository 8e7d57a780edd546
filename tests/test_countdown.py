"""The countdown: each second for exactly its frames, to a time or for so many minutes."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from feeds.event_time import MICROSECONDS
from feeds.state import GameState
from overlays.countdown import GRAPHIC, reading
from overlays.graphic import Style
from overlays.renderer import Renderer
from tests.panels import AT, FRAME, HD, MATCH, drawn, shot, words

SECOND = MICROSECONDS


@pytest.mark.parametrize("rate", [Fraction(25), Fraction(30000, 1001), Fraction(50)], ids=str)
def test_each_second_stands_for_exactly_its_frames(rate: Fraction) -> None:
    frames = [round(frame * SECOND / rate) for frame in range(round(60 * rate))]
    seen = Counter(reading(shot(MATCH, since, minutes="1")) for since in frames)
    exact = Counter(-(-(60 * SECOND - since) // SECOND) for since in frames)
    assert {text: seen[text] for text in seen} == {
        ("01:00" if second == 60 else f"00:{second:02d}"): count for second, count in exact.items()
    }
    assert max(seen.values()) - min(seen.values()) <= 1


@pytest.mark.parametrize(
    ("since", "fields", "expected"),
    [
        pytest.param(0, {"minutes": "10"}, "10:00", id="begins-whole"),
        pytest.param(1, {"minutes": "10"}, "10:00", id="a-moment-later"),
        pytest.param(SECOND, {"minutes": "10"}, "09:59", id="a-second-later"),
        pytest.param(600 * SECOND - 1, {"minutes": "10"}, "00:01", id="the-last-moment"),
        pytest.param(600 * SECOND, {"minutes": "10"}, "", id="kick-off"),
        pytest.param(0, {"minutes": "90"}, "1:30:00", id="hours"),
        pytest.param(0, {"to": "08:10"}, "10:00", id="to-a-time"),
        pytest.param(0, {"to": "07:59"}, "", id="to-one-gone-by"),
        pytest.param(0, {"to": "2027-01-15T09:00+01:00"}, "", id="now-elsewhere"),
        pytest.param(0, {"to": "2027-01-15T10:00+01:00"}, "1:00:00", id="with-an-offset"),
        pytest.param(0, {"to": "2099-01-15T10:00"}, "", id="out-of-reach"),
        pytest.param(0, {"to": "never"}, "", id="bound-to-nonsense"),
        pytest.param(0, {}, "", id="never-set"),
    ],
)
def test_what_is_left(since: int, fields: dict[str, str], expected: str) -> None:
    # AT is 2027-01-15T08:00:00Z.
    assert reading(replace(shot(MATCH, since), fields=fields)) == expected


def test_it_goes_on_while_it_leaves() -> None:
    made = shot(MATCH, 10 * SECOND, leaving=200_000, minutes="1")
    assert reading(replace(made, at=AT + 10 * SECOND + 200_000)) == "00:50"


def test_minutes_that_are_set_anew_count_from_then_on() -> None:
    made = shot(MATCH, 100 * SECOND, minutes="2")
    past = (({"minutes": "5"}, 40 * SECOND), ({"minutes": "2", "title": "A"}, 10 * SECOND))
    assert reading(replace(made, past=past)) == "01:20"


def test_a_time_is_that_of_the_programme_s_zone() -> None:
    style = Style(settings=(("countdown", "utc_minutes", "60"),))
    assert reading(replace(shot(MATCH, 0, to="09:10"), style=style)) == "10:00"


def test_it_ends_in_kick_off() -> None:
    over = words(GRAPHIC.layers(shot(MATCH, 60 * SECOND, minutes="1"), HD))
    assert over == ["v", "Port Arden", "Northmere", "KICK-OFF"]


def test_without_a_match_the_digits_stand_alone() -> None:
    assert words(GRAPHIC.layers(shot(GameState(), minutes="1"), HD)) == ["00:40"]


def test_a_second_draws_its_digits_alone() -> None:
    renderer = Renderer()
    for since in (30 * SECOND, 30 * SECOND + FRAME, 31 * SECOND):
        drawn(GRAPHIC, shot(MATCH, since, minutes="5"), HD, renderer)
    # Strap, head, the row below it, and two readings.
    assert renderer.drawn == 5
