"""What a cache keeps, and what goes when it is full."""

import threading

import pytest

from overlays.cache import Cache


@pytest.mark.parametrize(
    ("used", "kept"),
    [
        pytest.param("", "bcd", id="the-oldest-goes"),
        pytest.param("a", "acd", id="what-is-used-stays"),
    ],
)
def test_it_is_bounded_in_bytes(used: str, kept: str) -> None:
    cache: Cache[str, str] = Cache(30)
    for name in "abc":
        cache.put(name, name.upper(), 10)
    assert cache.touch(used)
    cache.put("d", "D", 10)
    assert [name for name in "abcd" if cache.get(name) == name.upper()] == list(kept)
    assert not cache.touch("abcd")


def test_it_holds_no_more_than_so_many() -> None:
    cache: Cache[int, int] = Cache(10**9, most=3)
    for name in range(9):
        cache.put(name, name, 1)
    assert [name for name in range(9) if cache.get(name) is not None] == [6, 7, 8]


def test_what_is_too_large_is_not_kept_and_takes_nothing_out() -> None:
    cache: Cache[str, str] = Cache(30)
    cache.put("a", "A", 10)
    assert cache.put("b", "B", 31) == "B"
    assert (cache.get("a"), cache.get("b")) == ("A", None)


def test_of_two_that_make_the_same_the_first_is_kept() -> None:
    cache: Cache[str, object] = Cache(30)
    made = [object() for _ in range(8)]
    found: list[object] = []
    ready = threading.Barrier(len(made))

    def put(thing: object) -> None:
        ready.wait()
        found.append(cache.put("a", thing, 10))

    threads = [threading.Thread(target=put, args=(thing,)) for thing in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {cache.get("a")}
