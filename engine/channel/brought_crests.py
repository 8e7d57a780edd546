"""Crests that editors brought: those a channel's facts name, on the shelf before the facts count.

They lie in the folder `crests` of the data folder, beside `channels/{name}`. So the picture of a
match does not depend on when a file was read, on air and where its log is made once more.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.channel import events
from engine.show_log import ShowEvent
from feeds.fact import Fact, Match, OtherMatch
from overlays import crest_shelf

CRESTS = "crests"
_KINDS = {"match", "other_match", events.HEARD}


def lay(channel: Path, facts: Iterable[Fact]) -> None:
    """Read the crests that facts name; for a thread that may wait. `channel` is its folder."""
    crest_shelf.lay(channel.absolute().parent.parent / CRESTS, named(facts))


def lay_logged(channel: Path, logged: Iterable[ShowEvent]) -> None:
    """The same, for what a show log tells."""
    found = (one for one in logged if one.payload["type"] in _KINDS)
    facts = (events.heard_of(one) or events.fact_of(one) for one in found)
    lay(channel, (fact for fact in facts if fact is not None))


def named(facts: Iterable[Fact]) -> Iterator[str]:
    """The crests' digests that facts name."""
    for fact in facts:
        if isinstance(fact, Match | OtherMatch):
            yield from (team.crest for team in (fact.home, fact.away) if team.crest is not None)
