"""What holds for every graphic alike: face, language, colours, pace, and whatever is typed."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from feeds.sport import Sport
from feeds.state import Clock, GameState
from overlays import words
from overlays.catalogue import GRAPHICS
from overlays.color import Color, from_hex
from overlays.config.overlay import BUILT_IN
from overlays.contact_sheet import poses
from overlays.graphic import Graphic, Shot, Style
from overlays.scene import PictureSize, Scene
from overlays.theme import HOUSE, THEMES, Theme
from tests.every_graphic import fields, shots, state
from tests.panels import AT, LONG, RESTED
from tests.scene_reader import faults, read, texts

SMALL, HD = PictureSize(width=640, height=360), PictureSize(width=1280, height=720)
UPRIGHT = PictureSize(width=540, height=960)
NAMES = {
    "null": "null",
    "letter": "I",
    "forty": LONG,
    "widest": "W" * 40,
    "emoji": "⚽🏴 Żubr",
    "right-to-left": "محمد صلاح 7",
    "quotes": 'O\'Neil "Nine"\nJúnior \\ </b>',
    "surrogates": "\ud800 {n} %s",
    "chinese": "上海海港俱乐部青年队",
}
EACH = pytest.mark.parametrize("graphic", GRAPHICS, ids=lambda one: one.id)
THEME = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda one: one.name)


def every(style: Style, size: PictureSize = SMALL) -> Iterator[tuple[str, Scene]]:
    """All that is ever said, in every sport: with all fields, with none, and by itself."""
    for key, graphic, shot in shots(style):
        bare = {one.name: "7" for one in graphic.manifest.fields if one.is_required}
        for part in (shot, replace(shot, fields=bare)):
            yield key, Scene(layers=graphic.layers(part, size))
    overlay = replace(BUILT_IN, style=style)
    for graphic in GRAPHICS:
        for pose in poses(graphic, overlay):
            yield f"{graphic.id} {pose.name}", pose.settled(graphic, overlay, size)


@THEME
def test_all_lettering_is_in_the_theme_s_face(theme: Theme) -> None:
    other = replace(theme, name="other", face="oswald" if theme.face != "oswald" else HOUSE.face)
    found = [(key, said) for key, scene in every(Style(theme=other)) for said in read(scene)]
    assert {(key, said.text) for key, said in found if said.font.face != other.face} == set()
    assert len(found) > 1000


@pytest.mark.parametrize("size", [SMALL, HD], ids=["small", "large"])
def test_no_word_is_left_in_english(size: PictureSize) -> None:
    english, heard = _words("en"), " ".join(_words("de"))
    foreign = {one for one in english if not re.search(rf"\b{re.escape(one)}\b", heard)}
    assert len(foreign) > 100
    pattern = "|".join(re.escape(one) for one in sorted(foreign) if len(one) > 1)
    left = re.compile(rf"(?<!\w)({pattern}|\d+(ST|ND|RD|TH))(?!\w)")
    found = {
        (key, said)
        for key, scene in every(Style(language="de"), size)
        for said in texts(scene)
        if left.search(said) or said in foreign
    }
    assert found == set()


def _words(language: str) -> set[str]:
    path = Path(words.__file__).parent / "languages" / f"{language}.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    told = [text for part in ("words", "stats") for text in table[part].values()]
    return {*told, *map(str.upper, told)}


@THEME
def test_colours_by_hand_are_those_of_every_graphic(theme: Theme) -> None:
    by_hand = Style(theme=theme, colors=(("home", "#12ab34"), ("away", "#13ac35")))
    wanted = {from_hex(color, default=theme.accent) for _, color in by_hand.colors}
    kit = Color(16, 22, 48)
    for (key, graphic, shot), (_, _, plain) in zip(
        shots(by_hand), shots(Style(theme=theme)), strict=True
    ):
        given, kits = (
            {color for layer in graphic.layers(one, HD) for color in _colors(layer.drawing)}
            for one in (shot, plain)
        )
        assert kit not in given, key
        assert bool(wanted & given) == (kit in kits), key


def _colors(drawing: object) -> Iterator[Color]:
    """Every colour in a drawing."""
    if isinstance(drawing, Color):
        yield drawing
    elif isinstance(drawing, Theme):
        return
    elif isinstance(drawing, tuple):
        for one in drawing:
            yield from _colors(one)
    elif hasattr(drawing, "__dataclass_fields__"):
        for name in drawing.__dataclass_fields__:
            yield from _colors(getattr(drawing, name))


@EACH
@pytest.mark.parametrize("pace", [0.5, 2.0])
def test_all_motion_keeps_the_pace_that_the_stage_counts_by(graphic: Graphic, pace: float) -> None:
    style = Style(theme=replace(HOUSE, name="other", pace=pace))
    settles, out = (graphic.paced(one, style.theme) for one in (graphic.settles, graphic.out))
    long_ago = replace(
        Shot(state=state(Sport.FOOTBALL, at=AT), at=AT + RESTED, since=RESTED, style=style),
        fields=fields(graphic),
    )
    stood = Scene(layers=graphic.layers(long_ago, SMALL))
    just = replace(long_ago, since=settles)
    if graphic.moment is None or graphic.moment(just) == graphic.moment(long_ago):
        assert Scene(layers=graphic.layers(just, SMALL)) == stood
    coming = Scene(layers=graphic.layers(replace(long_ago, since=settles // 5), SMALL))
    assert coming != stood
    if graphic.lasts is None:
        assert graphic.layers(replace(long_ago, leaving=out * 3 // 4), SMALL)
    assert graphic.layers(replace(long_ago, leaving=out), SMALL) == ()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_whatever_is_typed_and_told_is_drawn_whole(name: str) -> None:
    for theme in THEMES.values():
        for key, graphic, shot in shots(Style(theme=theme), name, name=name):
            check(key, graphic, shot, SMALL)


@pytest.mark.parametrize("size", [HD, UPRIGHT], ids=["large", "upright"])
@pytest.mark.parametrize("name", ["forty", "right-to-left", "chinese"])
def test_on_other_pictures_as_well(name: str, size: PictureSize) -> None:
    for theme in THEMES.values():
        for key, graphic, shot in shots(Style(theme=theme), NAMES[name], name=NAMES[name]):
            check(key, graphic, shot, size)


@THEME
def test_missing_and_numbers_out_of_range(theme: Theme) -> None:
    for key, graphic, shot in shots(Style(theme=theme)):
        sport = shot.state.sport
        assert sport is not None
        for told in (GameState(), GameState(sport=sport), *_out_of_range(shot.state)):
            check(key, graphic, replace(shot, state=told), SMALL)
        for number in ("least", "most"):
            given = {
                one.name: str(getattr(one, number))
                for one in graphic.manifest.fields
                if one.kind in {"number", "seconds"} or one.is_required
            }
            check(key, graphic, replace(shot, fields=given), SMALL)


def _out_of_range(told: GameState) -> Iterator[GameState]:
    """The same match with the least and the most a feed may say, and clocks far beyond."""
    for number in (0, 999):
        home, away = (replace(one, score=number, shootout=number) for one in (told.home, told.away))
        clock = Clock(anchor=AT, value=(number - 9) * 10**9, rate=-1, running=False)
        yield replace(
            told,
            home=home,
            away=away,
            period=max(1, min(99, number)),
            scores=((number, number), (number, 0)),
            aggregate=(number, number),
            added_minutes=min(60, number),
            clock=clock,
            shot_clock=clock,
        )


def check(key: str, graphic: Graphic, shot: Shot, size: PictureSize) -> None:
    """Nothing is empty or overflows, where anything shows; what is equal is drawn alike."""
    if not graphic.shows(shot.state):
        return
    scene = Scene(layers=graphic.layers(shot, size))
    assert faults(scene) == [], key
    for layer in scene.layers:
        assert layer.left >= 0 or layer.crop, key
        assert layer.left + layer.drawing.width <= size.width or layer.crop, key
    again = Scene(layers=graphic.layers(replace(shot, fields=dict(shot.fields)), size))
    assert (hash(again), again) == (hash(scene), scene), key
