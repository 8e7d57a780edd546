"""The hand-off: in order, bounded, ended or aborted by either side."""

import threading

import pytest

from engine.handoff import AbortedError, Handoff


def test_first_in_first_out() -> None:
    handoff: Handoff[int] = Handoff(10)
    for number in range(5):
        handoff.put(number)
    handoff.end()
    assert list(handoff) == [0, 1, 2, 3, 4]


def test_an_end_without_items() -> None:
    handoff: Handoff[int] = Handoff(1)
    handoff.end()
    assert list(handoff) == []


@pytest.mark.parametrize("size", [1, 2, 7])
def test_all_items_pass_between_threads_and_never_more_than_size_wait(size: int) -> None:
    handoff: Handoff[int] = Handoff(size)
    given: list[int] = []

    def give() -> None:
        for number in range(500):
            handoff.put(number)
            given.append(number)
        handoff.end()

    thread = threading.Thread(target=give)
    thread.start()
    taken: list[int] = []
    for number in handoff:
        # One may be on its way out of `put`, one on its way into it.
        assert len(given) - len(taken) <= size + 1
        taken.append(number)
    thread.join()
    assert taken == list(range(500))


def test_a_full_one_makes_the_giver_wait() -> None:
    handoff: Handoff[int] = Handoff(1)
    handoff.put(1)
    second = threading.Event()

    def give() -> None:
        handoff.put(2)
        second.set()

    thread = threading.Thread(target=give)
    thread.start()
    assert not second.wait(0.05)
    items = iter(handoff)
    assert next(items) == 1
    assert second.wait(10)
    assert next(items) == 2
    thread.join()


def test_an_abort_lets_a_waiting_giver_go() -> None:
    handoff: Handoff[int] = Handoff(1)
    handoff.put(1)
    raised: list[type[BaseException]] = []

    def give() -> None:
        try:
            handoff.put(2)
        except AbortedError:
            raised.append(AbortedError)

    thread = threading.Thread(target=give)
    thread.start()
    handoff.abort()
    thread.join(10)
    assert raised == [AbortedError]


def test_an_abort_lets_a_waiting_taker_go() -> None:
    handoff: Handoff[int] = Handoff(1)
    raised: list[type[BaseException]] = []

    def take() -> None:
        try:
            list(handoff)
        except AbortedError:
            raised.append(AbortedError)

    thread = threading.Thread(target=take)
    thread.start()
    handoff.abort()
    thread.join(10)
    assert raised == [AbortedError]


def test_after_an_abort_nothing_passes() -> None:
    handoff: Handoff[int] = Handoff(3)
    handoff.put(1)
    handoff.abort()
    with pytest.raises(AbortedError):
        handoff.put(2)
    with pytest.raises(AbortedError):
        next(iter(handoff))


def test_an_abort_after_the_end_still_cuts_off() -> None:
    handoff: Handoff[int] = Handoff(3)
    handoff.put(1)
    handoff.end()
    handoff.abort()
    with pytest.raises(AbortedError):
        list(handoff)
