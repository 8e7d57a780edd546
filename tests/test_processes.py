"""Children: real processes, started, killed, started again, stopped."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from api.life import Ends, State
from api.processes import Child, Program
from feeds.clock import SystemClock
from tests.until import until

ENDS = Ends(done=frozenset({0}), mistaken=frozenset({2}))
SLEEPS = "import sys; sys.stdin.read()"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}"


def play(source: str, story: Callable[[Child], Awaitable[None]], line: bytes = b"") -> None:
    """Tell a story of a child that runs this Python; it is killed in the end."""
    command = (sys.executable, "-c", source)
    program = Program(name="child", command=command, ends=ENDS, line=line)
    tell(program, story)


def tell(program: Program, story: Callable[[Child], Awaitable[None]]) -> None:
    async def run() -> None:
        child = Child(program, SystemClock())
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            task = group.create_task(child.run())
            await story(child)
            child.stop()
            child.send(signal.SIGKILL)
            await child.ended()
            task.cancel()

    asyncio.run(run())


def in_state(child: Child, state: State) -> Callable[[], bool]:
    return lambda: child.life.state is state


def test_a_killed_child_is_started_again() -> None:
    async def story(child: Child) -> None:
        assert child.status()["state"] == "stopped"
        child.start()
        await until(in_state(child, State.RUNNING))
        first = child.life.pid
        child.send(signal.SIGKILL)
        await until(in_state(child, State.WAITING))
        assert child.life.code == -9
        await until(in_state(child, State.RUNNING))
        assert child.life.restarts == 1
        assert child.life.pid not in {first, None}

    play(SLEEPS, story)


@pytest.mark.parametrize(
    ("code", "state"),
    [
        pytest.param(0, State.DONE, id="done"),
        pytest.param(2, State.MISTAKEN, id="mistaken"),
    ],
)
def test_one_that_ended_for_good_runs_again_when_it_is_asked_to(code: int, state: State) -> None:
    async def story(child: Child) -> None:
        child.start()
        await until(in_state(child, state))
        assert child.status() == {
            "name": "child", "state": state.value, "pid": None, "restarts": 0, "code": code,
        }  # fmt: skip
        child.start()
        await until(lambda: child.life.state is State.RUNNING)
        await until(in_state(child, state))

    play(f"import sys; sys.exit({code})", story)


def test_a_stopped_child_stays_stopped_and_starts_anew() -> None:
    async def story(child: Child) -> None:
        child.start()
        await until(in_state(child, State.RUNNING))
        child.stop()
        child.send(signal.SIGTERM)
        await child.ended()
        assert child.life.state is State.STOPPED
        child.start()
        await until(in_state(child, State.RUNNING))
        assert child.life.restarts == 0

    play(SLEEPS, story)


def test_one_that_waits_starts_at_once_when_asked_to_and_stays_down_when_stopped() -> None:
    async def story(child: Child) -> None:
        child.start()
        await until(in_state(child, State.WAITING))
        child.start()
        await until(lambda: child.life.restarts == 1)
        await until(in_state(child, State.WAITING))
        child.stop()
        assert child.life.state is State.STOPPED

    play("import sys; sys.exit(1)", story)


def test_a_stubborn_child_is_killed() -> None:
    async def story(child: Child) -> None:
        child.start()
        await until(in_state(child, State.RUNNING))
        child.stop()
        child.send(signal.SIGTERM)
        assert child.life.is_up
        child.send(signal.SIGKILL)
        await child.ended()
        assert child.life.code in {-9, -15}

    play(STUBBORN, story)


def test_one_stopped_before_it_ever_ran_is_ended_at_once() -> None:
    async def story(child: Child) -> None:
        child.start()
        child.stop()
        await until(lambda: not child.life.is_up)
        await child.ended()
        assert child.life.state is State.STOPPED

    play(SLEEPS, story)


def test_it_is_handed_its_line_and_an_open_input(tmp_path: Path) -> None:
    got = tmp_path / "got"
    source = (
        f"import os, sys; line = sys.stdin.readline(); open({str(got)!r}, 'w').write(line); "
        "sys.stdin.read()"
    )

    async def story(child: Child) -> None:
        child.start()
        await until(lambda: got.exists() and got.read_text() != "")
        assert got.read_text() == "{}\n"
        assert child.life.state is State.RUNNING
        assert child.life.pid is not None
        assert os.getpgid(child.life.pid) == child.life.pid

    play(source, story, line=b"{}\n")


def test_a_program_that_is_not_there_is_tried_again() -> None:
    async def story(child: Child) -> None:
        child.start()
        await until(in_state(child, State.WAITING))
        assert child.life.code == 127

    tell(Program(name="none", command=("/nonexistent",), ends=ENDS), story)
