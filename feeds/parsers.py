"""Which parsers there are: ours by name, and others' by the entry point `touchline.providers`.

An entry point names a function that takes a match's id, or None, and gives a `Parser`.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Whoever reads a config asks for names alone, and imports no parser for that.
    from feeds.reading import Parser

GROUP = "touchline.providers"
MAPPED = "mapped"
TELL_OTHERS = ("api_football", "espn", "football_data", "openligadb")
"""Those whose payloads have many matches, and who can tell of the others."""
_OURS = {
    "api_football": "feeds.providers.api_football",
    "cricsheet": "feeds.providers.cricsheet",
    "daktronics": "feeds.providers.daktronics",
    "espn": "feeds.providers.espn",
    "football_data": "feeds.providers.football_data",
    "mapped": "feeds.providers.mapped",
    "mlb": "feeds.providers.mlb",
    "nba": "feeds.providers.nba",
    "nhl": "feeds.providers.nhl",
    "openligadb": "feeds.providers.openligadb",
    "opta": "feeds.providers.opta",
    "score_lines": "feeds.providers.score_lines",
    "sheet": "feeds.providers.sheet",
    "sportsml": "feeds.providers.sportsml",
    "statsbomb": "feeds.providers.statsbomb",
    "tennis_points": "feeds.providers.tennis_points",
    "volleyball": "feeds.providers.volleyball",
}

type Opens = "Callable[..., Parser]"


class UnknownProviderError(ValueError):
    """No parser has that name; the text says which there are."""


def names() -> list[str]:
    """All that can be parsed, in order."""
    return sorted({*_OURS, *(one.name for one in entry_points(group=GROUP))})


def parser(
    provider: str, match: str | None = None, mapping: str | None = None, *, others: bool = False
) -> "Parser":
    """A new parser of that provider's payloads, for one match. Raises UnknownProviderError.

    Of `mapping`, a file's path, the mapped one alone makes use. With `others` those of
    TELL_OTHERS tell of a payload's other matches too.
    """
    if provider == MAPPED:
        from feeds.providers import mapped

        return mapped.parser(match, Path(mapping or ""))
    if provider in _OURS:
        opens: Opens = import_module(_OURS[provider]).parser
        told = {"others": True} if others and provider in TELL_OTHERS else {}
        return opens(match, **told)
    for one in entry_points(group=GROUP, name=provider):
        theirs: Opens = one.load()
        return theirs(match)
    raise UnknownProviderError(f"{provider!r} is no provider; use {', '.join(names())}")
