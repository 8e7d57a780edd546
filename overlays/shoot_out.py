"""The shoot-out: both sides' kicks as discs, who kicks next, and the score, low in the picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from feeds.happening import Side
from feeds.state import GameState, Phase
from overlays.animation import rising
from overlays.area import Area
from overlays.color import Color
from overlays.crest_shelf import crest_of
from overlays.graphic import Graphic, Shot, Slot
from overlays.kick_disc import KickDisc, KickKind
from overlays.lines import together
from overlays.manifest import SECONDS, Manifest
from overlays.names import full_name
from overlays.panel import OUT, PAD, SETTLES, Places, places, unfolded
from overlays.panel_row import Badge, Kit, Part
from overlays.phases import shoot_out_key, title
from overlays.scene import Layer, PictureSize
from overlays.score_bug_cells import ScoreCell
from overlays.shoot_out_kicks import Kicks, kicks, winner
from overlays.still import Still
from overlays.strap import StrapText
from overlays.theme import Theme
from overlays.words import word

# Design lengths.
_WIDTH = 640
_ROW = 74
_KIT = 14
_CREST = 54
_CREST_GAP = 18
_NAME = 44
_GAP = 30
_DISC = 40
_DISC_STEP = 50
_SCORE = 76
_INSET = 6
# µs that a kick's disc takes to come.
_FADE = 280_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What stands in both rows; `discs` is how many of a side are shown."""

    strap: StrapText
    names: tuple[str, str]
    colors: tuple[Color, Color]
    badges: tuple[Still | None, Still | None]
    discs: int


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    found = kicks(shot.state)
    said = _said(shot, 0 if found is None else len(found[0].kinds))
    at = _places(said.discs, size, shot.theme)
    strap, *rows = _rows(said, size, shot.theme)
    pieces = [[strap]]
    for place, (row, side) in enumerate(zip(rows, Side, strict=True)):
        pieces.append([row, _score(at, place, shot.state.side(side).shootout)])
        if found is not None:
            pieces[-1] += _discs(at, place, found[place], shot)
    return unfolded(pieces, shot)


def moment(shot: Shot) -> int | None:
    """How long ago the last kick was, while its disc comes."""
    ages = (shot.at - one.at for one in shot.state.kicks[-2:])
    return next((age for age in ages if 0 <= age < shot.theme.paced(_FADE)), None)


def _said(shot: Shot, discs: int) -> _Said:
    state, style = shot.state, shot.style
    home, away = (
        full_name(state.side(side).team, side, style.language, style.theme.face) for side in Side
    )
    won = winner(state)
    remark = ""
    if won is not None:
        name = home if won is Side.HOME else away
        remark = f"{word('winner', style.language)} {name}"
    colors = style.side_colors(state)
    return _Said(
        strap=title(shot, shoot_out_key(state), remark),
        names=(home, away),
        colors=(colors[Side.HOME], colors[Side.AWAY]),
        badges=(crest_of(state.home.team), crest_of(state.away.team)),
        discs=discs,
    )


def _places(discs: int, size: PictureSize, theme: Theme) -> Places:
    width = _WIDTH + (_GAP + discs * _DISC_STEP) * bool(discs)
    return places(size, theme, width=width, heights=[_ROW, _ROW], low=True)


@lru_cache(maxsize=8)
def _rows(said: _Said, size: PictureSize, theme: Theme) -> tuple[Layer, ...]:
    """The strap and both rows without their discs and scores."""
    at = _places(said.discs, size, theme)
    crest, gap = (at.design(length) for length in (_CREST, _CREST_GAP))
    left = at.design(PAD * 0.75 + _KIT) + (crest + gap if at.has_crests else 0)
    room = _first_disc(at, said.discs) - at.design(_GAP) - left
    font = at.font(700, _NAME)
    names = together(said.names, font, width=max(1, room), floor=font.size * 0.6)
    rows = []
    clubs = zip(names, said.names, said.colors, said.badges, strict=True)
    for place, (name, club, color, badge) in enumerate(clubs):
        high = at.rows[place].height
        kit = Area(0, 0, at.design(_KIT), high)
        parts: list[Part] = [Kit(area=kit, color=color), at.words(place, name, left)]
        if at.has_crests:
            area = Area(left - crest - gap, (high - crest) // 4 * 2, crest, crest)
            parts.append(Badge(area=area, name=club, color=color, badge=badge))
        rows.append(at.row(place, *parts, is_head=place == 0))
    return (at.title(said.strap), *rows)


def _score(at: Places, place: int, score: int) -> Layer:
    """The kicks scored, in a cell at the row's end."""
    row, inset = at.rows[place], at.design(_INSET)
    cell = ScoreCell(
        width=at.design(_SCORE),
        height=row.height - 2 * inset,
        scale=at.scale,
        score=score,
        theme=at.theme,
    )
    return Layer(drawing=cell, left=row.right - inset - cell.width, top=row.top + inset)


def _first_disc(at: Places, discs: int) -> int:
    """Where a row's discs begin, in its pixels."""
    before = _INSET + _SCORE + (_GAP - (_DISC_STEP - _DISC) + discs * _DISC_STEP) * bool(discs)
    return at.plate.width - at.design(before)


def _discs(at: Places, place: int, told: Kicks, shot: Shot) -> Iterator[Layer]:
    """A side's discs; the latest kick's comes over the ring of what was to come."""
    row, size = at.rows[place], at.design(_DISC)
    left, top = row.left + _first_disc(at, len(told.kinds)), row.top + (row.height - size) // 4 * 2
    made = [kind in {KickKind.SCORED, KickKind.MISSED} for kind in told.kinds]
    last = sum(made) - 1
    age = None if told.last_at is None else shot.at - told.last_at
    track = rising(0, _FADE).paced(shot.theme.pace)
    for number, kind in enumerate(told.kinds):
        disc = KickDisc(size=size, kind=kind, theme=shot.theme)
        layer = Layer(drawing=disc, left=left + at.design(number * _DISC_STEP), top=top)
        if number == last and age is not None and 0 <= age < track.end:
            yield replace(layer, drawing=replace(disc, kind=KickKind.NEXT))
            layer = replace(layer, opacity=round(255 * track.at(age)))
        yield layer


def _has_content(state: GameState) -> bool:
    return bool(state.kicks) or state.phase in {Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT}


GRAPHIC = Graphic(
    manifest=Manifest(
        id="shoot_out",
        name="Shoot-out",
        description="Both sides' kicks, who kicks next, and the score; sudden death as well.",
        fields=(SECONDS,),
    ),
    slot=Slot.LOWER,
    layers=layers,
    settles=SETTLES,
    out=OUT,
    moment=moment,
    has_content=_has_content,
)
