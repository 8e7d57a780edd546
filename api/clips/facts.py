"""The facts of a clip: checked as a facts file is, kept as one."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from api.clips.clip import ClipError
from feeds import event_time, facts_file
from feeds.mistake import Mistake, MistakesError

# Where `touchline encode` begins, from which seconds count.
_ORIGIN = event_time.from_iso("2000-01-01T00:00:00Z")


class FactsError(ClipError):
    """Facts cannot be taken: `errors` has each mistake with its line, counted from 1, and key."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        said = [
            f"fact {m.line}: {f'{m.key}: ' if m.key else ''}{m.wrong}; {m.right}" for m in mistakes
        ]
        super().__init__("bad_facts", " · ".join(said))
        self.errors = [
            {"line": m.line, "key": m.key, "wrong": m.wrong, "right": m.right} for m in mistakes
        ]


def keep(path: Path, facts: Sequence[Any]) -> None:
    """Write a facts file in its place; FactsError with all mistakes where it would not be right."""
    beside = path.with_suffix(".new")
    beside.write_text("".join(json.dumps(fact) + "\n" for fact in facts), encoding="utf-8")
    try:
        facts_file.check(beside, origin=_ORIGIN)
    except MistakesError as error:
        raise FactsError(error.mistakes) from error
    beside.replace(path)
