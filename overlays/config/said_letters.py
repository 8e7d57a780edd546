"""The letters that an overlay config says itself: told where no face has them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from feeds.mistake import Mistake
from overlays.catalogue import GRAPHICS
from overlays.config.expression import literals
from overlays.config.findings import Findings
from overlays.config.yaml_text import Place, YamlText
from overlays.manifest import Field, FieldError

_FIELDS = "fields"
_OF_ANY = Field(name="", title="", kind="lines")
_BY_ID = {graphic.id: graphic for graphic in GRAPHICS}
_OTHERWISE = "leave it out, write it otherwise, or give a face that has it, under fonts and look"

type _Text = tuple[Place, Field, str]


def mistakes(given: YamlText, found: Findings, face: str) -> Iterator[Mistake]:
    """Texts with letters that cannot be drawn in that face, whatever else is wrong with them."""
    for place, field, text in (*_of_graphics(given), *_of_rules(given)):
        wrong = "" if found.is_told(place) else _wrong(field, text, face)
        if wrong:
            yield given.mistake(place, wrong, _OTHERWISE)


def _wrong(field: Field, text: str, face: str) -> str:
    """What cannot be drawn of a text that is one field's; "" where all can be."""
    said = literals(text)
    try:
        # Expressions bring letters of their own: signs alone may stand around them.
        is_whole = said == text or not field.is_lettered
        (field if is_whole else replace(field, kind="lines")).check_drawn(said, face)
    except FieldError as error:
        return str(error).removeprefix(f"{field.name}: ").partition("; ")[0]
    return ""


def _of_graphics(given: YamlText) -> Iterator[_Text]:
    for name, block in _items(given.values.get("graphics")):
        graphic = _BY_ID.get(name)
        for key, text in _items(block):
            own = {} if graphic is None else {one.name: one for one in graphic.settings}
            if isinstance(text, str) and key in own:
                yield ("graphics", name, key), own[key], text
        yield from _fields(("graphics", name, _FIELDS), name, block)


def _of_rules(given: YamlText) -> Iterator[_Text]:
    rules = given.values.get("rules")
    for number, rule in enumerate(rules if isinstance(rules, list) else ()):
        taken = rule.get("take") if isinstance(rule, dict) else None
        yield from _fields(("rules", number, _FIELDS), str(taken), rule)


def _fields(place: Place, graphic: str, around: Any) -> Iterator[_Text]:
    """The texts of fields, each as its field or as that of one which is not known."""
    fields = _BY_ID[graphic].manifest.fields if graphic in _BY_ID else ()
    known = {one.name: one for one in fields}
    for name, text in _items(around.get(_FIELDS) if isinstance(around, dict) else None):
        if isinstance(text, str):
            yield (*place, name), known.get(name, _OF_ANY), text


def _items(given: Any) -> Iterator[tuple[str, Any]]:
    yield from given.items() if isinstance(given, dict) else ()
