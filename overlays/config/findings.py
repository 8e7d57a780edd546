"""Findings: the settings of an overlay config, with all that is wrong with them in words.

What stands where a mistake makes it unsure what is meant, such as below a graphic that there is
not, is looked at for what is wrong whatever was meant. What is wrong is left out then, so that
the rest can be judged as a whole.
"""

from collections.abc import Iterator
from copy import deepcopy
from itertools import takewhile
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from feeds import toml_file
from feeds.finding import Found
from feeds.mistake import Mistake
from overlays.config.expression import ExpressionError
from overlays.config.overlay_settings import (
    RULES,
    TAKEN,
    OverlaySettings,
    StrayBlock,
    StrayRule,
)
from overlays.config.yaml_text import Place, YamlText

_FORMS = {
    "bool_type": "use true or false",
    "string_type": "write a text, in quotes",
    "model_type": "write keys below it, each on a line of its own and indented",
    "dict_type": "write names below it, each with its file",
    "tuple_type": "write a list below it, each item after a -",
}
_STRAY: dict[str, type[BaseModel]] = {"graphics": StrayBlock, "rules": StrayRule}
_UNKNOWN = ("extra_forbidden", "union_tag_invalid", "union_tag_not_found")
# What is wrong may be found anew when it is left out, such as a list that is too short then.
_ROUNDS = 4
_PLAIN_RULE = {"on": "goal", "take": "lower_third"}

type Values = dict[str, Any]
type Finding = tuple[Place, str, str]


class Findings:
    """`settings` of what is right in a text, the `mistakes` of the rest, and the places of those.

    Without mistakes the settings are all that stands there.
    """

    def __init__(self, given: YamlText) -> None:
        self._given = given
        values = given.values
        found = _found(values)
        self._told: set[Place] = set(given.unread)
        self.mistakes: list[Mistake] = list(given.mistakes)
        for place, wrong, right in dict.fromkeys(one for error in found for one in _all(error)):
            if not self.is_unsure(place):
                self.mistakes.append(given.mistake(place, wrong, right))
        for _ in range(_ROUNDS):
            if not found:
                break
            places = [_place(error) for error in found]
            self._told.update(places)
            values = _without(values, places)
            found = _found(values)
        self.settings = OverlaySettings.model_validate({} if found else values)

    def is_unsure(self, place: Place) -> bool:
        """Whether what stands at a place, or around it, is not what was meant."""
        return any(place[:depth] in self._told for depth in range(1, len(place) + 1))

    def is_told(self, place: Place) -> bool:
        """Whether what stands right there is a mistake itself."""
        return place in self._told


def _found(values: Values) -> list[Found]:
    try:
        OverlaySettings.model_validate(values)
    except ValidationError as error:
        return list(error.errors())
    return []


def _all(found: Found) -> Iterator[Finding]:
    """What pydantic found, in words, and what is wrong below it whatever was meant."""
    yield from _each(found)
    place = tuple(found["loc"])
    stray = _STRAY.get(str(place[0])) if len(place) == 2 and found["type"] in _UNKNOWN else None
    below = found["input"]
    if stray is None or not isinstance(below, dict):
        return
    try:
        stray.model_validate(below)
    except ValidationError as error:
        for one in error.errors():
            yield from _each({**one, "loc": (*place, *one["loc"])})


def _each(found: Found) -> Iterator[Finding]:
    """What pydantic found at a place, where of an expression it may be several things."""
    error = found.get("ctx", {}).get("error")
    if not isinstance(error, ExpressionError):
        yield _said(found)
        return
    for wrong, right in error.wrongs:
        yield _place(found), wrong, right


def _said(found: Found) -> Finding:
    """What pydantic found, in words, and where."""
    place = _place(found)
    wrong, right = toml_file.said(found)
    right = _FORMS.get(found["type"], right)
    if found["input"] is None and found["type"] != "value_error":
        wrong = "nothing stands there"
    match found["type"]:
        case "extra_forbidden":
            known = _known(tuple(found["loc"])[:-1])
            right = f"use one of {', '.join(known)}" if known else right
        case "union_tag_invalid":
            return (*place, "take"), f"{found['ctx']['tag']} cannot be taken by a rule", _takes()
        case "union_tag_not_found":
            return (*place, "take"), "missing", _takes()
        case "model_type" | "model_attributes_type":
            wrong, right = "no keys stand there", _FORMS["model_type"]
        case _:
            pass
    return place, wrong, right


def _takes() -> str:
    return f"use one of {', '.join(one.id for one in TAKEN)}"


def _place(found: Found) -> Place:
    """Where it stands in the text.

    Pydantic puts in which graphic's rule it took it for, and that it is the key which is wrong.
    """
    place: Place = tuple(found["loc"])
    if place and place[-1] == "[key]":
        return place[:-1]
    if _is_of_rule(place):
        return place[:2] + place[3:]
    return place


def _is_of_rule(place: Place) -> bool:
    """Whether the third step is the graphic of a rule."""
    ids = {one.id for one in TAKEN}
    return len(place) > 2 and place[0] == "rules" and place[2] in ids


def _known(place: Place) -> list[str]:
    """The keys that may stand at a place, of pydantic's; none where that is not known."""
    model: Any = OverlaySettings
    if place[:1] == ("rules",):
        model = RULES.get(str(place[2])) if _is_of_rule(place) else StrayRule
        place = place[3:] if _is_of_rule(place) else place[2:]
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


def _without(values: Values, places: list[Place]) -> Values:
    """The values without what stands at these places; a rule that lacks its own is another."""
    left = deepcopy(values)
    for place in places:
        _leave_out(left, place)
    return left


def _leave_out(values: Values, place: Place) -> None:
    if place[:1] == ("rules",) and (len(place) == 2 or place[2:] in {("on",), ("take",)}):
        values["rules"][place[1]] = dict(_PLAIN_RULE)
        return
    # Of a list that is no list of rules all is left out.
    steps = *place[:2], *takewhile(lambda step: isinstance(step, str), place[2:])
    around: Any = values
    for step in steps[:-1]:
        try:
            around = around[step]
        except (LookupError, TypeError):
            return
    if isinstance(around, dict):
        around.pop(steps[-1], None)
