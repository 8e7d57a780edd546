"""The football board: names, score and clock, with straps for goals and VAR decisions.

Clock and score stand in the same place on every frame, under straps too, and change by a cut.
"""

from feeds.state import GameState, Phase
from overlays.boards import strip
from overlays.boards.board import Board
from overlays.boards.flash import goal_flash, goal_news, strap_layers
from overlays.boards.reading import reading_text
from overlays.graphic import PLAIN, Shot, Style
from overlays.scene import PictureSize, Scene
from overlays.score_bug_layout import FOOTBALL, Layout
from overlays.words import ENGLISH, word

_WORDS = {
    Phase.PRE_MATCH: "pre_match_short",
    Phase.HALF_TIME: "half_time_short",
    Phase.FULL_TIME: "full_time_short",
    Phase.EXTRA_HALF_TIME: "half_time_short",
    Phase.AFTER_EXTRA_TIME: "after_extra_time_short",
    Phase.SHOOT_OUT: "shoot_out_short",
    Phase.AFTER_SHOOT_OUT: "full_time_short",
}
_KINDS_OF_TIME = {
    Phase.EXTRA_FIRST_HALF: "extra_time_short",
    Phase.EXTRA_HALF_TIME: "extra_time_short",
    Phase.EXTRA_SECOND_HALF: "extra_time_short",
    Phase.AFTER_SHOOT_OUT: "shoot_out_short",
}
_AT_PENALTIES = (Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT)


def bug_layout(state: GameState, size: PictureSize, style: Style = PLAIN) -> Layout:
    """Where the bug's parts stand in the picture; it does not depend on score, clock or phase."""
    return strip.places_of(Shot(state=state, at=0, since=0, style=style), size, FOOTBALL)


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    state, theme = shot.state, shot.theme
    places = strip.places_of(shot, size, FOOTBALL)
    flash = goal_flash(shot, places)
    layers = [
        strip.plate(shot, places),
        strip.clock(_clock_text(shot), places, theme),
        *strip.scores(state, places, flash, theme),
    ]
    if text := _tab_text(shot):
        layers.append(strip.tab(text, places.tab, places.scale, theme, theme.accent))
    if state.phase in _AT_PENALTIES:
        layers.append(strip.shootout(state, places, theme))
    return Scene(layers=(*layers, *strap_layers(flash, places)))


def moment(shot: Shot) -> tuple[str, int | None]:
    """What a state's scene takes from the moment: equal ones of one state, equal scenes."""
    flashing = goal_news(shot.state, shot.at) is not None
    return _clock_text(shot), shot.at if flashing else None


def clock_text(state: GameState, event_time: int, language: str = ENGLISH) -> str:
    """What stands in the clock's cell: MM:SS, cut off to the second, or the phase's word.

    Before the first whistle the clock shows as soon as a feed has set one.
    """
    instead = _WORDS.get(state.phase)
    if instead is not None and not (state.phase is Phase.PRE_MATCH and state.clock is not None):
        return word(instead, language)
    if state.clock is None:
        return word("live", language)
    return reading_text(state.clock.at(event_time), is_down=False)


def _clock_text(shot: Shot) -> str:
    return clock_text(shot.state, shot.at, shot.style.language)


def _tab_text(shot: Shot) -> str:
    """What kind of time this is, and the minutes that are added."""
    state = shot.state
    kind = _KINDS_OF_TIME.get(state.phase)
    is_played = state.phase not in _WORDS or state.phase is Phase.PRE_MATCH
    added = f"+{state.added_minutes}" if state.added_minutes and is_played else ""
    return " ".join(filter(None, (kind and word(kind, shot.style.language), added)))


BOARD = Board(scene=scene, moment=moment)
