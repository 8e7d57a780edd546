"""Which parsers there are, and which match of many a payload is read for."""

from importlib.metadata import EntryPoint, EntryPoints
from typing import Any

import pytest

from feeds import parsers
from feeds.parsers import UnknownProviderError, names, parser
from feeds.payload import PayloadError
from feeds.reading import Listed, Reading, chosen, read
from feeds.settings import CONSOLES

OURS = [
    "api_football",
    "cricsheet",
    "daktronics",
    "espn",
    "football_data",
    "mapped",
    "mlb",
    "nba",
    "nhl",
    "openligadb",
    "opta",
    "score_lines",
    "sheet",
    "sportsml",
    "statsbomb",
    "tennis_points",
    "volleyball",
]


class Theirs:
    """A provider of somebody else's."""

    def __init__(self, match: str | None) -> None:
        self.match = match

    def parse(self, payload: bytes, received: int) -> Reading:
        return Reading(warnings=(f"{self.match} {payload!r} {received}",))


class Broken:
    """One with a fault."""

    def parse(self, payload: bytes, received: int) -> Reading:
        raise KeyError(f"nobody thought of {payload!r} at {received}")


def test_a_parser_s_fault_is_a_payload_that_cannot_be_read() -> None:
    with pytest.raises(PayloadError, match=r"the parser failed: KeyError.*nobody thought of"):
        read(Broken(), b"x", 1)


@pytest.mark.parametrize("name", OURS)
def test_ours(name: str) -> None:
    assert name in names()
    match = "football" if name in CONSOLES else "7"
    assert parser(name, match) is not parser(name, match)


def test_others_come_by_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = EntryPoint("club", f"{__name__}:Theirs", parsers.GROUP)

    def found(*, group: str, name: str | None = None) -> EntryPoints:
        assert group == "touchline.providers"
        return EntryPoints([theirs] if name in {None, "club"} else [])

    monkeypatch.setattr(parsers, "entry_points", found)
    assert names() == sorted([*OURS, "club"])
    assert parser("club", "7").parse(b"x", 1).warnings == ("7 b'x' 1",)


def test_what_there_is_not_is_told_with_what_there_is() -> None:
    with pytest.raises(UnknownProviderError, match=r"'espm' is no provider; use .*espn"):
        parser("espm")


@pytest.mark.parametrize(
    ("listed", "wanted", "found", "odd"),
    [
        pytest.param("a", None, "a", "", id="the-only-one"),
        pytest.param("a b", None, "a", "2 matches", id="the-first"),
        pytest.param("a b*", None, "b", "2 matches", id="the-one-that-is-played"),
        pytest.param("a b*", "a", "a", "", id="the-one-asked-for"),
        pytest.param("a", "c", None, "no match c", id="another"),
        pytest.param("", None, None, "no match in it", id="none"),
    ],
)
def test_the_match_of_many(listed: str, wanted: str | None, found: Any, odd: str) -> None:
    matches = tuple(
        Listed(id=one.strip("*"), title=one, is_live=one.endswith("*")) for one in listed.split()
    )
    match, said = chosen(matches, wanted)
    assert (match.id if match else None) == found
    assert odd in said
    assert bool(said) is bool(odd)
