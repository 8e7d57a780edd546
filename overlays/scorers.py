"""Who scored and who was sent off, a line a player; and what else a score came to, in words."""

from itertools import zip_longest

from feeds.fact import CardColor, GoalKind
from feeds.happening import Side
from feeds.marks import ScoredMark
from feeds.sport import Sport
from feeds.state import GameState, Phase
from overlays.boards.name_forms import person_forms
from overlays.graphic import Style
from overlays.lettering import reads_both_ways
from overlays.names import shown
from overlays.phases import shoot_out_key
from overlays.words import is_right_to_left, word

_LONG = 24
_KINDS = {GoalKind.PENALTY: "penalty_short", GoalKind.OWN_GOAL: "own_goal_short"}


def scorers(state: GameState, side: Side, style: Style) -> tuple[str, ...]:
    """A side's scorers in the order of their first goals, such as "Quist 12', 44' PEN".

    Goals of whom nobody knows anything to show are left out.
    """
    found: dict[str, list[str]] = {}
    for goal in state.goals:
        if goal.side is not side:
            continue
        name, when = shown(goal.player, style.theme.face), _when(goal, style.language)
        if name or goal.minute is not None:
            found.setdefault(name, []).append(when)
    return tuple(_line(name, times) for name, times in found.items())


def sent_off(state: GameState, side: Side, face: str) -> tuple[str, ...]:
    """A side's players who saw a second yellow or a red card, with the minute."""
    cards = (
        card for card in state.cards if card.side is side and card.color is not CardColor.YELLOW
    )
    lines = (_line(shown(card.player, face), [card.minute_text]) for card in cards)
    return tuple(line for line in lines if line)


def both(home: tuple[str, ...], away: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Lines of both sides beside each other."""
    return tuple(zip_longest(home, away, fillvalue=""))


def score_text(score: tuple[int, int], language: str) -> str:
    """A score as it is written in a line of words, each side's where that stands.

    Where words run from right to left home's is at the right. Digits around a dash would change
    places there once more; around a colon they stay.
    """
    home, away = score
    return f"{away}:{home}" if is_right_to_left(language) else f"{home}\N{EN DASH}{away}"


def score_remark(state: GameState, language: str) -> str:
    """What else there is to say of a score: at half-time, with earlier legs, on penalties."""
    said = []
    if state.phase is Phase.PRE_MATCH:
        return ""
    if state.sport is Sport.FOOTBALL and len(state.scores) > 1:
        said.append(f"{word('half_time', language)} {score_text(state.scores[0], language)}")
    elif len(state.scores) > 1:
        said += (score_text(one, language) for one in state.scores)
    if state.aggregate is not None:
        home, away = state.aggregate
        whole = home + state.home.score, away + state.away.score
        said.append(f"{word('aggregate', language)} {score_text(whole, language)}")
    if state.home.shootout or state.away.shootout:
        kicks = state.home.shootout, state.away.shootout
        said.append(f"{word(shoot_out_key(state), language)} {score_text(kicks, language)}")
    made = " \N{MIDDLE DOT} ".join(said)
    if is_right_to_left(language) and not reads_both_ways(made):
        # Without a letter nothing else says that the first is at the right.
        return " \N{MIDDLE DOT} ".join(reversed(said))
    return made


def _when(goal: ScoredMark, language: str) -> str:
    key = _KINDS.get(goal.kind)
    return " ".join(filter(None, (goal.minute_text, key and word(key, language))))


def _line(name: str, times: list[str]) -> str:
    """A name and its times; a long name in a shorter form, so that the times are not cut off."""
    if len(name) > _LONG:
        name = next((form for form in person_forms(name) if len(form) <= _LONG), name)
    return " ".join(filter(None, (name, ", ".join(filter(None, times)))))
