"""Who gets what: all stakes go to those who were right, by what they staked. Whole points only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.predictions.pick import Pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Points to each viewer, and what is too little to share among them."""

    paid: dict[str, int]
    dust: int


def settled(picks: Sequence[Pick], outcome: str | None, late: Sequence[Pick] = ()) -> Settlement:
    """The settlement of picks; those that came too late go back as they came.

    Where nobody was right, or with None (void), every stake goes back.
    """
    pool = sum(pick.stake for pick in picks)
    right = [pick for pick in picks if pick.outcome == outcome] or picks
    staked = sum(pick.stake for pick in right)
    paid = Counter[str]()
    for pick in right:
        paid[pick.viewer] += pick.stake * pool // staked
    dust = pool - paid.total()
    for pick in late:
        paid[pick.viewer] += pick.stake
    return Settlement(paid=dict(paid), dust=dust)
