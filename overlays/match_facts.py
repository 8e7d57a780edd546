"""Match facts: the score, who scored and who was sent off, cards, and where it is played."""

from dataclasses import dataclass
from functools import lru_cache

from feeds.happening import Side
from feeds.state import GameState
from overlays.graphic import Graphic, Shot, Slot
from overlays.manifest import SECONDS, Manifest
from overlays.match_summary import Summary, summary
from overlays.names import shown
from overlays.paired_rows import centered, compared, pairs
from overlays.panel import OUT, SETTLES, places, unfolded
from overlays.phases import result_word, title
from overlays.scene import Layer, PictureSize
from overlays.score_bug_cells import RED_CARD
from overlays.scorers import both, sent_off
from overlays.strap import StrapText
from overlays.theme import Theme
from overlays.words import word

# Design lengths.
_WIDTH = 1240
_ROW = 56
_COUNTED = 64
_LINE = 64
_SENT_OFF_AT_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What it says, row by row; any of it may be missing."""

    strap: StrapText
    match: Summary
    sent_off: tuple[tuple[str, str], ...]
    cards: tuple[tuple[str, str, str], ...]
    venue: str


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    state, language = shot.state, shot.style.language
    reds = [sent_off(state, side, shot.theme.face) for side in Side]
    said = _Said(
        strap=title(shot, "match_facts", result_word(state, language).upper()),
        match=summary(state, shot.style, row=_ROW),
        sent_off=both(*reds)[:_SENT_OFF_AT_MOST],
        cards=_cards(state, language),
        venue=shown(state.venue, shot.theme.face),
    )
    return unfolded([(one,) for one in _made(said, size, shot.theme)], shot)


def _cards(state: GameState, language: str) -> tuple[tuple[str, str, str], ...]:
    """What cards either side has seen: what they are called, home's, away's."""
    counts = (
        ("yellow_cards", state.home.yellow_cards, state.away.yellow_cards),
        ("red_cards", state.home.red_cards, state.away.red_cards),
    )
    return tuple(
        (word(key, language), str(home), str(away)) for key, home, away in counts if home or away
    )


@lru_cache(maxsize=8)
def _made(said: _Said, size: PictureSize, theme: Theme) -> tuple[Layer, ...]:
    heights = [
        *said.match.heights,
        *[_ROW] * len(said.sent_off),
        *[_COUNTED] * len(said.cards),
        *[_LINE] * bool(said.venue),
    ]
    at = places(size, theme, width=_WIDTH, heights=heights)
    rows, axes = said.match.rows(at), said.match.axes(at)
    rows += pairs(at, len(rows), said.sent_off, axes, RED_CARD)
    for label, home, away in said.cards:
        rows.append(compared(at, len(rows), label, (home, away), axes))
    if said.venue:
        rows.append(centered(at, len(rows), said.venue))
    return (at.title(said.strap), *rows)


def _has_content(state: GameState) -> bool:
    return state.sport is not None


GRAPHIC = Graphic(
    manifest=Manifest(
        id="match_facts",
        name="Match facts",
        description="The score, scorers and players sent off, cards, and the venue.",
        fields=(SECONDS,),
    ),
    slot=Slot.FULL,
    layers=layers,
    settles=SETTLES,
    out=OUT,
    has_content=_has_content,
)
