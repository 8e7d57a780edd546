"""Consoles at a port and at a serial line: real datagrams, a real terminal of two ends."""

import asyncio
import os
import pty
import socket
import termios
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from feeds.clock import SystemClock
from feeds.console import SerialConsole, UdpConsole
from feeds.fact import ClockSet, Correction, Fact
from feeds.parsers import parser
from feeds.pushed import Pushed, Receiver
from feeds.reporter import Reporter
from feeds.sport import Sport
from tests.consoles import Console
from tests.until import until

type Story = Callable[[Pushed, list[Fact]], Awaitable[None]]


def listening(receiver: Receiver, story: Story) -> None:
    """Tell a story to a console's feed, whose facts are taken as they wake it."""

    async def run() -> None:
        pushed = Pushed(
            Reporter(parser("daktronics", Sport.BASKETBALL), feed="board"), SystemClock()
        )
        facts: list[Fact] = []
        pushed.wakes(lambda: facts.extend(pushed.take(SystemClock().now(), 1000)))
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            task = group.create_task(receiver.run(pushed))
            await story(pushed, facts)
            task.cancel()

    with suppress(asyncio.CancelledError):
        asyncio.run(run())


def score(facts: list[Fact]) -> tuple[int, int] | None:
    found = [(fact.home, fact.away) for fact in facts if isinstance(fact, Correction)]
    return found[-1] if found else None


def udp_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_datagrams_are_told_as_they_come() -> None:
    port = udp_port()

    async def story(pushed: Pushed, facts: list[Fact]) -> None:
        await until(lambda: pushed.connected is True)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.connect(("127.0.0.1", port))
            line = Console().score(4, 2).whole()
            # Datagrams need not be lines.
            sender.send(b"\x00noise" + line[:100])
            sender.send(line[100:])
            await until(lambda: score(facts) == (4, 2))
            sender.send(line.replace(b"4", b"5"))
            sender.send(Console().score(4, 3).whole())
            await until(lambda: score(facts) == (4, 3))
        assert pushed.failures == 2

    listening(UdpConsole(f"udp://127.0.0.1:{port}", SystemClock()), story)


def test_one_sender_is_listened_to() -> None:
    port = udp_port()

    async def story(pushed: Pushed, facts: list[Fact]) -> None:
        await until(lambda: pushed.connected is True)
        kind = socket.AF_INET, socket.SOCK_DGRAM
        with socket.socket(*kind) as sender, socket.socket(*kind) as stranger:
            for one in (sender, stranger):
                one.connect(("127.0.0.1", port))
            sender.send(Console().score(4, 2).whole())
            await until(lambda: score(facts) == (4, 2))
            for _ in range(200):
                stranger.send(Console().score(9, 9).whole())
            await until(lambda: pushed.failures > 0)
            again = Console().score(5, 2).whole()
            # As consoles do: one of so many datagrams may be lost on the way.
            await until(lambda: bool(sender.send(again)) and score(facts) == (5, 2))
        assert (9, 9) not in [(f.home, f.away) for f in facts if isinstance(f, Correction)]

    listening(UdpConsole(f"udp://127.0.0.1:{port}", SystemClock()), story)


def test_a_port_that_is_taken_is_shown_and_tried_again() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = int(other.getsockname()[1])

        async def story(pushed: Pushed, _facts: list[Fact]) -> None:
            await until(lambda: "in use" in pushed.error)
            other.close()
            await until(lambda: pushed.connected is True)
            assert pushed.error == ""

        listening(UdpConsole(f"udp://127.0.0.1:{port}", SystemClock()), story)


def test_a_serial_line() -> None:
    """Raw bytes at the console's speed; control characters mean nothing to the line."""
    console, line = pty.openpty()
    path = os.ttyname(line)

    async def story(pushed: Pushed, facts: list[Fact]) -> None:
        await until(lambda: pushed.connected is True)
        mode = termios.tcgetattr(line)
        assert (mode[4], mode[5]) == (termios.B19200, termios.B19200)
        sent = Console().score(88, 90).clock("00:09").whole()
        for at in range(0, len(sent), 50):
            os.write(console, sent[at : at + 50])
            await asyncio.sleep(0)
        await until(lambda: score(facts) == (88, 90))
        os.write(console, b"\x03\x1a\x04garbage" + Console().clock("08.4", stopped=True).clocks())
        await until(lambda: any(not f.running for f in facts if isinstance(f, ClockSet)))
        assert pushed.failures == 1

    try:
        listening(SerialConsole(Path(path), 19_200), story)
    finally:
        os.close(console)
        os.close(line)


def test_a_line_that_is_pulled_out_and_put_in_again(tmp_path: Path) -> None:
    path = tmp_path / "line"

    async def story(pushed: Pushed, facts: list[Fact]) -> None:
        await until(lambda: pushed.error == f"{path}: no such file or directory")
        for number in (1, 2):
            console, line = pty.openpty()
            path.unlink(missing_ok=True)
            path.symlink_to(os.ttyname(line))
            await until(lambda: pushed.connected is True)
            os.write(console, Console().score(number, 0).whole())
            await until(lambda n=number: score(facts) == (n, 0))  # type: ignore[misc]
            os.close(console)
            os.close(line)
            await until(lambda: pushed.connected is False)
            assert pushed.is_failing

    listening(SerialConsole(path, 19_200), story)


def test_a_file_is_no_serial_line(tmp_path: Path) -> None:
    path = tmp_path / "capture.bin"
    path.write_bytes(Console().score(1, 0).whole())

    async def story(pushed: Pushed, _facts: list[Fact]) -> None:
        await until(lambda: "inappropriate ioctl" in pushed.error)

    listening(SerialConsole(path, 9_600), story)
