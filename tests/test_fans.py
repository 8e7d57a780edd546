"""The simulated viewers: a dozen, told apart from real ones, at different distances."""

from api.demo.fans import FANS
from api.room.viewer import name_key
from feeds.event_time import MICROSECONDS
from feeds.happening import Side


def test_a_dozen_of_both_sides_and_of_neither() -> None:
    assert len(FANS) == 12
    assert {fan.side for fan in FANS} == {Side.HOME, Side.AWAY, None}
    assert any(fan.is_loud for fan in FANS)


def test_each_has_a_name_and_a_lateness_of_their_own() -> None:
    assert len({name_key(fan.name) for fan in FANS}) == len({fan.lag for fan in FANS}) == 12
    assert min(fan.lag for fan in FANS) == 1_200_000
    assert max(fan.lag for fan in FANS) == 20 * MICROSECONDS


def test_their_ids_fit_the_database_and_say_what_they_are() -> None:
    assert all(fan.viewer.startswith("demo-") and len(fan.viewer) <= 32 for fan in FANS)
