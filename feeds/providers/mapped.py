"""Any JSON, XML, CSV or Excel payload, read by a mapping that says where in it things stand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from feeds.coercion import Values, flag, is_blank, text
from feeds.document import value_of
from feeds.mapping import Expression, MappingFile, MappingSettings, Section
from feeds.payload import PayloadError
from feeds.reading import Choice, Listed, Reading, Voice
from feeds.scoreboard import Scoreboard
from feeds.scoreboard_rows import Rows

NAME = "mapped"
_ROWS_AT_MOST = 2_000


class MappedParser:
    """Payloads by a mapping, whose file may change meanwhile."""

    def __init__(self, file: MappingFile, match: str | None) -> None:
        self._file = file
        self._choice = Choice(match)
        self._scoreboard = Scoreboard()
        self._sought: dict[str, bool] = {}

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a payload says by the mapping as it stands; PayloadError."""
        mapping, wrong = self._file.now()
        if mapping is None:
            raise PayloadError(wrong)
        voice = Voice(provider=NAME, received=received)
        search = _Search(mapping, voice, self._scoreboard, self._sought)
        if wrong:
            search.odd.append(f"{wrong} The mapping before is used.")
        document = value_of(payload, mapping.format, mapping.lists)
        if mapping.matches is None:
            return search.read(document)
        found = search.rows("matches.rows", mapping.matches.rows, document) or []
        about = [{"payload": document, **one} for one in found if isinstance(one, dict)]
        return self._choice.reading(about, search.listed, search.read)

    def unfound(self) -> tuple[str, ...]:
        """The expressions that found nothing in any payload so far."""
        return tuple(place for place, has_found in self._sought.items() if not has_found)


class _Search:
    """One payload's: looks for what the mapping names."""

    def __init__(
        self,
        mapping: MappingSettings,
        voice: Voice,
        scoreboard: Scoreboard,
        sought: dict[str, bool],
    ) -> None:
        self._mapping = mapping
        self._voice = voice
        self._scoreboard = scoreboard
        self._sought = sought
        self._has_found = False
        self.odd: list[str] = []

    def listed(self, one: Any) -> Listed:
        """A match among many."""
        about = self._mapping.matches
        if about is None:
            return Listed(id="", title="")
        named = {"id": about.id, "title": about.title, "live": about.live}
        section = {name: found for name, found in named.items() if found is not None}
        values = self._values("matches", section, one)
        return Listed(
            id=values.get("id", text) or "",
            title=values.get("title", text) or "",
            is_live=values.get("live", flag) or False,
        )

    def read(self, value: Any) -> Reading:
        """What is said of the match a value is of."""
        self._has_found = False
        values = self._values("fields", self._mapping.fields, value)
        rows = self._lists(value)
        if not self._has_found:
            raise PayloadError("nothing in it that the mapping speaks of")
        return self._scoreboard.reading(values, rows, self._mapping.terms(), self._voice)

    def rows(self, place: str, expression: Expression, value: Any) -> list[Any] | None:
        """The rows an expression finds; one alone counts as such; None where there is no list."""
        found = self._find(place, expression, value)
        if found is None:
            return None
        rows = found if isinstance(found, list) else [found]
        if len(rows) > _ROWS_AT_MOST:
            self.odd.append(f"{place}: {len(rows)} rows; only the first {_ROWS_AT_MOST} are read")
        return rows[:_ROWS_AT_MOST]

    def _lists(self, value: Any) -> Rows:
        """All lists' rows. One that is not there at all takes back nothing that was in it."""
        lists: dict[str, list[Values]] = {}
        for name, section in self._mapping.lists_of_rows().items():
            sides = {"rows": None, "home_rows": "home", "away_rows": "away"}
            fields = {key: one for key, one in section.items() if key not in sides}
            for key, side in sides.items():
                if key not in section:
                    continue
                found = self.rows(f"{name}.{key}", section[key], value)
                said = {} if side is None else {"side": side}
                if found is not None:
                    rows = lists.setdefault(name, [])
                    rows += [self._values(name, fields, row, said) for row in found]
        for name, one in self._mapping.stat.items():
            section = {"home": one.home, "away": one.away}
            said = {"name": name}
            lists.setdefault("stats", []).append(self._values(f"stat.{name}", section, value, said))
        return lists

    def _values(
        self, place: str, section: Section, value: Any, said: Mapping[str, str] | None = None
    ) -> Values:
        found = {
            name: self._find(f"{place}.{name}", expression, value)
            for name, expression in section.items()
        }

        def called(name: str) -> str:
            expression = section.get(name)
            return f"{place}.{name}" + (f" ({expression.text})" if expression else "")

        return Values({**(said or {}), **found}, self.odd, called)

    def _find(self, place: str, expression: Expression, value: Any) -> Any:
        self._sought.setdefault(f"{place} ({expression.text})", False)
        try:
            found = expression.of(value)
        except ValueError as error:
            self.odd.append(f"{place} ({expression.text}): {error}")
            return None
        if not is_blank(found) and found != []:
            self._sought[f"{place} ({expression.text})"] = True
        self._has_found = self._has_found or (found is not None and not expression.is_constant)
        return found


def parser(match: str | None, mapping: Path) -> MappedParser:
    """A parser by the mapping in a file, of one match: that of an id, else one that is played."""
    return MappedParser(MappingFile(mapping), match)
