"""Bad payloads to every parser: PayloadError or a reading, and what stood stands."""

import contextlib
import gzip
import json
import random
import re
from copy import deepcopy
from typing import Any

import pytest

from feeds.check import Check
from feeds.codec import wrongs
from feeds.payload import PayloadError
from feeds.reading import Reading
from feeds.state import GameState
from tests.series import ALL, CONSOLES, Series

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;">]><lolz>&c;</lolz>"""
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
BAD = {
    "empty": b"",
    "blank": b" \r\n\t",
    "zeros": b"\0" * 100,
    "noise": random.Random(1).randbytes(4000),
    "null": b"null",
    "number": b"7",
    "text": b'"busy"',
    "true": b"true",
    "list": b"[]",
    "object": b"{}",
    "list-of-lists": b"[[[[]]]]",
    "refusal": b'{"message": "You reached your quota", "errorCode": 429}',
    "html": b"<!DOCTYPE html><html><body>Service unavailable</body></html>",
    "html-with-a-mark": b"\xef\xbb\xbf  <HTML><body>Moved",
    "xml": b"<error code='503'/>",
    "entity-bomb": BOMB,
    "outside-entity": OUTSIDE,
    "deep-json": b"[" * 200_000,
    "deep-objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "deep-xml": b"<a>" * 20_000 + b"</a>" * 20_000,
    "half-a-gzip": gzip.compress(b"x" * 9000)[:30],
    "gzip-bomb": gzip.compress(b" " * (33 * 2**20)),
    "no-workbook": b"PK\x03\x04" + b"\0" * 200,
    "other-table": b"a,b\n1,2\n",
    "half-a-line": b'a,"b\n1',
    "utf-16": '{"a": 1}'.encode("utf-16"),
}
# Of these a part is all that was written so far.
LINES = {"sheet", "tennis_points", "volleyball"}
SPOILT = 60
ODD: tuple[Any, ...] = (
    None, "", " ", "x", "9" * 400, "-1", "x" * 3000, -1, 10**15, 10**40, 1.5, 1e300, True,
    [], {}, [[]], [None], {"a": None}, "STATUS_UNKNOWN", "\x00", "\u00df",
    "2026-13-45T99:99:99Z", "0001-01-01T00:00:00+14:00", "99:99", "45'+999'", "PT99M99.99S",
)  # fmt: skip


class Strict:
    """A parser that notes what it raises beside PayloadError."""

    def __init__(self, one: Series) -> None:
        self._parser = one.parser()
        self.faults: list[str] = []

    def parse(self, payload: bytes, received: int) -> Reading:
        try:
            reading = self._parser.parse(payload, received)
            for fact in reading.facts:
                wrongs(fact)
        except PayloadError as error:
            if not str(error):
                self.faults.append("says nothing")
            raise
        except Exception as error:
            self.faults.append(f"{payload[:80]!r}: {error!r}")
            raise
        return reading


def states(one: Series, *more: bytes) -> list[tuple[Any, ...]]:
    """How it stands after a match's payloads, and after each one more; without any fault."""
    strict = Strict(one)
    check = Check(strict)
    for number, payload in enumerate(one.payloads):
        check.take(str(number), payload)
    found = [said(check.outcome().state)]
    for payload in more:
        check.take("bad", payload)
        found.append(said(check.outcome().state))
    assert strict.faults == []
    return found


def said(state: GameState) -> tuple[Any, ...]:
    sides = (state.home.team, state.home.score, state.away.team, state.away.score)
    return *sides, state.phase, state.period, state.goal is not None, state.status


@pytest.mark.parametrize("one", ALL + CONSOLES, ids=lambda one: one.provider)
def test_rubbish_changes_nothing(one: Series) -> None:
    before, *after = states(one, *BAD.values())
    changed = [name for name, state in zip(BAD, after, strict=True) if state != before]
    assert changed == []


@pytest.mark.parametrize("one", ALL + CONSOLES, ids=lambda one: one.provider)
def test_another_vendor_s_payloads_change_nothing(one: Series) -> None:
    """Another sport's as well."""
    others = [other for other in ALL if other.provider != one.provider]
    before, *after = states(one, *(other.payloads[-1] for other in others))
    pairs = zip(others, after, strict=True)
    assert [other.provider for other, state in pairs if state != before] == []


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider)
def test_a_payload_cut_off_changes_nothing(one: Series) -> None:
    last = one.payloads[-1]
    before, *after = states(one, *(last[:cut] for cut in (1, len(last) // 3, len(last) * 2 // 3)))
    if one.provider not in LINES:
        assert after == [before] * 3


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.provider)
@pytest.mark.parametrize("coding", ["utf-8-sig", "latin-1"])
def test_other_codings_say_the_same(one: Series, coding: str) -> None:
    try:
        payloads = tuple(raw.decode() for raw in one.payloads)
    except UnicodeDecodeError:
        payloads = tuple(raw.decode("cp1250") for raw in one.payloads)
    recoded = [text.replace("UTF-8", "ISO-8859-1").encode(coding, "replace") for text in payloads]
    if coding == "utf-8-sig":
        recoded = [text.encode(coding) for text in payloads]
    again = Series(one.provider, (), tuple(recoded), one.match)
    (found,), (wanted,) = states(again), states(one)
    assert (found[1], found[3:6]) == (wanted[1], wanted[3:6])


@pytest.mark.parametrize("one", ALL + CONSOLES, ids=lambda one: one.provider)
def test_any_value_may_be_any_other(one: Series) -> None:
    """Seeded: values of all types and sizes where others should be."""
    chance = random.Random(one.provider)
    strict = Strict(one)
    for number in range(SPOILT):
        with contextlib.suppress(PayloadError):
            strict.parse(spoilt(chance.choice(one.payloads), chance), number)
    assert strict.faults == []


def spoilt(payload: bytes, chance: random.Random) -> bytes:
    """A payload with some values exchanged for odd ones."""
    try:
        value = json.loads(payload)
    except ValueError:
        text = payload.decode("latin-1")
        words = [match.span() for match in re.finditer(r"[\w.:+-]+", text)]
        for start, end in sorted(chance.sample(words, min(3, len(words))), reverse=True):
            odd = chance.choice([one for one in ODD if isinstance(one, str)])
            text = f"{text[:start]}{odd}{text[end:]}"
        return text.encode("latin-1")
    for _ in range(chance.randint(1, 4)):
        places = [*inside(value)]
        if places:
            holder, key = chance.choice(places)
            holder[key] = deepcopy(chance.choice(ODD))
    return json.dumps(value).encode()


def inside(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a value: what holds it, and its key or number."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    here = [(value, key) for key in keys]
    return here + [place for _, key in here for place in inside(value[key])]
