"""Rules: which graphic comes by itself on which occasion, for how long, and saying what."""

from collections.abc import Callable
from dataclasses import dataclass

from feeds.state import GameState
from overlays.graphic import Fields, Slot, Style
from overlays.occasions import Mark, Occasion

type Says = Callable[[GameState, Mark, Style], Fields]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`graphic` comes `on` an occasion for `length` µs, unless something stands in `not_over`.

    Of length 0 it stays for as long as that lasts. `says` are the fields it then has.
    """

    on: Occasion
    graphic: str
    length: int
    says: Says
    not_over: frozenset[Slot] = frozenset()
