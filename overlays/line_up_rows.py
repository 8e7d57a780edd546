"""The rows of a line-up: the sides' heads, their players, a pitch, substitutes and coaches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from overlays.area import Area, even
from overlays.boards.name_forms import person_forms
from overlays.canvas import digits_width
from overlays.color import text_on
from overlays.fonts import ELLIPSIS, Font, Line
from overlays.line_up_words import Lined, Team
from overlays.lines import together
from overlays.panel import PAD, Places
from overlays.panel_row import Badge, Fill, Kit, Part, Words
from overlays.pitch import OnPitch, Pitch, spots

# Design lengths.
ROW = 54
SUB_ROW = 44
LABEL_ROW = 58
FOOT = 14
COACH = 62
_KIT = 14
_CREST = 76
_CREST_GAP = 22
_NAME = 50
_FORMATION = 44
_FORMATION_ROOM = 220
_NUMBER_GAP = 18
_CAPTAIN = 32
_CAPTAIN_GAP = 14
_LABEL = 28
_PLAYER = 36
_SUB = 31
_DISC = 27
_DISC_NAME = 27
# How much of the pitch's width the names of a line take together, and how small they may be whole.
_BESIDE = 0.84
_COMFORTABLE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A team's part of each row, one of so many `parts`.

    Its players stand in `columns`, its substitutes in `subs_across` at most; where its list has a
    share of the width alone, a pitch has the rest.
    """

    team: Team
    part: int
    parts: int
    columns: int
    subs_across: int
    list_share: float

    @property
    def rows(self) -> int:
        """How many rows its players take."""
        return -(-len(self.team.players) // self.columns)

    @property
    def sub_rows(self) -> int:
        """How many rows its substitutes take."""
        return -(-len(self.team.substitutes) // self.subs_across)

    @property
    def sub_columns(self) -> int:
        """How many stand side by side, so that no row is left with one alone."""
        return -(-len(self.team.substitutes) // max(1, self.sub_rows))

    def left(self, at: Places) -> int:
        """Where it begins, in the row's pixels."""
        return at.plate.width * self.part // self.parts

    def width(self, at: Places) -> int:
        """How wide it is."""
        return at.plate.width // self.parts

    def listed(self, at: Places) -> int:
        """How wide its list is, in even pixels."""
        return even(self.width(at) * self.list_share)


def head(at: Places, column: Column, *, has_crest: bool) -> Iterator[Part]:
    """A side's name between its crest and its formation, its colour at the edge."""
    team, height = column.team, at.rows[0].height
    left, right = (
        column.left(at) + at.design(PAD),
        column.left(at) + column.width(at) - at.design(PAD),
    )
    kit = Area(column.left(at), 0, at.design(_KIT), height)
    yield Kit(area=kit, color=team.color)
    if has_crest:
        crest = at.design(_CREST)
        area = Area(left, (height - crest) // 4 * 2, crest, crest)
        yield Badge(area=area, name=team.name, color=team.color, badge=team.badge)
        left += crest + at.design(_CREST_GAP)
    room = at.design(_FORMATION_ROOM)
    formation = at.line(team.formation, at.font(500, _FORMATION), width=room, floor=0.5)
    if formation.text:
        yield at.words(0, formation, right, "right", color=at.theme.muted)
        right -= round(formation.width) + at.design(PAD)
    yield at.words(0, at.line(team.name, at.font(700, _NAME), width=right - left), left)


def players(at: Places, place: int, column: Column, captain: str) -> Iterator[Part]:
    """The players of a row: each column of the list is filled downwards."""
    pad = at.design(PAD)
    each = (column.listed(at) - 2 * pad) // column.columns
    people = column.team.players
    lines = _names(at, people, at.font(600, _PLAYER), width=each)
    for one in range(place - 1, len(people), column.rows):
        left = column.left(at) + pad + (one // column.rows) * each
        area = Area(left, 0, each, at.rows[place].height)
        yield from _player(at, place, people[one], lines[one], area)
        if people[one].is_captain and captain:
            right = left + _before(at, lines[one].font) + lines[one].width
            yield from _captain(at, place, captain, round(right))


def pitch(at: Places, place: int, column: Column) -> Pitch:
    """What a row shows of the pitch beside the list."""
    first, row = at.rows[1], at.rows[place]
    left = column.left(at) + column.listed(at)
    high = at.rows[column.rows].bottom - first.top
    area = Area(left, first.top - row.top, column.left(at) + column.width(at) - left, high)
    return Pitch(area=area, players=_on_pitch(at, column, area, row), color=column.team.color)


def substitutes(at: Places, place: int, column: Column, title: str) -> Iterator[Part]:
    """All substitutes under a title, from left to right."""
    people, below, high = column.team.substitutes, at.design(LABEL_ROW), at.design(SUB_ROW)
    left, each = column.left(at) + at.design(PAD), column.width(at) - 2 * at.design(PAD)
    if people:
        yield _label(at, place, title, left, below * 0.58)
    each //= max(1, column.sub_columns)
    lines = _names(at, people, at.font(500, _SUB), width=each)
    for number, (one, line) in enumerate(zip(people, lines, strict=True)):
        down, across = divmod(number, column.sub_columns)
        area = Area(left + across * each, below + down * high, each, high)
        yield from _player(at, place, one, line, area)


def coach(at: Places, place: int, column: Column, title: str) -> Iterator[Part]:
    """Who coaches."""
    if not column.team.coach:
        return
    left, middle = column.left(at) + at.design(PAD), at.rows[place].height / 2
    label = _label(at, place, title, left, middle)
    yield label
    begin = left + label.line.width + at.design(_CAPTAIN_GAP + 4)
    room = column.left(at) + column.width(at) - at.design(PAD) - begin
    yield at.words(place, at.line(column.team.coach, at.font(600, 34), width=room), begin)


def _names(at: Places, people: Sequence[Lined], font: Font, *, width: int) -> tuple[Line, ...]:
    """Names at one size behind their numbers; captains' marks have room."""
    room = width - _before(at, font) - at.design(_NUMBER_GAP)
    if any(one.is_captain for one in people):
        room -= at.design(_CAPTAIN + _CAPTAIN_GAP)
    return together([one.name for one in people], font, width=max(1, room), floor=font.size * 0.6)


def _before(at: Places, font: Font) -> float:
    """How far behind its number's beginning a name begins."""
    return digits_width("00", font._replace(weight=700)) + at.design(_NUMBER_GAP)


def _player(at: Places, place: int, one: Lined, line: Line, area: Area) -> Iterator[Words]:
    """A number, its last digit always in one place, and a name."""
    font, before = line.font._replace(weight=700), _before(at, line.font)
    base = area.top + (area.height + line.font.cap_height) / 2
    if one.number and one.number != one.name:
        room = before - at.design(_NUMBER_GAP)
        number = at.line(one.number, font, width=room, floor=0.4)
        right = area.left + room
        yield at.words(place, number, right, "right", color=at.theme.muted, baseline=base)
    yield at.words(place, line, area.left + before, baseline=base)


def _captain(at: Places, place: int, letter: str, right: int) -> Iterator[Part]:
    """The captain's mark behind a name that ends there."""
    edge, theme = at.design(_CAPTAIN), at.theme
    area = Area(right + at.design(_CAPTAIN_GAP), (at.rows[place].height - edge) // 2, edge, edge)
    yield Fill(area=area, color=theme.accent, radius=theme.radius * at.scale * 0.6)
    line = at.line(letter, at.font(700, 26), width=edge * 0.9, floor=0.4)
    middle = area.left + edge / 2
    yield at.words(place, line, middle, "center", color=text_on(theme.accent))


def _label(at: Places, place: int, text: str, left: float, middle: float) -> Words:
    """A muted word in capitals around a height of the row."""
    line = at.line(text, at.font(700, _LABEL, 1), width=at.rows[place].width / 3, floor=0.5)
    base = middle + line.font.cap_height / 2
    return at.words(place, line, left, baseline=base, color=at.theme.muted)


def _short_names(names: Sequence[str], font: Font, room: float) -> tuple[Line, ...]:
    """Names at one size; surnames alone where not all fit whole."""
    whole = together(names, font, width=room, floor=font.size * _COMFORTABLE)
    if not any(line.text.endswith(ELLIPSIS) for line in whole):
        return whole
    surnames = [person_forms(name)[-1] for name in names]
    return together(surnames, font, width=room, floor=font.size * 0.7)


def _on_pitch(at: Places, column: Column, area: Area, row: Area) -> tuple[OnPitch, ...]:
    """The players of whom something shows in the row."""
    team, radius = column.team, at.design(_DISC)
    font = at.font(600, _DISC_NAME)
    room = area.width * _BESIDE / max(map(len, team.lines))
    placed = [one for line in team.lines for one in line]
    names = _short_names([one.name for one in placed], font, room)
    found = []
    for one, name, (across, down) in zip(
        placed, names, spots([len(line) for line in team.lines]), strict=True
    ):
        # The name belongs to the disc, so both are around the spot.
        middle = round(area.width * across), round(area.height * down - radius * 0.55)
        base = middle[1] + radius + at.design(8) + font.cap_height
        reach = area.top + middle[1] - radius - 1, area.top + base + font.size * 0.3
        if reach[1] < 0 or reach[0] > row.height:
            continue
        number = at.line(one.number, at.font(700, 30), width=radius * 1.6, floor=0.4)
        found.append(
            OnPitch(middle=middle, radius=radius, number=number, name=name, name_baseline=base)
        )
    return tuple(found)
