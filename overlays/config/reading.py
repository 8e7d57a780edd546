"""Reading an overlay config: from its text to an overlay, or all its mistakes at once."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from feeds import toml_file
from feeds.finding import Found
from feeds.mistake import Mistake, MistakesError
from overlays import catalogue
from overlays.color import WHITE, Color, contrast, from_hex
from overlays.config import assets
from overlays.config.assets import Assets
from overlays.config.overlay import Overlay, Saying
from overlays.config.overlay_settings import (
    SLOTS,
    BlockSettings,
    ColorSettings,
    LookSettings,
    OverlaySettings,
    RuleSettings,
)
from overlays.config.yaml_text import Place, YamlText, text_of
from overlays.config.yaml_text import read as read_yaml
from overlays.faces import DECLARED
from overlays.graphic import NOT_SMALL, OFF, STANDS, Style
from overlays.kits import are_apart
from overlays.rule import Rule
from overlays.theme import THEMES, Theme

# WCAG 2.2 asks 3:1 of large letters, which ours are, and 4.5:1 of small ones.
_LEAST, _GOOD = 3.0, 4.5
_ON_PLATES = ("text", "muted", "accent", "alert")
_FORMS = {
    "bool_type": "use true or false",
    "string_type": "write a text, in quotes",
    "model_type": "write keys below it, each on a line of its own and indented",
    "dict_type": "write names below it, each with its file",
    "tuple_type": "write a list below it, each item after a -",
}


def read_file(path: Path) -> Overlay:
    """The overlay of a file; raises MistakesError with every mistake."""
    return read(text_of(path), str(path))


def read(text: str, where: str) -> Overlay:
    """The overlay of a config's text, which stands in `where`, and of the files that it names.

    Raises MistakesError.
    """
    given, settings = _parsed(text, where)
    return _made(given, settings, assets.load(given, settings))


@lru_cache(maxsize=2)
def as_logged(text: str, where: str, contents: frozenset[tuple[str, str]]) -> Overlay:
    """As `read`, with those of its files alone whose contents are as told; once for all.

    Raises MistakesError where it is the text that is wrong.
    """
    given, settings = _parsed(text, where)
    return _made(given, settings, assets.load(given, settings).as_told(dict(contents)))


def _parsed(text: str, where: str) -> tuple[YamlText, OverlaySettings]:
    given = read_yaml(where, text)
    try:
        return given, OverlaySettings.model_validate(given.values)
    except ValidationError as error:
        found = [_mistake(given, one) for one in error.errors()]
        raise MistakesError(_ordered(found)) from error


def _made(given: YamlText, settings: OverlaySettings, loaded: Assets) -> Overlay:
    theme = _theme(settings)
    judged = [
        *((one, True) for one in loaded.mistakes),
        *_images(given, settings),
        *_faces(given, settings, loaded),
        *_contrasts(given, settings.look, theme),
        *_kits(given, settings.colors),
        *_corners(given, settings),
    ]
    mistakes = [one for one, is_wrong in judged if is_wrong]
    if mistakes:
        raise MistakesError(_ordered(mistakes))
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
    """Settings that name an image which there is not."""
    for graphic, block in _blocks(settings):
        for field in catalogue.known(graphic).settings:
            name = getattr(block, field.name) if field.kind == "image" else ""
            if name and name not in settings.images:
                known = ", ".join(settings.images) or "none yet"
                right = f"use one of images ({known}), or name its file there"
                place = ("graphics", graphic, field.name)
                yield given.mistake(place, f"{name!r} is no image", right), True


def _faces(given: YamlText, settings: OverlaySettings, loaded: Assets) -> Iterator["Judged"]:
    """A face that there is not."""
    face = settings.look.face
    if face and face not in settings.fonts and loaded.face(face) is None:
        wrong = f"{face!r} is no face"
        right = f"use one of {', '.join(DECLARED)}, or name its files under fonts"
        yield given.mistake(("look", "face"), wrong, right), True


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
    return Rule(
        on=given.on,
        graphic=given.take,
        length=given.length,
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


def _contrasts(given: YamlText, look: LookSettings, theme: Theme) -> Iterator[Judged]:
    """Letters that cannot be read on the plate they stand on, and ones that hardly can."""
    grounds = {"plate_top": theme.plate_top, "plate_foot": theme.plate_foot}
    for name in _ON_PLATES:
        color: Color = getattr(theme, name)
        ground = min(grounds, key=lambda one: contrast(color, grounds[one]))
        ratio = contrast(color, grounds[ground])
        changed = [key for key in (name, ground) if getattr(look, key)]
        if not changed or ratio >= (_GOOD if name in {"text", "muted"} else _LEAST):
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


def _mistake(given: YamlText, found: Found) -> Mistake:
    """What pydantic found, in words and with its line."""
    place = _place(found["loc"])
    wrong, right = toml_file.said(found)
    right = _FORMS.get(found["type"], right)
    if found["input"] is None and found["type"] != "value_error":
        wrong = "nothing stands there"
    match found["type"]:
        case "extra_forbidden":
            known = _known(place[:-1])
            right = f"use one of {', '.join(known)}" if known else right
        case "union_tag_invalid":
            place = (*place, "take")
            wrong, right = f"{found['ctx']['tag']} cannot be taken by a rule", _takes()
        case "union_tag_not_found":
            place, wrong, right = (*place, "take"), "missing", _takes()
        case "model_type" | "model_attributes_type":
            wrong, right = "no keys stand there", _FORMS["model_type"]
        case _:
            pass
    return given.mistake(place, wrong, right)


def _takes() -> str:
    return f"use one of {', '.join(one.id for one in catalogue.GRAPHICS if not one.stands)}"


def _place(found: tuple[str | int, ...]) -> Place:
    """Where it stands in the text.

    Pydantic puts in which graphic's rule it took it for, and that it is the key which is wrong.
    """
    if found and found[-1] == "[key]":
        return found[:-1]
    if len(found) > 2 and found[0] == "rules" and isinstance(found[1], int):
        known = {one.id for one in catalogue.GRAPHICS}
        return found[:2] + (found[3:] if found[2] in known else found[2:])
    return found


def _known(place: Place) -> list[str]:
    """The keys that may stand at a place; none where that is not known."""
    model: Any = OverlaySettings
    for step in place:
        if isinstance(step, int) or model is None:
            return []
        field = next((f for name, f in model.model_fields.items() if name == step), None)
        model = None if field is None else _model(field.annotation)
    return [] if model is None else [f.alias or name for name, f in model.model_fields.items()]


def _model(hint: Any) -> type[BaseModel] | None:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint
    return next((one for one in map(_model, get_args(hint)) if one is not None), None)


def _ordered(mistakes: list[Mistake]) -> list[Mistake]:
    return sorted(mistakes, key=lambda one: one.line)
