"""Announcements: what a graphic says that comes by itself, in the programme's language."""

from collections.abc import Iterable

from feeds.fact import CardColor, GoalKind
from feeds.happening import Side
from feeds.marks import AddedMark, CardMark, ScoredMark, SubstitutionMark
from feeds.state import GameState
from overlays.graphic import Fields, Style
from overlays.names import full_name, shown
from overlays.occasions import Mark
from overlays.words import word

_GOALS = {GoalKind.PENALTY: "penalty", GoalKind.OWN_GOAL: "own_goal"}
_CARDS = {
    CardColor.YELLOW: "yellow_card",
    CardColor.SECOND_YELLOW: "second_yellow",
    CardColor.RED: "red_card",
}


def goal_says(state: GameState, mark: Mark, style: Style) -> Fields:
    """The fields of a goal's lower third: scorer, assist, minute, and the side.

    The side's name stands for a scorer who is not known or cannot be drawn.
    """
    if not isinstance(mark, ScoredMark):
        return {}
    assist, kind = shown(mark.assist, style.theme.face), _GOALS.get(mark.kind)
    return _given(
        kicker=word("goal", style.language),
        title=shown(mark.player, style.theme.face) or _team(state, mark.side, style),
        label=word("assist", style.language) if assist else "",
        line=assist,
        figure=mark.minute_text,
        remark=word(kind, style.language) if kind else "",
        side=mark.side.value,
        photo=_photo(mark.player, style),
    )


def card_says(state: GameState, mark: Mark, style: Style) -> Fields:
    """The fields of a card's lower third: who was shown which, and when."""
    if not isinstance(mark, CardMark):
        return {}
    return _given(
        kicker=word(_CARDS[mark.color], style.language),
        title=shown(mark.player, style.theme.face) or _team(state, mark.side, style),
        figure=mark.minute_text,
        side=mark.side.value,
        symbol=_CARDS[mark.color],
        photo=_photo(mark.player, style),
    )


def substitution_says(state: GameState, mark: Mark, style: Style) -> Fields:
    """The fields of a change's lower third: who came and who went.

    Changes that a side makes at one moment are told together.
    """
    if not isinstance(mark, SubstitutionMark):
        return {}
    together = [
        one for one in state.substitutions if (one.at, one.side) == (mark.at, mark.side)
    ] or [mark]
    came, went = (
        _listed(names, style.theme.face)
        for names in ([one.player_in for one in together], [one.player_out for one in together])
    )
    fields = {
        "kicker": word("substitution", style.language),
        "figure": mark.minute_text,
        "side": mark.side.value,
    }
    if came:
        photo = _photo(mark.player_in, style) if len(together) == 1 else ""
        return _given(**fields, title=came, line=went, symbol="substitution", photo=photo)
    return _given(
        **fields,
        title=_team(state, mark.side, style),
        label=word("out", style.language) if went else "",
        line=went,
    )


def added_says(_: GameState, mark: Mark, __: Style) -> Fields:
    """The fields of the added time's board."""
    return {"minutes": str(mark.minutes)} if isinstance(mark, AddedMark) and mark.minutes else {}


def _photo(player: str | None, style: Style) -> str:
    """Whose photo there is: images may be called by the player's name."""
    return player if player and style.still(player) is not None else ""


def _team(state: GameState, side: Side, style: Style) -> str:
    return full_name(state.side(side).team, side, style.language, style.theme.face)


def _listed(names: Iterable[str | None], face: str) -> str:
    return ", ".join(filter(None, (shown(name, face) for name in names)))


def delayed_says(_state: GameState, _mark: Mark, _style: Style) -> Fields:
    """The fields of the tag for data that is late: none, its word is its own."""
    return {}


def _given(**fields: str) -> Fields:
    return {name: text for name, text in fields.items() if text}
