"""How a shoot-out stands: each side's kicks in order, who kicks next, and who has won it."""

from dataclasses import dataclass

from feeds.happening import Side
from feeds.marks import KickMark
from feeds.sport import Sport
from feeds.state import GameState, Phase
from overlays.kick_disc import KickKind

_KICKS = 5
_SHOTS = 3
# So many discs of a side are shown at once, the last ones.
SHOWN_AT_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Kicks:
    """What became of a side's kicks, and of the last one the event time (µs) it shows from."""

    kinds: tuple[KickKind, ...]
    last_at: int | None


def kicks(state: GameState) -> tuple[Kicks, Kicks] | None:
    """Both sides' discs, home's first; None where nobody tells of the kicks one by one."""
    told = [[one for one in state.kicks if one.side is side] for side in Side]
    for side, made in zip(Side, told, strict=True):
        if sum(one.is_scored for one in made) != state.side(side).shootout:
            return None
    if not state.kicks and state.phase is Phase.AFTER_SHOOT_OUT:
        return None
    rounds = max(_least(state), *map(len, told))
    following = next_side(state)
    if following is not None:
        rounds = max(rounds, 1 + len(told[list(Side).index(following)]))
    home, away = (
        _kicks(made, rounds, is_next=side is following)
        for side, made in zip(Side, told, strict=True)
    )
    return home, away


def next_side(state: GameState) -> Side | None:
    """Who kicks next: the sides kick in turn, whoever began. None where it is not known or over."""
    if not state.kicks or winner(state) is not None or state.phase is Phase.AFTER_SHOOT_OUT:
        return None
    first = state.kicks[0].side
    other = Side.AWAY if first is Side.HOME else Side.HOME
    counts = {side: sum(one.side is side for one in state.kicks) for side in Side}
    return first if counts[first] <= counts[other] else other


def winner(state: GameState) -> Side | None:
    """Who cannot be caught any more, or won where it is over."""
    scores = {side: state.side(side).shootout for side in Side}
    ahead = max(Side, key=lambda side: scores[side])
    behind = Side.AWAY if ahead is Side.HOME else Side.HOME
    lead = scores[ahead] - scores[behind]
    if not lead:
        return None
    if state.phase is Phase.AFTER_SHOOT_OUT:
        return ahead
    taken = {side: sum(one.side is side for one in state.kicks) for side in Side}
    if any(
        sum(one.is_scored for one in state.kicks if one.side is side) != scores[side]
        for side in Side
    ):
        return None
    # In sudden death both have kicked equally often before anybody has won.
    rounds = max(_least(state), *taken.values())
    return ahead if lead > rounds - taken[behind] else None


def _least(state: GameState) -> int:
    """How many each side has before sudden death; ice hockey's are shots."""
    return _SHOTS if state.sport is Sport.ICE_HOCKEY else _KICKS


def _kicks(made: list[KickMark], rounds: int, *, is_next: bool) -> Kicks:
    kinds = [KickKind.SCORED if one.is_scored else KickKind.MISSED for one in made]
    kinds += [KickKind.NEXT] * is_next
    kinds += [KickKind.TO_COME] * (rounds - len(kinds))
    return Kicks(kinds=tuple(kinds[-SHOWN_AT_MOST:]), last_at=made[-1].at if made else None)
