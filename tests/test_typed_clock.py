"""A typed clock: told where its cell is changed, stopped and started where it runs to."""

from dataclasses import replace

import pytest

from feeds.clock_text import clock_to_text
from feeds.fact import ClockSet, Fact, MatchEnded, PeriodEnded, PeriodStarted
from feeds.parsers import parser
from feeds.reporter import Reporter
from feeds.sport import Direction, Sport
from feeds.typed_clock import TypedClock
from tests.test_sheet import board

S = 1_000_000
START = 1_800_000_000 * S
STOP = ("running", "no")


def cell(
    clock: int,
    *,
    period: int | None = 1,
    running: bool = True,
    counts: Direction | None = None,
) -> ClockSet:
    return ClockSet(
        event_time=None,
        received=0,
        id="clock",
        clock=clock * S,
        period=period,
        running=running,
        counts=counts,
    )


@pytest.mark.parametrize(
    ("polls", "wanted"),
    [
        pytest.param([(0, cell(60)), (50, cell(60))], [60, None], id="not-looked-at"),
        pytest.param([(0, cell(60)), (9, cell(69))], [60, 69], id="changed-to-what-it-runs-to"),
        pytest.param(
            [(0, cell(60)), (9, cell(60, period=None)), (20, cell(60, period=1))],
            [60, None, None],
            id="the-period-is-misspelt",
        ),
        pytest.param([(0, cell(45)), (9, cell(45, period=2))], [45, 45], id="another-period"),
        pytest.param(
            [(0, cell(60)), (9, cell(60, running=False)), (20, cell(60, running=False))],
            [60, 69, None],
            id="stopped-where-it-is",
        ),
        pytest.param(
            [(0, cell(60)), (9, cell(60, running=False)), (20, cell(60)), (25, cell(60))],
            [60, 69, 69, None],
            id="goes-on-from-there",
        ),
        pytest.param(
            [
                (n, cell(60, counts=Direction.DOWN, running=running))
                for n, running in ((0, True), (9, False))
            ],
            [60, 51],
            id="down",
        ),
    ],
)
def test_what_of_a_cell_is_told(
    polls: list[tuple[int, ClockSet]], wanted: list[int | None]
) -> None:
    clock = TypedClock()
    told = [clock.news(fact, Sport.FOOTBALL, at * S) for at, fact in polls]
    assert [None if one is None else one.clock // S for one in told] == wanted


@pytest.mark.parametrize(
    "between",
    [
        PeriodEnded(event_time=None, received=0, id="e", period=1),
        PeriodStarted(event_time=None, received=0, id="p", period=2),
        MatchEnded(event_time=None, received=0, id="o"),
    ],
    ids=["period-ended", "period-started", "match-ended"],
)
def test_what_comes_between_makes_it_another_clock(between: Fact) -> None:
    for is_remembered in (False, True):
        clock = TypedClock()
        if is_remembered:
            clock.remember([cell(0), between])
        else:
            clock.news(cell(0), Sport.FOOTBALL, 0)
            clock.hear(between)
        told = clock.news(cell(0, period=None), Sport.FOOTBALL, 9 * S)
        assert told is not None


class Sheet:
    """A sheet as a feed reads it, whose process may begin anew."""

    def __init__(self) -> None:
        self.aired: dict[str, Fact] = {}
        self.reporter = Reporter(parser("sheet"), feed="kiosk")

    def save(self, at: int, *changes: tuple[str, str | None]) -> list[tuple[str, bool]]:
        """What is told of the clock once it is saved."""
        self.reporter.read(board(*changes), START + at * S)
        return self.told(at)

    def told(self, at: int) -> list[tuple[str, bool]]:
        facts = self.reporter.take(START + at * S, 1000)
        self.aired |= {fact.id or "": fact for fact in facts}
        clocks = [fact for fact in facts if isinstance(fact, ClockSet)]
        return [(clock_to_text(fact.clock), fact.running) for fact in clocks]

    def begin_anew(self) -> None:
        told = sorted(self.aired.values(), key=lambda fact: fact.received)
        self.reporter = Reporter(parser("sheet"), feed="kiosk")
        self.reporter.remember(replace(fact, received=fact.received) for fact in told)


def test_a_clock_that_runs_by_itself_is_never_stale() -> None:
    sheet = Sheet()
    sheet.save(0)
    assert sheet.reporter.stale(START + 3600 * S) == ""


def test_a_whole_minute_is_told_as_any_other() -> None:
    sheet = Sheet()
    assert sheet.save(0, ("clock", "18:11")) == [("18:11", True)]
    assert sheet.save(8, ("clock", "18:00")) == [("18:00", True)]


@pytest.mark.parametrize("clock", ["50:00", None, "banana"], ids=["as-it-was", "deleted", "typo"])
def test_a_clock_stops_and_goes_on_where_it_is(clock: str | None) -> None:
    sheet, cell = Sheet(), ("clock", clock)
    assert sheet.save(0) == [("50:00", True)]
    assert sheet.save(13, cell) == []
    assert sheet.save(20, cell, STOP) == [("50:20", False)]
    assert sheet.save(30, cell) == [("50:20", True)]
    assert sheet.save(40) == []


def test_a_restart_leaves_a_clock_whose_cell_was_not_changed() -> None:
    sheet = Sheet()
    sheet.save(0)
    sheet.begin_anew()
    assert sheet.save(13) == []
    assert sheet.save(20, STOP) == [("50:20", False)]
    sheet.begin_anew()
    assert sheet.save(90, STOP) == []
    assert sheet.save(100) == [("50:20", True)]
    assert sheet.save(110, ("clock", "51:00")) == [("51:00", True)]


def test_a_sheet_that_was_read_before_it_was_known_what_was_told() -> None:
    sheet = Sheet()
    sheet.save(0)
    told = [*sheet.aired.values()]
    sheet.reporter = Reporter(parser("sheet"), feed="kiosk")
    sheet.reporter.read(board(), START + 9 * S)
    sheet.reporter.remember(told)
    assert sheet.told(10) == []
