"""Phases in words, and the strap that says which match a panel is about."""

from feeds.sport import Sport
from feeds.state import GameState, Phase
from overlays.graphic import Shot
from overlays.names import shown
from overlays.strap import StrapText
from overlays.words import period_word, word

_WORDS = {
    Phase.HALF_TIME: "half_time",
    Phase.FULL_TIME: "full_time",
    Phase.EXTRA_FIRST_HALF: "extra_time",
    Phase.EXTRA_HALF_TIME: "extra_time",
    Phase.EXTRA_SECOND_HALF: "extra_time",
    Phase.AFTER_EXTRA_TIME: "after_extra_time",
}


def phase_word(state: GameState, language: str) -> str:
    """What part of the match it is, or nothing where there is no word for it."""
    if state.phase in {Phase.SHOOT_OUT, Phase.AFTER_SHOOT_OUT}:
        return word(shoot_out_key(state), language)
    key = _WORDS.get(state.phase)
    return word(key, language) if key else ""


def shoot_out_key(state: GameState) -> str:
    """Which word a shoot-out has: on ice, penalties are something else."""
    return "shoot_out_on_ice" if state.sport is Sport.ICE_HOCKEY else "shoot_out"


def result_word(state: GameState, language: str) -> str:
    """What a score is as of now: at half-time, at the end, or in which period."""
    if state.phase in {Phase.FULL_TIME, Phase.AFTER_SHOOT_OUT}:
        return word("full_time" if state.sport is Sport.FOOTBALL else "final", language)
    known = phase_word(state, language)
    if known:
        return known
    if state.phase is Phase.PRE_MATCH:
        return word("next", language)
    if state.sport is None or state.period is None:
        return word("live", language)
    return period_word(state.sport, state.period, language)


def title(shot: Shot, key: str, remark: str = "") -> StrapText:
    """A panel's title by its word's key, the competition, and a remark."""
    tag = word(key, shot.style.language).upper()
    headline = shown(shot.state.competition, shot.theme.face)
    return StrapText(tag=tag, headline=headline, remark=remark, theme=shot.theme)


def match_title(shot: Shot, key: str) -> StrapText:
    """A panel's title, the competition, the part of the match."""
    return title(shot, key, phase_word(shot.state, shot.style.language))
