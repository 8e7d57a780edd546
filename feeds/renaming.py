"""Renaming: our names for a feed's teams and players, where an editor said which is which.

The feeds' process asks for them by the provider's ids, and what goes on air and into the log has
them; what the provider said of a team stays beside. Who cannot be asked changes nothing on air.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from feeds import bus, subjects
from feeds.bus import BusError
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS
from feeds.fact import Card, Fact, Goal, Match, Substitution, Team
from feeds.squad import LineUp, Player

TEAM, PLAYER = "team", "player"
AT_ONCE = 200
_KNOWN_AT_MOST = 4_000
_WITHIN_S = 0.5
_AGAIN = 5 * MICROSECONDS
_LOOKED_AT_EVERY = 30 * MICROSECONDS
_ALIKE = 120
_PEOPLE = {
    Goal: ("player", "assist"),
    Card: ("player",),
    Substitution: ("player_in", "player_out"),
}

log = logging.getLogger(__name__)

type Ref = tuple[str, str]


class Asks(Protocol):
    """The part of the bus that renaming needs."""

    async def request(
        self, subject: str, message: Mapping[str, Any], *, within: float
    ) -> bus.Message:
        """The answer to a message; BusError where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What we call a team or a player; `colors` are those of its kits, home and away."""

    name: str
    short: str | None = None
    colors: tuple[str | None, str | None] = (None, None)


class Renaming:
    """One feed's. `provider` is whose ids they are."""

    def __init__(self, channel: str, provider: str, asks: Asks, clock: Clock) -> None:
        self._channel = channel
        self._provider = provider
        self._bus = asks
        self._clock = clock
        self._said: dict[Ref, str] = {}
        self._words: dict[Ref, Words] = {}
        self._told: dict[str, tuple[Match | LineUp, Match | LineUp]] = {}
        self._more: dict[str, int] = {}
        self._due = 0

    def stale(self) -> None:
        """Names have changed: ask again with the next look."""
        self._due = 0

    async def named(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts with our names in them."""
        taken = list(facts)
        said = {ref: name for fact in taken for ref, name in _refs(fact).items()}
        fresh = [ref for ref, name in said.items() if self._said.get(ref) != name]
        if fresh and len(self._said) < _KNOWN_AT_MOST:
            self._said |= said
            await self._ask(fresh)
        return [self._kept(fact) for fact in taken]

    async def again(self) -> list[Fact]:
        """The match and the line-ups told before, where they are called otherwise by now."""
        now = self._clock.monotonic()
        if not self._said or now < self._due:
            return []
        self._due = now + _LOOKED_AT_EVERY
        if not await self._ask(list(self._said)):
            return []
        changed = list[Fact]()
        for name, (raw, told) in self._told.items():
            if replace(self._renamed(raw), revision=told.revision) != told:
                self._more[name] = self._more.get(name, 0) + 1
                changed.append(replace(raw, received=self._clock.now()))
        return [self._kept(fact) for fact in changed]

    async def _ask(self, refs: list[Ref]) -> bool:
        """Have the words of these; False where nobody answers."""
        for start in range(0, len(refs), AT_ONCE):
            some = refs[start : start + AT_ONCE]
            ids = [{"kind": kind, "ref": ref, "name": self._said[kind, ref]} for kind, ref in some]
            asked = {"type": "names", "channel": self._channel, "provider": self._provider}
            try:
                answer = await self._answer({**asked, "ids": ids})
            except BusError as error:
                log.debug("names not asked channel=%s reason=%s", self._channel, error)
                self._due = self._clock.monotonic() + _AGAIN
                return False
            for ref in some:
                self._words.pop(ref, None)
            self._words |= dict(_answered(answer))
        return True

    async def _answer(self, asked: dict[str, Any]) -> bus.Message:
        answer = await self._bus.request(subjects.NAMES, asked, within=_WITHIN_S)
        if answer["type"] != "names":
            raise BusError(f"{subjects.NAMES}: {answer.get('detail', answer['type'])}")
        return answer

    def _kept(self, fact: Fact) -> Fact:
        """The fact as it is told; a match and a line-up are remembered, to be told again."""
        renamed = self._renamed(fact)
        if not isinstance(fact, Match | LineUp) or fact.id is None:
            return renamed
        renamed = replace(renamed, revision=fact.revision + self._more.get(fact.id, 0))
        if isinstance(fact, Match) and fact.id not in self._told:
            self._told.clear()  # of another match
        if isinstance(renamed, Match | LineUp):
            self._told[fact.id] = fact, renamed
        return renamed

    def _renamed(self, fact: Fact) -> Fact:
        match fact:
            case Match():
                return self._match(fact)
            case LineUp():
                return replace(fact, players=tuple(map(self._player, fact.players)))
            case Goal() | Card() | Substitution():
                return self._people(fact)
            case _:
                return fact

    def _match(self, fact: Match) -> Match:
        home = self._team(fact.home, None)
        return replace(fact, home=home, away=self._team(fact.away, home.color))

    def _team(self, team: Team, hosts: str | None) -> Team:
        words = self._words.get((TEAM, team.ref or ""))
        if words is None:
            return team
        first, second = words.colors
        # Visitors change where they look too much like the hosts.
        color = second if second and hosts and first and _are_alike(first, hosts) else first
        return replace(
            team,
            name=words.name,
            short=words.short or team.short,
            color=color or team.color,
            feed_name=team.name,
        )

    def _player(self, player: Player) -> Player:
        words = self._words.get((PLAYER, player.provider_id or ""))
        return player if words is None else replace(player, name=words.name)

    def _people(self, fact: Goal | Card | Substitution) -> Fact:
        called: dict[str, Any] = {
            role: words.name
            for role in _PEOPLE[type(fact)]
            if (words := self._words.get((PLAYER, getattr(fact, f"{role}_ref") or "")))
        }
        return replace(fact, **called)


def _refs(fact: Fact) -> dict[Ref, str]:
    """The provider's ids in a fact, each with what it is called there."""
    return {(kind, ref): name for kind, ref, name in _called(fact) if ref and name}


def _called(fact: Fact) -> Iterator[tuple[str, str | None, str | None]]:
    match fact:
        case Match():
            yield from ((TEAM, team.ref, team.name) for team in (fact.home, fact.away))
        case LineUp():
            yield from ((PLAYER, one.provider_id, one.name) for one in fact.players)
        case Goal() | Card() | Substitution():
            for role in _PEOPLE[type(fact)]:
                yield PLAYER, getattr(fact, f"{role}_ref"), getattr(fact, role)
        case _:
            pass


def _answered(answer: bus.Message) -> Iterator[tuple[Ref, Words]]:
    for one in answer.get("ids", ()):
        home, away = one.get("colors") or (None, None)
        words = Words(name=one["name"], short=one.get("short"), colors=(home, away))
        yield (one["kind"], one["ref"]), words


def _are_alike(one: str, other: str) -> bool:
    """Whether two colours (`#rrggbb`) are hard to tell apart from the stands."""
    parts = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return sum(abs(mine - theirs) for mine, theirs in parts) < _ALIKE
