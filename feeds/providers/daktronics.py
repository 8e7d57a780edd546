"""Daktronics consoles (All Sport): the lines of their real-time data, as each sport's board has it.

A console sends what changes, so the board is put together piece by piece; what was not sent yet is
not told. Which item stands where depends on the sport, which has to be named.
"""

from collections.abc import Callable, Iterator

from feeds.console_clock import STEP, ConsoleClock, ShotClock
from feeds.fact import (
    Correction,
    Fact,
    InningHalf,
    Match,
    PeriodScores,
    PeriodStarted,
    Stat,
    Team,
)
from feeds.happening import Side
from feeds.parsers import UnknownProviderError
from feeds.reading import Listed, Reading, Voice
from feeds.rtd import Board, RtdLines
from feeds.situation import BatterCount, Down, Fouls, Serve, Strength
from feeds.sport import RULES, Sport

NAME = "daktronics"
# Items of every sport's board: where they begin and how long they are.
_CLOCK, _CLOCK_TENTHS = (1, 5), (6, 8)
_IS_STOPPED, _SENT = 28, (28, 1)
_NAMES, _SHORTS = ((48, 20), (68, 20)), ((88, 10), (98, 10))
_SCORES = ((108, 4), (112, 4))
_TIMEOUTS = ((122, 2), (130, 2))
_PERIOD = (142, 2)
_SHOT_CLOCK = (201, 8)
_PERIODS = 9
_SKATERS, _LEAST_SKATERS = 5, 3
_DOWNS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

type _Pair = tuple[tuple[int, int], tuple[int, int]]
type _Of = Callable[[Board, Voice], Iterator[Fact]]


class DaktronicsParser:
    """One console's board. What it is given may begin and end anywhere in a line."""

    def __init__(self, sport: Sport) -> None:
        self._sport = sport
        self._lines, self._board = RtdLines(), Board()
        self._clock, self._shot_clock = ConsoleClock(sport), ShotClock()
        self._sets: dict[int, tuple[int, int]] = {}

    def parse(self, payload: bytes, received: int) -> Reading:
        """What the board says once these bytes have come."""
        before = self._lines.garbage, self._lines.broken
        placed = self._lines.put(payload)
        for one in placed:
            self._board.put(one)
        voice = Voice(provider=NAME, received=received)
        return Reading(
            facts=tuple(self._facts(voice)) if placed else (),
            matches=(Listed(id=self._sport.value, title="the board", is_live=True),),
            warnings=tuple(self._odd(before)),
            is_whole=False,
            clock_step=STEP,
        )

    def _odd(self, before: tuple[int, int]) -> Iterator[str]:
        garbage, broken = self._lines.garbage, self._lines.broken
        if broken > before[1]:
            yield f"{broken} lines with a wrong checksum so far"
        if garbage > before[0]:
            yield f"{garbage} bytes that are no line so far"

    def _facts(self, voice: Voice) -> Iterator[Fact]:
        yield _match(self._board, self._sport, voice)
        yield from _OF[self._sport](self._board, voice)
        if self._sport is Sport.VOLLEYBALL:
            yield from self._sets_of(voice)
        elif RULES[self._sport].clock is not None:
            yield from self._clocks(voice)

    def _clocks(self, voice: Voice) -> Iterator[Fact]:
        board = self._board
        text = board.text(*_CLOCK_TENTHS) or board.text(*_CLOCK)
        if text and board.text(*_SENT) is not None:
            yield from self._clock.read(
                text,
                is_stopped=board.is_lit(_IS_STOPPED),
                period=board.number(*_PERIOD) or None,
                voice=voice,
            )
        shot = board.text(*_SHOT_CLOCK)
        if self._sport is not Sport.FOOTBALL and shot is not None:
            running = self._clock.is_running
            yield from self._shot_clock.read(shot, is_running=running, voice=voice)

    def _sets_of(self, voice: Voice) -> Iterator[Fact]:
        """Sets: the board's own scores of those before, or what was seen of them."""
        now, score = self._board.number(*_PERIOD), _pair(self._board, _SCORES)
        if not now or score is None:
            return
        for number in range(1, min(now, _PERIODS)):
            found = _pair(self._board, ((220 + 2 * number, 2), (240 + 2 * number, 2)))
            if found is not None and any(found):
                self._sets[number] = found
        self._sets[now] = score
        yield PeriodStarted(period=now, **voice.of("set"))
        scores = tuple(self._sets.get(number, (0, 0)) for number in range(1, now + 1))
        yield PeriodScores(scores=scores, **voice.of("sets"))
        won = _pair(self._board, ((215, 2), (217, 2)))
        if won is not None:
            yield Correction(home=won[0], away=won[1], **voice.of("score"))


def _match(board: Board, sport: Sport, voice: Voice) -> Match:
    home, away = (
        Team(name=board.text(*name) or default, short=(board.text(*short) or "")[:8] or None)
        for name, short, default in zip(_NAMES, _SHORTS, ("Home", "Guest"), strict=True)
    )
    return Match(sport=sport, home=home, away=away, **voice.of("match"))


def _pair(board: Board, items: _Pair) -> tuple[int, int] | None:
    """Both sides' numbers; None where one is not there."""
    home, away = (board.number(*item) for item in items)
    return None if home is None or away is None else (home, away)


def _lit(board: Board, home: int, away: int) -> Side | None:
    """The side whose indicator is on, where it is one of them."""
    is_home, is_away = board.is_lit(home), board.is_lit(away)
    if is_home == is_away:
        return None
    return Side.HOME if is_home else Side.AWAY


def _score(board: Board, voice: Voice, of_periods: tuple[int, int] | None = None) -> Iterator[Fact]:
    """The score, and each period's where those come to it."""
    score = _pair(board, _SCORES)
    if score is None:
        return
    yield Correction(home=score[0], away=score[1], **voice.of("score"))
    period = min(board.number(*_PERIOD) or 0, _PERIODS)
    if of_periods is None or not period:
        return
    home, away = (
        tuple(board.number(first + 2 * number, 2) or 0 for number in range(period))
        for first in of_periods
    )
    if (sum(home), sum(away)) == score:
        scores = tuple(zip(home, away, strict=True))
        yield PeriodScores(scores=scores, **voice.of("periods"))


def _timeouts(board: Board) -> tuple[int | None, int | None]:
    home, away = (board.number(*item) for item in _TIMEOUTS)
    return (
        home if home is not None and home <= 9 else None,
        away if away is not None and away <= 9 else None,
    )


def _basketball(board: Board, voice: Voice) -> Iterator[Fact]:
    yield from _score(board, voice, of_periods=(264, 284))
    home, away = _timeouts(board)
    yield Fouls(
        home=board.number(236, 2),
        away=board.number(238, 2),
        home_bonus=board.is_lit(222) or board.is_lit(223),
        away_bonus=board.is_lit(229) or board.is_lit(230),
        home_timeouts=home,
        away_timeouts=away,
        possession=_lit(board, 210, 216),
        **voice.of("fouls"),
    )


def _american_football(board: Board, voice: Voice) -> Iterator[Fact]:
    yield from _score(board, voice, of_periods=(227, 247))
    home, away = _timeouts(board)
    spot = board.number(220, 2)
    yield Down(
        possession=_lit(board, 210, 215),
        down=_DOWNS.get((board.text(222, 3) or "").lower()),
        distance=board.number(225, 2),
        spot=str(spot) if spot else None,
        home_timeouts=home,
        away_timeouts=away,
        **voice.of("down"),
    )


def _ice_hockey(board: Board, voice: Voice) -> Iterator[Fact]:
    """The skaters on the ice are those whose penalties do not stand on the board."""
    yield from _score(board, voice)
    home, away = (
        max(
            _LEAST_SKATERS,
            _SKATERS - sum(bool(board.text(first + 10 * place, 8)) for place in range(6)),
        )
        for first in (228, 288)
    )
    yield Strength(home=home, away=away, **voice.of("strength"))


def _soccer(board: Board, voice: Voice) -> Iterator[Fact]:
    yield from _score(board, voice)
    yield from _stats(
        board,
        voice,
        ("shots_on_goal", ((259, 3), (303, 3))),
        ("saves", ((270, 3), (314, 3))),
        ("corners", ((281, 3), (325, 3))),
    )


def _baseball(board: Board, voice: Voice) -> Iterator[Fact]:
    inning, batting = board.number(*_PERIOD), _lit(board, 201, 202)
    if inning and batting is not None:
        half = InningHalf.BOTTOM if batting is Side.HOME else InningHalf.TOP
        yield PeriodStarted(period=inning, half=half, **voice.of("inning"))
    yield from _score(board, voice, of_periods=(258, 282))
    if batting is not None:
        balls, strikes, outs = (board.number(item, 1) or 0 for item in (222, 223, 224))
        by = voice.of("count")
        yield BatterCount(batting=batting, balls=balls, strikes=strikes, outs=outs, **by)
    yield from _stats(
        board, voice, ("hits", ((203, 2), (209, 2))), ("errors", ((205, 2), (211, 2)))
    )


def _volleyball(board: Board, voice: Voice) -> Iterator[Fact]:
    server = _lit(board, 201, 208)
    if server is not None:
        yield Serve(server=server, **voice.of("serve"))


def _stats(board: Board, voice: Voice, *stats: tuple[str, _Pair]) -> Iterator[Fact]:
    for name, items in stats:
        found = _pair(board, items)
        if found is not None:
            yield Stat(name=name, home=found[0], away=found[1], **voice.of(f"stat/{name}"))


_OF: dict[Sport, _Of] = {
    Sport.BASKETBALL: _basketball,
    Sport.AMERICAN_FOOTBALL: _american_football,
    Sport.ICE_HOCKEY: _ice_hockey,
    Sport.FOOTBALL: _soccer,
    Sport.BASEBALL: _baseball,
    Sport.VOLLEYBALL: _volleyball,
}


def parser(sport: str | None = None) -> DaktronicsParser:
    """A parser of a sport's board: football's where none is named. Raises UnknownProviderError."""
    named = sport or Sport.FOOTBALL
    if named not in (*_OF,):
        boards = ", ".join(_OF)
        raise UnknownProviderError(f"{NAME} has no board of {named!r}; as match use {boards}")
    return DaktronicsParser(Sport(named))
