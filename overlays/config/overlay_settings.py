"""What an overlay config may say; what stands below `graphics` and `rules` is by manifest."""

import re
from functools import partial
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    create_model,
)

from overlays import manifest
from overlays.catalogue import GRAPHICS
from overlays.color import is_hex
from overlays.config.expression import LETTERS_AT_MOST, Expression, Shape
from overlays.config.match_view import shape
from overlays.graphic import Graphic, Slot
from overlays.manifest import FieldError
from overlays.occasions import Occasion
from overlays.theme import THEMES
from overlays.words import LANGUAGES

_MICROSECONDS = 1_000_000
# How long one stays that is taken by hand; a rule says so itself.
_OF_TAKES = "seconds"
_LONGEST_S = 600
_A_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,31}")
SLOTS = {slot.name.lower(): slot for slot in Slot}


class Settings(BaseModel):
    """Settings take no key they do not know and never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _language(given: str) -> str:
    if given not in LANGUAGES:
        raise ValueError(f"{given!r} is no language we have; use one of {', '.join(LANGUAGES)}")
    return given


def _name(given: str) -> str:
    if not _A_NAME.fullmatch(given):
        right = "use small letters, digits, hyphens and _, 32 at most"
        raise ValueError(f"{given!r} is no name; {right}")
    return given


def _color(given: object) -> str:
    if given is None:
        raise ValueError(
            'nothing stands there; write it in quotes, as # begins a comment: "#1a56db"'
        )
    if not isinstance(given, str) or not is_hex(given):
        raise ValueError(f'{given!r} is no colour; write it in quotes, like "#1a56db"')
    return given.lower()


def _number(least: float, most: float) -> object:
    """A check that a number lies between two."""

    def check(given: object) -> float:
        is_number = isinstance(given, int | float) and not isinstance(given, bool)
        if not is_number or not least <= float(given) <= most:  # type: ignore[arg-type]
            raise ValueError(f"{given!r} is out of range; use a number from {least} to {most}")
        return float(given)  # type: ignore[arg-type] # it is one

    return BeforeValidator(check)


def _span(least: float, most: float) -> dict[str, object]:
    return {"type": "number", "minimum": least, "maximum": most}


def _seconds(given: object) -> int:
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if not is_number or not 1 <= float(given) <= _LONGEST_S:  # type: ignore[arg-type]
        raise ValueError(f"{given!r} is no duration; use seconds from 1 to {_LONGEST_S}")
    return round(float(given) * _MICROSECONDS)  # type: ignore[arg-type] # it is one


def _section(given: object) -> object:
    """A section of which everything is commented out says nothing."""
    return {} if given is None else given


_A_COLOR = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
type HexColor = Annotated[str, BeforeValidator(_color), WithJsonSchema(_A_COLOR)]
type Length = Annotated[float | None, _number(0, 24), WithJsonSchema(_span(0, 24))]
type Pace = Annotated[float | None, _number(0.5, 2), WithJsonSchema(_span(0.5, 2))]
type Span = Annotated[
    int,
    BeforeValidator(_seconds),
    WithJsonSchema(_span(1, _LONGEST_S)),
]
type Flag = Annotated[bool, Field(strict=True)]


type Language = Annotated[
    str,
    Field(strict=True),
    AfterValidator(_language),
    WithJsonSchema({"type": "string", "enum": list(LANGUAGES)}),
]


type File = Annotated[str, Field(strict=True, min_length=1, max_length=200)]
type FaceName = Annotated[str, Field(strict=True), AfterValidator(_name)]
type ImageName = Annotated[str, Field(strict=True, min_length=1, max_length=80)]
type Files = Annotated[dict[ImageName, File], Field(max_length=40)]
type Weight = Literal["500", "600", "700", "800"]
type Fonts = Annotated[
    dict[FaceName, Annotated[dict[Weight, File], Field(min_length=1)]], Field(max_length=4)
]


class LookSettings(Settings):
    """What of the theme is otherwise; lengths are design pixels, `pace` how long motion takes.

    `face` is one of ours, or of `fonts`.
    """

    plate_top: HexColor = ""
    plate_foot: HexColor = ""
    cell: HexColor = ""
    paper: HexColor = ""
    text: HexColor = ""
    muted: HexColor = ""
    accent: HexColor = ""
    alert: HexColor = ""
    radius: Length = None
    slant: Length = None
    pace: Pace = None
    face: Annotated[str, Field(strict=True, max_length=40)] = ""


class ColorSettings(Settings):
    """The sides' colours by hand."""

    home: HexColor = ""
    away: HexColor = ""


class BlockSettings(Settings):
    """A graphic: whether it may be on, whether on small pictures too, and what its fields say.

    The fields are said where nothing was typed into them. A graphic's own settings come to these.
    """

    on: Flag | None = None
    small: Flag = True


class FieldTexts(Settings):
    """A text for each field that is said."""

    def given(self) -> dict[str, Expression]:
        """Those that stand there."""
        return {name: getattr(self, name) for name in sorted(self.model_fields_set)}


class RuleSettings(Settings):
    """A graphic that comes by itself on an occasion, for so long (µs), unless one stands."""

    on: Occasion
    take: str
    length: Span = Field(default=8 * _MICROSECONDS, alias="for")
    not_over: tuple[Literal[tuple(SLOTS)], ...] = ()  # type: ignore[valid-type]
    fields: FieldTexts = FieldTexts()


def _titled(graphic: Graphic, what: str) -> str:
    return "".join(word.capitalize() for word in graphic.id.split("_")) + what


def _texts(graphic: Graphic, known: Shape, what: str) -> type[FieldTexts]:
    """A text for each field of a graphic, which may hold expressions."""
    made: Any = {
        field.name: (_text(field, known), None)
        for field in graphic.manifest.fields
        if field.name != _OF_TAKES
    }
    return create_model(_titled(graphic, what), __base__=FieldTexts, **made)


def _text(field: manifest.Field | None, known: Shape) -> object:
    """A field's text, or that of one which is not known.

    One without expressions is checked as if it was typed.
    """

    def check(given: object) -> Expression:
        is_text = isinstance(given, str | int | None) and not isinstance(given, bool)
        if not is_text and field is None:
            raise ValueError(f"{given!r} is no text; write it in quotes")
        text = given if is_text or field is None else _checked(field, given)
        made = Expression("" if text is None else str(text), known)
        if field is not None and made.text and made.is_plain:
            _checked(field, made.text)
        return made

    kinds = ["string", "integer", "null"]
    schema = {"type": kinds, "maxLength": LETTERS_AT_MOST}
    if field is not None:
        schema["title"] = field.title
    return Annotated[Any, BeforeValidator(check), WithJsonSchema(schema)]


def _checked(field: manifest.Field, given: object) -> str:
    try:
        return field.checked(given)
    except FieldError as error:
        raise ValueError(str(error).removeprefix(f"{field.name}: ")) from error


def _setting(field: manifest.Field) -> object:
    check = BeforeValidator(partial(_checked, field))
    return Annotated[str, check, WithJsonSchema(field.schema())]


def _block(graphic: Graphic) -> type[BlockSettings]:
    made: Any = {field.name: (_setting(field), "") for field in graphic.settings}
    if graphic.manifest.fields:
        texts = _texts(graphic, shape(), "Fields")
        made["fields"] = (Annotated[texts, BeforeValidator(_section)], texts())
    return create_model(_titled(graphic, ""), __base__=BlockSettings, **made)


def _blocks() -> type[Settings]:
    made: Any = {
        graphic.id: (Annotated[block, BeforeValidator(_section)], block())
        for graphic, block in ((graphic, _block(graphic)) for graphic in GRAPHICS)
    }
    return create_model("GraphicsSettings", __base__=Settings, **made)


def _rule(graphic: Graphic) -> type[RuleSettings]:
    texts = _texts(graphic, shape(of_rule=True), "RuleFields")
    made: Any = {
        "take": (Literal[graphic.id], ...),
        "fields": (Annotated[texts, BeforeValidator(_section)], texts()),
    }
    return create_model(_titled(graphic, "Rule"), __base__=RuleSettings, **made)


def _stray(of: type[Settings], known: Shape, **more: Any) -> Any:
    """What is wrong with one of a graphic that there is not, whatever was meant."""
    texts = GenericAlias(dict, (str, _text(None, known)))
    made: Any = {"fields": (Annotated[texts, BeforeValidator(_section)], {}), **more}
    return create_model(f"Stray{of.__name__}", __base__=of, **made)


TAKEN = tuple(graphic for graphic in GRAPHICS if not graphic.stands)
"""What a rule can take: what always stands need not come."""

RULES = {graphic.id: _rule(graphic) for graphic in TAKEN}
"""What a rule may say, by the graphic it takes."""


class AnyBlock(BlockSettings):
    """Settings of which those that are a graphic's own are not known."""

    model_config = ConfigDict(extra="ignore")


StrayBlock = _stray(AnyBlock, shape())
StrayRule = _stray(RuleSettings, shape(of_rule=True), take=(Any, None))

if TYPE_CHECKING:
    GraphicsSettings = Settings
    type AnyRule = RuleSettings
else:
    GraphicsSettings = _blocks()
    _rules = tuple(RULES.values())
    AnyRule = Annotated[Union[_rules], Field(discriminator="take")]  # noqa: UP007 - one a graphic


class OverlaySettings(Settings):
    """All of an overlay config. Without `rules` the built-in ones hold.

    `images` are files by the names that graphics call them by.
    """

    theme: Literal[tuple(THEMES)] = "house"  # type: ignore[valid-type]
    look: Annotated[LookSettings, BeforeValidator(_section)] = LookSettings()
    colors: Annotated[ColorSettings, BeforeValidator(_section)] = ColorSettings()
    language: Language = "en"
    images: Annotated[Files, BeforeValidator(_section)] = Field(default_factory=dict)
    fonts: Annotated[Fonts, BeforeValidator(_section)] = Field(default_factory=dict)
    graphics: Annotated[GraphicsSettings, BeforeValidator(_section)] = GraphicsSettings()
    rules: Annotated[tuple[AnyRule, ...], Field(max_length=64)] | None = None
