"""Whole matches, fact by fact: the state after each, as a timeline has it."""

from collections.abc import Iterator

from feeds.fact import Fact
from feeds.parsers import parser
from feeds.state import GameState
from feeds.timeline import Timeline
from tests.checks import real

_LITTLE = 40_000


def told(
    provider: str, *patterns: str, match: str | None = None, folder: str | None = None
) -> list[Fact]:
    """What a vendor's real payloads tell, in order; skips where they are absent."""
    made = parser(provider, match)
    facts: list[Fact] = []
    for raw in [raw for pattern in patterns for raw in real(folder or provider, pattern)]:
        facts = list(made.parse(raw, 0).facts)
    return facts


def states(facts: list[Fact]) -> Iterator[tuple[GameState, int]]:
    """The state as each fact is known, at its own moment or just after the one before (µs)."""
    timeline, at = Timeline(), 0
    for fact in facts:
        at = max(at + _LITTLE, fact.event_time or 0)
        timeline.add(fact, visible_from=at)
        yield timeline.as_of(at), at
