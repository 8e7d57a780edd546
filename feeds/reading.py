"""Readings: all that one payload of a provider says of a match."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol, runtime_checkable

from feeds.event_time import MICROSECONDS
from feeds.fact import Fact, OtherMatch
from feeds.payload import PayloadError

_OTHERS_AT_MOST = 64

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A match a payload speaks of, by the provider's id."""

    id: str
    title: str
    is_live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a payload says: facts with ids, each the whole of what is known of its happening.

    `facts` stand in the order in which they are to be told. Where `is_whole`, a happening told
    before and not here any more did not happen. `matches` are all that the payload speaks of;
    `warnings` say what was odd and left out, `hints` what is well but good to know. `as_of` is the
    event time (µs) of which the payload is, where it says; `wait` how long (µs) the vendor asks us
    to wait before the next.
    `clock_step` (µs) is how near a clock it reads comes to the true one. Where it `is_typed`, its
    clock is what a person set it to, from when it runs by itself.
    """

    facts: tuple[Fact, ...] = ()
    matches: tuple[Listed, ...] = ()
    warnings: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    is_whole: bool = True
    as_of: int | None = None
    wait: int | None = None
    clock_step: int = 2 * MICROSECONDS
    is_typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who tells facts, and when they came."""

    provider: str
    received: int

    def of(self, name: str, event_time: int | None = None) -> dict[str, Any]:
        """What every fact carries, of the one with that id."""
        return {
            "event_time": event_time,
            "received": self.received,
            "id": name,
            "provider": self.provider,
        }


def chosen(matches: tuple[Listed, ...], wanted: str | None) -> tuple[Listed | None, str]:
    """The match of that id, and what is odd about it; without an id the one that is played, or one.

    None where the payload does not speak of the wanted one. Who chose one must go on with it.
    """
    if wanted is not None:
        found = next((match for match in matches if match.id == wanted), None)
        return found, "" if found else f"no match {wanted} in it"
    live = [match for match in matches if match.is_live]
    found = next(iter([*live, *matches]), None)
    if found is None:
        return None, "no match in it"
    odd = f"{len(matches)} matches in it: took {found.id}, {found.title}"
    return found, odd if len(matches) > 1 else ""


class Choice:
    """Which match of many a parser reads: the one `chosen` first, whatever comes later."""

    def __init__(self, wanted: str | None) -> None:
        self._wanted = wanted

    def reading[Found](
        self,
        found: Iterable[Found],
        listed: Callable[[Found], Listed],
        tell: Callable[[Found], Reading],
        other: Callable[[Found, int], OtherMatch | None] | None = None,
    ) -> Reading:
        """What is told of the chosen one, with all that were found, where their list has an id.

        With `other`, which reads one that stands so far down the list, the others follow it.
        """
        pairs = [(about, one) for one in found if (about := listed(one)).id]
        matches = tuple(about for about, _ in pairs)
        match, odd = chosen(matches, self._wanted)
        said = (odd,) if odd else ()
        if match is None:
            return Reading(matches=matches, warnings=said)
        self._wanted = match.id
        told = tell(next(one for about, one in pairs if about.id == match.id))
        facts = told.facts
        if other is not None:
            rest = [
                (about, order, one)
                for order, (about, one) in enumerate(pairs)
                if about.id != match.id
            ]
            # Where there are too many for a ticker, those that are played come first.
            rest = sorted(rest, key=lambda found: not found[0].is_live)[:_OTHERS_AT_MOST]
            read = (other(one, order) for _, order, one in rest)
            facts = (*facts, *(fact for fact in read if fact is not None))
        return replace(told, facts=facts, matches=matches, hints=(*said, *told.hints))


def read(parser: "Parser", payload: bytes, received: int) -> Reading:
    """What a parser, whoever wrote it, says of a payload; PayloadError for whatever goes wrong."""
    try:
        return parser.parse(payload, received)
    except PayloadError:
        raise
    except Exception as error:
        # A payload nobody thought of must not end a feed; the parser's author finds the cause.
        log.exception("parser failed provider=%s", type(parser).__name__)
        raise PayloadError(f"the parser failed: {error!r}; see the log") from error


class Parser(Protocol):
    """A provider's: payloads in the order of their arrival to readings. No I/O.

    It may remember what an earlier payload told, such as names by id, and nothing else.
    """

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a payload that arrived at `received` (µs since 1970) says; PayloadError."""


@runtime_checkable
class Seeks(Protocol):
    """A parser that is told where to look."""

    def unfound(self) -> tuple[str, ...]:
        """Where it looked and found nothing in any payload so far."""
