"""Limits: so much at once, then one every so often."""

import pytest

from api.room import limits
from api.room.limits import Limit, Limits


def test_a_burst_then_one_every_so_often() -> None:
    bucket = Limits(Limit(burst=3, every=100))
    assert [bucket.take("a", 1000) for _ in range(4)] == [0, 0, 0, 100]
    assert bucket.take("a", 1040) == 60
    assert [bucket.take("a", 1100), bucket.take("a", 1100)] == [0, 100]


def test_whoever_waits_has_the_burst_again() -> None:
    bucket = Limits(Limit(burst=3, every=100))
    for _ in range(3):
        bucket.take("a", 0)
    assert [bucket.take("a", 10_000) for _ in range(4)] == [0, 0, 0, 100]


def test_each_has_a_bucket() -> None:
    bucket = Limits(Limit(burst=1, every=100))
    assert [bucket.take(who, 0) for who in ("a", "b", "a")] == [0, 0, 100]


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEPT", 2)
    bucket = Limits(Limit(burst=1, every=100))
    for who in ("a", "b", "c"):
        bucket.take(who, 0)
    assert [bucket.take(who, 0) for who in ("c", "b", "a")] == [100, 100, 0]
