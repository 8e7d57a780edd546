"""Chains: tellings by the happening they tell of, and what stands once some are taken back."""

from collections.abc import Iterator
from typing import NamedTuple

from feeds.fact import Fact, OtherMatch, Retraction, Stat
from feeds.telling import Telling, joined

# An id, or for a statistic without one, in a tuple apart from all ids, what it counts.
type _Name = str | tuple[str]


class Standing(NamedTuple):
    """A happening that stands: its telling, since when that shows, the chain it takes back."""

    telling: Telling
    shown_at: int
    target: Telling | None = None

    @property
    def fact(self) -> Fact:
        """The fact as told last."""
        return self.telling.fact

    @property
    def seen_target(self) -> Fact | None:
        """What it takes back, where that was on show before."""
        target = self.target
        return target.fact if target is not None and target.shown_from < self.shown_at else None

    @property
    def target_at(self) -> int:
        """The event time (µs) from which what it takes back was on show; 0 without any."""
        return 0 if self.target is None else self.target.shown_from

    @property
    def chains(self) -> tuple[Telling, ...]:
        """The chains it speaks for: its own and the one it takes back."""
        return (self.telling,) if self.target is None else (self.telling, self.target)

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of what it speaks for."""
        return tuple(name for chain in self.chains for name in chain.names)


class Chains:
    """Tellings joined by their names. In which order they are given makes no difference.

    A later telling under one of a chain's names stands in place of the earlier ones; one that names
    two chains makes one of them. A retraction is a telling as well: it can be told anew, corrected
    and itself taken back. It takes back the chain it names as that was told before it.
    """

    def __init__(self) -> None:
        self._chains: dict[int, Telling] = {}
        self._keys: dict[_Name, int] = {}
        self._retracted: set[str] = set()

    def __len__(self) -> int:
        return len(self._chains)

    def __iter__(self) -> Iterator[Telling]:
        """Every chain, whether it stands or not."""
        return iter(self._chains.values())

    def tell(self, telling: Telling) -> bool:
        """Take a telling; whether all that stood still does, with this folded behind it."""
        keys = {self._keys[name] for name in _handles(telling) if name in self._keys}
        earlier = [self._chains.pop(key) for key in sorted(keys)]
        chain = telling
        for other in earlier:
            chain = joined(other, chain)
        self._chains[telling.sequence] = chain
        for name in _handles(chain):
            self._keys[name] = telling.sequence
        if isinstance(telling.fact, Retraction):
            self._retracted.add(telling.fact.retracts)
            return False
        is_behind = not earlier or _counts_on(earlier, telling, chain)
        return is_behind and self._retracted.isdisjoint(chain.names)

    def of(self, telling: Telling) -> Telling | None:
        """The chain a telling was joined to."""
        handles = _handles(telling)
        key = self._keys.get(handles[0]) if handles else telling.sequence
        return None if key is None else self._chains.get(key)

    def newest(self) -> Telling | None:
        """The chain whose first telling came last."""
        return max(self._chains.values(), key=lambda chain: chain.first_sequence, default=None)

    def standing(self) -> list[Standing]:
        """The chains that stand, in the order of events."""
        taken = self._taken()
        takers = {taker.telling.sequence: taker for taker in taken.values()}
        found = [
            takers.get(chain.sequence) or Standing(chain, chain.shown_from)
            for key, chain in self._chains.items()
            if key not in taken
        ]
        found.sort(key=lambda standing: standing.telling.order)
        return found

    def _taken(self) -> dict[int, Standing]:
        """The chains taken back, by key, each with the retraction that did so first."""
        retractions = [
            (key, chain, chain.fact.retracts)
            for key, chain in self._chains.items()
            if isinstance(chain.fact, Retraction)
        ]
        # Only what was told later takes a retraction back, so the latest of all is sure to stand.
        retractions.sort(key=lambda found: found[1].sequence, reverse=True)
        taken: dict[int, Standing] = {}
        for key, chain, name in retractions:
            target = self._keys.get(name)
            if key in taken or target is None or target == key:
                continue
            taker = _taker(chain, self._chains[target])
            if taker is not None and (
                target not in taken or taker.shown_at <= taken[target].shown_at
            ):
                taken[target] = taker
        return taken


def _taker(retraction: Telling, target: Telling) -> Standing | None:
    """The retraction with what it takes back; None where that was told anew since."""
    if target.sequence > retraction.sequence:
        return None
    is_told_again = retraction.first_sequence < target.sequence
    shown_at = retraction.visible_from if is_told_again else retraction.shown_from
    return Standing(retraction, shown_at, target)


def _handles(telling: Telling) -> tuple[_Name, ...]:
    fact = telling.fact
    if not telling.names and isinstance(fact, Stat):
        return ((fact.name,),)
    return telling.names


def _counts_on(earlier: list[Telling], telling: Telling, chain: Telling) -> bool:
    """Whether it only goes on counting: what was counted before is folded over.

    So it is with statistics, and with another match that is told anew.
    """
    (before, *others), now = earlier, telling.fact
    if others or chain.fact is not now:
        return False
    match before.fact, now:
        case Stat(), Stat():
            return before.fact.name == now.name
        case OtherMatch(), OtherMatch():
            return before.fact.id == now.id is not None
        case _:
            return False
