"""A console's board, sport by sport, and its clocks: told where they matter, to a tenth."""

from collections.abc import Iterator
from typing import Any

import pytest

from feeds.fact import ClockSet, Fact, PeriodEnded, ShotClockSet
from feeds.happening import Side
from feeds.parsers import UnknownProviderError, parser
from feeds.reporter import Reporter
from feeds.settings import CONSOLES
from feeds.situation import BatterCount, Down, Fouls, Serve, Strength
from feeds.sport import Sport
from feeds.state import GameState, Phase
from feeds.timeline import Timeline
from tests.consoles import Console

S = 1_000_000
START = 1_800_000_000 * S


class Board:
    """A console's feed, and what a channel makes of it."""

    def __init__(self, sport: Sport, provider: str = "daktronics") -> None:
        self.reporter = Reporter(parser(provider, sport), feed="board")
        self.timeline = Timeline()
        self.at = START
        self.odd = ""

    def says(self, payload: bytes, after_s: float = 0.1) -> list[Fact]:
        """Send so long after what was sent before; what is told of it."""
        self.at += round(after_s * S)
        self.odd = self.reporter.read(payload, self.at).odd
        facts = self.reporter.take(self.at, 1000)
        for fact in facts:
            assert fact.event_time is not None
            self.timeline.add(fact, visible_from=fact.event_time)
        return facts

    def phase(self) -> Phase:
        return self.state.phase

    @property
    def state(self) -> GameState:
        return self.timeline.as_of(self.at)

    @property
    def clock(self) -> float:
        clock = self.state.clock
        assert clock is not None
        return clock.at(self.at) / S


def of(kind: type[Fact], facts: list[Fact]) -> list[Any]:
    return [fact for fact in facts if isinstance(fact, kind)]


def ticks(console: Console, first: int, last: int) -> Iterator[tuple[bytes, float]]:
    """A clock that runs down from a second to another, sent ten times a second."""
    for tenths in range(first * 10 + 9, last * 10 - 1, -1):
        console.clock(f"{tenths // 600:2}:{tenths // 10 % 60:02}")
        yield console.clocks(), 0.1


def test_a_clock_that_runs_is_told_once() -> None:
    board, console = Board(Sport.BASKETBALL), Console().period(1).score(0, 0)
    board.says(console.clock("12:00", stopped=True).whole())
    assert board.phase() is Phase.PRE_MATCH
    told = [fact for line, after in ticks(console, 719, 690) for fact in board.says(line, after)]
    (one,) = told
    assert isinstance(one, ClockSet)
    assert (one.running, one.period, one.is_estimated) == (True, 1, True)
    assert board.phase() is Phase.PLAYING


def test_the_clock_shows_what_the_board_shows() -> None:
    """To the second, once the first has passed in which it began somewhere."""
    board, console = Board(Sport.BASKETBALL), Console().period(1)
    for number, (line, after) in enumerate(ticks(console, 719, 700)):
        if number > 5:
            board.says(line, after)
        shown = console.places[:5]
        if number > 15:
            assert f"{int(board.clock) // 60:2}:{int(board.clock) % 60:02}" == "".join(shown)


def test_stop_and_start_are_seen_with_the_next_line() -> None:
    board, console = Board(Sport.ICE_HOCKEY), Console().period(2)
    for line, after in ticks(console, 605, 600):
        board.says(line, after)
    (stop,) = board.says(console.clock("10:00", stopped=True).clocks())
    assert isinstance(stop, ClockSet)
    assert (stop.running, stop.clock, stop.event_time) == (False, 600 * S, board.at)
    assert board.says(console.clocks(), 30) == []
    (start,) = board.says(console.clock("10:00").clocks())
    assert isinstance(start, ClockSet)
    assert (start.running, start.event_time) == (True, board.at)


def test_tenths_of_the_last_minute() -> None:
    board, console = Board(Sport.BASKETBALL), Console().period(4)
    board.says(console.clock("01:00").whole())
    told = [
        board.says(console.clock(f"{tenths / 10:.1f}").clocks()) for tenths in range(599, 0, -1)
    ]
    assert [len(one) for one in told].count(0) == len(told) - 1
    assert abs(board.clock - 0.1) < 0.05
    over = board.says(console.clock(" 0.0").clocks())
    assert [fact.type for fact in over] == ["clock_set", "period_ended"]
    assert (board.phase(), board.clock) == (Phase.BREAK, 0)


def test_a_clock_that_is_set_is_told() -> None:
    board, console = Board(Sport.BASKETBALL), Console().period(1)
    for line, after in ticks(console, 300, 295):
        board.says(line, after)
    (one,) = board.says(console.clock("04:58").clocks())
    assert isinstance(one, ClockSet)
    assert one.clock == 298_900_000


def test_a_period_ends_and_the_next_begins_with_its_clock() -> None:
    board, console = Board(Sport.AMERICAN_FOOTBALL), Console().period(1)
    board.says(console.clock("00:01").clocks() + console.whole())
    board.says(console.clock(" 0.0").clocks())
    assert (board.phase(), board.state.period) == (Phase.BREAK, 1)
    board.says(console.clock("15:00", stopped=True).period(2).whole())
    assert (board.phase(), board.clock) == (Phase.BREAK, 900)
    board.says(console.clock("14:59").clocks())
    assert (board.phase(), board.state.period) == (Phase.PLAYING, 2)


@pytest.mark.parametrize(("texts", "counts"), [(("10:00", "10:01"), 1), (("10:01", "10:00"), -1)])
def test_a_football_clock_counts_either_way(texts: tuple[str, str], counts: int) -> None:
    board, console = Board(Sport.FOOTBALL), Console().period(1)
    for text in texts:
        board.says(console.clock(text).whole(), 1)
    clock = board.state.clock
    assert clock is not None
    assert (clock.rate, clock.running) == (counts, True)


def test_half_time_is_where_the_period_changes() -> None:
    board, console = Board(Sport.FOOTBALL), Console().period(1)
    board.says(console.clock("45:00").whole())
    board.says(console.clock("45:12", stopped=True).clocks(), 12)
    assert board.phase() is Phase.FIRST_HALF
    told = board.says(console.period(2).whole())
    assert [fact.period for fact in of(PeriodEnded, told)] == [1]
    assert board.phase() is Phase.HALF_TIME
    board.says(console.clock("45:01").clocks())
    assert board.phase() is Phase.SECOND_HALF


def test_a_shot_clock() -> None:
    board, console = Board(Sport.BASKETBALL), Console().period(1).clock("11:00")
    told = []
    for seconds in range(24, 10, -1):
        told += of(ShotClockSet, board.says(console.put(201, f"{seconds:8}").whole(), 1))
    assert [(one.clock, one.running) for one in told] == [(24_900_000, True)]
    (reset,) = of(ShotClockSet, board.says(console.put(201, f"{24:8}").whole(), 1))
    assert reset.clock == 24_900_000
    (gone,) = of(ShotClockSet, board.says(console.put(201, " " * 8).whole(), 1))
    assert (gone.clock, gone.running) == (0, False)


def test_scores_and_names_of_both_sides() -> None:
    board, console = Board(Sport.BASKETBALL), Console().score(98, 101).period(2)
    console.put(264, "50", 2).put(266, "48", 2).put(284, "60", 2).put(286, "41", 2)
    board.says(console.put(48, "Rivertown").put(68, "Hill End").put(88, "RIV").whole())
    state = board.state
    assert (state.home.team.name, state.home.team.short) == ("Rivertown", "RIV")
    assert (state.away.team.name, state.away.team.short) == ("Hill End", None)
    assert (state.home.score, state.away.score) == (98, 101)
    assert state.scores == ((50, 60), (48, 41))
    assert state.sport is Sport.BASKETBALL
    board.says(console.score(97, 101).whole())
    assert board.state.home.score == 97


def test_what_was_not_sent_yet_is_not_told() -> None:
    board, console = Board(Sport.BASKETBALL), Console().score(3, 2)
    assert [fact.type for fact in board.says(console.clock("11:00").clocks())] == [
        "match", "fouls", "clock_set",
    ]  # fmt: skip
    assert [fact.type for fact in board.says(console.whole())] == ["correction"]


def test_garbage_is_counted_and_changes_nothing() -> None:
    board, console = Board(Sport.BASKETBALL), Console().score(3, 2).period(1)
    board.says(console.whole())
    before = board.state
    assert board.says(b"\x00\xffnoise" * 100) == []
    assert "bytes that are no line so far" in board.odd
    assert board.says(console.score(9, 9).whole().replace(b"9", b"8")) == []
    assert "1 lines with a wrong checksum so far" in board.odd
    assert board.state == before
    board.says(console.whole())
    assert (board.odd, board.state.home.score) == ("", 9)


@pytest.mark.parametrize(
    ("sport", "console", "wanted"),
    [
        pytest.param(
            Sport.BASKETBALL,
            Console().put(236, "4", 2).put(238, "7", 2).put(122, "3", 2).put(130, "1", 2)
            .put(210, "<").put(222, "<"),
            Fouls(
                event_time=None, received=0, home=4, away=7, home_bonus=True, home_timeouts=3,
                away_timeouts=1, possession=Side.HOME,
            ),
            id="basketball",
        ),
        pytest.param(
            Sport.AMERICAN_FOOTBALL,
            Console().put(215, ">").put(220, "28", 2).put(222, "3rd").put(225, "7", 2)
            .put(122, "3", 2).put(130, "2", 2),
            Down(
                event_time=None, received=0, possession=Side.AWAY, down=3, distance=7, spot="28",
                home_timeouts=3, away_timeouts=2,
            ),
            id="american-football",
        ),
        pytest.param(
            Sport.ICE_HOCKEY,
            Console().put(226, "17", 2).put(228, "1:35").put(288, "0:12").put(298, "1:59")
            .put(308, "2:00"),
            Strength(event_time=None, received=0, home=4, away=3),
            id="ice-hockey",
        ),
        pytest.param(
            Sport.BASEBALL,
            Console().period(7).put(202, ">").put(222, "3").put(223, "2").put(224, "1"),
            BatterCount(
                event_time=None, received=0, batting=Side.AWAY, balls=3, strikes=2, outs=1
            ),
            id="baseball",
        ),
        pytest.param(
            Sport.VOLLEYBALL,
            Console().period(3).score(7, 9).put(208, ">"),
            Serve(event_time=None, received=0, server=Side.AWAY),
            id="volleyball",
        ),
    ],
)  # fmt: skip
def test_what_only_one_sport_has(sport: Sport, console: Console, wanted: Any) -> None:
    board = Board(sport)
    board.says(console.whole())
    found = board.state.situation
    assert found is not None
    assert all(
        getattr(found, name) == getattr(wanted, name)
        for name in type(wanted).__dataclass_fields__
        if name not in {"event_time", "received", "id", "provider", "is_estimated"}
    )


def test_innings() -> None:
    board, console = Board(Sport.BASEBALL), Console().period(1).score(0, 2).put(202, ">")
    console.put(282, "2", 2).put(203, "1", 2).put(209, "4", 2)
    board.says(console.whole())
    assert (board.state.period, board.state.half, board.state.scores) == (1, "top", ((0, 2),))
    assert [(stat.name, stat.home, stat.away) for stat in board.state.stats] == [("hits", 1, 4)]
    board.says(console.put(202, " ").put(201, ">").whole())
    assert (board.state.period, board.state.half, board.state.scores) == (1, "bottom", ((0, 2),))
    board.says(console.period(2).put(202, ">").put(201, " ").whole())
    assert (board.state.period, board.state.half) == (2, "top")


def test_sets() -> None:
    board, console = Board(Sport.VOLLEYBALL), Console().period(1).put(215, "0", 2).put(217, "0", 2)
    board.says(console.score(24, 20).whole())
    board.says(console.score(25, 20).whole())
    board.says(console.period(2).score(0, 0).put(215, "1", 2).whole())
    board.says(console.score(3, 4).whole())
    state = board.state
    assert (state.home.score, state.away.score, state.period) == (1, 0, 2)
    assert state.scores == ((25, 20), (3, 4))


def test_a_board_nobody_has() -> None:
    with pytest.raises(UnknownProviderError, match="no board of 'chess'; as match use basketball"):
        parser("daktronics", "chess")
    assert all(parser("daktronics", sport) for sport in CONSOLES["daktronics"])


def test_corners() -> None:
    board, console = Board(Sport.FOOTBALL), Console().put(281, "4", 3).put(325, "6", 3)
    board.says(console.score(1, 0).whole())
    assert [(stat.name, stat.home, stat.away) for stat in board.state.stats] == [("corners", 4, 6)]
