"""Facts a feed tells again."""

from dataclasses import replace

import pytest

from engine.channel import known
from engine.channel.known import KnownFacts
from feeds.fact import Fact, Goal
from feeds.happening import Side

FIRST = Goal(event_time=1, received=1, side=Side.HOME, id="g1", provider="p")
NAMELESS = Goal(event_time=1, received=1, side=Side.HOME, provider="p")


@pytest.mark.parametrize(
    ("told", "fact", "is_new"),
    [
        pytest.param([], FIRST, True, id="never-told"),
        pytest.param([FIRST], FIRST, False, id="the-same"),
        pytest.param([FIRST], replace(FIRST, received=9), False, id="only-received-later"),
        pytest.param([FIRST], replace(FIRST, minute=3), True, id="says-something-else"),
        pytest.param([FIRST], replace(FIRST, provider="q"), True, id="another-provider"),
        pytest.param([replace(FIRST, revision=2)], FIRST, False, id="an-earlier-revision"),
        pytest.param([FIRST], replace(FIRST, revision=1), True, id="a-later-revision"),
        pytest.param([NAMELESS], NAMELESS, False, id="nameless-the-same"),
        pytest.param([NAMELESS], replace(NAMELESS, event_time=2), True, id="nameless-another-time"),
        pytest.param(
            [replace(NAMELESS, event_time=None)],
            replace(NAMELESS, event_time=None, received=9),
            False,
            id="nameless-and-timeless",
        ),
    ],
)
def test_what_is_new(told: list[Fact], fact: Fact, is_new: bool) -> None:  # noqa: FBT001
    facts = KnownFacts()
    for one in told:
        facts.add(one)
    assert facts.is_new(fact) is is_new


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "KEPT", 2)
    facts = KnownFacts()
    for name in ("a", "b", "c"):
        facts.add(replace(FIRST, id=name))
    assert facts.is_new(replace(FIRST, id="a"))
    assert not facts.is_new(replace(FIRST, id="c"))
