"""Payloads shuffled, doubled, dropped and late: where the last one comes last, its state holds."""

import gzip
import random
from collections.abc import Iterable
from typing import Any

import pytest

from feeds.check import Check
from feeds.parsers import names
from feeds.state import GameState
from tests.checks import real
from tests.series import ALL, CONSOLES, Series


def state(one: Series, payloads: Iterable[bytes]) -> GameState:
    check = Check(one.parser())
    for number, payload in enumerate(payloads):
        check.take(str(number), payload)
    assert check.outcome().unreadable == 0
    return check.outcome().state


def essence(state: GameState) -> dict[str, Any]:
    """How it ended, but for when each thing was learned.

    Of that are the periods' scores where goals have no time: they are of the period that is played
    when they come.
    """
    goal = state.goal and (state.goal.side, state.goal.player, state.goal.minute)
    sides = [
        (side.team, side.score, side.shootout, side.yellow_cards, side.red_cards)
        for side in (state.home, state.away)
    ]
    return {
        "sport": state.sport, "sides": sides, "goal": goal, "phase": state.phase,
        "status": state.status, "period": state.period,
        "stats": state.stats, "aggregate": state.aggregate,
    }  # fmt: skip


def disordered(payloads: tuple[bytes, ...], seed: int) -> list[bytes]:
    """Some are lost, some come twice, all in any order."""
    chance = random.Random(seed)
    came = [one for one in payloads for _ in range(chance.choice((0, 1, 1, 2)))]
    chance.shuffle(came)
    return came


def test_every_provider_has_a_series() -> None:
    assert {one.provider for one in ALL + CONSOLES} == set(names())


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider)
def test_the_end_state_holds(one: Series) -> None:
    wanted = essence(state(one, one.payloads))
    for seed in range(12):
        came = disordered(one.earlier, seed)
        assert essence(state(one, [*came, *one.last])) == wanted, seed


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider)
def test_at_any_moment_the_latest_payload_holds(one: Series) -> None:
    """Where an old payload came in between, the next new one mends all it did."""
    for upto in range(2, len(one.payloads) + 1 if len(one.last) == 1 else 0):
        payloads = one.payloads[:upto]
        stale = [payload for pair in zip(payloads[1:], payloads, strict=False) for payload in pair]
        assert essence(state(one, [*stale, payloads[-1]])) == essence(state(one, payloads)), upto


@pytest.mark.parametrize("seed", range(6))
def test_the_real_polls_in_any_order(seed: int) -> None:
    polls = tuple(gzip.decompress(one) for one in real("espn", "series_wc2026/*.json.gz"))
    one = Series("espn", polls[:-1], polls[-1:], "760489")
    wanted = essence(state(one, one.payloads))
    assert essence(state(one, [*disordered(one.earlier, seed), *one.last])) == wanted
