"""Settlement: who gets what of a pool, to the point."""

from random import Random

import pytest

from api.predictions.pick import Pick
from api.predictions.settlement import settled


def picks(text: str) -> list[Pick]:
    """Picks such as `anna 1:30`: a viewer, an outcome, a stake."""
    found = []
    for number, one in enumerate(filter(None, text.split(", "))):
        viewer, _, what = one.partition(" ")
        outcome, _, stake = what.partition(":")
        found.append(made(viewer, outcome, int(stake), number))
    return found


def made(viewer: str, outcome: str, stake: int, number: int) -> Pick:
    return Pick(
        prediction="p",
        viewer=viewer,
        client_id=str(number),
        outcome=outcome,
        stake=stake,
        program_time=0,
        arrival=0,
    )


@pytest.mark.parametrize(
    ("taken", "late", "outcome", "paid", "dust"),
    [
        pytest.param("", "", "1", {}, 0, id="nobody"),
        pytest.param("anna 1:30", "", "1", {"anna": 30}, 0, id="alone-and-right"),
        pytest.param("anna 1:30", "", "2", {"anna": 30}, 0, id="alone-and-wrong"),
        pytest.param("anna 1:30, ben 2:50", "", "1", {"anna": 80}, 0, id="the-winner-takes-all"),
        pytest.param(
            "anna 1:1, ben 1:2, cid 2:10", "", "1", {"anna": 4, "ben": 8}, 1, id="by-stake"
        ),
        pytest.param("anna 1:30, anna 1:20, ben 2:50", "", "1", {"anna": 100}, 0, id="twice"),
        pytest.param("anna 1:30, ben 2:50", "", None, {"anna": 30, "ben": 50}, 0, id="void"),
        pytest.param("anna 1:30, ben 2:50", "", "3", {"anna": 30, "ben": 50}, 0, id="none-right"),
        pytest.param("anna 1:30", "ben 1:500", "1", {"anna": 30, "ben": 500}, 0, id="late"),
        pytest.param("anna 1:10, ben 2:10", "anna 1:5", "1", {"anna": 25}, 0, id="also-late"),
    ],
)
def test_who_gets_what(
    taken: str, late: str, outcome: str | None, paid: dict[str, int], dust: int
) -> None:
    found = settled(picks(taken), outcome, picks(late))
    assert (found.paid, found.dust) == (paid, dust)


def drawn(random: Random) -> list[Pick]:
    """Up to sixty picks of six viewers."""
    stakes = [1, 2, 3, 700, 250_000]
    return [
        made(random.choice("abcdef"), random.choice("123"), random.choice(stakes), number)
        for number in range(random.randrange(60))
    ]


@pytest.mark.parametrize("seed", range(200))
def test_no_point_is_made_or_lost(seed: int) -> None:
    random = Random(seed)
    taken, late = drawn(random), drawn(random)
    outcome = random.choice(["1", "2", "3", None])
    found = settled(taken, outcome, late)
    staked = sum(pick.stake for pick in [*taken, *late])
    assert sum(found.paid.values()) + found.dust == staked
    assert 0 <= found.dust <= len(taken)
    assert all(points >= 0 for points in found.paid.values())
    assert all(found.paid[pick.viewer] >= pick.stake for pick in taken if pick.outcome == outcome)
