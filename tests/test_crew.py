"""The crew: threads that stand or fall together."""

import os
import threading

import pytest

from engine.crew import Crew
from engine.errors import SourceError
from engine.handoff import Handoff


def nothing() -> None:
    """What a crew does while it waits."""


def test_work_passes_from_thread_to_thread() -> None:
    crew, taken = Crew(), list[int]()
    handoff: Handoff[int] = crew.handoff(2)

    def give() -> None:
        for number in range(100):
            handoff.put(number)
        handoff.end()

    crew.start("give", give)
    crew.start("take", lambda: taken.extend(handoff))
    crew.join(nothing)
    assert taken == list(range(100))
    assert set(crew.cpu) == {"give", "take"}
    assert all(seconds >= 0 for seconds in crew.cpu.values())


def test_a_thread_steps_back_by_its_own_nice() -> None:
    crew, niceness = Crew(), dict[str, int]()

    def tell() -> None:
        thread = threading.current_thread()
        niceness[thread.name] = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    crew.start("first", tell)
    crew.start("behind", tell, nice=3)
    crew.join(nothing)
    assert niceness["behind"] == min(19, niceness["first"] + 3)


def fail() -> None:
    raise SourceError("clip.mp4: gone")


def test_the_first_failure_ends_all_who_wait() -> None:
    crew = Crew()
    one: Handoff[int] = crew.handoff(1)
    other: Handoff[int] = crew.handoff(1)
    other.put(1)
    taken: list[int] = []
    crew.start("takes for ever", lambda: taken.extend(one))
    crew.start("gives for ever", lambda: other.put(2))
    crew.start("fails", fail)
    with pytest.raises(SourceError, match="gone"):
        crew.join(nothing)
    assert set(crew.cpu) == {"takes for ever", "gives for ever", "fails"}


def test_who_waits_elsewhere_is_let_go_too() -> None:
    crew, elsewhere = Crew(), threading.Event()
    crew.also(elsewhere.set)
    crew.start("waits", elsewhere.wait)  # type: ignore[arg-type]
    crew.start("fails", fail)
    with pytest.raises(SourceError):
        crew.join(nothing)


def test_a_failure_that_follows_is_not_the_one_told() -> None:
    crew = Crew()
    handoff: Handoff[int] = crew.handoff(1)

    def fail_after() -> None:
        try:
            list(handoff)
        finally:
            raise ValueError("a consequence")

    crew.start("second", fail_after)
    crew.start("first", fail)
    with pytest.raises(SourceError):
        crew.join(nothing)


def test_whoever_waits_is_called_now_and_then() -> None:
    crew, calls, done = Crew(), list[int](), threading.Event()

    def call() -> None:
        calls.append(1)
        if len(calls) == 2:
            done.set()

    crew.start("works", done.wait)  # type: ignore[arg-type]
    crew.join(call)
    assert len(calls) >= 2


def test_an_abort_is_no_failure() -> None:
    crew = Crew()
    handoff: Handoff[int] = crew.handoff(1)
    taken: list[int] = []
    crew.start("waits", lambda: taken.extend(handoff))
    crew.abort()
    crew.join(nothing)


def test_threads_of_one_name_are_counted_together() -> None:
    crew = Crew()
    for _ in range(3):
        crew.start("rung", lambda: [sum(range(1000)) for _ in range(100)])  # type: ignore[arg-type]
    crew.join(nothing)
    assert list(crew.cpu) == ["rung"]
    assert crew.cpu["rung"] > 0


def test_a_long_name_is_no_trouble() -> None:
    crew = Crew()
    crew.start("1920x1080-2800k-and-more-é" * 3, nothing)
    crew.join(nothing)
    assert len(crew.cpu) == 1


def test_the_end_waits_for_all() -> None:
    crew, ended = Crew(), list[int]()
    handoff: Handoff[int] = crew.handoff(1)

    def work() -> None:
        try:
            list(handoff)
        finally:
            ended.append(sum(range(1_000_000)))

    crew.start("works", work)
    crew.end()
    assert len(ended) == 1
