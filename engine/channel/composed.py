"""What stood on air where it was not the frame's own: told to the log, and read from it again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.channel import events
from engine.show_log import ShowEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a frame shows: a source's picture of some frame, or the slate of a title."""

    source: str = ""
    frame: int = 0
    slate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """From a frame on: that picture stands, or each frame's own (None); boxes follow or stand."""

    first: int
    shown: Shown | None
    boxes_stand: bool


class Composed:
    """Keeps what is to be told of the frames composed: where it changes, nothing while all is well.

    On a frame's own the programme's source shows the picture of that very frame, under the boxes
    drawn for it.
    """

    def __init__(self) -> None:
        self._now: tuple[Shown | None, bool] = (None, False)
        self._changes: list[Change] = []

    def note(self, number: int, shown: Shown, program: str, *, boxes_stand: bool) -> None:
        """Frame n shows this, with the programme on that source."""
        is_own = shown == Shown(source=program, frame=number)
        now = None if is_own else shown, boxes_stand
        if now != self._now:
            self._now = now
            self._changes.append(Change(first=number, shown=now[0], boxes_stand=boxes_stand))

    def told(self) -> dict[str, Any] | None:
        """What is to go into the log since this was last asked; None where nothing changed."""
        changes, self._changes = self._changes, []
        if not changes:
            return None
        return {"type": events.COMPOSED, "v": 1, "changes": [_coded(change) for change in changes]}


def changes(happened: Iterable[ShowEvent]) -> Iterator[Change]:
    """The changes a log tells of, in the order of their frames."""
    for event in happened:
        if event.payload["type"] == events.COMPOSED:
            for coded in event.payload["changes"]:
                yield _change(coded)


def _coded(change: Change) -> dict[str, Any]:
    shown = change.shown
    coded: dict[str, Any] = {"first": change.first, "boxes_stand": change.boxes_stand}
    if shown is None:
        return coded
    if shown.slate:
        return coded | {"slate": shown.slate}
    return coded | {"source": shown.source, "frame": shown.frame}


def _change(coded: Mapping[str, Any]) -> Change:
    shown = None
    if "slate" in coded:
        shown = Shown(slate=coded["slate"])
    elif "source" in coded:
        shown = Shown(source=coded["source"], frame=coded["frame"])
    return Change(first=coded["first"], shown=shown, boxes_stand=coded["boxes_stand"])
