"""Results and fixtures of other matches, in rows, by pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from feeds.state import GameState
from overlays.area import Area
from overlays.fonts import Line
from overlays.graphic import Graphic, Shot, Slot
from overlays.lines import together
from overlays.manifest import SECONDS, Manifest
from overlays.match_header import score_cells, versus
from overlays.paging import page, page_rows, page_text, turn_ends, turned
from overlays.panel import OUT, PAD, SETTLES, Places, places, unfolded
from overlays.panel_row import Badge, Kit, Part, Words
from overlays.phases import title
from overlays.result_rows import Result, common_competition, results
from overlays.scene import Layer, PictureSize
from overlays.score_bug_cells import grey_of
from overlays.strap import StrapText
from overlays.theme import Theme
from overlays.words import word

AT_MOST = 8
STEPS = 8
# Design lengths.
_WIDTH = 1240
_ROW = 76
_CELL = 56
_CELL_HEIGHT = 52
_SEAM = 2
_KIT = 8
_GAP = 26
_CREST = 48
_CREST_GAP = 18
_STATE = 140
_NAME = 40
_SCORE = 42
_WORD = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A page of results, and how many rows a page has.

    Its teams have crests where one of all of them was brought.
    """

    strap: StrapText
    rows: tuple[Result, ...]
    rows_a_page: int
    versus: str
    is_crested: bool

    def beside(self, at: Places) -> int:
        """How far from the kits names stand."""
        crest = self.is_crested and at.has_crests
        return at.design(_CREST) + 2 * at.design(_CREST_GAP) if crest else at.design(_GAP)


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    return turned(shot, lambda one: _page(one, size))


def _page(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """The page it is at."""
    found = results(shot.state, shot.style)
    is_to_come = not any(one.score for one in found)
    number = page_text(len(found), shot.step, AT_MOST)
    strap = title(shot, "fixtures" if is_to_come else "results", number)
    said = _Said(
        strap=replace(strap, headline=common_competition(shot.state, shot.theme.face)),
        rows=tuple(page(found, shot.step, AT_MOST)),
        rows_a_page=page_rows(len(found), AT_MOST),
        versus=word("versus_short", shot.style.language),
        is_crested=any(badge for one in found for badge in one.badges),
    )
    return unfolded([(one,) for one in _made(said, size, shot.theme)], shot)


@lru_cache(maxsize=8)
def _made(said: _Said, size: PictureSize, theme: Theme) -> tuple[Layer, ...]:
    """The strap and the rows."""
    at = places(size, theme, width=_WIDTH, heights=[_ROW] * said.rows_a_page)
    at = replace(at, rows=at.rows[: len(said.rows)])
    both = [name for one in said.rows for name in one.names]
    font = at.font(600, _NAME)
    room = _around(at)[0] - said.beside(at) - at.design(_STATE + PAD)
    names = together(both, font, width=max(1, room), floor=font.size * 0.6)
    rows = (
        at.row(place, *_row(at, place, said, names[2 * place : 2 * place + 2]))
        for place in range(len(said.rows))
    )
    return (at.title(said.strap), *rows)


def _row(at: Places, place: int, said: _Said, names: tuple[Line, ...]) -> Iterator[Part]:
    """Both sides around their score; before that when it begins, else a word between them."""
    left, right = _around(at)
    one, beside = said.rows[place], said.beside(at)
    yield at.words(place, names[0], left - beside, "right")
    yield at.words(place, names[1], right + beside)
    if said.is_crested and at.has_crests:
        yield from _crests(at, place, one)
    for edge, color in zip((left, right - at.design(_KIT)), one.colors or (), strict=False):
        area = _upright(at, place)._replace(left=edge, width=at.design(_KIT))
        yield Kit(area=area, color=color)
    if one.score is None:
        font = at.font(600, _WORD)
        if one.state:
            yield _to_come(at, place, one.state)
        else:
            yield versus(at, place, font, said.versus)
        return
    yield from score_cells(at, place, _cells(at, place), one.score, at.font(700, _SCORE))
    state = at.line(one.state, at.font(600, _WORD), width=at.design(_STATE), floor=0.5)
    if state.text:
        color = at.theme.accent if one.is_live else at.theme.muted
        yield at.words(place, state, at.plate.width - at.design(PAD), "right", color=color)


def _crests(at: Places, place: int, one: Result) -> Iterator[Badge]:
    """Both sides' crests between names and kits; grey where no colour is known."""
    crest, gap = at.design(_CREST), at.design(_CREST_GAP)
    left, right = _around(at)
    grey = grey_of(at.theme)
    begins = left - gap - crest, right + gap
    clubs = zip(begins, one.names, one.colors or (grey, grey), one.badges, strict=True)
    for begin, name, color, badge in clubs:
        area = Area(begin, (at.rows[place].height - crest) // 4 * 2, crest, crest)
        yield Badge(area=area, name=name, color=color, badge=badge)


def _cells(at: Places, place: int) -> tuple[Area, Area]:
    """The scores' cells around the middle, as on the score bug."""
    middle, seam = at.plate.width // 4 * 2, max(2, at.design(_SEAM))
    cell = at.design(_CELL)
    home = _upright(at, place)._replace(left=middle - seam // 2 - cell, width=cell)
    return home, home._replace(left=middle + seam // 2)


def _to_come(at: Places, place: int, state: str) -> Words:
    """When it begins, between the two sides."""
    room = 2 * at.design(_CELL) * 0.9
    line = at.line(state, at.font(600, _WORD), width=room, floor=0.5)
    return at.words(place, line, at.plate.width / 2, "center", color=at.theme.muted)


def _around(at: Places) -> tuple[int, int]:
    """Where the kits' bars begin and end, around the scores."""
    middle, half = at.plate.width // 4 * 2, max(2, at.design(_SEAM)) // 2
    beside = half + at.design(_CELL) + at.design(_KIT)
    return middle - beside, middle + beside


def _upright(at: Places, place: int) -> Area:
    """The height of score cells in a row."""
    high, row = at.design(_CELL_HEIGHT), at.rows[place].height
    return Area(0, (row - high) // 2, 0, high)


def _has_content(state: GameState) -> bool:
    return bool(state.others)


GRAPHIC = Graphic(
    manifest=Manifest(
        id="results",
        name="Results",
        description="Other matches with their scores, or what is to come; by steps pages.",
        fields=(SECONDS,),
        step_count=STEPS,
    ),
    slot=Slot.FULL,
    layers=layers,
    settles=max(SETTLES, turn_ends(AT_MOST)),
    out=OUT,
    has_content=_has_content,
)
