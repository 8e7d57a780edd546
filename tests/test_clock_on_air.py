"""A clock on air: each second for exactly its frames, at every rate, whatever becomes known."""

from fractions import Fraction
from itertools import groupby

import numpy as np
import pytest

from feeds.fact import ClockSet, Fact, Match, PeriodStarted, Retraction, Team
from feeds.sport import Sport
from feeds.timeline import Timeline
from overlays.boards.by_sport import board_of, clock_text
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.score_bug_cells import ClockCell
from tests.shots import shot

SECOND = 1_000_000
AT = 1_800_000_000 * SECOND
RATES = [Fraction(25), Fraction(30000, 1001), Fraction(50), Fraction(60000, 1001)]
NUMBERED = pytest.mark.parametrize("rate", RATES, ids=["25", "29.97", "50", "59.94"])


def match(sport: Sport) -> tuple[Fact, Fact]:
    """A match of a sport whose first period begins at `AT`."""
    named = Match(
        event_time=AT - SECOND,
        received=AT - SECOND,
        sport=sport,
        home=Team(name="Harbour Gulls"),
        away=Team(name="Northmere Pilots"),
    )
    return named, PeriodStarted(event_time=AT, received=AT, period=1)


def clock(after: int, value: int, name: str) -> ClockSet:
    """A running clock that is read so many seconds after `AT`; it reads `value` seconds."""
    at = AT + after * SECOND
    return ClockSet(
        event_time=at, received=at, id=name, clock=value * SECOND, running=True, period=1
    )


def timeline(sport: Sport, *facts: Fact) -> Timeline:
    made = Timeline()
    for fact in (*match(sport), *facts):
        made.add(fact, visible_from=fact.event_time or AT)
    return made


def shown(made: Timeline, rate: Fraction, begin: int, end: int) -> list[str]:
    """What the clock says on each frame between two seconds after `AT`, the last one with it."""
    texts = []
    for number in range(int(begin * rate), int(end * rate) + 1):
        at = AT + int(number * SECOND / rate)
        texts.append(clock_text(made.as_of(at), at))
    return texts


def text(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def tick_counts(texts: list[str]) -> list[tuple[str, int]]:
    return [(said, len(list(run))) for said, run in groupby(texts)]


def ticks(rate: Fraction, begin: int, end: int, value: int) -> list[tuple[str, int]]:
    """Each second of a countdown with its frames: those after it was reached, up to the next.

    The clock read `value` on second `begin` after `AT`. Worked out in fractions of frames.
    """
    first = int(begin * rate)
    found = [(text(value), 1)] if begin * rate == first else []
    for second in range(begin, end):
        frames = int((second + 1) * rate) - int(second * rate)
        found.append((text(value - 1 - (second - begin)), frames))
    return found


@NUMBERED
def test_a_countdown_shows_each_second_for_exactly_its_frames(rate: Fraction) -> None:
    made = timeline(Sport.AMERICAN_FOOTBALL, clock(0, 600, "start"))
    said = tick_counts(shown(made, rate, 0, 600))
    assert said == ticks(rate, 0, 600, 600)
    assert [second for second, _ in said] == [text(left) for left in range(600, -1, -1)]
    assert {frames for _, frames in said[1:-1]} <= {int(rate), -int(-rate // 1)}


@NUMBERED
def test_a_correction_counts_from_its_frame_on(rate: Fraction) -> None:
    # 1001 s are a whole number of frames at every rate.
    made = timeline(Sport.AMERICAN_FOOTBALL, clock(0, 1200, "start"), clock(1001, 225, "put-right"))
    before = tick_counts(shown(made, rate, 990, 1001)[:-1])
    assert [second for second, _ in before] == [text(1200 - at) for at in range(990, 1002)]
    assert tick_counts(shown(made, rate, 1001, 1061)) == ticks(rate, 1001, 1061, 225)
    assert shown(made, rate, 1001, 1001) == ["3:45"]


@NUMBERED
def test_an_undone_correction_was_never_there(rate: Fraction) -> None:
    wrong = clock(20, 999, "wrong")
    undo = Retraction(event_time=AT + 40 * SECOND, received=AT + 40 * SECOND, retracts="wrong")
    right = timeline(Sport.AMERICAN_FOOTBALL, clock(0, 600, "start"))
    undone = timeline(Sport.AMERICAN_FOOTBALL, clock(0, 600, "start"), wrong, undo)
    told = shown(right, rate, 0, 80)
    seen = shown(undone, rate, 0, 80)
    # The frames on which it stood, and no others, say something else.
    stood = [number for number, pair in enumerate(zip(told, seen, strict=True)) if len({*pair}) > 1]
    first, after = -int(-20 * rate // 1), -int(-40 * rate // 1)
    assert stood == list(range(first, after))
    # Seen backwards, as a replay does, it is the same.
    assert shown(undone, rate, 0, 80) == seen


@NUMBERED
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param(600, ["09:59", "10:00"], id="ten-minutes"),
        pytest.param(6000, ["99:59", "100:00"], id="a-hundred-minutes"),
    ],
)
def test_a_count_up_is_not_cut(rate: Fraction, at: int, expected: list[str]) -> None:
    made = timeline(Sport.GENERIC, clock(0, 0, "start"))
    said = tick_counts(shown(made, rate, at - 1, at + 1))
    assert [second for second, _ in said if second in expected] == expected


@pytest.mark.parametrize(
    ("sport", "value", "texts"),
    [
        pytest.param(Sport.GENERIC, 599, ["09:59", "10:00"], id="up"),
        pytest.param(Sport.GENERIC, 5999, ["99:59", "100:00"], id="up-to-three-digits"),
        pytest.param(Sport.FOOTBALL, 599, ["09:59", "10:00"], id="football"),
        pytest.param(Sport.AMERICAN_FOOTBALL, 600, ["10:00", "9:59"], id="down"),
    ],
)
@pytest.mark.parametrize("height", [360, 720, 1080])
def test_no_digit_touches_the_edge_of_its_cell(
    sport: Sport, value: int, texts: list[str], height: int
) -> None:
    made = timeline(sport, clock(0, value, "start"))
    size = PictureSize(width=height * 16 // 9, height=height)
    said = []
    for at in (AT, AT + SECOND):
        one = shot(made.as_of(at), at)
        scene = board_of(one.state).scene(one, size)
        (place,) = [n for n, it in enumerate(scene.layers) if isinstance(it.drawing, ClockCell)]
        said.append(clock_text(one.state, at))
        pixels = Renderer().boxes(scene)[place].pixels.astype(int)
        inked = np.flatnonzero((abs(pixels - pixels[0, 0]).max(axis=2) > 40).any(axis=0))
        assert inked[0] >= 1
        assert inked[-1] <= pixels.shape[1] - 2
        assert abs(inked[0] - (pixels.shape[1] - 1 - inked[-1])) <= 0.1 * pixels.shape[1]
    assert said == texts
