"""Storyboards: what comes, leaves and changes when, and nothing that is not there."""

import pytest

from overlays.animation import LINEAR, AnimationError, Keyframe, Spring, Track, falling, rising
from overlays.storyboard import Storyboard, in_turn

BOARD = Storyboard(
    come={"plate": rising(0, 400, LINEAR), "words": rising(200, 600, LINEAR)},
    leave={"plate": falling(100, 500, LINEAR), "words": falling(0, 200, LINEAR)},
    change={"glow": Track((Keyframe(100, 1.0), Keyframe(300, 0.0)))},
    step={"page": rising(0, 200, LINEAR)},
    cycle={"pulse": Track((Keyframe(0, 0.0), Keyframe(50, 1.0), Keyframe(100, 0.0)))},
)


@pytest.mark.parametrize(
    ("since", "leaving", "came", "stays"),
    [
        pytest.param(0, None, (0, 0), (1, 1), id="begins"),
        pytest.param(300, None, (0.75, 0.25), (1, 1), id="comes"),
        pytest.param(600, None, (1, 1), (1, 1), id="settled"),
        pytest.param(10**12, None, (1, 1), (1, 1), id="stands"),
        pytest.param(10**12, 0, (1, 1), (1, 1), id="begins-to-leave"),
        pytest.param(10**12, 300, (1, 1), (0.5, 0), id="leaves"),
        pytest.param(300, 100, (0.75, 0.25), (1, 0.5), id="leaves-before-it-has-come"),
    ],
)
def test_a_part_stands_where_its_tracks_say(
    since: int, leaving: int | None, came: tuple[float, ...], stays: tuple[float, ...]
) -> None:
    shares = BOARD.shares(since, leaving)
    assert shares is not None
    assert shares.come == pytest.approx(came)
    assert shares.left == pytest.approx(stays)
    assert shares.came("words") == shares.come[1]
    assert shares.shown("words") == shares.come[1] * shares.stays("words")
    assert shares.is_leaving == (leaving is not None)


@pytest.mark.parametrize(
    ("since", "leaving"),
    [
        pytest.param(-1, None, id="before"),
        pytest.param(10**12, 500, id="gone"),
        pytest.param(0, 200, id="left-as-it-came"),
    ],
)
def test_nothing_of_it_is_to_be_seen(since: int, leaving: int | None) -> None:
    assert BOARD.shares(since, leaving) is None


def test_how_long_it_takes() -> None:
    assert (BOARD.settles, BOARD.out) == (600, 500)
    slow = BOARD.paced(2)
    assert (slow.settles, slow.out, slow.cycled("pulse", 50)) == (1200, 1000, 1)
    assert slow.shares(600) == BOARD.shares(300)
    assert BOARD.paced(2) is slow
    assert BOARD.paced(1) is BOARD
    cut = BOARD.paced(0)
    assert cut.shares(1) == BOARD.shares(600)
    assert cut.shares(10**6, 1) is None


def test_what_stands_is_one_value_whenever_that_is() -> None:
    assert BOARD.shares(600) == BOARD.shares(10**9)
    assert hash(BOARD.shares(600)) == hash(BOARD.shares(10**9))


def test_changes_steps_and_what_never_stops() -> None:
    assert [BOARD.changed("glow", since) for since in (0, 200, 300, None)] == [1, 0.5, 0, 0]
    assert [BOARD.stepped("page", since) for since in (0, 100, None)] == [0, 0.5, 1]
    assert [BOARD.cycled("pulse", since) for since in (0, 25, 50, 125)] == [0, 0.5, 1, 0.5]


def test_parts_come_in_turn() -> None:
    track = rising(0, 300, Spring.settling(300_000))
    rows = in_turn(["row 1", "row 2", "row 3"], track, each=40)
    board = Storyboard(come={**rows, "title": rising(0, 100)}, leave={"title": falling(0, 200)})
    assert board.settles == 380
    early, late = board.shares(100), board.shares(140)
    assert early is not None
    assert late is not None
    assert early.came("row 1") == late.came("row 2") > early.came("row 2") > early.came("row 3")
    leaving = board.shares(800, 199)
    assert leaving is not None
    assert leaving.stays("row 1") == 1


def test_what_a_graphic_does_not_have_is_a_mistake() -> None:
    shares = BOARD.shares(0)
    assert shares is not None
    with pytest.raises(ValueError, match="not in tuple"):
        shares.came("strap")


@pytest.mark.parametrize(
    ("come", "leave", "said"),
    [
        pytest.param(falling(0, 9), falling(0, 9), "comes in to 0", id="comes-to-nothing"),
        pytest.param(rising(0, 9), rising(0, 9), "leaves from 0 to 1", id="leaves-into-sight"),
    ],
)
def test_a_part_that_ends_nowhere_is_refused(come: Track, leave: Track, said: str) -> None:
    with pytest.raises(AnimationError, match=f"plate {said}"):
        Storyboard(come={"plate": come}, leave={"plate": leave})
