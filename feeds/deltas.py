"""Deltas: what a push feed sends of what changed, put together to the images it keeps back.

Sans-IO: changes in, images out. Who reads the feed says what in its messages is an image, and asks
it anew where the images are not whole.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_MARKS_KEPT = 64

type Rules = Mapping[str, "RowRule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRule:
    """How the rows of a list are known, by keys or places; where `gone` is 0, a row goes."""

    by: tuple[str | int, ...]
    gone: int | None = None

    def name(self, row: Any) -> tuple[Any, ...]:
        """What a row is known by."""
        return tuple(_at(row, key) for key in self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed of the image with that id; the whole of it where it `is_image`."""

    id: str
    value: Mapping[str, Any]
    is_image: bool = False


class Images:
    """Images by id, kept up by a feed's changes; `rules` are by the names of lists in them.

    `mark` says how far they are, in the feed's own words, to go on from after a break. Where they
    are not whole the feed must be asked for images, or for all changes since `mark`.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._time = 0
        self._marks: deque[str] = deque(maxlen=_MARKS_KEPT)
        self._images: dict[str, Any] = {}
        self.is_whole = True

    @property
    def mark(self) -> str | None:
        """The mark of the change taken last."""
        return self._marks[-1] if self._marks else None

    def image(self, name: str) -> Any:
        """The image with an id as it stands, None where there is none."""
        return self._images.get(name)

    def lost(self) -> None:
        """Something may have been missed, as where the connection broke."""
        self.is_whole = False

    def take(
        self, changes: Iterable[Change], *, mark: str, time: int, goes_on: bool = False
    ) -> bool:
        """Take a message's changes; whether they counted.

        A message that came before counts no more. An older one than the last is no part of what
        follows: it is left out, and what it told is missing. One that `goes_on` from our mark has
        all that was missed.
        """
        if mark in self._marks:
            return False
        found = list(changes)
        is_fresh = bool(found) and all(change.is_image for change in found)
        if time < self._time and not is_fresh and not goes_on:
            self.is_whole = False
            return False
        unknown = [one for one in found if not one.is_image and one.id not in self._images]
        if is_fresh or goes_on:
            self.is_whole = True
        if not self.is_whole or unknown:
            self.is_whole = False
            return False
        for change in found:
            before = {} if change.is_image else self._images[change.id]
            self._images[change.id] = merged(before, change.value, self._rules)
        self._time = max(time, self._time)
        self._marks.append(mark)
        return True


def merged(image: Any, delta: Any, rules: Rules) -> Any:
    """An image with what changed: objects of lists with a rule row by row, all else replaced."""
    told = dict(image)
    for name, value in delta.items():
        rule = rules.get(name)
        is_list = rule is not None and isinstance(value, list)
        told[name] = _rows(told.get(name) or [], value, rule, rules) if rule and is_list else value
    return told


def _rows(rows: list[Any], changed: list[Any], rule: RowRule, rules: Rules) -> list[Any]:
    """The rows of a list in the order of their names, with those that changed."""
    found = {rule.name(row): row for row in rows}
    for row in changed:
        name = rule.name(row)
        if rule.gone is not None and not _at(row, rule.gone):
            found.pop(name, None)
        else:
            before = found.get(name, {})
            found[name] = merged(before, row, rules) if isinstance(row, dict) else row
    return [found[name] for name in sorted(found, key=repr)]


def _at(row: Any, key: str | int) -> Any:
    if isinstance(row, dict):
        return row.get(key)
    is_there = isinstance(row, list) and isinstance(key, int) and key < len(row)
    return row[key] if is_there else None
