"""The media cache: one read for all who ask, and a bound."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from api.origin.media_cache import MediaCache


class Shelf:
    """Counts its reads."""

    def __init__(self) -> None:
        self.reads: list[str] = []

    def reader(self, name: str, content: bytes | None) -> Callable[[], bytes | None]:
        def read() -> bytes | None:
            self.reads.append(name)
            return content

        return read


def run(story: Callable[[MediaCache, Shelf], Coroutine[Any, Any, None]], size: int = 10) -> Shelf:
    shelf = Shelf()
    with ThreadPoolExecutor(2) as executor:
        asyncio.run(story(MediaCache(executor, size), shelf))
    return shelf


def test_a_thousand_askers_cost_one_read() -> None:
    async def story(cache: MediaCache, shelf: Shelf) -> None:
        read = shelf.reader("a", b"abc")
        found = await asyncio.gather(*(cache.get("a", read) for _ in range(1000)))
        assert set(found) == {b"abc"}
        assert await cache.get("a", read) == b"abc"

    assert run(story).reads == ["a"]


def test_what_is_not_there_is_asked_for_again() -> None:
    async def story(cache: MediaCache, shelf: Shelf) -> None:
        assert await cache.get("a", shelf.reader("a", None)) is None
        assert await cache.get("a", shelf.reader("a", b"abc")) == b"abc"

    assert run(story).reads == ["a", "a"]


def test_the_longest_unused_go_first() -> None:
    async def story(cache: MediaCache, shelf: Shelf) -> None:
        for name in ("a", "b", "a", "c", "a", "b"):
            await cache.get(name, shelf.reader(name, b"1234"))

    assert run(story).reads == ["a", "b", "c", "b"]


def test_what_is_larger_than_the_cache_is_not_held() -> None:
    async def story(cache: MediaCache, shelf: Shelf) -> None:
        for _ in range(2):
            assert await cache.get("a", shelf.reader("a", b"x" * 11)) == b"x" * 11
        await cache.get("b", shelf.reader("b", b"x" * 10))
        await cache.get("b", shelf.reader("b", b"x" * 10))

    assert run(story).reads == ["a", "a", "b"]


def test_an_asker_who_goes_takes_nothing_from_the_others() -> None:
    async def story(cache: MediaCache, shelf: Shelf) -> None:
        async with asyncio.TaskGroup() as group:
            read = shelf.reader("a", b"abc")
            gone, stays = (group.create_task(cache.get("a", read)) for _ in range(2))
            await asyncio.sleep(0)
            gone.cancel()
            assert await stays == b"abc"

    assert run(story).reads == ["a"]


def test_a_read_that_fails_fails_those_who_asked() -> None:
    async def story(cache: MediaCache, shelf: Shelf) -> None:
        def read() -> bytes | None:
            raise MemoryError

        with pytest.raises(MemoryError):
            await cache.get("a", read)
        assert await cache.get("a", shelf.reader("a", b"abc")) == b"abc"

    assert run(story).reads == ["a"]
