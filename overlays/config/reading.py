"""Reading an overlay config: from its text to an overlay, or all its mistakes at once."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from feeds.mistake import Mistake, MistakesError
from overlays import catalogue
from overlays.color import WHITE, Color, contrast, from_hex
from overlays.config import assets, said_letters
from overlays.config.assets import Assets
from overlays.config.findings import Findings
from overlays.config.overlay import Overlay, Saying
from overlays.config.overlay_settings import (
    SLOTS,
    BlockSettings,
    ColorSettings,
    OverlaySettings,
    RuleSettings,
)
from overlays.config.yaml_text import YamlText, text_of
from overlays.config.yaml_text import read as read_yaml
from overlays.faces import DECLARED
from overlays.graphic import NOT_SMALL, OFF, STANDS, Style
from overlays.kits import are_apart
from overlays.occasions import Occasion
from overlays.rule import Rule
from overlays.theme import THEMES, Theme

# An editor mends a file at one go.
_TOLD_AT_MOST = 100
# WCAG 2.2 asks 3:1 of large letters, which ours are, and 4.5:1 of small ones.
_LEAST, _GOOD = 3.0, 4.5
_PLATES = ("plate_top", "plate_foot")
_ON_PLATES = ("text", "muted", "accent", "alert")


def read_file(path: Path) -> Overlay:
    """The overlay of a file; raises MistakesError with every mistake."""
    return read(text_of(path), str(path))


def read(text: str, where: str) -> Overlay:
    """The overlay of a config's text, which stands in `where`, and of the files that it names.

    Raises MistakesError.
    """
    given = read_yaml(where, text)
    found = Findings(given)
    loaded = assets.load(given, found.settings)
    face = loaded.face(found.settings.look.face or _theme(found.settings).face)
    said = () if face is None else said_letters.mistakes(given, found, face)
    return _made(given, found, loaded, tuple(said))


@lru_cache(maxsize=2)
def as_logged(text: str, where: str, contents: frozenset[tuple[str, str]]) -> Overlay:
    """As `read`, with those of its files alone whose contents are as told; once for all.

    Letters that cannot be drawn are left out, as they were.

    Raises MistakesError where it is the text that is wrong.
    """
    given = read_yaml(where, text)
    found = Findings(given)
    return _made(given, found, assets.load(given, found.settings).as_told(dict(contents)))


def _made(
    given: YamlText, found: Findings, loaded: Assets, more: tuple[Mistake, ...] = ()
) -> Overlay:
    settings, theme = found.settings, _theme(found.settings)
    judged = [
        *((one, True) for one in (*found.mistakes, *loaded.mistakes, *more)),
        *_images(given, settings),
        *_faces(given, settings, loaded),
        *_contrasts(given, found, theme),
        *_kits(given, settings.colors),
        *_corners(given, settings),
    ]
    mistakes = [one for one, is_wrong in judged if is_wrong]
    if mistakes:
        raise MistakesError(_ordered(mistakes), most=_TOLD_AT_MOST)
    face = loaded.face(settings.look.face or theme.face)
    return Overlay(
        rules=catalogue.RULES
        if settings.rules is None
        else tuple(_rule(one) for one in settings.rules),
        style=Style(
            theme=replace(theme, face=face or theme.face),
            language=settings.language,
            settings=tuple(_settings(settings)),
            colors=tuple((side, color) for side, color in settings.colors if color),
            stills=loaded.stills,
        ),
        texts={
            name: block.fields.given() for name, block in _blocks(settings) if _has_texts(block)
        },
        notes=_ordered([one for one, is_wrong in judged if not is_wrong]),
        contents=loaded.contents,
        paths=loaded.paths,
    )


def _images(given: YamlText, settings: OverlaySettings) -> Iterator["Judged"]:
    """Settings that name an image which there is not; for sponsors their names are shown then."""
    known = _named(given, "images")
    right = f"use one of images ({', '.join(known) or 'none yet'}), or name its file there"
    for graphic, block in _blocks(settings):
        for field in catalogue.known(graphic).settings:
            place, text = ("graphics", graphic, field.name), getattr(block, field.name)
            if field.kind == "image" and text and text not in known:
                yield given.mistake(place, f"{text!r} is no image", right), True
            for line in text.splitlines() if field.has_images else ():
                name, image = (part.strip() for part in (line.partition(":")[::2]))
                if image and image not in known:
                    wrong = f"{image!r} is no image: {name!r} is shown as a text"
                    yield given.mistake(place, wrong, right), False


def _faces(given: YamlText, settings: OverlaySettings, loaded: Assets) -> Iterator["Judged"]:
    """A face that there is not."""
    face = settings.look.face
    if face and face not in _named(given, "fonts") and loaded.face(face) is None:
        wrong = f"{face!r} is no face"
        right = f"use one of {', '.join(DECLARED)}, or name its files under fonts"
        yield given.mistake(("look", "face"), wrong, right), True


def _named(given: YamlText, section: str) -> Collection[str]:
    """The names that stand in a section, be what they name right or wrong."""
    found = given.values.get(section)
    return found if isinstance(found, dict) else ()


def _blocks(settings: OverlaySettings) -> Iterator[tuple[str, Any]]:
    yield from settings.graphics


def _has_texts(block: BlockSettings) -> bool:
    return bool(getattr(block, "fields", None) and block.fields.model_fields_set)  # type: ignore[attr-defined]


def _settings(settings: OverlaySettings) -> Iterator[tuple[str, str, str]]:
    """What is set of graphics, by graphic and name."""
    for graphic, block in _blocks(settings):
        if block.on is False:
            yield graphic, OFF, "true"
        if block.on:
            yield graphic, STANDS, "true"
        if not block.small:
            yield graphic, NOT_SMALL, "true"
        for field in catalogue.known(graphic).settings:
            text = getattr(block, field.name)
            if text:
                yield graphic, field.name, text


def _rule(given: RuleSettings) -> Rule:
    """A rule; what the built-in one for the same says holds where it says nothing itself."""
    otherwise = next(
        (one for one in catalogue.RULES if (one.on, one.graphic) == (given.on, given.take)), None
    )
    lasts = given.on is Occasion.DATA_DELAYED and "length" not in given.model_fields_set
    return Rule(
        on=given.on,
        graphic=given.take,
        length=0 if lasts else given.length,
        says=Saying(given.on, given.take, given.fields.given(), otherwise),
        not_over=frozenset(SLOTS[name] for name in given.not_over),
    )


def _theme(settings: OverlaySettings) -> Theme:
    theme, changed = THEMES[settings.theme], dict[str, Any]()
    for name, value in settings.look:
        if isinstance(value, str) and value and name != "face":
            changed[name] = from_hex(value, default=getattr(theme, name))
        elif isinstance(value, float):
            changed[name] = value
    return replace(theme, **changed)


type Judged = tuple[Mistake, bool]


def _contrasts(given: YamlText, found: Findings, theme: Theme) -> Iterator[Judged]:
    """Letters that cannot be read on the plate they stand on, and ones that hardly can."""
    look = found.settings.look
    sure = [
        name
        for name in (*_PLATES, *_ON_PLATES)
        if not found.is_unsure(("look", name))
        and (getattr(look, name) or not found.is_unsure(("theme",)))
    ]
    grounds = {name: getattr(theme, name) for name in _PLATES if name in sure}
    for name in _ON_PLATES if grounds else ():
        color: Color = getattr(theme, name)
        ground = min(grounds, key=lambda one: contrast(color, grounds[one]))
        ratio = contrast(color, grounds[ground])
        changed = [key for key in (name, ground) if getattr(look, key)]
        if (
            name not in sure
            or not changed
            or ratio >= (_GOOD if name in {"text", "muted"} else _LEAST)
        ):
            continue
        wrong = f"its contrast on {ground} is {ratio:.1f}:1"
        if changed[0] == ground:
            wrong = f"the contrast of {name} on it is {ratio:.1f}:1"
        right = f"choose colours further apart, {_GOOD}:1 or more"
        yield given.mistake(("look", changed[0]), wrong, right), ratio < _LEAST


def _kits(given: YamlText, colors: ColorSettings) -> Iterator[Judged]:
    """Sides that could be mistaken: the away one turns white or ink then."""
    home, away = (from_hex(color, default=WHITE) for color in (colors.home, colors.away))
    if colors.home and colors.away and not are_apart(home, away):
        wrong = "is mistaken for the home side's colour, and will be shown as another"
        yield given.mistake(("colors", "away"), wrong, "choose one further from it"), False


def _corners(given: YamlText, settings: OverlaySettings) -> Iterator[Judged]:
    """Two graphics in one corner."""
    taken: dict[str, str] = {}
    for graphic, block in _blocks(settings):
        corner = getattr(block, "corner", "")
        if not corner or not block.on:
            continue
        if corner in taken:
            wrong = f"{taken[corner]} stands in the corner {corner}"
            yield given.mistake(("graphics", graphic, "corner"), wrong, "use another"), True
        taken[corner] = graphic


def _ordered(mistakes: list[Mistake]) -> list[Mistake]:
    return sorted(dict.fromkeys(mistakes), key=lambda one: one.line)
