"""The timer: every second is there for exactly its frames, at every rate, also set anew."""

from collections import Counter
from fractions import Fraction
from math import ceil

import pytest

from feeds.event_time import MICROSECONDS
from feeds.state import GameState
from overlays.catalogue import known
from overlays.figure_plate import FigureCell
from overlays.manifest import FieldError
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.stage import Stage, scene
from overlays.takes import Takes
from overlays.timer import GRAPHIC, reading

S = MICROSECONDS
BEGIN = 1_800_000_000 * S
HD = PictureSize(width=1280, height=720)
NTSC = Fraction(30000, 1001)
RATES = [Fraction(25), NTSC, Fraction(50), Fraction(60000, 1001)]


def taken(**fields: str) -> Takes:
    takes = Takes()
    takes.take("timer", BEGIN, fields)
    return takes


def at(takes: Takes, moment: int) -> str:
    """What it says at a moment (µs since it was taken)."""
    stage = Stage(())
    (one,) = stage.standing(GameState(), takes.as_of(BEGIN + moment), BEGIN + moment)
    return reading(one.shot)


def frames_of_each(takes: Takes, rate: Fraction, seconds: int) -> Counter[str]:
    """How many frames say what, of a channel's frames from its first on."""
    stage, found = Stage((), rate=rate), Counter[str]()
    first = ceil(BEGIN * rate / S)
    for number in range(first, first + int(seconds * rate)):
        moment = int(number * S / rate)
        (one,) = stage.standing(GameState(), takes.as_of(moment), moment)
        found[reading(one.shot)] += 1
    return found


@pytest.mark.parametrize(
    ("counts", "rate", "minutes"),
    [
        # Where a rate is no whole number its frames move against the seconds all the time.
        *(("down", rate, 10 if rate == NTSC else 1) for rate in RATES),
        ("up", NTSC, 1),
    ],
    ids=str,
)
def test_every_second_shows_for_its_frames(counts: str, rate: Fraction, minutes: int) -> None:
    start, seconds = str(minutes) if counts == "down" else "0", 60 * minutes + 1
    found = frames_of_each(taken(minutes=start, counts=counts), rate, seconds)
    assert len(found) == seconds
    frames = list(found.values())
    assert {int(rate), ceil(rate)} >= set(frames[1:-1])
    expected = [f"{one // 60:02d}:{one % 60:02d}" for one in range(seconds)]
    assert list(found) == (expected[::-1] if counts == "down" else expected)


@pytest.mark.parametrize(
    ("fields", "moment", "expected"),
    [
        pytest.param({"minutes": "10"}, 0, "10:00", id="down"),
        pytest.param({"minutes": "10"}, S - 1, "10:00", id="the-first-second-to-its-end"),
        pytest.param({"minutes": "10"}, S, "09:59", id="and-not-longer"),
        pytest.param({"seconds_on_clock": "1"}, S - 1, "00:01", id="the-last-second"),
        pytest.param({"seconds_on_clock": "1"}, S, "00:00", id="ends-at-its-moment"),
        pytest.param({"seconds_on_clock": "1"}, 99 * S, "00:00", id="and-stays-there"),
        pytest.param({"counts": "up"}, S - 1, "00:00", id="up"),
        pytest.param({"counts": "up", "minutes": "9"}, 60 * S, "10:00", id="up-from-a-reading"),
        pytest.param({"counts": "up", "minutes": "999"}, 60 * S, "1000:00", id="beyond"),
        pytest.param({}, 0, "00:00", id="nothing-set"),
    ],
)
def test_what_it_says(fields: dict[str, str], moment: int, expected: str) -> None:
    assert at(taken(**fields), moment) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(4 * S, "00:56", id="before"),
        pytest.param(5 * S, "00:30", id="set-anew"),
        pytest.param(7 * S, "00:28", id="counts-from-there"),
        pytest.param(9 * S, "00:26", id="another-title-changes-nothing"),
    ],
)
def test_set_anew_it_counts_from_then_on(moment: int, expected: str) -> None:
    takes = taken(minutes="1")
    takes.change("timer", BEGIN + 5 * S, {"minutes": "0", "seconds_on_clock": "30"})
    takes.change("timer", BEGIN + 8 * S, {"title": "Time-out"})
    assert at(takes, moment) == expected


def test_step_two_stops_it() -> None:
    takes = taken(counts="up")
    takes.step("timer", BEGIN + 5 * S, 2)
    assert [at(takes, second * S) for second in (4, 5, 60)] == ["00:04", "00:05", "00:05"]
    takes.step("timer", BEGIN + 70 * S, 1)
    assert at(takes, 71 * S) == "01:11"


def test_it_counts_on_while_it_leaves() -> None:
    takes = taken(minutes="1")
    takes.clear("timer", BEGIN + 5 * S - 100_000)
    assert [at(takes, moment) for moment in (5 * S - 100_000, 5 * S)] == ["00:56", "00:55"]


def test_a_second_is_a_cell_drawn_anew_and_nothing_else() -> None:
    takes, renderer, stage = taken(title="Time-out", seconds_on_clock="30"), Renderer(), Stage(())
    boxes, cells = set(), set()
    for second in range(2, 12):
        moment = BEGIN + second * S
        made = scene(stage.standing(GameState(), takes.as_of(moment), moment), HD)
        boxes |= {box.version for box in renderer.boxes(made)}
        cells |= {one.drawing for one in made.layers if isinstance(one.drawing, FigureCell)}
    assert (len(cells), len(boxes), renderer.drawn) == (10, 11, 11)


@pytest.mark.parametrize("field", ["minutes", "seconds_on_clock"])
@pytest.mark.parametrize("given", ["-1", "1000", "1.5", "x"])
def test_what_is_no_time_is_refused(field: str, given: str) -> None:
    with pytest.raises(FieldError, match=field):
        known(GRAPHIC.id).manifest.checked({field: given})
