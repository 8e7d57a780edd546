"""The result card: both sides with the score, what it came to before, and who scored."""

from dataclasses import dataclass
from functools import lru_cache

from feeds.state import GameState
from overlays.graphic import Graphic, Shot, Slot
from overlays.manifest import SECONDS, Manifest
from overlays.match_summary import Summary, summary
from overlays.names import shown
from overlays.panel import OUT, SETTLES, places, unfolded
from overlays.phases import result_word
from overlays.scene import Layer, PictureSize
from overlays.strap import StrapText
from overlays.theme import Theme

# Design lengths.
_WIDTH = 1480
_LARGE = 1.7
_ROW = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    strap: StrapText
    match: Summary


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    state, language, face = shot.state, shot.style.language, shot.theme.face
    said = _Said(
        strap=StrapText(
            tag=result_word(state, language).upper(),
            headline=shown(state.competition, face),
            remark=shown(state.venue, face),
            theme=shot.theme,
        ),
        match=summary(state, shot.style, large=_LARGE, row=_ROW),
    )
    return unfolded([(one,) for one in _made(said, size, shot.theme)], shot)


@lru_cache(maxsize=8)
def _made(said: _Said, size: PictureSize, theme: Theme) -> tuple[Layer, ...]:
    at = places(size, theme, width=_WIDTH, heights=said.match.heights)
    return (at.title(said.strap), *said.match.rows(at))


def _has_content(state: GameState) -> bool:
    return state.sport is not None


GRAPHIC = Graphic(
    manifest=Manifest(
        id="full_time",
        name="Result card",
        description="Both sides, the score and who scored: at half-time, at the end, any time.",
        fields=(SECONDS,),
    ),
    slot=Slot.FULL,
    layers=layers,
    settles=SETTLES,
    out=OUT,
    has_content=_has_content,
)
