"""A breaker: open after five failures, tried again, closed by the first success."""

from feeds.breaker import Breaker

S = 1_000_000
EVERY = 10 * S


def state(breaker: Breaker) -> str:
    return breaker.state.value


def test_it_opens_is_tried_and_closes() -> None:
    breaker = Breaker()
    waits = []
    for _ in range(5):
        assert state(breaker) == "closed"
        breaker.tries()
        waits.append(breaker.failed(EVERY, None) // S)
    assert waits == [10, 20, 40, 60, 60]
    assert state(breaker) == "open"
    breaker.tries()
    assert state(breaker) == "half_open"
    assert breaker.failed(EVERY, None) == 60 * S
    assert state(breaker) == "open"
    breaker.tries()
    breaker.succeeded()
    assert state(breaker) == "closed"


def test_who_asks_to_be_left_alone_is_but_never_less_than_its_rhythm() -> None:
    breaker = Breaker()
    assert breaker.failed(EVERY, 3600 * S) == 3600 * S
    assert breaker.failed(EVERY, 0) == EVERY


def test_one_asked_seldom_is_asked_no_more_often_in_trouble() -> None:
    breaker = Breaker()
    assert {breaker.failed(3600 * S, None) for _ in range(20)} == {3600 * S}
