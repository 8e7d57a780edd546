"""The football board: names, score and clock, with straps for goals and VAR decisions.

Clock and score stand in the same place on every frame, under straps too, and change by a cut.
"""

from feeds.event_time import MICROSECONDS
from feeds.state import GameState, Phase
from overlays.boards import strip
from overlays.boards.board import Board
from overlays.boards.flash import goal_flash, goal_news, strap_layers
from overlays.graphic import Shot
from overlays.kits import kit_colors
from overlays.scene import PictureSize, Scene
from overlays.score_bug_layout import FOOTBALL, Layout

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
_UNTIMED = "LIVE"


def bug_layout(state: GameState, size: PictureSize) -> Layout:
    """Where the bug's parts stand in the picture; it does not depend on score, clock or phase."""
    return strip.places_of(state, size, FOOTBALL)


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    state, theme = shot.state, shot.theme
    places = bug_layout(state, size)
    colors = kit_colors(state)
    flash = goal_flash(shot, places, colors)
    layers = [
        strip.plate(shot, places, colors),
        strip.clock(clock_text(state, shot.at), places, theme),
        *strip.scores(state, places, flash, theme),
    ]
    if text := _tab_text(state):
        layers.append(strip.tab(text, places.tab, places.scale, theme.accent))
    if state.phase in _AT_PENALTIES:
        layers.append(strip.shootout(state, places, theme))
    return Scene(layers=(*layers, *strap_layers(flash, places)))


def moment(shot: Shot) -> tuple[str, int | None]:
    """What a state's scene takes from the moment: equal ones of one state, equal scenes."""
    flashing = goal_news(shot.state, shot.at) is not None
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


def _tab_text(state: GameState) -> str:
    """What kind of time this is, and the minutes that are added."""
    kind = _KINDS_OF_TIME.get(state.phase, "")
    is_played = state.phase not in _WORDS or state.phase is Phase.PRE_MATCH
    added = f"+{state.added_minutes}" if state.added_minutes and is_played else ""
    return " ".join(filter(None, (kind, added)))


BOARD = Board(scene=scene, moment=moment)
