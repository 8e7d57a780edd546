"""Rosters: what a squad would change of the players that are known, row by row."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.things.naming import Named, folded
from api.things.squad import Line, Squad, Wrong
from api.things.thing import Player

type Values = dict[str, Any]

NEW, CHANGED, SAME, REMOVED = "new", "changed", "same", "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One player: the row before (None: there was none) and what they are to be after.

    `line` is the sheet's row; None for those who are in it no more.
    """

    action: str
    before: Values | None
    after: Player
    line: Line | None = None
    note: str = ""

    def told(self) -> dict[str, Any]:
        """As it is told."""
        before = {} if self.before is None else self.before
        name = self.after.name if self.line is None else self.line.name
        changes = {
            key: [before[key], getattr(self.after, key)]
            for key in ("number", "position", "team")
            if self.action == CHANGED and before[key] != getattr(self.after, key)
        }
        return {
            "row": None if self.line is None else self.line.row,
            "action": self.action,
            "player": before.get("id"),
            "name": name,
            "short": None if self.line is None else self.line.short,
            "number": self.after.number,
            "position": self.after.position,
            "team": before.get("team") if self.action == REMOVED else self.after.team,
            "changes": changes,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a roster would do; `digest` tells two plans apart.

    Of `left_out` columns nothing is taken. Where it `is_held_back` nobody leaves a team: who seems
    to be missing may stand in a wrong row.
    """

    columns: Mapping[str, str]
    left_out: Mapping[str, str]
    steps: tuple[Step, ...]
    wrongs: tuple[Wrong, ...]
    is_held_back: bool = False

    def digest(self) -> str:
        """The same as long as the same players would be changed in the same way."""
        said = [[step.told(), (step.before or {}).get("revision")] for step in self.steps]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    def told(self) -> dict[str, Any]:
        """As an editor looks at it."""
        counts = {
            action: sum(step.action == action for step in self.steps)
            for action in (NEW, CHANGED, SAME, REMOVED)
        }
        return {
            "plan": self.digest(),
            "columns": dict(self.columns),
            "left_out": dict(self.left_out),
            "counts": {**counts, "wrong": len(self.wrongs)},
            "rows": [step.told() for step in self.steps],
            "mistakes": [wrong.told() for wrong in self.wrongs],
            "is_held_back": self.is_held_back,
        }


@dataclass(slots=True)
class _Known:
    """The players of a team: by what they are called, and which of them the sheet speaks of.

    `new` are the rows of those it brings, by name.
    """

    rows: dict[str, Values] = field(default_factory=dict)
    called: dict[str, list[Values]] = field(default_factory=dict)
    rows_of: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)

    def add(self, row: Values) -> None:
        self.rows[row["id"]] = row
        names = Player.model_validate({"names": row["names"], "language": row["language"]})
        for word in {folded(one.long) for one in names.names.values()}:
            self.called.setdefault(word, []).append(row)


def plan(
    squad: Squad,
    players: Sequence[Values],
    *,
    language: Callable[[str], str],
    removes: bool,
) -> Plan:
    """What would be done. `players` are those known of the squad's teams.

    Names are in a team's `language`. Where it `removes`, players who are in the sheet no more are
    of no team any more; they themselves stay.
    """
    known = {line.team: _Known() for line in squad.lines}
    for row in players:
        if row["team"] in known:
            known[row["team"]].add(row)
    steps, wrongs = list[Step](), list(squad.wrongs)
    for line in squad.lines:
        of_team = known[line.team]
        found, wrong = _found(line, of_team)
        if wrong:
            wrongs.append(Wrong(row=line.row, column="", detail=wrong))
            continue
        if found is not None:
            of_team.rows_of[found["id"]] = line.row
        steps.append(_step(line, found, of_team, language(line.team)))
    if removes and not wrongs:
        steps += _removals(known.values())
    return Plan(
        columns=squad.columns,
        left_out=squad.left_out,
        steps=tuple(steps),
        wrongs=tuple(sorted(wrongs, key=lambda one: one.row)),
        is_held_back=removes and bool(wrongs),
    )


def _found(line: Line, known: _Known) -> tuple[Values | None, str]:
    """The player a line speaks of, None for a new one; and what is wrong with it."""
    if line.id is not None:
        row = known.rows.get(line.id)
        if row is None:
            return None, f"the team has no player with the id {line.id}; take the id out"
    else:
        alike = known.called.get(folded(line.name), [])
        numbered = [row for row in alike if row["number"] == line.number]
        alike = numbered if len(alike) > 1 and len(numbered) == 1 else alike
        if len(alike) > 1:
            return None, f"{len(alike)} players are called {line.name}; add a column id"
        row = alike[0] if alike else None
    if row is not None and row["id"] in known.rows_of:
        return None, f"row {known.rows_of[row['id']]} is the same player; take one out"
    return row, ""


def _step(line: Line, row: Values | None, known: _Known, language: str) -> Step:
    given = {
        key: value or None
        for key in ("number", "position")
        if (value := getattr(line, key)) is not None
    }
    names = {} if row is None else dict(row["names"])
    own = language if row is None else row["language"]
    name = {"short": None, "code": None, **names.get(own, {}), "long": line.name}
    if line.short is not None:
        name["short"] = line.short
    said = {"names": {**names, own: name}, "language": own, "team": line.team}
    before = {} if row is None else {key: row[key] for key in Player.model_fields}
    after = Player.model_validate({**before, **said, **given})
    if row is None:
        note = "; ".join([*_notes(line, known), *([line.note] if line.note else [])])
        return Step(action=NEW, before=None, after=after, line=line, note=note)
    action = SAME if after.model_dump(mode="json") == before else CHANGED
    return Step(action=action, before=row, after=after, line=line, note=line.note)


def _notes(line: Line, known: _Known) -> Iterator[str]:
    """Who a new player may be: the one who had the number, or one of that name above."""
    for row in known.rows.values():
        if line.number and row["number"] == line.number:
            yield f"number {line.number} was {name_of(row)}'s"
            break
    first = known.new.setdefault(folded(line.name), line.row)
    if first != line.row:
        yield f"row {first} has the same name; take one out if it is one player"


def _removals(known: Iterable[_Known]) -> Iterator[Step]:
    for of_team in known:
        for name, row in of_team.rows.items():
            if name not in of_team.rows_of:
                fields = {key: row[key] for key in Player.model_fields}
                after = Player.model_validate({**fields, "team": None, "number": None})
                yield Step(action=REMOVED, before=row, after=after)


def name_of(row: Values) -> str:
    """The name of a row, in full."""
    return Named.model_validate({"names": row["names"], "language": row["language"]}).name
