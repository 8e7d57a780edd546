"""The dresser: which boxes stand on which frame, and what it commits to the log."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine import keyer
from engine.channel import events
from engine.channel.events import Script
from engine.channel.graphics import Dresser, Look, slate_boxes
from engine.ffmpeg import picture
from engine.keyer import KeyedBox
from engine.rendition import Rendition
from engine.show_log import ShowEvent, ShowLog
from engine.timebase import Timing
from feeds.fact import Fact, Goal, Match, Team
from feeds.happening import Side
from feeds.timeline import Timeline

PAL = Fraction(25)
SECOND = 1_000_000
LADDER = (
    Rendition(name="180p", width=320, height=180, kbit=200),
    Rendition(name="90p", width=160, height=90, kbit=100),
)
TIMING = Timing(rate=PAL)
TEAMS = Match(event_time=0, received=0, home=Team(name="Inter"), away=Team(name="Napoli"))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[ShowLog]:
    with ShowLog(tmp_path / "show.db") as opened:
        yield opened


def goal(at: int, received: int | None = None) -> Goal:
    return Goal(event_time=at, received=at if received is None else received, side=Side.HOME)


def dresser(
    log: ShowLog, facts: Sequence[Fact], *, timing: Timing = TIMING, lateness: int = 0
) -> Dresser:
    made = events.from_facts(facts, rate=timing.rate, first_frame=0, lateness=lateness)
    return Dresser(LADDER, timing, Script(made), log)


def look(boxes: Sequence[KeyedBox], rendition: Rendition = LADDER[0]) -> bytes:
    """The boxes over black."""
    handle = picture.filled(rendition.width, rendition.height)
    keyer.key(picture.planes(handle), boxes)
    return b"".join(plane.tobytes() for plane in picture.planes(handle))


def test_nothing_stands_before_the_match_is_known(log: ShowLog) -> None:
    late = replace(TEAMS, event_time=2 * SECOND, received=2 * SECOND)
    dressing = dresser(log, [late])
    assert [list(rung) for rung in dressing.boxes(49)] == [[], []]
    assert all(dressing.boxes(50))


def test_every_rung_has_boxes_of_its_own_size(log: ShowLog) -> None:
    for rendition, boxes in zip(LADDER, dresser(log, [TEAMS]).boxes(0), strict=True):
        assert boxes
        for box in boxes:
            left, top, right, bottom = box.window
            assert 0 <= box.left + left < box.left + right <= rendition.width
            assert 0 <= box.top + top < box.top + bottom <= rendition.height


@pytest.mark.parametrize(
    ("distance", "lateness", "frame"),
    [
        pytest.param(0, 0, 2500, id="exact"),
        pytest.param(7, 3, 2675, id="in-time-by-the-distance"),
        pytest.param(2, 3, 2575, id="one-second-late"),
    ],
)
def test_a_goal_turns_the_bug_on_its_frame(
    log: ShowLog, distance: int, lateness: int, frame: int
) -> None:
    """A goal at 100.00: on the frame the design says, and not one frame earlier."""
    timing = Timing(rate=PAL, distance=distance * SECOND, latency=min(distance, 2) * SECOND)
    teams = replace(TEAMS, event_time=0, received=0)
    with_goal = dresser(log, [teams, goal(100 * SECOND)], timing=timing, lateness=lateness * SECOND)
    other = ShowLog(log.path.with_name("other.db"))
    without = dresser(other, [teams], timing=timing, lateness=lateness * SECOND)
    same = [
        look(with_goal.boxes(number)[0]) == look(without.boxes(number)[0])
        for number in (frame - 2, frame - 1, frame, frame + 40)
    ]
    other.close()
    assert same[:2] == [True, True]
    assert same[3] is False
    state = with_goal._timeline.as_of(timing.content_time(frame))
    assert state.home.score == 1


def test_events_are_committed_with_their_frame(log: ShowLog) -> None:
    dressing = dresser(log, [TEAMS, goal(SECOND), goal(2 * SECOND)])
    committed = []
    for number in (0, 24, 25, 49, 50):
        dressing.boxes(number)
        committed.append(len(list(log.events())))
    assert committed == [1, 1, 2, 2, 3]
    assert [event.frame for event in log.events()] == [0, 25, 50]


def test_commit_logs_without_drawing(log: ShowLog) -> None:
    dressing = dresser(log, [TEAMS, goal(SECOND)])
    dressing.commit(25)
    assert [event.sequence for event in log.events()] == [0, 1]


def test_commit_alone_takes_any_number_of_facts(log: ShowLog) -> None:
    """A clean programme of a long match: facts are logged, and none of them waits."""
    stats = [goal(second * SECOND) for second in range(20_100)]
    dressing = dresser(log, stats)
    for number in range(0, 20_100 * 25, 25 * 50):
        dressing.commit(number)
    dressing.commit(20_100 * 25)
    assert sum(1 for _ in log.events()) == 20_100


def test_an_unknown_event_is_logged_and_shows_nothing(log: ShowLog) -> None:
    odd = ShowEvent(
        sequence=-1,
        frame=0,
        event_time=None,
        arrival=0,
        actor="later",
        payload={"type": "cue-of-tomorrow"},
    )
    dressing = Dresser(LADDER, TIMING, Script([odd]), log)
    assert [list(rung) for rung in dressing.boxes(0)] == [[], []]
    assert len(list(log.events())) == 1


def test_what_stands_still_is_not_made_again(log: ShowLog) -> None:
    dressing = dresser(log, [TEAMS])
    first, second = dressing.boxes(0)[0], dressing.boxes(1)[0]
    assert first is second


def test_a_clean_rung_has_no_boxes(log: ShowLog) -> None:
    ladder = (LADDER[0], replace(LADDER[1], name="clean", variant="clean"))
    script = Script(events.from_facts([TEAMS], rate=PAL, first_frame=0, lateness=0))
    dressed, clean = Dresser(ladder, TIMING, script, log).boxes(0)
    assert dressed
    assert not clean


def test_the_top_rung_s_boxes_are_there_as_drawn() -> None:
    shown, timeline = Look(LADDER, Fraction(25)), Timeline()
    assert shown.boxes(timeline.as_of(0), 0)
    assert list(shown.top) == []
    timeline.add(TEAMS, visible_from=0)
    keyed = shown.boxes(timeline.as_of(0), 0)[0]
    assert [(one.left, one.top) for one in shown.top] == [(one.left, one.top) for one in keyed]
    widths = [one.pixels.shape[1] for one in shown.top]
    assert widths == [one.plate.width for one in keyed]


@pytest.mark.parametrize("size", [(64, 48), (320, 180), (180, 320)], ids=str)
def test_the_slate_covers_the_whole_picture(size: tuple[int, int]) -> None:
    looks = []
    for luma in (16, 235):
        handle = picture.filled(*size, (luma, 90, 200))
        keyer.key(picture.planes(handle), slate_boxes(*size, "The programme begins shortly"))
        looks.append([plane.copy() for plane in picture.planes(handle)])
    assert all(np.array_equal(dark, light) for dark, light in zip(*looks, strict=True))
