"""The ticker: every frame moves it by the same pixels, and what is drawn is drawn once."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import pytest

from feeds.event_time import MICROSECONDS
from feeds.fact import OtherMatch, Team
from feeds.state import GameState
from overlays.graphic import Style
from overlays.renderer import Renderer
from overlays.scene import Layer, PictureSize, Scene
from overlays.sizing import strip
from overlays.stage import Stage, scene
from overlays.takes import ByHand, Takes
from overlays.theme import DAYLIGHT, HOUSE
from overlays.ticker import OUT
from overlays.ticker_cells import StripItem, StripResult
from overlays.ticker_items import DASH

BEGIN = 1_800_000_000 * MICROSECONDS + 123_456
FULL_HD = PictureSize(width=1920, height=1080)
HD = PictureSize(width=1280, height=720)
SMALL = PictureSize(width=640, height=360)
TALL = PictureSize(width=540, height=960)
RATES = [Fraction(25), Fraction(30000, 1001), Fraction(50), Fraction(60000, 1001)]
# Pixels a frame, by rate and height; boxes stand on even pixels.
STEPS = {
    (rate, height): step
    for height, steps in ((1080, (6, 6, 4, 2)), (360, (4, 2, 2, 2)))
    for rate, step in zip(RATES, steps, strict=True)
}
NOBODY = GameState()
OTHERS = tuple(
    OtherMatch(
        event_time=0,
        received=0,
        id=home,
        home=Team(name=home),
        away=Team(name=away),
        score=score,
        state=state,
        is_live=state == "67'",
        competition=competition,
    )
    for home, away, score, state, competition in (
        ("Westhaven", "Marlowe", (2, 1), "67'", "Cup"),
        ("Halverton", "Ferndale", (0, 0), "HT", "Cup"),
        ("Brackwater", "St Brannock", None, "19:30", None),
    )
)
LINES = "CUP: Westhaven 2-1 Marlowe\nLEAGUE: Halverton 3-3 Ferndale, FT\nOrrin joins Brackwater"


def taken(lines: str = LINES) -> Takes:
    takes = Takes()
    takes.take("ticker", BEGIN, {"items": lines, "label": "Scores"})
    return takes


def frames(
    takes: Takes,
    rate: Fraction,
    seconds: tuple[float, float],
    size: PictureSize = SMALL,
    state: GameState = NOBODY,
) -> Iterator[Scene]:
    """The scenes of a channel's frames, by seconds since it was taken."""
    stage = Stage((), Style(), rate)
    first = round(BEGIN * rate / MICROSECONDS)
    for number in range(first + int(seconds[0] * rate), first + int(seconds[1] * rate)):
        moment = number * MICROSECONDS * rate.denominator // rate.numerator
        yield scene(stage.standing(state, takes.as_of(moment), moment), size)


def moving(one: Scene) -> list[Layer]:
    return [layer for layer in one.layers if isinstance(layer.drawing, StripItem | StripResult)]


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("size", [FULL_HD, SMALL], ids=str)
def test_every_frame_moves_it_by_the_same_pixels(rate: Fraction, size: PictureSize) -> None:
    """Over several rounds and a change."""
    takes = taken()
    takes.change("ticker", BEGIN + 7_300_000, {"items": LINES.replace("Westhaven", "Old Quay")})
    step, edge, came = STEPS[rate, size.height], strip(size).right, 0
    made = frames(takes, rate, (0.6, 40), size)
    before = _places(next(made))
    for one in made:
        now = _places(one)
        fresh = now - {(drawing, left - step) for drawing, left in before}
        assert all(left > edge - 12 - step for _, left in fresh)
        assert len(now) > 0
        came, before = came + len(fresh), now
    assert came > 5


def _places(one: Scene) -> set[tuple[object, int]]:
    return {(layer.drawing, layer.left) for layer in moving(one)}


@pytest.mark.parametrize("rate", [RATES[0], RATES[3]], ids=str)
def test_the_same_show_twice_gives_the_same_hashes(rate: Fraction) -> None:
    assert _hashes(rate) == _hashes(rate)


def _hashes(rate: Fraction) -> list[str]:
    renderer = Renderer()
    found = []
    for one in frames(taken(), rate, (0, 2)):
        picture = np.zeros((SMALL.height, SMALL.width, 4), np.uint8)
        for box in renderer.boxes(one):
            crop = box.crop
            left, top = (crop.left, crop.top) if crop else (0, 0)
            right, bottom = (left + crop.width, top + crop.height) if crop else (None, None)
            shown = box.pixels[top:bottom, left:right]
            y, x = box.top + top, box.left + left
            picture[y : y + shown.shape[0], x : x + shown.shape[1]] = shown
        found.append(blake2b(picture.tobytes()).hexdigest())
    assert len(set(found)) == len(found)
    return found


@pytest.mark.parametrize("size", [FULL_HD, SMALL, TALL], ids=str)
def test_it_is_drawn_once_and_stays_on_its_strip(size: PictureSize) -> None:
    takes, renderer, place = taken(), Renderer(), strip(size)
    takes.clear("ticker", BEGIN + 30 * MICROSECONDS)
    for one in frames(takes, Fraction(25), (0, 32), size):
        renderer.boxes(one)
        for layer in one.layers:
            left, right = layer.left, layer.left + layer.drawing.width
            if layer.crop is not None:
                left, right = layer.left + layer.crop.left, layer.left + layer.crop.left
                right += layer.crop.width
            assert place.left <= left < right <= place.right
            assert (layer.top, layer.drawing.height) == (place.top, place.height)
    assert renderer.drawn == 2 + 3


def test_it_moves_on_while_it_leaves_and_then_is_gone() -> None:
    takes = taken()
    takes.clear("ticker", BEGIN + 10 * MICROSECONDS)
    seconds = OUT / MICROSECONDS
    leaving = [moving(one) for one in frames(takes, Fraction(25), (10, 10 + seconds))]
    lefts = [one[0].left for one in leaving if one]
    assert len(lefts) > 4
    assert {one - other for one, other in pairwise(lefts)} == {4}
    assert not next(frames(takes, Fraction(25), (10.1 + seconds, 11 + seconds))).layers


def test_digits_change_where_they_stand() -> None:
    before, after = (
        [(one.left, one.drawing.width) for one in moving(made)]
        for lines in (LINES, LINES.replace("2-1", "2-4"))
        for made in [next(frames(taken(lines), Fraction(25), (5, 6)))]
    )
    assert before == after


def test_a_change_comes_in_at_the_right() -> None:
    takes = taken()
    takes.change("ticker", BEGIN + 5 * MICROSECONDS, {"items": "NEW: Quist"})
    before, after = (moving(next(frames(one, Fraction(25), (5.1, 6)))) for one in (taken(), takes))
    assert before == after
    texts = {_text(one) for made in frames(takes, Fraction(25), (20, 30)) for one in moving(made)}
    assert texts == {"Quist"}


def _text(layer: Layer) -> str:
    assert isinstance(layer.drawing, StripItem)
    return layer.drawing.text.text


@pytest.mark.parametrize(
    "said",
    ["x" * 2000, 'CUP: "q\' \\ -- "', "W" * 60 + ": " + "W" * 400, "A\n" * 500, "شلوم: שלום 1-0 א"],
    ids=["long", "signs", "a-long-category", "many", "right-to-left"],
)
@pytest.mark.parametrize("size", [HD, TALL, PictureSize(width=16, height=16)], ids=str)
@pytest.mark.parametrize("theme", [HOUSE, DAYLIGHT], ids=lambda theme: theme.name)
def test_anything_typed_is_dressed(said: str, size: PictureSize, theme: object) -> None:
    by_hand: ByHand = taken(said).as_of(BEGIN)
    style = Style(theme=DAYLIGHT if theme is DAYLIGHT else HOUSE)
    for seconds in (0, 1, 60):
        moment = BEGIN + seconds * MICROSECONDS
        made = scene(Stage((), style).standing(GameState(), by_hand, moment), size)
        Renderer().boxes(made)


@pytest.mark.parametrize(("setting", "expected"), [("", 6), ("300", 12), ("60", 2)])
def test_the_speed_is_set_in_design_pixels(setting: str, expected: int) -> None:
    style = Style(settings=(("ticker", "speed", setting),))
    stage, by_hand = Stage((), style), taken().as_of(BEGIN)
    lefts = [
        moving(scene(stage.standing(GameState(), by_hand, BEGIN + ago), FULL_HD))[0].left
        for ago in (1_000_000, 1_040_000)
    ]
    assert lefts[0] - lefts[1] == expected


def test_other_matches_stand_where_nothing_is_typed_and_change_where_they_stand() -> None:
    later = replace(OTHERS[0], score=(2, 2), state="90+4'", is_live=False)
    scenes = [
        next(frames(taken(""), Fraction(25), (0.6, 1), HD, GameState(others=(first, *OTHERS[1:]))))
        for first in (OTHERS[0], later)
    ]
    before, after = ([(one.left, one.drawing.width) for one in moving(made)] for made in scenes)
    assert before == after
    told = [one.drawing for one in moving(scenes[1]) if isinstance(one.drawing, StripResult)]
    assert [(one.home.text, one.digits, one.state.text) for one in told[:3]] == [
        ("Westhaven", f"2{DASH}2", "90+4'"),
        ("Halverton", f"0{DASH}0", "HT"),
        ("Brackwater", DASH, "19:30"),
    ]


def test_without_items_nothing_stands() -> None:
    takes = Takes()
    takes.take("ticker", BEGIN, {"label": "Scores"})
    assert [one.layers for one in frames(takes, Fraction(25), (1, 1.1))] == [(), ()]
