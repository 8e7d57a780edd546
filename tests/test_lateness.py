"""Lateness: measured, and what of it a distance leaves missed."""

import random

import pytest

from feeds.lateness import late_by, missed, quantile, quantiles

SECOND = 1_000_000


def test_of_one_measure_all_are_that() -> None:
    assert quantiles([3 * SECOND]) == [3 * SECOND] * 21
    assert missed(quantiles([3 * SECOND]), 3 * SECOND) == 0
    assert missed(quantiles([3 * SECOND]), 3 * SECOND - 1) == 1


def test_of_nothing_nothing_is_said() -> None:
    assert quantiles([]) == []
    assert quantile([], 50) is None
    assert missed([], SECOND) is None
    assert late_by([], SECOND) is None


def test_half_and_nineteen_in_twenty() -> None:
    measured = quantiles([n * SECOND for n in range(101)])
    assert quantile(measured, 0) == 0
    assert quantile(measured, 50) == 50 * SECOND
    assert quantile(measured, 95) == 95 * SECOND


@pytest.mark.parametrize("seed", range(5))
def test_the_share_missed_is_that_of_what_was_measured(seed: int) -> None:
    draws = random.Random(seed)
    latenesses = [int(draws.lognormvariate(1, 0.7) * SECOND) for _ in range(400)]
    measured = quantiles(latenesses)
    before = 1.0
    for distance in range(0, 20 * SECOND, SECOND // 2):
        share = missed(measured, distance)
        truth = sum(one > distance for one in latenesses) / len(latenesses)
        assert share is not None
        assert abs(share - truth) < 0.06
        assert share <= before
        before = share


def test_how_late_those_come_that_are_missed() -> None:
    measured = quantiles([SECOND] * 50 + [9 * SECOND] * 50)
    assert late_by(measured, 4 * SECOND) == 5 * SECOND
    assert late_by(measured, 9 * SECOND) is None
