"""What was taken and cleared, as of any moment, in whatever order it came."""

import pytest

from overlays.takes import Act, Move, Takes

S = 1_000_000


def moves_at(takes: Takes, moment: int) -> list[tuple[int, bool, str]]:
    return [
        (one.at, one.act is Act.TAKEN, one.fields.get("title", ""))
        for one in of("lower_third", takes, moment)
    ]


def of(graphic: str, takes: Takes, moment: int) -> list[Move]:
    return [one for one in takes.as_of(moment) if one.graphic == graphic]


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
    first, second = filled().as_of(20 * S)
    assert (first.until, second.until) == (15 * S, None)


def test_graphics_are_kept_apart() -> None:
    takes = filled()
    assert not of("score_bug", takes, 99 * S)
    takes.clear("score_bug", 5 * S)
    assert [one.act for one in of("score_bug", takes, 99 * S)] == [Act.CLEARED]


def test_changes_and_steps_are_told_in_order() -> None:
    takes = filled()
    takes.step("lower_third", 12 * S, 2)
    takes.change("lower_third", 11 * S, {"title": "C"})
    acts = [one.act for one in takes.as_of(15 * S)]
    assert acts == [Act.TAKEN, Act.CHANGED, Act.STEPPED]


def test_the_last_ones_are_kept_and_told() -> None:
    takes = Takes()
    for second in range(1000):
        takes.take("lower_third", second * S, {"title": str(second)})
    told = [title for _, _, title in moves_at(takes, 999 * S)]
    assert told == [str(second) for second in range(984, 1000)]
    assert moves_at(takes, 800 * S)[-1][2] == "800"
    assert moves_at(takes, 700 * S) == []


@pytest.mark.parametrize("changes", [15, 16, 17, 300])
def test_what_stands_is_not_forgotten_however_often_it_was_changed(changes: int) -> None:
    takes = Takes()
    takes.take("lower_third", 0, {"title": "A", "line": "B"})
    for second in range(1, changes + 1):
        takes.change("lower_third", second * S, {"title": str(second)})
    told = takes.as_of(999 * S)
    assert (told[0].act, told[0].fields["line"]) == (Act.TAKEN, "B")
    assert (len(told), told[-1].fields) == (min(256, changes + 1), {"title": str(changes)})
