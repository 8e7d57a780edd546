"""The strip: the layers that all boards of one row share."""

from dataclasses import replace

from feeds.happening import Side
from feeds.state import GameState
from overlays.area import Area
from overlays.boards.cells import TimedCell, WordCell, WordInk
from overlays.boards.flash import Flash
from overlays.boards.reading import Reading
from overlays.color import Color, text_on
from overlays.crest_shelf import crest_of
from overlays.graphic import Shot
from overlays.names import full_name, short_name
from overlays.scene import Drawing, Layer, PictureSize
from overlays.score_bug_cells import ClockCell, Plate, ScoreCell, ShootOut, SidePlate
from overlays.score_bug_layout import Layout, Plan, layout
from overlays.theme import Theme

_LABEL_SIZE = 36
FOOT_SIZE = 29


def places_of(shot: Shot, size: PictureSize, plan: Plan, *, has_tail: bool = False) -> Layout:
    """Where the parts of a sport's row stand; it does not depend on score, clock or phase."""
    language, face = shot.style.language, shot.theme.face
    home, away = (short_name(shot.state.side(side).team, side, language, face) for side in Side)
    return layout(size, home, away, plan, has_tail=has_tail, face=face)


def plate(shot: Shot, places: Layout) -> Layer:
    """The row with both sides, without what changes in it."""
    bug, state, colors = places.bug, shot.state, shot.style.side_colors(shot.state)
    parts = (
        (Side.HOME, places.home_crest, places.home_name, places.home_kit, places.home_line),
        (Side.AWAY, places.away_crest, places.away_name, places.away_kit, places.away_line),
    )
    home, away = (
        SidePlate(
            crest=crest and crest.within(bug),
            name=name.within(bug),
            kit=kit.within(bug),
            line=line,
            club=full_name(state.side(side).team, side, shot.style.language, shot.theme.face),
            color=colors[side],
            red_cards=state.side(side).red_cards,
            badge=crest_of(state.side(side).team),
        )
        for side, crest, name, kit, line in parts
    )
    drawing = Plate(
        width=bug.width,
        height=bug.height,
        scale=places.scale,
        clock_width=places.head.width,
        sides=(home, away),
        tail_width=bug.right - places.strap.right,
        foot=bug.height - places.row.height,
        theme=shot.theme,
    )
    return at(drawing, bug)


def at(drawing: Drawing, area: Area) -> Layer:
    """A drawing where its area is."""
    return Layer(drawing=drawing, left=area.left, top=area.top)


def clock(text: str, places: Layout, theme: Theme, area: Area | None = None) -> Layer:
    """The clock's cell, with its time or a word in it."""
    cell = area or places.clock
    drawing = ClockCell(
        width=cell.width, height=cell.height, scale=places.scale, text=text, theme=theme
    )
    return at(drawing, cell)


def head(said: Reading, places: Layout, theme: Theme) -> list[Layer]:
    """Period and clock side by side; a word instead of the time stands across both.

    In a row with a foot the period stands in that.
    """
    if not places.labels:
        foot = label(said.label, places.head_foot, places.scale, theme, size=FOOT_SIZE)
        return [clock(said.clock, places, theme), foot]
    (first,) = places.labels
    if not said.is_time:
        across = first._replace(width=places.clock.right - first.left)
        return [clock(said.whole, places, theme, across)]
    return [label(said.label, first, places.scale, theme), clock(said.clock, places, theme)]


def label(text: str, area: Area, scale: float, theme: Theme, *, size: int = _LABEL_SIZE) -> Layer:
    """A quiet word on the clock's ground."""
    ink = text_on(theme.cell).mixed(theme.cell, 0.25)
    return _word(text, area, scale, theme, WordInk(ground=theme.cell, ink=ink, size=size))


def tab(text: str, area: Area, scale: float, theme: Theme, ground: Color) -> Layer:
    """A word in a cell of some colour, or a tab that hangs below the row."""
    ink = WordInk(ground=ground, ink=text_on(ground), weight=700)
    return _word(text, area, scale, theme, ink)


def timed_tab(
    said: tuple[str, str], area: Area, scale: float, theme: Theme, ground: Color
) -> Layer:
    """A tab with a word and a time behind it."""
    text, time = said
    if not time:
        return tab(text, area, scale, theme, ground)
    drawing = TimedCell(
        width=area.width,
        height=area.height,
        scale=scale,
        text=text,
        time=time,
        ink=WordInk(ground=ground, ink=text_on(ground), weight=700),
        face=theme.face,
    )
    return at(drawing, area)


def _word(text: str, area: Area, scale: float, theme: Theme, ink: WordInk) -> Layer:
    drawing = WordCell(
        width=area.width, height=area.height, scale=scale, text=text, ink=ink, face=theme.face
    )
    return at(drawing, area)


def scores(state: GameState, places: Layout, flash: Flash | None, theme: Theme) -> list[Layer]:
    """Both score cells, and over the one that changed its lit twin, fading as the flash ends."""
    layers = [
        _score(places.home_score, state.home.score, places.scale, theme),
        _score(places.away_score, state.away.score, places.scale, theme),
    ]
    if flash is not None:
        area = places.home_score if flash.side is Side.HOME else places.away_score
        score = state.side(flash.side).score
        lit = _score(area, score, places.scale, theme, flash.glow)
        layers.append(replace(lit, opacity=flash.opacity))
    return layers


def shootout(state: GameState, places: Layout, theme: Theme) -> Layer:
    """What both sides scored in the shoot-out, below their scores."""
    area = places.shootout
    cells = ShootOut(
        width=area.width,
        height=area.height,
        scale=places.scale,
        seam=places.away_score.left - places.home_score.right,
        scores=(state.home.shootout, state.away.shootout),
        theme=theme,
    )
    return at(cells, area)


def _score(
    area: Area, score: int, scale: float, theme: Theme, ground: Color | None = None
) -> Layer:
    cell = ScoreCell(
        width=area.width,
        height=area.height,
        scale=scale,
        score=score,
        ground=ground,
        theme=theme,
    )
    return at(cell, area)
