"""A session of recording: until a time, until told, or until the disk is full."""

import asyncio
import random
from pathlib import Path
from typing import override

import pytest

from feeds.budget import Budgets
from feeds.fetch import FetchError
from feeds.poller import Poller
from feeds.quota import Quota
from feeds.recording import Recorder, Recording
from feeds.recording_session import Counts, RecordingSession
from tests.small_disk import small_disk
from tests.test_polled import EVERY, START, S, Said, Time
from tests.virtual_time import run


class LoopTime(Time):
    """A clock that goes on as the loop's does."""

    @override
    def now(self) -> int:
        loop = asyncio.get_running_loop()
        return START + round(loop.time() * S)


def recorded(
    path: Path, said: Said, lasts_s: int | None, stopped_s: float | None = None
) -> RecordingSession:
    """A session, how long it lasted, and what came of it."""

    async def record() -> RecordingSession:
        clock, stopping = LoopTime(), asyncio.Event()
        poller = Poller(lambda: said, clock, name="a", budgets=Budgets(), quota=Quota())
        with Recorder(path, provider="espn") as recorder:
            session = RecordingSession(poller, recorder, clock, every=EVERY)
            if stopped_s is not None:
                asyncio.get_running_loop().call_later(stopped_s, stopping.set)
            until = None if lasts_s is None else clock.now() + lasts_s * S
            await session.run(until, stopping)
        return session

    return run(record())


def test_it_lasts_as_long_as_it_is_told(tmp_path: Path) -> None:
    said = Said(b"1", None, FetchError("HTTP 500"), b"2", b"3")
    session = recorded(tmp_path / "a.recording", said, 35)
    assert session.counts == Counts(payloads=2, unchanged=1, errors=1)
    came = list(Recording(tmp_path / "a.recording").entries())
    assert [bool(one.size) for one in came] == [True, False, False, True]
    assert said.is_closed


def test_it_ends_when_it_is_stopped(tmp_path: Path) -> None:
    session = recorded(tmp_path / "a.recording", Said(b"1", b"2", b"3"), None, stopped_s=15)
    assert session.counts.payloads == 2


def test_a_full_disk_ends_it(tmp_path: Path) -> None:
    said = Said(b"1", random.Random(1).randbytes(2_000_000), b"3")
    with small_disk(tmp_path / "disk", 1) as disk:
        path = disk.folder / "a.recording"
        with pytest.raises(OSError, match="No space left"):
            recorded(path, said, None)
        assert len(list(Recording(path).entries())) == 1
