"""The life of a child: a table of what follows what, and when it is started again."""

from collections.abc import Callable

import pytest

from api.life import Ends, Life, LifeError, State

S = 1_000_000
ENDS = Ends(done=frozenset({0}), mistaken=frozenset({2}))


def run(life: Life, now: int, *, up: float = 0, code: int = 1) -> tuple[Life, int]:
    """Started at `now`, ended after `up` seconds; the life then, and when."""
    ended = now + int(up * S)
    return life.started(now, 7).ended(ended, code, ENDS), ended


@pytest.mark.parametrize(
    ("code", "state"),
    [
        pytest.param(0, State.DONE, id="done"),
        pytest.param(2, State.MISTAKEN, id="the-user-s-mistake"),
        pytest.param(1, State.WAITING, id="failed"),
        pytest.param(-9, State.WAITING, id="killed"),
        pytest.param(143, State.WAITING, id="told-to-end-by-a-stranger"),
    ],
)
def test_what_an_exit_code_leads_to(code: int, state: State) -> None:
    life, _ = run(Life(), 0, code=code)
    assert (life.state, life.code, life.pid) == (state, code, None)


def test_a_service_is_started_again_whatever_its_code() -> None:
    for code in (0, 2, -15):
        assert Life().started(0, 7).ended(1, code, Ends()).state is State.WAITING


def test_pauses_double_to_fifteen_seconds() -> None:
    life, now, pauses = Life(), 0, []
    for _ in range(8):
        life, now = run(life, now, up=0.1)
        pauses.append(life.pause / S)
        assert life.due == now + life.pause
        now += life.pause
    assert pauses == [0.5, 1, 2, 4, 8, 15, 15, 15]
    assert life.restarts == 7


@pytest.mark.parametrize(
    ("up", "pause"),
    [
        pytest.param(59.999999, 2.0, id="just-under-a-minute-goes-on-doubling"),
        pytest.param(60, 0, id="after-a-minute-of-running-at-once"),
    ],
)
def test_a_steady_child_is_forgiven(up: float, pause: float) -> None:
    life, now = run(Life(), 0)
    life, now = run(life, now)
    assert life.pause == 1 * S
    life, _ = run(life, now, up=up)
    assert life.pause == pause * S


def test_one_that_fails_again_at_once_begins_anew() -> None:
    life, now, pauses = Life(), 0, []
    for up in (60, 0, 0):
        life, now = run(life, now, up=up)
        pauses.append(life.pause / S)
    assert pauses == [0, 0.5, 1]


def test_a_start_by_hand_begins_anew() -> None:
    life, now = run(Life(), 0)
    life, now = run(life, now)
    stopped = life.stopping(now)
    assert (stopped.state, stopped.due) == (State.STOPPED, None)
    life, _ = run(stopped, now)
    assert life.pause == S // 2


@pytest.mark.parametrize("code", [0, 1, 2, -9])
def test_one_that_was_stopped_is_left_alone_whatever_its_code(code: int) -> None:
    life = Life().started(0, 7).stopping(1)
    assert life.is_up
    assert life.ended(2, code, ENDS).state is State.STOPPED


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(lambda: Life().started(0, 7).started(1, 8), id="started-twice"),
        pytest.param(lambda: Life().started(0, 7).stopping(1).stopping(2), id="stopped-twice"),
        pytest.param(lambda: Life().ended(1, 0, ENDS), id="ended-without-a-start"),
        pytest.param(lambda: Life().stopping(1), id="stopped-without-a-start"),
    ],
)
def test_steps_that_are_none(step: Callable[[], Life]) -> None:
    with pytest.raises(LifeError, match="has no"):
        step()
