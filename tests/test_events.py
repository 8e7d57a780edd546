"""Show events: from facts with their lateness, from a log in its order, by frame."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from engine.channel import events
from engine.channel.events import Script, Started
from engine.errors import ShowLogError
from engine.show_log import ShowEvent, write_lines
from feeds.fact import Fact, Goal
from feeds.happening import Side

PAL, NTSC = Fraction(25), Fraction(30000, 1001)
SECOND = 1_000_000
STARTED = Started(rate=NTSC, first_frame=60_000, distance=7 * SECOND, latency=2 * SECOND)


def goal(event_time: int | None, received: int, provider: str | None = None) -> Goal:
    return Goal(event_time=event_time, received=received, side=Side.HOME, provider=provider)


def event(frame: int, kind: str = "cue", sequence: int = 0) -> ShowEvent:
    return ShowEvent(
        sequence=sequence,
        frame=frame,
        event_time=None,
        arrival=0,
        actor="engine",
        payload={"type": kind},
    )


@pytest.mark.parametrize(
    ("received", "rate", "first_frame", "lateness", "frame"),
    [
        pytest.param(103 * SECOND, PAL, 0, 0, 2575, id="known-at-103"),
        pytest.param(100 * SECOND, PAL, 0, 3 * SECOND, 2575, id="three-seconds-later"),
        pytest.param(100 * SECOND + 1, PAL, 0, 0, 2501, id="never-early"),
        pytest.param(100 * SECOND, PAL, 9000, 0, 9000, id="before-the-programme"),
        pytest.param(1001 * SECOND, NTSC, 0, 0, 30000, id="29.97"),
    ],
)
def test_the_frame_of_a_fact(
    received: int, rate: Fraction, first_frame: int, lateness: int, frame: int
) -> None:
    (made,) = events.from_facts(
        [goal(100 * SECOND, received)], rate=rate, first_frame=first_frame, lateness=lateness
    )
    assert (made.frame, made.event_time) == (frame, 100 * SECOND)
    assert made.arrival == received + lateness


@pytest.mark.parametrize(
    "fact",
    [goal(5, 5), goal(5, 9 * SECOND, "opta"), goal(None, 7)],
    ids=["plain", "of-a-provider", "without-a-time"],
)
def test_an_event_carries_its_fact(fact: Fact) -> None:
    (made,) = events.from_facts([fact], rate=PAL, first_frame=0, lateness=0)
    assert events.fact_of(made) == fact
    assert made.actor == (fact.provider or "facts")


def test_facts_are_read_as_they_are_asked_for() -> None:
    def endless() -> Any:
        second = 0
        while True:
            yield goal(second * SECOND, second * SECOND)
            second += 1

    script = Script(events.from_facts(endless(), rate=PAL, first_frame=0, lateness=0))
    assert [made.frame for made in script.until(60)] == [0, 25, 50]
    assert [made.frame for made in script.until(60)] == []
    assert [made.frame for made in script.until(75)] == [75]


@pytest.mark.parametrize(
    ("frames", "asked", "given"),
    [
        pytest.param([], [0, 9], [[], []], id="none"),
        pytest.param([3, 3, 5], [2, 3, 4, 5], [[], [3, 3], [], [5]], id="one-by-one"),
        pytest.param([3, 3, 5], [9], [[3, 3, 5]], id="all-at-once"),
    ],
)
def test_until(frames: Sequence[int], asked: Sequence[int], given: list[list[int]]) -> None:
    script = Script(event(frame) for frame in frames)
    assert [[made.frame for made in script.until(number)] for number in asked] == given


def logged(folder: Path, *lines: ShowEvent) -> Path:
    path = folder / "show.jsonl"
    with path.open("w", encoding="utf-8") as file:
        write_lines(lines, file)
    return path


def beginning(payload: dict[str, Any] | None = None) -> ShowEvent:
    return replace(event(60_000), payload=payload or events.started_payload(STARTED))


@pytest.mark.parametrize("rate", [PAL, NTSC], ids=str)
def test_how_a_programme_began_and_back(tmp_path: Path, rate: Fraction) -> None:
    started = replace(STARTED, rate=rate)
    path = logged(tmp_path, beginning(events.started_payload(started)))
    assert events.read_started(path) == started


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"rate": "0/0"}, id="rate-0-by-0"),
        pytest.param({"rate": "fast"}, id="no-rate"),
        pytest.param({"rate": None}, id="rate-null"),
        pytest.param({"first_frame": "x"}, id="no-frame"),
        pytest.param({"distance_us": None}, id="no-distance"),
        pytest.param({"type": "goal"}, id="another-event"),
        pytest.param({"first_frame": -48}, id="a-frame-before-1970"),
        pytest.param({"first_frame": 60_001}, id="a-frame-within-a-segment"),
    ],
)
def test_a_log_that_does_not_say_how_it_began(tmp_path: Path, change: dict[str, Any]) -> None:
    path = logged(tmp_path, beginning(events.started_payload(STARTED) | change))
    with pytest.raises(ShowLogError, match=r"show\.jsonl:1: .*; use a log written by --log"):
        events.read_started(path)


def test_an_empty_log(tmp_path: Path) -> None:
    with pytest.raises(ShowLogError, match="does not say how the programme began"):
        events.read_started(logged(tmp_path))


def test_what_every_job_writes_itself_is_left_out(tmp_path: Path) -> None:
    kinds = ["program_started", "slate_shown", "goal", "content_time_jumped", "cue-of-tomorrow"]
    lines = [event(5, kind, number) for number, kind in enumerate(kinds)]
    found = list(events.from_log(logged(tmp_path, *lines)))
    assert [made.payload["type"] for made in found] == ["goal", "cue-of-tomorrow"]


def test_a_log_out_of_order_is_refused(tmp_path: Path) -> None:
    path = logged(tmp_path, event(5), event(7, sequence=1), event(6, sequence=2))
    read = events.from_log(path)
    assert [next(read).frame, next(read).frame] == [5, 7]
    with pytest.raises(ShowLogError, match="event 2 is of an earlier frame"):
        next(read)


def test_an_unknown_event_is_no_fact() -> None:
    assert events.fact_of(event(0, "cue-of-tomorrow")) is None


def test_a_log_with_a_broken_fact_is_found_before_it_plays(tmp_path: Path) -> None:
    with pytest.raises(ShowLogError, match=r"event 3: .*; use a log written by --log"):
        events.check_log(logged(tmp_path, event(5, "goal", 3)))
