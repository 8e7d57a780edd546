"""Fields: every fact speaks of one."""

from typing import get_args

from feeds.fact import Fact, Goal, Retraction, Stat
from feeds.field import Field, Part, part_of
from feeds.happening import Side

GOAL = Goal(event_time=1, received=1, id="g", side=Side.HOME)


def test_every_kind_of_fact_is_of_a_field() -> None:
    for kind in get_args(Fact.__value__):
        made = object.__new__(kind)
        for name in ("side", "name"):
            if name in kind.__dataclass_fields__:
                object.__setattr__(made, name, Side.HOME)
        assert part_of(made).field in Field


def test_each_statistic_is_a_part_of_its_own() -> None:
    stat = Stat(event_time=1, received=1, name="corners", home=1, away=0)
    assert part_of(stat) == Part(Field.STATS, "corners")


def test_a_retraction_is_of_the_part_it_takes_back() -> None:
    stat = Stat(event_time=1, received=1, id="s", name="corners", home=1, away=0)
    retraction = Retraction(event_time=None, received=2, retracts="s")
    assert part_of(retraction, stat) == Part(Field.STATS, "corners")
    assert part_of(retraction) == Part(Field.SCORE)
