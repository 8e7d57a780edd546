"""Picks: in time or too late, by each mode's measure."""

import pytest

from api.predictions.pick import AHEAD, Pick, is_in_time
from engine.channel.prediction import Mode, Prediction, Stage

S = 1_000_000
LOCKS_AT, LOCKED = 100 * S, 103 * S


def locked(mode: Mode, locks_at: int | None = LOCKS_AT, known: int | None = LOCKED) -> Prediction:
    return Prediction(
        id="p",
        sequence=0,
        changed=1,
        question="?",
        outcomes=(),
        mode=mode,
        opens_at=0,
        stage=Stage.LOCKED,
        locks_at=locks_at,
        locked=known,
    )


def pick(seen: int, arrival: int, frontier: int | None = None) -> Pick:
    return Pick(
        prediction="p",
        viewer="anna",
        client_id="1",
        outcome="1",
        stake=5,
        program_time=seen,
        arrival=arrival,
        frontier=frontier,
    )


@pytest.mark.parametrize(
    ("mode", "made", "expected"),
    [
        pytest.param(Mode.WALL, pick(LOCKS_AT + S, LOCKED - 1), True, id="wall-before"),
        pytest.param(Mode.WALL, pick(LOCKS_AT - S, LOCKED), False, id="wall-at-the-tick"),
        pytest.param(Mode.MEDIA, pick(LOCKS_AT - 1, LOCKED + 20 * S), True, id="media-before"),
        pytest.param(Mode.MEDIA, pick(LOCKS_AT, LOCKED - S), False, id="media-at-the-tick"),
        pytest.param(
            Mode.FRONTIER, pick(LOCKS_AT - 1, LOCKED, LOCKS_AT + AHEAD - 1), True, id="frontier"
        ),
        pytest.param(
            Mode.FRONTIER, pick(LOCKS_AT - 1, LOCKED, LOCKS_AT + AHEAD), False, id="has-it-already"
        ),
        pytest.param(Mode.FRONTIER, pick(LOCKS_AT, LOCKED, 50 * S), False, id="has-seen-it"),
        pytest.param(Mode.FRONTIER, pick(LOCKS_AT - 1, LOCKED), False, id="nobody-knows"),
    ],
)
def test_before_the_lock_or_after(mode: Mode, made: Pick, *, expected: bool) -> None:
    assert is_in_time(made, locked(mode)) is expected


@pytest.mark.parametrize("mode", Mode)
def test_without_a_lock_nothing_is_late(mode: Mode) -> None:
    assert is_in_time(pick(LOCKS_AT, LOCKED), locked(mode, locks_at=None, known=None))


def test_by_the_wall_a_lock_set_for_a_time_counts_until_it_is_there() -> None:
    assert not is_in_time(pick(0, LOCKS_AT), locked(Mode.WALL, known=None))
    assert is_in_time(pick(0, LOCKS_AT - 1), locked(Mode.WALL, known=None))
