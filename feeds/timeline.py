"""The timeline: facts ordered by when they may be shown, and the game state as of any moment."""

from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from feeds.fact import Fact, Retraction
from feeds.state import GameState, fold

FACTS_AT_MOST = 20_000


class TimelineFullError(Exception):
    """So many facts wait for their moment that no more can be taken before time goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A fact on the timeline: shown from `visible_from`, folded at `position`, in event time."""

    visible_from: int
    sequence: int
    position: int
    fact: Fact


class Timeline:
    """Facts in, game state as of an event time out.

    Holds at most `limit` facts. When full, the older half of those already shown becomes the state
    everything later is folded onto: they cannot be retracted any more, and asking for a moment
    before them answers with the oldest state kept. When all of them still wait for their moment,
    `add` raises TimelineFullError.
    """

    def __init__(self, *, limit: int = FACTS_AT_MOST) -> None:
        self._limit = limit
        self._entries: list[_Entry] = []
        self._sequence = count()
        self._floor = GameState()
        self._state = self._floor
        self._shown = 0
        self._since: int | None = None
        self._last: tuple[int, int] = (0, -1)
        self._asked: int | None = None
        self._names: set[str] = set()

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, fact: Fact, *, visible_from: int) -> None:
        """Take a fact that may be shown from event time `visible_from` (µs) on.

        `visible_from` is the fact's own event time or, where it became known too late for that,
        the content time of the first frame that could still show it.
        """
        if len(self._entries) >= self._limit:
            self._make_room()
        position = visible_from if fact.event_time is None else fact.event_time
        entry = _Entry(
            visible_from=visible_from,
            sequence=next(self._sequence),
            position=position,
            fact=fact,
        )
        insort(self._entries, entry, key=_shown_order)
        if self._since is not None and visible_from <= self._since:
            self._forget()

    def as_of(self, event_time: int) -> GameState:
        """The fold of all facts that may be shown at `event_time` (µs), in the order of events."""
        if self._since is None or event_time < self._since:
            self._forget()
        shown = bisect_right(self._entries, event_time, key=_visible_from)
        if shown > self._shown:
            self._go_on(shown)
        self._since = event_time
        self._asked = max(event_time, event_time if self._asked is None else self._asked)
        return self._state

    def _forget(self) -> None:
        self._state, self._shown, self._since = self._floor, 0, None
        self._last = (0, -1)
        self._names = set()

    def _go_on(self, shown: int) -> None:
        """Fold what became visible onto the state; fold all anew where it reaches into the past."""
        fresh = sorted(self._entries[self._shown : shown], key=_event_order)
        if self._shown and (_event_order(fresh[0]) < self._last or self._reaches_back(fresh)):
            fresh = self._entries[:shown]
            self._state, self._names = self._floor, set()
        for fact, shown_at, target in _resolved(fresh):
            self._state = fold(self._state, fact, shown_at=shown_at, target=target)
        self._names.update(name for entry in fresh for name in _named(entry.fact))
        self._last = max(self._last, *(_event_order(entry) for entry in fresh))
        self._shown = shown

    def _reaches_back(self, fresh: list[_Entry]) -> bool:
        return any(name in self._names for entry in fresh for name in _named(entry.fact))

    def _make_room(self) -> None:
        shown = 0
        if self._asked is not None:
            shown = bisect_right(self._entries, self._asked, key=_visible_from)
        half = (shown + 1) // 2
        if not half:
            raise TimelineFullError(f"{self._limit} facts wait for their moment")
        for fact, shown_at, target in _resolved(self._entries[:half]):
            self._floor = fold(self._floor, fact, shown_at=shown_at, target=target)
        del self._entries[:half]
        self._forget()


def _shown_order(entry: _Entry) -> tuple[int, int]:
    return entry.visible_from, entry.sequence


def _visible_from(entry: _Entry) -> int:
    return entry.visible_from


def _event_order(entry: _Entry) -> tuple[int, int]:
    return entry.position, entry.sequence


def _named(fact: Fact) -> Iterator[str]:
    """The ids a fact speaks of: its own, what it corrects, what it retracts."""
    for name in (fact.id, fact.corrects, getattr(fact, "retracts", None)):
        if name is not None:
            yield name


def _resolved(entries: list[_Entry]) -> list[tuple[Fact, int, Fact | None]]:
    """What stands of `entries`, in the order of events: (fact, shown from, what it takes back).

    A later fact of the same id, or one that corrects it, stands in the earlier one's place and
    keeps the moment from which that was shown. A retraction takes a whole such chain away.
    """
    chains: dict[str, _Entry] = {}
    standing: dict[int, tuple[_Entry, Fact]] = {}
    taken: dict[int, Fact] = {}
    for entry in sorted(entries, key=lambda entry: entry.sequence):
        fact = entry.fact
        standing[entry.sequence] = (entry, fact)
        if isinstance(fact, Retraction):
            first = chains.get(fact.retracts)
            if first is not None and first.sequence in standing:
                taken[entry.sequence] = standing.pop(first.sequence)[1]
            continue
        replaced = _replaced(fact, chains)
        if replaced is not None:
            del standing[entry.sequence]
            if replaced.sequence in standing:
                standing[replaced.sequence] = (replaced, fact)
        for name in (fact.id, fact.corrects):
            if name is not None:
                chains[name] = replaced or entry
    ordered = sorted(standing.values(), key=lambda pair: _event_order(pair[0]))
    return [(fact, e.visible_from, taken.get(e.sequence)) for e, fact in ordered]


def _replaced(fact: Fact, chains: dict[str, _Entry]) -> _Entry | None:
    """The first entry of the chain this fact joins, if any is known."""
    for name in (fact.corrects, fact.id):
        if name is not None and name in chains:
            return chains[name]
    return None
