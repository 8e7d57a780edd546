"""Payloads through a provider's parser, as a feed on air takes them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from feeds.check import Check, Outcome
from feeds.fact import Fact
from feeds.parsers import parser

FEEDS = Path(__file__).parents[2] / "shared" / "data" / "feeds"


def checked(provider: str, *payloads: Any, match: str | None = None) -> Outcome:
    """What payloads (bytes, or values to be coded as JSON) come to."""
    check = Check(parser(provider, match))
    for number, one in enumerate(payloads):
        check.take(str(number), one if isinstance(one, bytes) else coded(one))
    return check.outcome()


def news(provider: str, *payloads: Any) -> list[list[Fact]]:
    """What each payload tells anew."""
    check = Check(parser(provider))
    return [check.take(str(number), coded(one)) for number, one in enumerate(payloads)]


def coded(payload: Any) -> bytes:
    """A value as JSON."""
    return json.dumps(payload).encode()


def real(provider: str, pattern: str) -> list[bytes]:
    """Payloads a vendor really sent, by name; skips where they are absent."""
    found = sorted((FEEDS / provider).glob(pattern))
    if not found:
        pytest.skip(f"needs {provider}/{pattern} in ../shared/data/feeds")
    return [path.read_bytes() for path in found]


def score(outcome: Outcome) -> tuple[int, int]:
    """The score it came to."""
    return outcome.state.home.score, outcome.state.away.score


def told(facts: Iterable[Fact], kind: str) -> list[Any]:
    """Those of a type."""
    return [fact for fact in facts if fact.type == kind]
