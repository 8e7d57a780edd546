"""Leading: which feed's word goes on air in each part of the state."""

from collections.abc import Iterator, Mapping, Sequence

from feeds.event_time import MICROSECONDS
from feeds.fact import Match
from feeds.field import Field, Part
from feeds.fixture import is_named
from feeds.voice import HAND, Voice

# A feed that came back leads again only after so long.
_STEADY = 30 * MICROSECONDS
_MATCH = Part(Field.MATCH)


class Leading:
    """The voices of a match. `feeds` are in order of trust, `priority` says where it is another."""

    def __init__(self, feeds: Sequence[str], priority: Mapping[Field, Sequence[str]]) -> None:
        self._order = list(feeds)
        self._priority = priority
        self._voices: dict[str, Voice] = {}
        self._leads: dict[Part, str] = {}
        self._generation = 0

    def voice(self, name: str) -> Voice:
        """What one says."""
        if name not in self._voices:
            self._voices[name] = Voice(name)
        return self._voices[name]

    def begin(self, name: str) -> Voice:
        """A feed tells of another match: its voice, with nothing said."""
        before = self.voice(name)
        begun = self._voices[name] = Voice(name)
        begun.is_fresh, begun.since = before.is_fresh, before.since
        begun.generation = before.generation
        return begun

    def adopt(self, before: "Leading") -> None:
        """How well the feeds are, as another knew it."""
        for name, voice in before._voices.items():  # noqa: SLF001 - of its own kind
            ours = self.voice(name)
            ours.is_fresh, ours.since, ours.heard = voice.is_fresh, voice.since, voice.heard

    def name_match(self, feed: str, *, is_anew: bool) -> None:
        """A feed names a match: the one on air, or where it named that before, the next."""
        voice = self.voice(feed)
        if voice.generation is None or voice.generation < self._generation:
            voice.generation = self._generation
        elif is_anew:
            voice.generation = self._generation + 1

    def is_elsewhere(self, feed: str) -> bool:
        """Whether a feed tells of another match than the one on air."""
        generation = self.voice(feed).generation
        return generation is not None and generation != self._generation

    def speaking(self, *parts: Part) -> Iterator[Voice]:
        """The feeds of the channel that speak of one of these."""
        for name, voice in self._voices.items():
            if name in self._order and any(part in voice.spoken for part in parts):
                yield voice

    def of_field(self, field: Field) -> Iterator[Voice]:
        """The feeds that speak of a field."""
        for name, voice in self._voices.items():
            if name != HAND and any(part.field is field for part in voice.spoken):
                yield voice

    def next_match(self, teller: str) -> None:
        """Another match is on air: the first to speak of a part leads in it again.

        Where the operator names it, the feeds are taken to tell of it.
        """
        self._leads.clear()
        self._generation += 1
        for name, voice in self._voices.items():
            if name == teller or (teller == HAND and voice.generation is not None):
                voice.generation = self._generation

    def are_ours(self, *names: str) -> bool:
        """Whether all these are feeds of the channel."""
        return set(names) <= {*self._order}

    def leader(self, part: Part) -> str | None:
        """Who leads in a part; None where no feed speaks of it."""
        return self._leads.get(part)

    def lead(self, part: Part, feed: str) -> None:
        """A feed leads in a part from now on."""
        self._leads[part] = feed

    def may_lead(self, part: Part, feed: str) -> bool:
        """Whether what a feed says of a part counts: the first to speak of it leads.

        One that is no feed of the channel's is led by none.
        """
        return feed not in self._order or self._leads.setdefault(part, feed) == feed

    def changes(self, now: int) -> list[tuple[Part, str]]:
        """Who leads from now on (µs) where another did."""
        found = []
        for part, leader in self._leads.items():
            best = self._best(part, leader, now)
            if best != leader:
                found.append((part, best))
        self._leads.update(found)
        return found

    def _best(self, part: Part, leader: str, now: int) -> str:
        """Who should lead: the first in order that speaks of the part and has been well a while."""
        order = [*self._priority.get(part.field, ()), *self._order]
        for name in dict.fromkeys([*order, leader]):
            voice = self._voices.get(name)
            if voice is None or not voice.is_fresh or part not in voice.spoken:
                continue
            if self.is_elsewhere(name) or self._is_outnamed(part, name):
                continue
            is_back = not voice.since or now - voice.since >= _STEADY
            if name == leader or is_back or not self.voice(leader).is_fresh:
                return name
        return leader

    def _is_outnamed(self, part: Part, feed: str) -> bool:
        """Whether another feed names the sides of the match, where this one does not."""
        match = self._match_of(feed)
        if part != _MATCH or match is None or _names_sides(match):
            return False
        others = (self._match_of(one) for one in self._order if not self.is_elsewhere(one))
        return any(one and _names_sides(one) and one.sport is match.sport for one in others)

    def _match_of(self, feed: str) -> Match | None:
        """The match as a feed tells it."""
        voice = self._voices.get(feed)
        spoken = None if voice is None else voice.spoken.get(_MATCH)
        return spoken.last if spoken and isinstance(spoken.last, Match) else None


def _names_sides(match: Match) -> bool:
    return is_named(match.home) and is_named(match.away)
