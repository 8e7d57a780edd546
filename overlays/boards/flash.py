"""The flash of a board: a score that changed lights up, and a goal comes with a strap."""

from dataclasses import dataclass

from feeds.event_time import MICROSECONDS
from feeds.fact import GoalKind
from feeds.happening import Side
from feeds.marks import AnnulledMark, ScoredMark
from feeds.state import GameState
from overlays.animation import EASE_IN, EASE_IN_OUT, EASE_OUT, Keyframe, Track
from overlays.area import even
from overlays.boards.glow import glow, is_glowing
from overlays.box import Crop
from overlays.color import Color, text_on
from overlays.graphic import Shot
from overlays.names import full_name, shown
from overlays.news import is_old
from overlays.scene import Layer
from overlays.score_bug_layout import Layout
from overlays.strap import Strap, StrapText, strap
from overlays.words import word

FLASH = 5 * MICROSECONDS
_OUT_BEGINS = FLASH - 400_000
_GLOW_FADES = FLASH - 800_000
_KINDS_OF_GOAL = {GoalKind.PENALTY: "penalty_short", GoalKind.OWN_GOAL: "own_goal_short"}

# The share of a strap's width that shows, counted from its tag, and of its height.
_WIPE = Track((Keyframe(0, 0.0, EASE_OUT), Keyframe(560_000, 1.0)))
_RETRACT = Track((Keyframe(_OUT_BEGINS, 1.0, EASE_IN), Keyframe(FLASH, 0.0)))
_GLOW = Track((Keyframe(_GLOW_FADES, 255.0, EASE_IN_OUT), Keyframe(FLASH, 0.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    """What lately happened to the score: whose, how long ago (µs), and how it is shown.

    `opacity` is how much of the glow is left, 0..255; `covered` is the strap that stood before.
    """

    side: Side
    age: int
    glow: Color
    opacity: int
    strap: Strap | None = None
    covered: Strap | None = None


def goal_flash(shot: Shot, places: Layout) -> Flash | None:
    """The flash of a goal, or of one taken back, with its strap."""
    mark = goal_news(shot.state, shot.at)
    if mark is None:
        return None
    age = shot.at - mark.at
    opacity = round(_GLOW.at(age))
    if isinstance(mark, ScoredMark):
        made = _goal_strap(shot, mark, places)
        return Flash(side=mark.side, age=age, glow=shot.theme.accent, opacity=opacity, strap=made)
    struck = shot.state.struck
    stood = -1 if struck is None else mark.at - struck.goal.at
    is_covered = struck is not None and _WIPE.end <= stood < _OUT_BEGINS
    return Flash(
        side=mark.side,
        age=age,
        glow=shot.theme.alert,
        opacity=opacity,
        strap=_var_strap(shot, mark, places),
        covered=_goal_strap(shot, struck.goal, places) if struck and is_covered else None,
    )


def points_flash(shot: Shot) -> Flash | None:
    """The flash of points: the score lights up."""
    mark = shot.state.points
    if mark is None or not is_glowing(mark, shot.at):
        return None
    age, opacity = shot.at - mark.at, glow(mark, shot.at)
    return Flash(side=mark.side, age=age, glow=shot.theme.accent, opacity=opacity)


def goal_news(state: GameState, event_time: int) -> ScoredMark | AnnulledMark | None:
    """The later of the latest goal and the latest goal taken back, while it is news."""
    marks = [mark for mark in (state.goal, state.annulled) if mark is not None]
    fresh = [mark for mark in marks if 0 <= event_time - mark.at < FLASH and not is_old(mark)]
    return max(fresh, key=lambda mark: mark.at) if fresh else None


def strap_layers(flash: Flash | None, places: Layout) -> list[Layer]:
    """The strap, wiped out from behind its tag and drawn back up below the bug, by crop alone."""
    if flash is None or flash.strap is None:
        return []
    drawing, area = flash.strap, places.strap
    shown = _WIPE.at(flash.age)
    width = even(drawing.tag_width + (drawing.width - drawing.tag_width) * shown)
    height = even(drawing.height * _RETRACT.at(flash.age))
    if not height:
        return []
    hidden = drawing.height - height
    crop = Crop(left=0, top=hidden, width=width, height=height)
    layer = Layer(drawing=drawing, left=area.left, top=area.top - hidden, crop=crop)
    return [*_left(flash, places, width, shown), layer]


def _left(flash: Flash, places: Layout, width: int, shown: float) -> tuple[Layer, ...]:
    """What is left of the strap that stood before, as the new one is wiped out over it."""
    old, new = flash.covered, flash.strap
    if old is None or new is None or shown >= 1:
        return ()
    right = even(old.width + (new.width - old.width) * shown)
    area = places.strap._replace(left=places.strap.left + width, width=max(0, right - width))
    return Layer(drawing=old, left=places.strap.left, top=places.strap.top).within(area)


def _goal_strap(shot: Shot, mark: ScoredMark, places: Layout) -> Strap:
    language, face = shot.style.language, shot.theme.face
    team = full_name(shot.state.side(mark.side).team, mark.side, language, face)
    kind = _KINDS_OF_GOAL.get(mark.kind)
    remark = " ".join(filter(None, (kind and word(kind, language), mark.minute_text)))
    text = StrapText(
        tag=word("goal", language),
        headline=shown(mark.player, face) or team,
        remark=remark,
        theme=shot.theme,
    )
    color = shot.style.side_colors(shot.state)[mark.side]
    ink = text_on(color)
    return _sized(text, places, grounds=(color, ink), inks=(ink, color))


def _var_strap(shot: Shot, mark: AnnulledMark, places: Layout) -> Strap:
    language, theme = shot.style.language, shot.theme
    tag, reason = word("var", language), shown(mark.reason, theme.face)
    remark = "" if reason.upper() in {tag, "VAR"} else reason
    text = StrapText(tag=tag, headline=word("no_goal", language), remark=remark, theme=theme)
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
