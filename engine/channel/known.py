"""Facts already taken: a feed that starts again may send all it has told before."""

import json
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Self

from engine.channel import events
from engine.errors import ShowLogError
from engine.show_log import ShowEvent
from feeds.codec import encode_fact
from feeds.fact import Fact

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class _Told:
    revision: int
    content: str


class KnownFacts:
    """Says of a fact whether it tells something new; remembers the last 20,000.

    A fact with an id is new when its revision is later, or is the same and says something else.
    One without an id is new unless the very same was told before.
    """

    def __init__(self) -> None:
        self._told: OrderedDict[str, _Told] = OrderedDict()

    @classmethod
    def of(cls, history: Iterable[ShowEvent]) -> Self:
        """What a show log has told already."""
        known = cls()
        for event in history:
            with suppress(ShowLogError):
                fact = events.heard_of(event) or events.fact_of(event)
                if fact is not None:
                    known.add(fact)
        return known

    def is_new(self, fact: Fact) -> bool:
        """Whether it was not told before."""
        name, told = _key(fact)
        known = self._told.get(name)
        if known is None:
            return True
        if told.revision != known.revision:
            return told.revision > known.revision
        return told.content != known.content

    def add(self, fact: Fact) -> None:
        """Remember it."""
        name, told = _key(fact)
        self._told[name] = told
        self._told.move_to_end(name)
        if len(self._told) > KEPT:
            self._told.popitem(last=False)


def _key(fact: Fact) -> tuple[str, _Told]:
    """Under which name a fact is known, and what it says; when it came does not count."""
    said = fact if fact.event_time is None else replace(fact, received=fact.event_time)
    coded = encode_fact(said)
    if fact.event_time is None:
        coded.pop("received", None)
    content = json.dumps(coded, sort_keys=True)
    name = f"{fact.provider or ''}\n{fact.id}" if fact.id is not None else content
    return name, _Told(fact.revision, content)
