"""Renaming: our names for a feed's teams and players, where an editor said which is which.

The feeds' process asks for them by the provider's ids, and what goes on air and into the log has
them; what the provider said of a team stays beside. Who cannot be asked changes nothing on air. No
fact waits long for an answer: it is told under the provider's name, and again under ours.
"""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from feeds import bus, subjects
from feeds.bus import Asks, BusError
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Card,
    Fact,
    Goal,
    Kick,
    Match,
    OtherMatch,
    Retraction,
    Substitution,
    Team,
)
from feeds.penalty import Penalty
from feeds.squad import LineUp, Player
from feeds.team_names import TeamName, TeamNames

TEAM, PLAYER = "team", "player"
AT_ONCE = 200
_KNOWN_AT_MOST = 4_000
_WITHIN_S = 0.5
_WAITS_S = 0.03
_AGAIN = 5 * MICROSECONDS
_LOOKED_AT_EVERY = 30 * MICROSECONDS
_ALIKE = 120
_PEOPLE = {
    Goal: ("player", "assist"),
    Kick: ("player",),
    Penalty: ("player",),
    Card: ("player",),
    Substitution: ("player_in", "player_out"),
}

log = logging.getLogger(__name__)

type Ref = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What we call a team or a player; `colors` are those of its kits, home and away.

    `names` are what a team is called in other languages, `crest` is its own one's SHA-256.
    """

    name: str
    short: str | None = None
    colors: tuple[str | None, str | None] = (None, None)
    names: TeamNames = ()
    crest: str | None = None


class Renaming:
    """One feed's. `provider` is whose ids they are.

    `run` asks; a fact waits `waits_s` at most for the answer.
    """

    def __init__(
        self, channel: str, provider: str, asks: Asks, clock: Clock, *, waits_s: float = _WAITS_S
    ) -> None:
        self._channel = channel
        self._provider = provider
        self._bus = asks
        self._clock = clock
        self._said: dict[Ref, str] = {}
        self._waits_s = waits_s
        self._words: dict[Ref, Words] = {}
        self._wanted: dict[Ref, None] = {}
        self._wants, self._is_settled = asyncio.Event(), asyncio.Event()
        self._is_settled.set()
        self._answered: set[Ref] = set()
        self._has_heard = False
        self._told: dict[str, tuple[Fact, Fact]] = {}
        self._more: dict[str, int] = {}
        self._due = 0

    def stale(self) -> None:
        """Names have changed: ask again with the next look."""
        self._due = 0

    async def named(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts with our names in them."""
        taken = list(facts)
        said = {ref: name for fact in taken for ref, name in refs(fact).items()}
        fresh = [ref for ref, name in said.items() if self._said.get(ref) != name]
        if fresh and len(self._said) < _KNOWN_AT_MOST:
            self._said |= said
            await self._want(fresh)
        return [self._kept(fact) for fact in taken]

    async def again(self) -> list[Fact]:
        """What was told before and is called otherwise by now.

        That is the match, the line-ups, and what was told before there was an answer.
        """
        now = self._clock.monotonic()
        if self._said and now >= self._due:
            self._due = now + _LOOKED_AT_EVERY
            await self._want(self._said)
        elif self.is_asking:
            await self._moment()
        if not self._has_heard:
            return []
        self._has_heard = False
        changed = list[Fact]()
        for name, (raw, told) in self._told.items():
            if replace(self._renamed(raw), revision=told.revision) != told:
                self._more[name] = self._more.get(name, 0) + 1
                changed.append(replace(raw, received=self._clock.now()))
        self._told = {name: one for name, one in self._told.items() if self._is_kept(one[0])}
        return [self._kept(fact) for fact in changed]

    def remember(self, told: Iterable[Fact]) -> None:
        """What was told in an earlier life: they are called so until somebody answers."""
        for fact in told:
            if isinstance(fact, Match | OtherMatch):
                for team in (fact.home, fact.away):
                    if team.ref and team.feed_name:
                        self._words[TEAM, team.ref] = Words(
                            name=team.name,
                            short=team.short,
                            colors=(team.color, team.second_color),
                            names=team.names,
                            crest=team.crest,
                        )
            else:
                self._words |= {ref: Words(name=name) for ref, name in refs(fact).items()}

    async def run(self) -> None:
        """Ask for what is wanted, for ever."""
        while True:
            await self._wants.wait()
            self._wants.clear()
            refs, self._wanted = list(self._wanted), {}
            self._has_heard |= await self._ask(refs)
            if not self._wanted:
                self._is_settled.set()

    @property
    def is_asking(self) -> bool:
        """Whether an answer is to come."""
        return not self._is_settled.is_set()

    async def _want(self, refs: Iterable[Ref]) -> None:
        """Have these asked for, and wait a moment for the answer."""
        self._wanted |= dict.fromkeys(refs)
        self._is_settled.clear()
        self._wants.set()
        await self._moment()

    async def _moment(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._waits_s):
                await self._is_settled.wait()

    async def _ask(self, refs: list[Ref]) -> bool:
        """Have the words of these; False where nobody answers."""
        for start in range(0, len(refs), AT_ONCE):
            some = refs[start : start + AT_ONCE]
            ids = [{"kind": kind, "ref": ref, "name": self._said[kind, ref]} for kind, ref in some]
            asked = {"type": "names", "channel": self._channel, "provider": self._provider}
            try:
                found = dict(_found(await self._answer({**asked, "ids": ids})))
            except (BusError, AttributeError, LookupError, TypeError, ValueError) as error:
                log.debug("names not asked channel=%s reason=%s", self._channel, error)
                self._due = self._clock.monotonic() + _AGAIN
                return False
            for ref in some:
                self._words.pop(ref, None)
            self._words |= found
            self._answered.update(some)
        return True

    async def _answer(self, asked: dict[str, Any]) -> bus.Message:
        answer = await self._bus.request(subjects.NAMES, asked, within=_WITHIN_S)
        if answer["type"] != "names":
            raise BusError(f"{subjects.NAMES}: {answer.get('detail', answer['type'])}")
        return answer

    def _kept(self, fact: Fact) -> Fact:
        """The fact as it is told; what may be called otherwise later is remembered."""
        self._told.pop(fact.retracts if isinstance(fact, Retraction) else fact.corrects or "", None)
        if fact.id is None:
            return self._renamed(fact)
        more = self._more.get(fact.id, 0)
        renamed = replace(self._renamed(fact), revision=fact.revision + more)
        if isinstance(fact, Match) and fact.id not in self._told:
            self._told.clear()  # of another match
        if self._is_kept(fact):
            self._told[fact.id] = fact, renamed
        return renamed

    def _is_kept(self, fact: Fact) -> bool:
        """Whether it may be told again: always, or as long as nobody answered."""
        return isinstance(fact, Match | OtherMatch | LineUp) or any(
            ref in self._said and ref not in self._answered for ref in refs(fact)
        )

    def _renamed(self, fact: Fact) -> Fact:
        match fact:
            case Match() | OtherMatch():
                home = self._team(fact.home, None)
                return replace(fact, home=home, away=self._team(fact.away, home.color))
            case LineUp():
                return replace(fact, players=tuple(map(self._player, fact.players)))
            case Goal() | Kick() | Card() | Penalty() | Substitution():
                return self._people(fact)
            case _:
                return fact

    def _team(self, team: Team, hosts: str | None) -> Team:
        words = self._words.get((TEAM, team.ref or ""))
        if words is None:
            return team
        color, other = _worn(words.colors, hosts)
        return replace(
            team,
            name=words.name,
            short=words.short or team.short,
            color=color or team.color,
            second_color=other or team.second_color,
            names=words.names or team.names,
            crest=words.crest or team.crest,
            feed_name=team.name,
        )

    def _player(self, player: Player) -> Player:
        words = self._words.get((PLAYER, player.provider_id or ""))
        return player if words is None else replace(player, name=words.name)

    def _people(self, fact: Goal | Kick | Card | Penalty | Substitution) -> Fact:
        called: dict[str, Any] = {
            role: words.name
            for role in _PEOPLE[type(fact)]
            if (words := self._words.get((PLAYER, getattr(fact, f"{role}_ref") or "")))
        }
        return replace(fact, **called)


def uncalled(fact: Fact) -> Fact:
    """The fact without what may stand in it in place of its provider's names."""
    match fact:
        case Match() | OtherMatch():
            return replace(fact, home=_uncalled(fact.home), away=_uncalled(fact.away))
        case LineUp():
            players = (replace(one, name=one.provider_id or one.name) for one in fact.players)
            return replace(fact, players=tuple(players))
        case Goal() | Kick() | Card() | Penalty() | Substitution():
            called = {role: getattr(fact, f"{role}_ref") for role in _PEOPLE[type(fact)]}
            return replace(fact, **{role: ref for role, ref in called.items() if ref})
        case _:
            return fact


def _uncalled(team: Team) -> Team:
    if not team.ref:
        return team
    return Team(name=team.feed_name or team.name, ref=team.ref)


def refs(fact: Fact) -> dict[Ref, str]:
    """The provider's ids in a fact, each with what it is called there."""
    return {(kind, ref): name for kind, ref, name in _called(fact) if ref and name}


def _called(fact: Fact) -> Iterator[tuple[str, str | None, str | None]]:
    match fact:
        case Match() | OtherMatch():
            yield from ((TEAM, team.ref, team.name) for team in (fact.home, fact.away))
        case LineUp():
            yield from ((PLAYER, one.provider_id, one.name) for one in fact.players)
        case Goal() | Kick() | Card() | Penalty() | Substitution():
            for role in _PEOPLE[type(fact)]:
                yield PLAYER, getattr(fact, f"{role}_ref"), getattr(fact, role)
        case _:
            pass


def _found(answer: bus.Message) -> Iterator[tuple[Ref, Words]]:
    for one in answer.get("ids", ()):
        home, away = one.get("colors") or (None, None)
        called = [
            TeamName(language=language, name=said["name"], short=said.get("short"))
            for language, said in sorted((one.get("names") or {}).items())
        ]
        words = Words(
            name=one["name"],
            short=one.get("short"),
            colors=(home, away),
            names=tuple(called),
            crest=one.get("crest"),
        )
        yield (one["kind"], one["ref"]), words


def _worn(
    colors: tuple[str | None, str | None], hosts: str | None
) -> tuple[str | None, str | None]:
    """The colour of the kit that is worn, and the other's.

    Visitors change where they look too much like the hosts, and would not once changed.
    """
    first, second = colors
    if first and second and hosts and _are_alike(first, hosts) and not _are_alike(second, hosts):
        return second, first
    return first, second


def _are_alike(one: str, other: str) -> bool:
    """Whether two colours (`#rrggbb`) are hard to tell apart from the stands."""
    parts = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return sum(abs(mine - theirs) for mine, theirs in parts) < _ALIKE
