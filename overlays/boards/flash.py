"""The flash of a board: a score that changed lights up, and a goal comes with a strap."""

from collections.abc import Mapping
from dataclasses import dataclass

from feeds.event_time import MICROSECONDS
from feeds.fact import GoalKind
from feeds.happening import Side
from feeds.marks import AnnulledMark, ScoredMark
from feeds.state import GameState
from overlays.animation import EASE_IN, EASE_IN_OUT, EASE_OUT, Keyframe, Track
from overlays.area import even
from overlays.box import Crop
from overlays.color import Color, text_on
from overlays.graphic import Shot
from overlays.names import full_name, shown
from overlays.news import is_old
from overlays.scene import Layer
from overlays.score_bug_layout import Layout
from overlays.strap import Strap, StrapText, strap
from overlays.theme import Theme

FLASH = 5 * MICROSECONDS
_OUT_BEGINS = FLASH - 400_000
_GLOW_FADES = FLASH - 800_000
_KINDS_OF_GOAL = {GoalKind.PLAY: "", GoalKind.PENALTY: "PEN", GoalKind.OWN_GOAL: "OG"}

# The share of a strap's width that shows, counted from its tag, and of its height.
_WIPE = Track((Keyframe(0, 0.0, EASE_OUT), Keyframe(560_000, 1.0)))
_RETRACT = Track((Keyframe(_OUT_BEGINS, 1.0, EASE_IN), Keyframe(FLASH, 0.0)))
_GLOW = Track((Keyframe(_GLOW_FADES, 255.0, EASE_IN_OUT), Keyframe(FLASH, 0.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    """What lately happened to the score: whose, how long ago (µs), and how it is shown."""

    side: Side
    age: int
    glow: Color
    strap: Strap | None = None

    @property
    def opacity(self) -> int:
        """How much of the glow is left, 0..255."""
        return round(_GLOW.at(self.age))


def goal_flash(shot: Shot, places: Layout, colors: Mapping[Side, Color]) -> Flash | None:
    """The flash of a goal, or of one taken back, with its strap."""
    mark = goal_news(shot.state, shot.at)
    if mark is None:
        return None
    age = shot.at - mark.at
    if isinstance(mark, ScoredMark):
        goal = _goal_strap(shot.state, mark, places, colors[mark.side])
        return Flash(side=mark.side, age=age, strap=goal, glow=shot.theme.accent)
    annulled = _var_strap(mark, places, shot.theme)
    return Flash(side=mark.side, age=age, strap=annulled, glow=shot.theme.alert)


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
    return [Layer(drawing=drawing, left=area.left, top=area.top - hidden, crop=crop)]


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
