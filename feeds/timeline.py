"""The timeline: facts ordered by when they may be shown, and the game state as of any moment."""

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count, takewhile

from feeds.chains import Chains, Standing
from feeds.fact import Card, Fact, Goal, Kick, Match, Points, Substitution
from feeds.fold import fold, renamed
from feeds.penalty import Penalty
from feeds.state import GameState
from feeds.telling import Telling, mentioned, settled, telling

FACTS_AT_MOST = 20_000
_COUNTED = (Card, Goal, Kick, Penalty, Points, Substitution)


class TimelineFullError(Exception):
    """So many facts wait for their moment that no more can be taken before time goes on."""


class _Lately[Item]:
    """The last so many items; when full, the oldest is forgotten."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: dict[Item, None] = {}

    def __contains__(self, item: Item) -> bool:
        return item in self._items

    def add(self, item: Item) -> None:
        self._items[item] = None
        if len(self._items) > self._limit:
            del self._items[next(iter(self._items))]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Floor:
    """What the oldest facts of a match came to when they were folded away.

    `match` is the sequence of that match's first telling, None before any. `names` are the ids of
    what can be told no more: it was counted, or taken back.
    """

    state: GameState
    match: int | None
    names: _Lately[str]

    def speaks_of(self, told: Telling) -> bool:
        """Whether the happening was folded away."""
        return any(name in self.names for name in told.names)


class Timeline:
    """Facts in, game state as of an event time out.

    A fact belongs to the match that was told last before it, and its id is that match's own. One
    that its provider sends again, saying the same under the same id and revision, changes nothing.

    Holds at most `limit` facts. When full, it first drops what was told anew since; where that is
    not enough, the older half of what stands becomes the state everything later is folded onto.
    What shows then stays as it is, but can be corrected or taken back no more, and asking for a
    moment before answers with the oldest state kept. When nothing was shown yet, `add` raises
    TimelineFullError.
    """

    def __init__(self, *, limit: int = FACTS_AT_MOST) -> None:
        self._limit = limit
        self._tellings: list[Telling] = []
        self._sequence = count()
        self._told: _Lately[Fact] = _Lately(2 * limit)
        self._floor = _Floor(state=GameState(), match=None, names=_Lately(2 * limit))
        self._asked: int | None = None
        self._since: int | None = None
        self._forget()

    def __len__(self) -> int:
        return len(self._tellings)

    def add(self, fact: Fact, *, visible_from: int) -> None:
        """Take a fact that may be shown from event time `visible_from` (µs) on.

        `visible_from` is the fact's own event time or, where it became known too late for that,
        the content time of the first frame that could still show it.
        """
        said = _said(fact)
        if said is not None and said in self._told:
            return
        if len(self._tellings) >= self._limit:
            self._make_room()
        if said is not None:
            self._told.add(said)
        told = telling(fact, sequence=next(self._sequence), visible_from=visible_from)
        insort(self._tellings, told, key=_shown_order)
        if self._since is not None and visible_from <= self._since:
            self._forget()

    def as_of(self, event_time: int) -> GameState:
        """The fold of all facts that may be shown at `event_time` (µs), in the order of events."""
        if self._since is None or event_time < self._since:
            self._forget()
        shown = bisect_right(self._tellings, event_time, key=_visible_from)
        if shown > self._shown:
            self._go_on(shown)
        self._since = event_time
        self._asked = event_time if self._asked is None else max(event_time, self._asked)
        return self._state

    def _forget(self) -> None:
        self._shown = 0
        self._since = None
        self._matches = Chains()
        self._begin(None)

    def _begin(self, match: Telling | None) -> None:
        """Begin with a match (None before any), of which nothing is folded yet."""
        self._match = match
        self._chains = Chains()
        self._last: tuple[bool, int, int] | None = None
        self._state = self._ground()

    def _ground(self) -> GameState:
        """The state on which all that stands is folded."""
        return self._floor.state if self._is_on_floor() else GameState()

    def _is_on_floor(self) -> bool:
        """Whether the present match is the one whose oldest facts were folded away."""
        return self._floor.match == _sequence(self._match)

    def _go_on(self, shown: int) -> None:
        """Take what became visible; where that tells of a match, take all from the beginning."""
        fresh = self._tellings[self._shown : shown]
        matches = [told for told in fresh if isinstance(told.fact, Match)]
        for told in matches:
            self._matches.tell(told)
        if matches:
            self._begin(self._matches.newest())
            fresh = self._tellings[:shown]
        self._shown = shown
        fresh = sorted((told for told in fresh if self._belongs(told)), key=_order)
        if fresh:
            self._fold(fresh)

    def _belongs(self, told: Telling) -> bool:
        """Whether it is of the present match, and of nothing that was folded away."""
        fact, match = told.fact, self._match
        if isinstance(fact, _COUNTED) and self._is_on_floor() and self._floor.speaks_of(told):
            return False
        if match is None or told.sequence >= match.first_sequence:
            return not isinstance(fact, Match) or self._matches.of(told) == match
        # Known before any match: part of the first one where it happened after that began.
        return len(self._matches) == 1 and told.position > match.first_position

    def _fold(self, fresh: list[Telling]) -> None:
        """Fold onto the state; fold all anew where that reaches into the past."""
        are_behind = [self._chains.tell(told) for told in fresh]
        if all(are_behind) and (self._last is None or fresh[0].order > self._last):
            self._state = _folded(self._state, (Standing(told, told.shown_from) for told in fresh))
        else:
            self._state = _folded(self._ground(), self._chains.standing())
        last = fresh[-1].order
        self._last = last if self._last is None else max(last, self._last)

    def _make_room(self) -> None:
        """Drop and fold away of what was shown by the latest moment asked for."""
        shown = 0
        if self._asked is not None:
            shown = bisect_right(self._tellings, self._asked, key=_visible_from)
        waiting = self._tellings[shown:]
        if not shown:
            raise TimelineFullError(f"{len(waiting)} facts wait for their moment")
        self._forget()
        self._go_on(shown)
        kept = [settled(chain) for chain in self._chains]
        if len(kept) + len(waiting) > self._limit // 2:
            gone = self._fold_away(waiting)
            kept = [chain for chain in kept if chain.sequence not in gone]
        self._tellings = sorted(kept, key=_shown_order) + waiting
        self._forget()
        if len(self._tellings) >= self._limit:
            raise TimelineFullError(f"{len(waiting)} facts wait for their moment")

    def _fold_away(self, waiting: list[Telling]) -> set[int]:
        """Make the older half of what stands the floor; return the sequences of what is gone.

        It ends before the first that a fact still waiting speaks of, unless that is the very first.
        """
        awaited = {name for told in waiting for name in mentioned(told)}
        standing = [one for one in self._chains.standing() if not isinstance(one.fact, Match)]
        half = standing[: (len(standing) + 1) // 2]
        folded = list(takewhile(lambda one: awaited.isdisjoint(one.names), half)) or half
        names = self._floor.names if self._is_on_floor() else _Lately[str](2 * self._limit)
        gone: set[int] = set()
        for one in folded:
            for chain in one.chains:
                gone.add(chain.sequence)
                if isinstance(chain.fact, _COUNTED):
                    for name in chain.names:
                        names.add(name)
        state = _folded(self._ground(), folded)
        self._floor = _Floor(state=state, match=_sequence(self._match), names=names)
        return gone


def _said(fact: Fact) -> Fact | None:
    """What a provider's fact says, whenever it is received; None where it may say so twice."""
    is_named = fact.id is not None or isinstance(fact, Match)
    return replace(fact, received=0) if fact.provider is not None and is_named else None


def _folded(state: GameState, standing: Iterable[Standing]) -> GameState:
    """The state after what stands. The match names the sides; what was folded away stays."""
    for one in standing:
        if isinstance(one.fact, Match):
            state = renamed(state, one.fact)
        else:
            state = fold(
                state,
                one.fact,
                shown_at=one.shown_at,
                target=one.seen_target,
                target_at=one.target_at,
            )
    return state


def _sequence(match: Telling | None) -> int | None:
    """What a match is known by here."""
    return None if match is None else match.first_sequence


def _shown_order(told: Telling) -> tuple[int, int]:
    return told.visible_from, told.sequence


def _visible_from(told: Telling) -> int:
    return told.visible_from


def _order(told: Telling) -> tuple[bool, int, int]:
    return told.order
