"""What happens in a room and is remembered: lines, and what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from api.room.frames import Event
from api.room.viewer import Viewer
from feeds import event_time

MESSAGE = "chat.message"
DELETED = "chat.deleted"
CLEARED = "chat.cleared"
MOVED = "chat.moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One numbered happening. Times are µs; without a `program_time` it shows at once.

    `client_id` is what its author's page calls it.
    """

    type: str
    at: int
    program_time: int | None = None
    viewer: str | None = None
    client_id: str | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    offset: int = -1

    def numbered(self, offset: int) -> Self:
        """The same with its place in the room."""
        return replace(self, offset=offset)

    def moved(self, program_time: int) -> Self:
        """The same, of another picture."""
        return replace(self, program_time=program_time)

    def event(self) -> Event:
        """As it goes to viewers; without an offset where it has no place in the room yet."""
        named = {"message_id": str(self.offset)} if self.type == MESSAGE else {}
        numbered = {} if self.offset < 0 else {"offset": self.offset}
        timed = {} if self.program_time is None else {"program_time": _iso(self.program_time)}
        return {
            "type": self.type,
            **numbered,
            **timed,
            "at": _iso(self.at),
            **named,
            **self.body,
        }


def said(viewer: Viewer, text: str, *, client_id: str, program_time: int, at: int) -> Entry:
    """A line."""
    return Entry(
        type=MESSAGE,
        at=at,
        program_time=program_time,
        viewer=viewer.viewer,
        client_id=client_id,
        body={"author": {"id": viewer.viewer, "name": viewer.name}, "text": text},
    )


def deleted(message_id: str, at: int) -> Entry:
    """A line is gone."""
    return Entry(type=DELETED, at=at, body={"message_id": message_id})


def cleared(viewer: str, at: int) -> Entry:
    """All that a viewer said is gone."""
    return Entry(type=CLEARED, at=at, body={"viewer": viewer})


def moved(entries: Sequence[Entry], program_time: int, at: int) -> Entry:
    """Lines are to be read at a later picture than they said."""
    ids = [str(entry.offset) for entry in entries]
    return Entry(type=MOVED, at=at, body={"message_ids": ids, "to": _iso(program_time)})


def _iso(moment: int) -> str:
    return event_time.to_iso(moment)
