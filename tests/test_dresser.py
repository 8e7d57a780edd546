"""The live dresser: two frames ahead, never waited for, the same after a restart."""

import threading
from fractions import Fraction
from pathlib import Path

import pytest

from engine.channel.dresser import LiveDresser
from engine.channel.dressing import Dressing
from engine.channel.inbox import Inbox, Offer
from engine.rendition import Rendition
from engine.show_log import ShowEvent, ShowLog
from engine.timebase import Timing
from feeds.codec import encode_fact
from feeds.fact import Fact, Goal, Match, Team
from feeds.happening import Side

LADDER = (Rendition(name="360p", width=640, height=360, kbit=500),)
TIMING = Timing(rate=Fraction(25))
FIRST = 48_000
AT = TIMING.content_time(FIRST)


def dressing() -> Dressing:
    timings = {"source": TIMING, "backup": Timing(rate=Fraction(25), latency=4_000_000)}
    return Dressing(LADDER, timings, "source", {})


def dresser(
    log: ShowLog, happened: list[ShowEvent] | None = None, folded: Dressing | None = None
) -> tuple[LiveDresser, Inbox]:
    inbox = Inbox(log)
    seen = happened if happened is not None else []
    return LiveDresser(folded or dressing(), inbox, seen.append, 1), inbox


def offers() -> list[Offer]:
    home, away = Team(name="North"), Team(name="South")
    facts: list[Fact] = [
        Match(event_time=AT, received=AT, id="m", home=home, away=away),
        Goal(event_time=AT + 80_000, received=AT, id="g", side=Side.HOME),
    ]
    return [
        Offer(payload=encode_fact(f), event_time=f.event_time, arrival=AT, actor="t") for f in facts
    ]


def dressed(one: LiveDresser, frames: int) -> list[bool]:
    """Take frames as the programme does, each once it is ready; whether they were late."""
    one.begin(FIRST)
    stopping = threading.Event()
    thread = threading.Thread(target=one.run, args=(stopping,), daemon=True)
    thread.start()
    late = []
    for number in range(FIRST, FIRST + frames):
        for _ in range(500):
            if number in one.ready:
                break
            stopping.wait(0.01)
        late.append(one.take(number)[1])
    one.end()
    thread.join(10)
    assert not thread.is_alive()
    return late


def test_a_fact_shows_from_its_frame_on(tmp_path: Path) -> None:
    happened: list[ShowEvent] = []
    with ShowLog(tmp_path / "show.db") as log:
        folded = dressing()
        one, inbox = dresser(log, happened, folded)
        inbox.offer(offers(), lambda _: None)
        assert dressed(one, 4) == [False] * 4
    assert [event.frame for event in happened] == [FIRST, FIRST]
    assert folded.state(AT + 40_000).home.score == 0
    assert folded.state(AT + 80_000).home.score == 1


def test_boxes_not_ready_leave_the_last_ones(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db") as log:
        one, _ = dresser(log)
        one.begin(FIRST)
        boxes, is_late = one.take(FIRST)
    assert is_late
    assert list(boxes) == [()]


@pytest.mark.parametrize(
    ("waiting", "frames"),
    [
        pytest.param([], [FIRST], id="nothing"),
        pytest.param(offers(), [FIRST, FIRST + 2], id="the-bug-and-a-goal"),
    ],
)
def test_other_boxes_are_told_of_with_their_frame(
    tmp_path: Path, waiting: list[Offer], frames: list[int]
) -> None:
    told: dict[int, int] = {}
    with ShowLog(tmp_path / "show.db") as log:
        one, inbox = dresser(log)
        one.on_boxes = lambda number, boxes: told.update({number: len(boxes)})
        inbox.offer(waiting, lambda _: None)
        dressed(one, 3)
    assert [number for number in told if number <= FIRST + 2] == frames
    assert all(bool(count) is bool(waiting) for count in told.values())


def test_what_is_unknown_in_the_log_is_passed_over(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db") as log:
        one, inbox = dresser(log)
        inbox.offer(
            [Offer(payload={"type": "of_later", "v": 9}, event_time=None, arrival=AT, actor="t")],
            lambda _: None,
        )
        assert dressed(one, 2) == [False, False]
