"""The overlay: what a config makes of the graphics; what a stage needs to set them up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from feeds.mistake import Mistake
from feeds.state import GameState
from overlays.catalogue import RULES, known
from overlays.config.expression import Expression
from overlays.config.match_view import Event, values
from overlays.fonts import ELLIPSIS
from overlays.graphic import PLAIN, Fields, Style
from overlays.manifest import FieldError
from overlays.occasions import Mark, Occasion
from overlays.rule import Rule
from overlays.stage import Stage

type Texts = Mapping[str, Expression]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Rules, look, and the texts of fields by graphic, said where nothing was typed into them.

    `notes` are what could be better in its config; `contents` tell the files it names by a digest,
    which stand at `paths`.
    """

    rules: Sequence[Rule] = RULES
    style: Style = PLAIN
    texts: Mapping[str, Texts] | None = None
    notes: Sequence[Mistake] = ()
    contents: Mapping[str, str] = field(default_factory=dict)
    paths: Sequence[Path] = ()

    @property
    def failures(self) -> int:
        """How often a text failed to be filled in, which then said nothing."""
        sayings = (rule.says for rule in self.rules)
        texts = [one.texts for one in sayings if isinstance(one, Saying)]
        texts += (self.texts or {}).values()
        return sum(text.failures for said in texts for text in said.values())

    def spoken(self, language: str) -> "Overlay":
        """The same in that language."""
        return replace(self, style=replace(self.style, language=language))

    def stage(self, rate: Fraction) -> Stage:
        """The stage of a programme of that frame rate, set up so."""
        return Stage(self.rules, self.style, rate, self._unsaid)

    def _unsaid(self, graphic: str, state: GameState) -> Fields:
        texts = (self.texts or {}).get(graphic)
        return {} if texts is None else said(graphic, texts, state, self.style)


BUILT_IN = Overlay()


@dataclass(frozen=True, slots=True)
class Saying:
    """What a rule's graphic says: its texts over what `otherwise` says."""

    occasion: Occasion
    graphic: str
    texts: Texts
    otherwise: Rule | None

    def __call__(self, state: GameState, mark: Mark, style: Style) -> Fields:
        """The fields for what it came with; a text that says nothing leaves its field out."""
        fields = {} if self.otherwise is None else dict(self.otherwise.says(state, mark, style))
        needed = {one.name for one in known(self.graphic).manifest.fields if one.is_required}
        event = self.occasion, mark
        for name, text in said(self.graphic, self.texts, state, style, event).items():
            if text or name not in needed:
                fields[name] = text
        return {name: text for name, text in fields.items() if text}


def said(
    graphic: str, texts: Texts, state: GameState, style: Style = PLAIN, event: Event | None = None
) -> Fields:
    """What a graphic's texts say of a state; what its field cannot be is ""."""
    names = {name for text in texts.values() for name in text.names}
    seen = values(names, state, style, event)
    fields = {field.name: field for field in known(graphic).manifest.fields}
    made: dict[str, str] = {}
    for name, text in texts.items():
        field = fields[name]
        try:
            kept = field.checked(_cut(text.said(seen).strip(), field.max_length))
            made[name] = field.drawn(kept, style.theme.face)
        except FieldError:
            made[name] = ""
    return made


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS
