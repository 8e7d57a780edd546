"""Proof of play: exact to the frame at every rate, through covers, wipes and gaps."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

import pytest

from feeds.event_time import MICROSECONDS
from feeds.state import GameState
from overlays.graphic import Style
from overlays.proof_of_play import Play, on_air, played, rows
from overlays.stage import Stage
from overlays.takes import NOTHING, ByHand, Takes

S = MICROSECONDS
BEGIN = 1_800_000_000 * S
OURS = ["Arden Bank", "Quist"]
SET = {"sponsors": "Arden Bank\nQuist", "every": "5", "stands": "true"}
STYLE = Style(settings=tuple(("sponsor", name, text) for name, text in SET.items()))


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("...", [], id="nobody"),
        pytest.param("AAAB", [("A", 0, 3), ("B", 3, 4)], id="one-after-the-other"),
        pytest.param(".AA.A", [("A", 1, 3), ("A", 4, 5)], id="covered-between"),
        pytest.param("A", [("A", 0, 1)], id="a-frame"),
    ],
)
def test_runs_of_frames_are_plays(seen: str, expected: list[tuple[str, int, int]]) -> None:
    frames = [(number, "" if one == "." else one) for number, one in enumerate(seen)]
    assert [(one.sponsor, one.first, one.end) for one in played(frames)] == expected


def test_frames_that_are_missing_end_a_play() -> None:
    frames = [(7, "A"), (8, "A"), (20, "A")]
    assert [(one.first, one.end) for one in played(frames)] == [(7, 9), (20, 21)]


@pytest.mark.parametrize(
    "rate", [Fraction(25), Fraction(30000, 1001), Fraction(60000, 1001)], ids=str
)
def test_turns_are_told_to_the_frame(rate: Fraction) -> None:
    """Of a hundred seconds: every frame is somebody's, by the turn in which its moment falls."""
    first = int(BEGIN * rate / S)
    numbers = range(first, first + int(100 * rate))
    plays = list(played(_seen(numbers, rate)))
    told = [one.sponsor for one in plays for _ in range(one.first, one.end)]
    truth = [OURS[_moment(number, rate) // (5 * S) % 2] for number in numbers]
    assert told == truth
    assert len(plays) == len(list(groupby(truth)))


def _moment(number: int, rate: Fraction) -> int:
    return int(number * S / rate)


def _seen(numbers: range, rate: Fraction, by_hand: ByHand = NOTHING) -> Iterator[tuple[int, str]]:
    stage = Stage((), STYLE, rate)
    for number in numbers:
        standing = stage.standing(GameState(), by_hand, _moment(number, rate))
        yield number, on_air(standing)


def test_what_covers_it_is_not_counted() -> None:
    """A timer for two seconds: out at once, back once it has come in again."""
    takes, rate = Takes(), Fraction(25)
    first = int(BEGIN * rate / S)
    takes.take("timer", BEGIN + S, {"seconds": "2"})
    by_hand = takes.as_of(BEGIN + 9 * S)
    plays = [*played(_seen(range(first, first + 120), rate, by_hand))]
    assert [(one.first - first, one.end - first) for one in plays] == [(0, 25), (87, 120)]


def test_below_a_wipe_it_is_nobody_s() -> None:
    takes, rate = Takes(), Fraction(25)
    first = int(BEGIN * rate / S)
    takes.take("wipe", BEGIN + S, {})
    by_hand = takes.as_of(BEGIN + 9 * S)
    plays = [*played(_seen(range(first, first + 100), rate, by_hand))]
    assert [(one.first - first, one.end - first) for one in plays] == [(0, 25), (50, 100)]


def test_rows_are_csv_of_programme_time() -> None:
    plays = [
        Play(sponsor='Quist, "Öst" & Co', first=45_000_000_000, end=45_000_000_375),
        Play(sponsor="Arden Bank", first=45_000_000_375, end=45_000_000_376),
    ]
    assert list(rows(plays, Fraction(25))) == [
        '"Quist, ""Öst"" & Co",2027-01-15T08:00:00.000000Z,2027-01-15T08:00:15.000000Z,15.000',
        "Arden Bank,2027-01-15T08:00:15.000000Z,2027-01-15T08:00:15.040000Z,0.040",
    ]
