"""A facts file: JSON Lines, a coded fact a line, in the order in which they became known."""

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from feeds.codec import CodedFactError, decode_fact
from feeds.fact import Fact, Retraction
from feeds.mistake import SHOWN_AT_MOST, Mistake, MistakesError

LINE_LIMIT = 65_536
_IDS_KEPT = 20_000


def check(path: Path, *, origin: int) -> int:
    """Read the whole file in bounded memory; return how many facts it holds.

    `origin` is as for `facts`, whose times it orders. Raises MistakesError with the first mistakes
    and the count of all.
    """
    kept: list[Mistake] = []
    mistakes = facts = 0
    for found in entries(path, origin=origin):
        if not isinstance(found, Mistake):
            facts += 1
            continue
        mistakes += 1
        if len(kept) < SHOWN_AT_MOST:
            kept.append(found)
    if mistakes:
        raise MistakesError(kept, mistakes)
    return facts


def facts(path: Path, *, origin: int) -> Iterator[Fact]:
    """The facts of a checked file, read as they are asked for.

    `origin` is the event time (µs) of the first frame, from which `t` in seconds counts.
    """
    for found in entries(path, origin=origin):
        if isinstance(found, Mistake):
            raise MistakesError([found])
        yield found


def entries(path: Path, *, origin: int) -> Iterator[Fact | Mistake]:
    """Facts and mistakes in the order of the file; blank lines are passed over."""
    order = _Order(str(path))
    try:
        with path.open("rb") as lines:
            number = 0
            while line := lines.readline(LINE_LIMIT + 1):
                number += 1
                if len(line) > LINE_LIMIT:
                    yield _too_long(path, number)
                    return
                if line.strip():
                    yield from _line(path, number, line, origin, order)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield Mistake(where=str(path), wrong=reason, right="name a facts file that can be read")


def _too_long(path: Path, number: int) -> Mistake:
    right = "write one fact a line; reading stopped here"
    return Mistake(
        where=str(path), line=number, wrong=f"longer than {LINE_LIMIT} bytes", right=right
    )


def _line(
    path: Path, number: int, line: bytes, origin: int, order: "_Order"
) -> Iterator[Fact | Mistake]:
    try:
        fact = decode_fact(json.loads(line), origin=origin)
    except CodedFactError as error:
        for w in error.wrongs:
            yield Mistake(where=str(path), line=number, key=w.key, wrong=w.wrong, right=w.right)
        return
    except (ValueError, RecursionError) as error:
        wrong = f"no JSON ({_reason(error)})"
        right = "write one JSON object a line"
        yield Mistake(where=str(path), line=number, wrong=wrong, right=right)
        return
    found = order.mistake(number, fact)
    yield found or fact


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at column {error.colno}"
    return "nested too deep" if isinstance(error, RecursionError) else "not UTF-8"


class _Order:
    """Checks each fact against those before it; remembers a bounded number of ids."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._received: int | None = None
        self._before = 0
        self._ids: set[str] = set()
        self._oldest: deque[str] = deque()

    def mistake(self, number: int, fact: Fact) -> Mistake | None:
        """What is wrong with this fact's place in the file, if anything."""
        found = self._unordered(number, fact) or self._unknown(number, fact)
        if fact.id is not None and fact.id not in self._ids:
            self._remember(fact.id)
        return found

    def _unordered(self, number: int, fact: Fact) -> Mistake | None:
        before, line_before = self._received, self._before
        if before is None or fact.received >= before:
            self._received, self._before = fact.received, number
            return None
        early = (before - fact.received) / 1_000_000
        key = "t" if fact.received == fact.event_time else "received"
        return Mistake(
            where=self._where,
            line=number,
            key=key,
            wrong=f"{early:g} s before line {line_before}",
            right='put lines in the order they became known, or say when with "received"',
        )

    def _unknown(self, number: int, fact: Fact) -> Mistake | None:
        key = "retracts" if isinstance(fact, Retraction) else "corrects"
        name = fact.retracts if isinstance(fact, Retraction) else fact.corrects
        if name is None or name in self._ids:
            return None
        wrong = f'"{name}" is the id of no line before'
        right = f"name one of the last {_IDS_KEPT} ids"
        return Mistake(where=self._where, line=number, key=key, wrong=wrong, right=right)

    def _remember(self, name: str) -> None:
        self._ids.add(name)
        self._oldest.append(name)
        if len(self._oldest) > _IDS_KEPT:
            self._ids.discard(self._oldest.popleft())
