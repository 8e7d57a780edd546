"""Crawls: the same step each frame for ever, and what is seen never moves otherwise."""

from fractions import Fraction

import pytest

from overlays.crawl import Crawl, Known, step_for

NTSC = Fraction(30000, 1001)
LENGTHS = {"a": 100, "b": 60, "c": 140, "d": 40}


def crawl(*history: tuple[int, str], room: int = 200, step: int = 4) -> Crawl[str]:
    """Items are single letters."""
    known = tuple(Known(frame, tuple(items)) for frame, items in history)
    return Crawl(history=known, length=LENGTHS.__getitem__, room=room, step=step)


def told(one: Crawl[str], frame: int) -> str:
    return " ".join(f"{item}{left}" for item, left in one.at(frame))


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        pytest.param(0, "a0 b100 c160", id="begins-at-the-left"),
        pytest.param(1, "a-4 b96 c156", id="a-step"),
        pytest.param(24, "a-96 b4 c64", id="the-last-of-it"),
        pytest.param(25, "b0 c60", id="has-left"),
        pytest.param(26, "b-4 c56 a196", id="and-comes-again"),
        pytest.param(75, "a0 b100 c160", id="a-round-later"),
        pytest.param(75 * 10_000 + 1, "a-4 b96 c156", id="hours-later"),
    ],
)
def test_items_go_round(frame: int, expected: str) -> None:
    assert told(crawl((0, "abc")), frame) == expected


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        pytest.param(0, "d0", id="alone"),
        pytest.param(5, "d-20 d180", id="again-as-it-leaves"),
        pytest.param(10, "d160", id="once"),
    ],
)
def test_one_item_is_not_seen_twice(frame: int, expected: str) -> None:
    assert told(crawl((0, "d")), frame) == expected


@pytest.mark.parametrize(
    ("history", "frame", "expected"),
    [
        pytest.param([(0, "ab"), (10, "cd")], 9, "a-36 b64 a164", id="before"),
        pytest.param([(0, "ab"), (10, "cd")], 10, "a-40 b60 a160", id="nothing-jumps"),
        pytest.param([(0, "ab"), (10, "cd")], 25, "b0 a100", id="room-for-the-next"),
        pytest.param([(0, "ab"), (10, "cd")], 26, "b-4 a96 d196", id="the-new-come-in-behind"),
        pytest.param([(0, "ab"), (26, "cd")], 26, "b-4 a96 d196", id="known-on-that-very-frame"),
        pytest.param([(0, "ab"), (27, "cd")], 26, "b-4 a96 b196", id="known-a-frame-later"),
        pytest.param([(0, "ab"), (10, "")], 74, "a-96", id="runs-empty"),
        pytest.param([(0, "ab"), (10, "")], 75, "", id="is-empty"),
        pytest.param([(0, "ab"), (10, ""), (90, "b")], 89, "", id="empty-yet"),
        pytest.param([(0, "ab"), (10, ""), (90, "b")], 90, "b196", id="filled-at-the-right"),
        pytest.param([(0, ""), (3, "a")], 3, "a196", id="begun-empty"),
        pytest.param([(0, "")], 3, "", id="nothing"),
        pytest.param([(0, "ab"), (0, "cd")], 0, "c0 d140", id="changed-at-once"),
    ],
)
def test_what_is_new_comes_in_at_the_right(
    history: list[tuple[int, str]], frame: int, expected: str
) -> None:
    assert told(crawl(*history), frame) == expected


def test_every_frame_moves_all_by_the_step() -> None:
    one = crawl((0, "abcd"), (40, "dcb"), (41, "a"), (300, "ab"), (330, "bdca"))
    before = list(one.at(0))
    for frame in range(1, 2000):
        now = list(one.at(frame))
        moved = [(item, left - 4) for item, left in before]
        stays = [pair for pair in moved if pair[1] + LENGTHS[pair[0]] > 0]
        assert now[: len(stays)] == stays
        assert all(left >= 200 - 4 for _, left in now[len(stays) :])
        before = now


@pytest.mark.parametrize(
    ("speed", "rate", "expected"),
    [
        pytest.param(160, Fraction(25), 6, id="25"),
        pytest.param(160, NTSC, 6, id="29.97"),
        pytest.param(160, Fraction(50), 4, id="50"),
        pytest.param(160, 2 * NTSC, 2, id="59.94"),
        pytest.param(20, Fraction(50), 2, id="never-stands"),
    ],
)
def test_the_step_is_the_nearest_even_one(speed: float, rate: Fraction, expected: int) -> None:
    assert step_for(speed, rate) == expected
