"""The head of panels about a match: crests, names and score, as a large score bug."""

from collections.abc import Iterator
from dataclasses import dataclass

from feeds.happening import Side
from feeds.state import GameState, Phase
from overlays.area import Area
from overlays.canvas import Align
from overlays.color import Color, text_on
from overlays.crest_shelf import crest_of
from overlays.fonts import Font, Line
from overlays.graphic import Style
from overlays.lettering import reads_both_ways
from overlays.lines import together, wrapped
from overlays.names import full_name
from overlays.panel import PAD, Places
from overlays.panel_row import Badge, Fill, Kit, Part, Words
from overlays.scene import Layer
from overlays.still import Still
from overlays.words import word

# Design lengths.
HEAD = 112
_CREST = 76
_CREST_GAP = 16
_NAME_GAP = 28
_CELL = 78
_CELL_HEIGHT = 80
_KIT = 10
_SEAM = 2
_NAME = 50
_SMALLEST = 30
# Names that would be smaller than this on one line are set on two, so much smaller at least.
_WRAPS_BELOW = 0.68
_WRAPPED = 0.74
_LEADING, _DEEP_LEADING = 1.0, 1.2
_SCORE = 66


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Both sides, home first: names, colours, the crests that were brought, the score.

    Where there is no score a word stands between them.
    """

    names: tuple[str, str]
    colors: tuple[Color, Color]
    badges: tuple[Still | None, Still | None]
    scores: tuple[int, int] | None
    versus: str


def sides(state: GameState, style: Style, *, has_score: bool = True) -> Sides:
    """Both sides as of a state; before the match there is no score."""
    colors = style.side_colors(state)
    home, away = (
        full_name(state.side(side).team, side, style.language, style.theme.face) for side in Side
    )
    is_to_come = state.phase is Phase.PRE_MATCH or not has_score
    return Sides(
        names=(home, away),
        colors=(colors[Side.HOME], colors[Side.AWAY]),
        badges=(crest_of(state.home.team), crest_of(state.away.team)),
        scores=None if is_to_come else (state.home.score, state.away.score),
        versus=word("versus_short", style.language),
    )


def match_header(places: Places, both: Sides, *, large: float = 1.0) -> Layer:
    """The first row of a panel, its parts so many times as large as the row's height is HEAD."""
    area = places.rows[0]
    left, right = axes(places, both, large)
    _, parts = _middle(places, both, large)
    if places.has_crests:
        crest, gap = (places.design(length * large) for length in (_CREST, _CREST_GAP))
        top = (area.height - crest) // 4 * 2
        at = left + gap, right - gap - crest
        clubs = zip(at, both.names, both.colors, both.badges, strict=True)
        for begin, name, color, badge in clubs:
            area = Area(begin, top, crest, crest)
            parts.append(Badge(area=area, name=name, color=color, badge=badge))
    room = left - places.design(PAD)
    font = places.font(700, _NAME * (1 + large) / 2)
    home, away = _names(both.names, font, max(1, room), _SMALLEST * places.scale)
    parts += [*_stacked(places, home, left, "right"), *_stacked(places, away, right, "left")]
    return places.row(0, *parts, is_head=True)


def _names(
    names: tuple[str, str], font: Font, room: float, floor: float
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Both names at one size, on a line each; on two where they would be small on one."""
    home, away = together(names, font, width=room, floor=floor)
    if home.font.size < font.size * _WRAPS_BELOW:
        small = font._replace(size=font.size * _WRAPPED)
        made = [wrapped(one, small, width=room, at_most=2, floor=floor) for one in names]
        least = min(line.font.size for lines in made for line in lines)
        if least > home.font.size:
            small = font._replace(size=least)
            one, other = (
                wrapped(name, small, width=room, at_most=2, floor=least * 0.9) for name in names
            )
            return one, other
    return (home,), (away,)


def _stacked(places: Places, lines: tuple[Line, ...], left: float, align: Align) -> Iterator[Words]:
    """One line in the middle of the head, or two around it."""
    height = places.rows[0].height
    for number, line in enumerate(lines):
        is_deep = any(reads_both_ways(one.text) for one in lines)
        leading = _DEEP_LEADING if is_deep else _LEADING
        below = (number - (len(lines) - 1) / 2) * line.font.size * leading
        baseline = (height + line.font.cap_height) / 2 + below
        yield places.words(0, line, left, align, baseline=baseline)


def axes(places: Places, both: Sides, large: float = 1.0) -> tuple[int, int]:
    """Where home's name ends and away's begins in the head, in the row's pixels.

    What else is said of a side stands below its name, on the same line.
    """
    left = _middle(places, both, large)[0]
    if places.has_crests:
        left -= places.design(_CREST * large) + 2 * places.design(_CREST_GAP * large)
    else:
        left -= places.design(_NAME_GAP * large)
    return left, places.rows[0].width // 4 * 4 - left


def _middle(places: Places, both: Sides, large: float) -> tuple[int, list[Part]]:
    """Where what stands in the middle begins, and its parts: kits and scores, or a word."""
    center = places.rows[0].width // 4 * 2
    height = places.rows[0].height
    tall, kit = places.design(_CELL_HEIGHT * large), places.design(_KIT * large)
    cell = places.design((_CELL if both.scores else _CELL / 2) * large)
    seam = max(2, places.design(_SEAM))
    home = Area(center - seam // 2 - cell, (height - tall) // 4 * 2, cell, tall)
    away = home._replace(left=center + seam // 2)
    bars = home._replace(left=home.left - kit, width=kit), away._replace(left=away.right, width=kit)
    parts: list[Part] = [
        Kit(area=bar, color=color) for bar, color in zip(bars, both.colors, strict=True)
    ]
    if both.scores is None:
        parts.append(versus(places, 0, places.font(600, _NAME * 0.84 * large), both.versus))
    else:
        font = places.font(700, _SCORE * large)
        parts += score_cells(places, 0, (home, away), both.scores, font)
    return bars[0].left, parts


def versus(places: Places, row: int, font: Font, text: str) -> Words:
    """The word between two sides of whom neither has scored yet, in the middle of a row."""
    area = places.rows[row]
    line = places.line(text, font, width=2 * font.size)
    # Small letters and dashes are around a lower middle than capitals are.
    is_high = text.isalpha() and text == text.upper()
    high = line.font.cap_height if is_high else line.font.x_height
    look = {"color": places.theme.muted, "baseline": (area.height + high) / 2}
    return places.words(row, line, area.width // 4 * 2, "center", **look)


def score_cells(
    places: Places, row: int, cells: tuple[Area, Area], scores: tuple[int, int], font: Font
) -> Iterator[Words | Fill]:
    """Both scores of a row in their cells, at one size."""
    paper = places.theme.paper
    room = cells[0].width * 0.86
    size = min(places.figures(str(one), font, width=room).font.size for one in scores)
    for cell, score in zip(cells, scores, strict=True):
        line = places.figures(str(score), font._replace(size=size), width=room)
        yield Fill(area=cell, color=paper)
        middle = cell.left + cell.width / 2
        yield places.words(row, line, middle, "center", color=text_on(paper), is_tabular=True)
