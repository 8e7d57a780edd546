"""The football board: names, score and clock, with straps for goals and VAR decisions.

Clock and score stand in the same place on every frame, under straps too, and change by a cut.
"""

from dataclasses import dataclass, replace

from feeds.event_time import MICROSECONDS
from feeds.fact import GoalKind
from feeds.happening import Side
from feeds.marks import AnnulledMark, ScoredMark
from feeds.state import GameState, Phase
from overlays.animation import EASE_IN, EASE_IN_OUT, EASE_OUT, Keyframe, Track
from overlays.area import Area, even
from overlays.boards.board import Board
from overlays.box import Crop
from overlays.color import Color, text_on
from overlays.graphic import Shot
from overlays.kits import kit_colors
from overlays.names import full_name, short_name, shown
from overlays.news import is_old
from overlays.scene import Layer, PictureSize, Scene
from overlays.score_bug_cells import (
    ClockCell,
    Plate,
    ScoreCell,
    ShootOut,
    SidePlate,
    Tab,
)
from overlays.score_bug_layout import Layout, layout
from overlays.strap import Strap, StrapText, strap
from overlays.theme import Theme

FLASH = 5 * MICROSECONDS
_OUT_BEGINS = FLASH - 400_000
_GLOW_FADES = FLASH - 800_000
_WORDS = {
    Phase.PRE_MATCH: "PRE",
    Phase.HALF_TIME: "HT",
    Phase.FULL_TIME: "FT",
    Phase.EXTRA_HALF_TIME: "HT",
    Phase.AFTER_EXTRA_TIME: "AET",
    Phase.SHOOT_OUT: "PENS",
    Phase.AFTER_SHOOT_OUT: "FT",
}
_KINDS_OF_TIME = {
    Phase.EXTRA_FIRST_HALF: "ET",
    Phase.EXTRA_HALF_TIME: "ET",
    Phase.EXTRA_SECOND_HALF: "ET",
    Phase.AFTER_SHOOT_OUT: "PENS",
}
_AT_PENALTIES = (Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT)
_KINDS_OF_GOAL = {GoalKind.PLAY: "", GoalKind.PENALTY: "PEN", GoalKind.OWN_GOAL: "OG"}
_UNTIMED = "LIVE"

# The share of a strap's width that shows, counted from its tag, and of its height.
_WIPE = Track((Keyframe(0, 0.0, EASE_OUT), Keyframe(560_000, 1.0)))
_RETRACT = Track((Keyframe(_OUT_BEGINS, 1.0, EASE_IN), Keyframe(FLASH, 0.0)))
_GLOW = Track((Keyframe(_GLOW_FADES, 255.0, EASE_IN_OUT), Keyframe(FLASH, 0.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flash:
    """What lately happened to the score: whose, how long ago (µs), and how it is shown."""

    side: Side
    age: int
    strap: Strap
    glow: Color


def bug_layout(state: GameState, size: PictureSize) -> Layout:
    """Where the bug's parts stand in the picture; it does not depend on score, clock or phase."""
    home = short_name(state.home.team, Side.HOME)
    return layout(size, home, short_name(state.away.team, Side.AWAY))


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    state, event_time, theme = shot.state, shot.at, shot.theme
    places = bug_layout(state, size)
    colors = kit_colors(state)
    flash = _flash(state, event_time, places, colors, theme)
    layers = [_plate(state, places, colors, theme), _clock(state, event_time, places, theme)]
    layers += _scores(state, places, flash, theme)
    layers += _tab(state, places, theme) + _shootout(state, places, theme)
    if flash is not None:
        layers += _strap_layer(flash, places)
    return Scene(layers=tuple(layers))


def moment(shot: Shot) -> tuple[str, int | None]:
    """What a state's scene takes from the moment: equal ones of one state, equal scenes."""
    flashing = _news(shot.state, shot.at) is not None
    return clock_text(shot.state, shot.at), shot.at if flashing else None


def clock_text(state: GameState, event_time: int) -> str:
    """What stands in the clock's cell: MM:SS, cut off to the second, or the phase's word.

    Before the first whistle the clock shows as soon as a feed has set one.
    """
    word = _WORDS.get(state.phase)
    if word is not None and not (state.phase is Phase.PRE_MATCH and state.clock is not None):
        return word
    if state.clock is None:
        return _UNTIMED
    seconds = max(0, state.clock.at(event_time)) // MICROSECONDS
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def _plate(state: GameState, places: Layout, colors: dict[Side, Color], theme: Theme) -> Layer:
    bug = places.bug
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
            club=full_name(state.side(side).team, side),
            color=colors[side],
            red_cards=state.side(side).red_cards,
        )
        for side, crest, name, kit, line in parts
    )
    plate = Plate(
        width=bug.width,
        height=bug.height,
        scale=places.scale,
        clock_width=places.strap.left - bug.left,
        sides=(home, away),
        theme=theme,
    )
    return Layer(drawing=plate, left=bug.left, top=bug.top)


def _clock(state: GameState, event_time: int, places: Layout, theme: Theme) -> Layer:
    cell = places.clock
    drawing = ClockCell(
        width=cell.width,
        height=cell.height,
        scale=places.scale,
        text=clock_text(state, event_time),
        theme=theme,
    )
    return Layer(drawing=drawing, left=cell.left, top=cell.top)


def _scores(state: GameState, places: Layout, flash: _Flash | None, theme: Theme) -> list[Layer]:
    """Both score cells, and over the one that changed its lit twin, fading as the flash ends."""
    layers = [
        _score(places.home_score, state.home.score, places.scale, theme),
        _score(places.away_score, state.away.score, places.scale, theme),
    ]
    if flash is not None:
        area = places.home_score if flash.side is Side.HOME else places.away_score
        score = state.side(flash.side).score
        lit = _score(area, score, places.scale, theme, flash.glow)
        layers.append(replace(lit, opacity=round(_GLOW.at(flash.age))))
    return layers


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
    return Layer(drawing=cell, left=area.left, top=area.top)


def _tab(state: GameState, places: Layout, theme: Theme) -> list[Layer]:
    kind = _KINDS_OF_TIME.get(state.phase, "")
    is_played = state.phase not in _WORDS or state.phase is Phase.PRE_MATCH
    added = f"+{state.added_minutes}" if state.added_minutes and is_played else ""
    text = " ".join(filter(None, (kind, added)))
    if not text:
        return []
    area = places.tab
    size = {"width": area.width, "height": area.height}
    tab = Tab(**size, scale=places.scale, text=text, theme=theme)
    return [Layer(drawing=tab, left=area.left, top=area.top)]


def _shootout(state: GameState, places: Layout, theme: Theme) -> list[Layer]:
    if state.phase not in _AT_PENALTIES:
        return []
    area = places.shootout
    cells = ShootOut(
        width=area.width,
        height=area.height,
        scale=places.scale,
        seam=places.away_score.left - places.home_score.right,
        scores=(state.home.shootout, state.away.shootout),
        theme=theme,
    )
    return [Layer(drawing=cells, left=area.left, top=area.top)]


def _flash(
    state: GameState, event_time: int, places: Layout, colors: dict[Side, Color], theme: Theme
) -> _Flash | None:
    mark = _news(state, event_time)
    if mark is None:
        return None
    age = event_time - mark.at
    if isinstance(mark, ScoredMark):
        goal = _goal_strap(state, mark, places, colors[mark.side])
        return _Flash(side=mark.side, age=age, strap=goal, glow=theme.accent)
    annulled = _var_strap(mark, places, theme)
    return _Flash(side=mark.side, age=age, strap=annulled, glow=theme.alert)


def _news(state: GameState, event_time: int) -> ScoredMark | AnnulledMark | None:
    """The later of the latest goal and the latest goal taken back, while it is news."""
    marks = [mark for mark in (state.goal, state.annulled) if mark is not None]
    fresh = [mark for mark in marks if 0 <= event_time - mark.at < FLASH and not is_old(mark)]
    return max(fresh, key=lambda mark: mark.at) if fresh else None


def _goal_strap(state: GameState, mark: ScoredMark, places: Layout, color: Color) -> Strap:
    team = full_name(state.side(mark.side).team, mark.side)
    remark = " ".join(filter(None, (_KINDS_OF_GOAL[mark.kind], mark.minute_text)))
    text = StrapText(tag="GOAL", headline=shown(mark.player) or team, remark=remark)
    ink = text_on(color)
    return _sized(text, places, grounds=(color, ink), inks=(ink, color))


def _var_strap(mark: AnnulledMark, places: Layout, theme: Theme) -> Strap:
    tag, reason = "VAR", shown(mark.reason)
    remark = "" if reason.upper() == tag else reason
    text = StrapText(tag=tag, headline="NO GOAL", remark=remark)
    grounds = theme.cell, theme.accent
    return _sized(text, places, grounds=grounds, inks=(text_on(grounds[0]), text_on(grounds[1])))


def _sized(
    text: StrapText, places: Layout, *, grounds: tuple[Color, Color], inks: tuple[Color, Color]
) -> Strap:
    area = places.strap
    return strap(
        text,
        widths=(area.width, places.reach - area.left),
        height=area.height,
        scale=places.scale,
        grounds=grounds,
        inks=inks,
    )


def _strap_layer(flash: _Flash, places: Layout) -> list[Layer]:
    """The strap, wiped out from behind its tag and drawn back up below the bug, by crop alone."""
    drawing, area = flash.strap, places.strap
    shown = _WIPE.at(flash.age)
    width = even(drawing.tag_width + (drawing.width - drawing.tag_width) * shown)
    height = even(drawing.height * _RETRACT.at(flash.age))
    if not height:
        return []
    hidden = drawing.height - height
    crop = Crop(left=0, top=hidden, width=width, height=height)
    return [Layer(drawing=drawing, left=area.left, top=area.top - hidden, crop=crop)]


BOARD = Board(scene=scene, moment=moment)
