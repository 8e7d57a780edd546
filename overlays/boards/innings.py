"""Cricket's innings: runs and wickets, overs, and what is needed of how many balls."""

from dataclasses import dataclass

from feeds.happening import Side
from feeds.situation import Over
from feeds.state import GameState, Phase

_ALL_OUT = 10
_FOLLOWS = {Side.HOME: Side.AWAY, Side.AWAY: Side.HOME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chase:
    """So many runs are needed to win, of so many balls (None where they are not limited)."""

    runs: int
    balls: int | None

    def rate(self, balls_an_over: int) -> str | None:
        """The runs an over it takes; None where nobody knows, or it is over."""
        if not self.balls or self.runs <= 0:
            return None
        return per_over(self.runs, self.balls, balls_an_over)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Who won, by so many runs, else with so many wickets in hand."""

    side: Side
    runs: int = 0
    wickets: int = 0


def over_of(state: GameState) -> Over | None:
    """Who bats and what was bowled, once a ball was."""
    return state.situation if isinstance(state.situation, Over) else None


def runs(state: GameState, side: Side) -> int:
    """A side's runs in the innings that is played, where it bats, else in all of its."""
    total, over, period = state.side(side).score, over_of(state), state.period
    if over is None or over.batting is not side or period is None:
        return total
    if len(state.scores) < period:
        return 0 if state.scores else total
    return state.scores[period - 1][0 if side is Side.HOME else 1]


def score_text(state: GameState, side: Side) -> str:
    """Runs and wickets as they are called, 136-7; an innings that is all out has its runs alone."""
    over, total = over_of(state), runs(state, side)
    if over is None or over.batting is not side or over.wickets >= _ALL_OUT:
        return str(total)
    return f"{total}-{over.wickets}"


def overs_text(over: Over) -> str:
    """Overs as they are called: 12.3 is twelve and three balls."""
    whole, balls = divmod(over.balls, over.balls_an_over)
    return f"{whole}.{balls}"


def run_rate(state: GameState, over: Over) -> str | None:
    """The runs an over of the innings; None before its first ball."""
    if not over.balls:
        return None
    return per_over(runs(state, over.batting), over.balls, over.balls_an_over)


def chase(state: GameState, over: Over) -> Chase | None:
    """What is needed to win; None where nobody chases."""
    if over.target is None:
        return None
    left = None if over.limit is None else max(0, over.limit - over.balls)
    return Chase(runs=max(0, over.target - runs(state, over.batting)), balls=left)


def lead(state: GameState, over: Over) -> int | None:
    """By how much who bats is ahead of the other in all innings; None in the first."""
    if (state.period or 1) < 2:
        return None
    own, other = state.side(over.batting).score, state.side(_FOLLOWS[over.batting]).score
    return own - other


def result(state: GameState) -> Result | None:
    """Who won and by what; None before it is over, where it is a draw, or nobody can say."""
    over = over_of(state)
    if over is None or over.target is None or state.phase is not Phase.FULL_TIME:
        return None
    scored, other = runs(state, over.batting), _FOLLOWS[over.batting]
    if scored >= over.target:
        return Result(side=over.batting, wickets=_ALL_OUT - over.wickets)
    short = over.target - 1 - scored
    return Result(side=other, runs=short) if short else None


def per_over(scored: int, balls: int, balls_an_over: int) -> str:
    """Runs an over, with two digits."""
    hundredths = (200 * scored * balls_an_over + balls) // (2 * balls)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
