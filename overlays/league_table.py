"""The league table: places, games and points, this match's teams in their colours, by pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from overlays.area import Area
from overlays.fonts import Line
from overlays.graphic import Graphic, Shot, Slot
from overlays.lines import together
from overlays.manifest import SECONDS, Field, Manifest
from overlays.paging import page, page_rows, page_text, turn_ends, turned
from overlays.panel import OUT, PAD, SETTLES, Places, places, unfolded
from overlays.panel_row import Badge, Fill, Kit, Part, Words
from overlays.phases import title
from overlays.scene import Layer, PictureSize
from overlays.sizing import is_small_picture
from overlays.strap import StrapText
from overlays.table_rows import Ranked, has_table, table
from overlays.theme import Theme
from overlays.words import is_right_to_left, word

AT_MOST = 12
STEPS = 6
# Design lengths.
_WIDTH = 1100
_HEAD = 56
_ROW = 56
_SMALL_ROW = 46
_KIT = 14
_PLACE = 56
_COLUMN = 86
_TEAM = 38
_CREST = 42
_CREST_GAP = 16
_TEAM_GAP = 26
_FIGURE = 36
_TITLE = 28
# How much lighter the rows of this match's teams are.
_LIT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A page of a table, and how many rows a page has.

    Its teams have crests where one of the table's was brought.
    """

    strap: StrapText
    team: str
    titles: tuple[str, ...]
    rows: tuple[Ranked, ...]
    rows_a_page: int
    is_crested: bool
    is_mirrored: bool

    def has_crests(self, at: Places) -> bool:
        """Whether crests stand before the names."""
        return self.is_crested and at.has_crests


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    return turned(shot, lambda one: _page(one, size))


def _page(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """The page it is at."""
    told = table(shot.state, shot.fields.get("group", ""), shot.style)
    if told is None:
        return ()
    count = len(told.rows)
    said = _Said(
        strap=_strap(shot, told.name, page_text(count, shot.step, AT_MOST)),
        team=word("team", shot.style.language).upper(),
        titles=told.titles,
        rows=tuple(page(told.rows, shot.step, AT_MOST)),
        rows_a_page=page_rows(count, AT_MOST),
        is_crested=any(one.crest.badge for one in told.rows),
        is_mirrored=is_right_to_left(shot.style.language),
    )
    return unfolded([(one,) for one in _made(said, size, shot.theme)], shot)


def _strap(shot: Shot, name: str, remark: str) -> StrapText:
    """The competition and the table's own name, where that is another."""
    text = title(shot, "table", remark)
    if name.casefold() in text.headline.casefold():
        return text
    is_longer = text.headline.casefold() in name.casefold()
    both = name if is_longer else f"{text.headline} \N{MIDDLE DOT} {name}"
    return replace(text, headline=both)


@lru_cache(maxsize=8)
def _made(said: _Said, size: PictureSize, theme: Theme) -> tuple[Layer, ...]:
    """The strap, the head, the rows."""
    row = _SMALL_ROW if is_small_picture(size) else _ROW
    at = places(size, theme, width=_WIDTH, heights=[_HEAD, *[row] * said.rows_a_page])
    # The last page may be shorter: its head stays where it is.
    at = replace(at, rows=at.rows[: 1 + len(said.rows)])
    names = together(
        [one.team for one in said.rows],
        at.font(600, _TEAM),
        width=_room(at, said),
        floor=at.scale * _TEAM * 0.6,
    )
    counted = range(1, 1 + len(said.rows))
    rows = (
        at.row(place, *_row(at, place, said, one, name))
        for place, one, name in zip(counted, said.rows, names, strict=True)
    )
    return (at.title(said.strap), at.row(0, *_head(at, said), is_head=True), *rows)


def _head(at: Places, said: _Said) -> Iterator[Part]:
    """What the columns are called."""
    font, muted = at.font(700, _TITLE, 1), at.theme.muted
    team = at.line(said.team, font, width=_room(at, said))
    yield at.words(0, team, _team_left(at, said), color=muted)
    each = at.design(_COLUMN) * 0.8
    titles = together(said.titles, font, width=each, floor=font.size * 0.5)
    for line, right in zip(titles, _rights(at, len(titles)), strict=True):
        yield at.words(0, line, right, "right", color=muted)


def _row(at: Places, place: int, said: _Said, one: Ranked, name: Line) -> Iterator[Part]:
    area = Area(0, 0, at.rows[place].width, at.rows[place].height)
    if one.color is not None:
        yield Fill(area=area, color=at.theme.text.faded(_LIT))
        yield Kit(area=area._replace(width=at.design(_KIT)), color=one.color)
    bold = at.font(700, _FIGURE)
    number, *others = (
        at.figures(each.place, bold, width=at.design(_PLACE)) for each in (one, *said.rows)
    )
    muted = at.theme.text if one.color is not None else at.theme.muted
    right = at.design(_KIT + _PLACE)
    yield replace(_units(at, place, said, (number, right), others), color=muted)
    left = _team_left(at, said)
    if said.has_crests(at):
        crest = at.design(_CREST)
        before = left - crest - at.design(_CREST_GAP)
        yield Badge(
            area=Area(before, (area.height - crest) // 4 * 2, crest, crest),
            name=one.crest.name,
            color=one.crest.color,
            badge=one.crest.badge,
        )
    yield at.words(place, name, left)
    rights = _rights(at, len(one.figures))
    for column, right in enumerate(rights):
        line, *others = (_figure(at, said, each, column) for each in (one, *said.rows))
        yield _units(at, place, said, (line, right), others)


def _units(
    at: Places, place: int, said: _Said, figure: tuple[Line, float], column: Iterable[Line]
) -> Words:
    """A figure of a column that ends at the right, units below units.

    In a mirror the left end is the right one: from there on the column's widest has room.
    """
    line, right = figure
    if said.is_mirrored:
        left = right - max(one.width for one in column)
        return at.words(place, line, left, "left", is_tabular=True)
    return at.words(place, line, right, "right", is_tabular=True)


def _figure(at: Places, said: _Said, one: Ranked, column: int) -> Line:
    """A figure of a row; the points, which are last, are bold."""
    is_last = column == len(said.titles) - 1
    font = at.font(700 if is_last else 500, _FIGURE)
    return at.figures(one.figures[column], font, width=at.design(_COLUMN) * 0.8)


def _team_left(at: Places, said: _Said) -> int:
    left = at.design(_KIT + _PLACE + _TEAM_GAP)
    return left + at.design(_CREST) + at.design(_CREST_GAP) if said.has_crests(at) else left


def _rights(at: Places, columns: int) -> list[int]:
    """Where each column of figures ends."""
    last = at.plate.width - at.design(PAD)
    return [last - at.design(_COLUMN * (columns - 1 - column)) for column in range(columns)]


def _room(at: Places, said: _Said) -> int:
    """How wide a team's name may be."""
    first = _rights(at, len(said.titles))[0]
    return max(1, first - at.design(_COLUMN * 0.8) - _team_left(at, said))


GRAPHIC = Graphic(
    manifest=Manifest(
        id="table",
        name="Table",
        description="The league's or a group's table, this match's teams marked; by steps pages.",
        fields=(Field(name="group", title="Group or table", max_length=40), SECONDS),
        step_count=STEPS,
    ),
    slot=Slot.FULL,
    layers=layers,
    settles=max(SETTLES, turn_ends(AT_MOST)),
    out=OUT,
    has_content=has_table,
)
