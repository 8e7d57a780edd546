"""Games of sets: which sets there are, who serves, what the next point may decide."""

from dataclasses import dataclass

from feeds.fact import MatchStatus
from feeds.happening import Side
from feeds.situation import GamePoints, Serve
from feeds.sport import Sport
from feeds.state import GameState, Phase

_SETS_AT_MOST = 5
_GAMES = 6
_TIE_BREAK, _LAST_TIE_BREAK = 7, 10
_ENDED = frozenset({Phase.BREAK, Phase.FULL_TIME, Phase.AFTER_EXTRA_TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRules:
    """How a set of rallies is won: at `points`, in the last at `last`, by two, but at `cap`.

    A match is the best of `best_of` sets where nobody says otherwise.
    """

    points: int
    last: int
    best_of: int
    cap: int = 999

    def wins(self, own: int, other: int, *, is_last: bool) -> bool:
        """Whether that many points win against so many."""
        enough = self.last if is_last else self.points
        return own >= self.cap or (own >= enough and own - other >= 2)


RALLY_SETS = {
    Sport.VOLLEYBALL: SetRules(points=25, last=15, best_of=5),
    Sport.BADMINTON: SetRules(points=21, last=21, best_of=3, cap=30),
    Sport.TABLE_TENNIS: SetRules(points=11, last=11, best_of=7),
}
# Whose sets are called games.
_OF_GAMES = frozenset({Sport.BADMINTON, Sport.TABLE_TENNIS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """What each set came to, home and away; `is_on` is whether the last one is being played.

    `won` are the sets each side won.
    """

    scores: tuple[tuple[int, int], ...]
    won: tuple[int, int]
    is_on: bool

    @property
    def is_whole(self) -> bool:
        """Whether the sets that ended are all those that were won."""
        return len(self.scores) - self.is_on >= sum(self.won)


def sets_of(state: GameState) -> Sets:
    """The sets there are, one at least, so many at most as a match can have."""
    period = state.period or max(1, len(state.scores))
    scores = [*state.scores, *[(0, 0)] * (period - len(state.scores))]
    return Sets(
        scores=tuple(scores[-_SETS_AT_MOST:]),
        won=(state.home.score, state.away.score),
        is_on=state.phase not in _ENDED,
    )


def leader(score: tuple[int, int]) -> Side | None:
    """Who has more."""
    home, away = score
    if home == away:
        return None
    return Side.HOME if home > away else Side.AWAY


def winner(state: GameState) -> Side | None:
    """Who won, once it is over."""
    if state.phase not in _ENDED or state.phase is Phase.BREAK:
        return None
    return leader((state.home.score, state.away.score))


def called_points(state: GameState) -> tuple[str, str] | None:
    """The points of the game as they are called; None where there are none."""
    points = state.situation
    return (points.home, points.away) if isinstance(points, GamePoints) else None


def server(state: GameState) -> Side | None:
    """Who serves, as told; where rallies are counted, who won the one before."""
    if state.phase in _ENDED:
        return None
    if isinstance(state.situation, GamePoints | Serve):
        return state.situation.server
    has_begun = any(sets_of(state).scores[-1])
    is_of_rallies = state.sport in RALLY_SETS and state.points is not None and has_begun
    return state.points.side if is_of_rallies and state.points is not None else None


def standing_word(state: GameState) -> str:
    """What is to be said below the board, as a word's key; "" where there is nothing.

    That it is held up or over, else what hangs on the next point.
    """
    if state.status is not MatchStatus.AS_PLANNED:
        return state.status.value
    if state.phase in _ENDED:
        return "" if state.phase is Phase.BREAK else "final"
    return _at_stake(state)


def _at_stake(state: GameState) -> str:
    side = next((side for side in Side if _would_win_set(state, side)), None)
    if side is not None:
        is_of_games = state.sport in _OF_GAMES
        set_point = "game_point" if is_of_games else "set_point"
        return "match_point" if _would_win_match(state, side) else set_point
    points = state.situation
    if not isinstance(points, GamePoints):
        return ""
    if points.is_tie_break:
        return "tie_break"
    receiver = next((side for side in Side if points.server and side is not points.server), None)
    return "break_point" if receiver and _would_win_game(points, receiver, 0) else ""


def _would_win_match(state: GameState, side: Side) -> bool:
    """Whether one set more is all this side needs; two sets won are, whatever nobody told."""
    return state.side(side).score >= (_best_of(state) or 5) // 2


def _would_win_set(state: GameState, side: Side) -> bool:
    """Whether the next point would be the set's last, were it this side's."""
    score, is_last = sets_of(state).scores[-1], _is_last(state)
    own, other = score if side is Side.HOME else score[::-1]
    rules = RALLY_SETS.get(state.sport or Sport.GENERIC)
    if rules is not None:
        is_over = any(rules.wins(*one, is_last=is_last) for one in (score, score[::-1]))
        return not is_over and rules.wins(own + 1, other, is_last=is_last)
    points = state.situation
    if not isinstance(points, GamePoints):
        return False
    if not _would_win_game(points, side, _LAST_TIE_BREAK if is_last else _TIE_BREAK):
        return False
    # A tie-break may be played instead of the last set.
    is_all = points.is_tie_break and own == other
    return is_all or (own + 1 >= _GAMES and own + 1 - other >= 2)


def _would_win_game(points: GamePoints, side: Side, enough: int) -> bool:
    """Whether the next point would be the game's; of a tie-break where that is `enough`."""
    own, other = points.home, points.away
    if side is Side.AWAY:
        own, other = other, own
    if not points.is_tie_break:
        return own == "AD" or (own == "40" and other not in {"40", "AD"})
    if not own.isdecimal() or not other.isdecimal():
        return False
    return int(own) + 1 >= enough and int(own) > int(other)


def _best_of(state: GameState) -> int | None:
    rules = RALLY_SETS.get(state.sport or Sport.GENERIC)
    return state.best_of or (rules.best_of if rules else None)


def _is_last(state: GameState) -> bool:
    """Whether no set follows this one; where nobody told how many there are, whether it may."""
    home, away = state.home.score, state.away.score
    best_of = _best_of(state)
    return home == away > 0 if best_of is None else home + away == best_of - 1
