"""Whole matches, fact by fact: the state after each, as a timeline has it."""

from collections.abc import Iterator

from feeds.fact import Fact
from feeds.parsers import parser
from feeds.state import GameState
from feeds.timeline import Timeline
from tests.checks import real

SECOND = 1_000_000


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
    """The state once each fact is known, a second after the one before, and that moment (µs)."""
    timeline = Timeline()
    for place, fact in enumerate(facts, 1):
        timeline.add(fact, visible_from=place * SECOND)
        yield timeline.as_of(place * SECOND), place * SECOND
