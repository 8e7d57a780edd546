"""What was taken and cleared, as of any moment, in whatever order it came."""

import pytest

from overlays.takes import NOTHING, Takes

S = 1_000_000


def moves_at(takes: Takes, moment: int) -> list[tuple[int, bool, str]]:
    return [
        (one.at, one.is_taken, one.fields.get("title", "")) for one in takes.as_of(moment).third
    ]


def filled() -> Takes:
    takes = Takes()
    takes.take("lower_third", 10 * S, {"title": "A", "seconds": "5"})
    takes.clear("lower_third", 30 * S)
    takes.take("lower_third", 20 * S, {"title": "B"})
    return takes


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(0, [], id="before"),
        pytest.param(10 * S - 1, [], id="not-a-moment-earlier"),
        pytest.param(10 * S, [(10 * S, True, "A")], id="from-its-moment-on"),
        pytest.param(25 * S, [(10 * S, True, "A"), (20 * S, True, "B")], id="in-order-of-time"),
        pytest.param(
            30 * S,
            [(10 * S, True, "A"), (20 * S, True, "B"), (30 * S, False, "")],
            id="cleared",
        ),
    ],
)
def test_moves_as_of_a_moment(moment: int, expected: list[tuple[int, bool, str]]) -> None:
    takes = filled()
    assert moves_at(takes, moment) == expected
    assert moves_at(takes, 99 * S)[: len(expected)] == expected
    assert moves_at(takes, moment) == expected


def test_seconds_say_when_it_leaves() -> None:
    first, second = filled().as_of(20 * S).third
    assert (first.until, second.until) == (15 * S, None)


def test_graphics_are_kept_apart() -> None:
    takes = filled()
    assert takes.as_of(99 * S).bug == NOTHING.bug
    takes.clear("score_bug", 5 * S)
    assert [one.is_taken for one in takes.as_of(99 * S).bug] == [False]


def test_the_last_ones_are_kept_and_told() -> None:
    takes = Takes()
    for second in range(1000):
        takes.take("lower_third", second * S, {"title": str(second)})
    assert [title for _, _, title in moves_at(takes, 999 * S)] == ["996", "997", "998", "999"]
    assert [title for _, _, title in moves_at(takes, 800 * S)] == ["797", "798", "799", "800"]
    assert moves_at(takes, 700 * S) == []
