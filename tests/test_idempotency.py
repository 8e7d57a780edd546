"""Writes sent again are done once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from api.control import idempotency
from api.control.idempotency import Idempotency
from api.control.problem import ProblemError


class Work:
    """Counts how often it is done."""

    def __init__(self, *, fails: bool = False) -> None:
        self.done = 0
        self.fails = fails

    async def __call__(self) -> dict[str, Any]:
        self.done += 1
        await asyncio.sleep(0)
        if self.fails:
            raise ProblemError("busy")
        return {"sequence": self.done}


def run(check: Callable[[Idempotency], Awaitable[None]]) -> None:
    async def inside() -> None:
        await check(Idempotency())

    asyncio.run(inside())


@pytest.mark.parametrize(
    ("keys", "done"),
    [
        pytest.param([None, None], 2, id="without-a-key"),
        pytest.param(["a", "a"], 1, id="the-same-key"),
        pytest.param(["a", "b"], 2, id="two-keys"),
    ],
)
def test_how_often_it_is_done(keys: list[str | None], done: int) -> None:
    work = Work()

    async def check(once: Idempotency) -> None:
        answers = [await once.once(key, "POST /x", work) for key in keys]
        assert len({answer["sequence"] for answer in answers}) == done

    run(check)
    assert work.done == done


def test_two_at_once_share_an_answer() -> None:
    work = Work()

    async def check(once: Idempotency) -> None:
        both = await asyncio.gather(*(once.once("a", "POST /x", work) for _ in range(2)))
        assert both == [{"sequence": 1}] * 2

    run(check)


def test_a_key_of_another_request_is_a_conflict() -> None:
    async def check(once: Idempotency) -> None:
        await once.once("a", "POST /x", Work())
        with pytest.raises(ProblemError, match="new Idempotency-Key"):
            await once.once("a", "POST /y", Work())

    run(check)


def test_what_failed_may_be_tried_again() -> None:
    work = Work(fails=True)

    async def check(once: Idempotency) -> None:
        with pytest.raises(ProblemError):
            await once.once("a", "POST /x", work)
        work.fails = False
        assert await once.once("a", "POST /x", work) == {"sequence": 2}

    run(check)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "KEPT", 2)
    work = Work()

    async def check(once: Idempotency) -> None:
        for key in ("a", "b", "c", "a"):
            await once.once(key, "POST /x", work)

    run(check)
    assert work.done == 4
