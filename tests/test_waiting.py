"""Waiting: woken, out of time, gone, or turned away; no seat is ever lost."""

import asyncio

import pytest

from api.origin.directives import Wanted
from api.origin.waiting import FullError, GoneError, Message, Seats, Waiters
from engine.live_playlist import Edge
from engine.segment import Place
from tests import virtual_time
from tests.asgi import until

EDGE = Edge(msn=7, part=1, whole=6, following=Place(media_sequence=7, part=2))


class Connection:
    """A client that stays until told to leave."""

    def __init__(self) -> None:
        self._gone = asyncio.Event()
        self._is_asked = False

    def leave(self) -> None:
        self._gone.set()

    async def receive(self) -> Message:
        if self._is_asked:
            await self._gone.wait()
            return {"type": "http.disconnect"}
        self._is_asked = True
        return {"type": "http.request"}


def test_who_is_met_is_woken_and_nobody_else() -> None:
    async def story() -> list[bool]:
        waiters, over = Waiters(Seats(9)), []

        async def wait(wanted: Wanted) -> bool:
            found = await waiters.wait(wanted, Connection().receive, 60)
            over.append(wanted)
            return found

        async with asyncio.TaskGroup() as group:
            met = [group.create_task(wait(w)) for w in (Wanted(7, 1), Wanted(7, 1), Wanted(6))]
            early = [group.create_task(wait(w)) for w in (Wanted(7, 2), Wanted(7))]
            await asyncio.sleep(0)
            waiters.reached(EDGE)
            await until(lambda: all(task.done() for task in met))
            assert not any(task.done() for task in early)
            waiters.release()
        assert not waiters
        return [task.result() for task in (*met, *early)]

    assert virtual_time.run(story()) == [True] * 5


def test_the_time_is_over() -> None:
    async def story() -> tuple[bool, float]:
        loop = asyncio.get_running_loop()
        waiters, began = Waiters(Seats(1)), loop.time()
        found = await waiters.wait(Wanted(7), Connection().receive, 6)
        assert not waiters
        return found, loop.time() - began

    found, seconds = virtual_time.run(story())
    assert not found
    assert 6 <= seconds < 6.5


def test_who_goes_frees_the_seat_at_once() -> None:
    async def story() -> None:
        waiters, connection = Waiters(Seats(1)), Connection()
        async with asyncio.TaskGroup() as group:
            task = group.create_task(_gone(waiters, connection))
            await until(lambda: bool(waiters))
            with pytest.raises(FullError):
                await waiters.wait(Wanted(8), Connection().receive, 60)
            connection.leave()
            await task
            assert not waiters
            assert not await waiters.wait(Wanted(7), Connection().receive, 1)

    virtual_time.run(story())


async def _gone(waiters: Waiters, connection: Connection) -> None:
    with pytest.raises(GoneError):
        await waiters.wait(Wanted(7), connection.receive, 60)


def test_seats_are_for_all_renditions_together() -> None:
    async def story() -> None:
        seats = Seats(2)
        picture, sound = Waiters(seats), Waiters(seats)
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(waiters.wait(Wanted(7), Connection().receive, 60))
                for waiters in (picture, sound)
            ]
            await until(lambda: bool(picture) and bool(sound))
            with pytest.raises(FullError):
                await picture.wait(Wanted(7), Connection().receive, 60)
            sound.release()
            assert await tasks[1]
            assert not await sound.wait(Wanted(7), Connection().receive, 1)
            picture.release()

    virtual_time.run(story())


def test_woken_and_cancelled_waits_leave_nothing_behind() -> None:
    async def story() -> None:
        waiters = Waiters(Seats(3))
        tasks = []
        async with asyncio.TaskGroup() as group:
            for part in range(3):
                wait = waiters.wait(Wanted(7, part), Connection().receive, 60)
                tasks.append(group.create_task(wait))
            await asyncio.sleep(0)
            tasks[2].cancel()
            waiters.reached(EDGE)
            waiters.release()
        assert not waiters
        assert [task.cancelled() for task in tasks] == [False, False, True]
        async with asyncio.timeout(1):
            for _ in range(3):
                assert not await waiters.wait(Wanted(7), Connection().receive, 0)

    virtual_time.run(story())
