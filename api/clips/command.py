"""A `touchline` command as a child process: behind all else the machine does, and never for long.

A file of unknown origin is opened there and nowhere else: what it does to its reader ends there.
"""

import asyncio
import json
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from subprocess import PIPE

from api.clips.clip import ClipError

_LINES_KEPT = 20
_LINE_BYTES = 1024 * 1024
_CHILD = (sys.executable, "-P", "-m", "api.child", "command")

type Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended: its code, its result, and what it complained of last."""

    code: int
    result: str
    complaints: str


async def run(arguments: Sequence[str], on_progress: Progress, *, within_s: float) -> Ended:
    """Run a command to its end. It is killed when it takes too long (ClipError), when its task is
    cancelled or `on_progress`, which is told of frames done and in all, raises; and it dies with
    this process.
    """
    # Not by the loop's own means: uvloop's fork can stand still for good beside other threads. And
    # not on another thread: the child dies with the one that began it.
    with subprocess.Popen(  # noqa: ASYNC220
        _CHILD, stdin=PIPE, stdout=PIPE, stderr=PIPE
    ) as process:
        try:
            async with asyncio.timeout(within_s):
                return await _followed(process, arguments, on_progress)
        except TimeoutError:
            minutes = within_s / 60
            raise ClipError("too_slow", f"it took more than {minutes:.0f} minutes") from None
        finally:
            process.kill()


async def _followed(
    process: subprocess.Popen[bytes], arguments: Sequence[str], on_progress: Progress
) -> Ended:
    stdin, stdout, stderr = process.stdin, process.stdout, process.stderr
    assert stdin is not None and stdout is not None and stderr is not None  # noqa: PT018, S101
    # Its standard input stays open: at its end the child would take us for gone.
    with suppress(BrokenPipeError):
        stdin.write(json.dumps({"arguments": list(arguments)}).encode() + b"\n")
        stdin.flush()
    complaints: deque[str] = deque(maxlen=_LINES_KEPT)
    while line := await asyncio.to_thread(stderr.readline, _LINE_BYTES):
        told = _progress(line)
        if told is None:
            complaints.append(line.decode("utf-8", "replace").rstrip())
        else:
            on_progress(*told)
    result = (await asyncio.to_thread(stdout.read)).decode()
    code = await asyncio.to_thread(process.wait)
    return Ended(code=code, result=result, complaints="\n".join(complaints))


def _progress(line: bytes) -> tuple[int, int] | None:
    """Frames done and in all (0 where that is not known), where a line tells of them."""
    if not line.startswith(b'{"done"'):
        return None
    told = json.loads(line)
    return int(told["done"]), int(told["total"] or 0)
