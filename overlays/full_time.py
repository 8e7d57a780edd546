"""The result card: both sides with the score, what it came to before, and who scored."""

from dataclasses import dataclass
from functools import lru_cache

from feeds.happening import Side
from feeds.state import GameState
from overlays.graphic import Graphic, Shot, Slot
from overlays.manifest import SECONDS, Manifest
from overlays.match_header import HEAD, Sides, match_header, middle_of, sides
from overlays.names import shown
from overlays.paired_rows import centered, pairs
from overlays.panel import OUT, SETTLES, places, unfolded
from overlays.phases import result_word
from overlays.scene import Layer, PictureSize
from overlays.scorers import both, score_remark, scorers
from overlays.strap import StrapText
from overlays.theme import Theme

# Design lengths.
_WIDTH = 1360
_LARGE = 1.7
_REMARK = 64
_ROW = 52
_SCORERS_AT_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    strap: StrapText
    sides: Sides
    remark: str
    scorers: tuple[tuple[str, str], ...]


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
        sides=sides(state, shot.style),
        remark=score_remark(state, language),
        scorers=both(*(scorers(state, side, shot.style) for side in Side))[:_SCORERS_AT_MOST],
    )
    return unfolded([(one,) for one in _made(said, size, shot.theme)], shot)


@lru_cache(maxsize=8)
def _made(said: _Said, size: PictureSize, theme: Theme) -> tuple[Layer, ...]:
    heights = [HEAD * _LARGE, *[_REMARK] * bool(said.remark), *[_ROW] * len(said.scorers)]
    at = places(size, theme, width=_WIDTH, heights=heights)
    rows = [match_header(at, said.sides, large=_LARGE)]
    if said.remark:
        rows.append(centered(at, 1, said.remark))
    rows += pairs(at, len(rows), said.scorers, middle_of(at, said.sides, _LARGE))
    return (at.title(said.strap), *rows)


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
