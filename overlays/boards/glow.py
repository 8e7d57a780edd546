"""The glow of a score that changed: a lit twin over its cell, which fades."""

from feeds.happening import Side
from feeds.marks import Mark
from feeds.state import GameState
from overlays.animation import EASE_IN_OUT, Keyframe, Track
from overlays.news import is_old

GLOW = 2_400_000
_FADES = Track((Keyframe(600_000, 255.0, EASE_IN_OUT), Keyframe(GLOW, 0.0)))


def glow(mark: Mark | None, event_time: int) -> int:
    """How much (0..255) of the glow of a mark shows at a moment; nothing of old news."""
    if mark is None or not is_glowing(mark, event_time):
        return 0
    return round(_FADES.at(event_time - mark.at))


def is_glowing(mark: Mark | None, event_time: int) -> bool:
    """Whether the glow of a mark changes about a moment."""
    return mark is not None and 0 <= event_time - mark.at < GLOW and not is_old(mark)


def scored_by(state: GameState, side: Side) -> Mark | None:
    """The latest points, where they are that side's."""
    return state.points if state.points is not None and state.points.side is side else None
