"""The inbox: show events that people and feeds bring while the channel is on air."""

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import ShowLogError
from engine.show_log import ShowEvent, ShowLog

HELD_AT_MOST = 4096


class InboxFullError(Exception):
    """More events wait than can be taken: try again in a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is to become a show event. Times are µs; its frame is set when it is committed."""

    payload: Mapping[str, Any]
    event_time: int | None
    arrival: int
    actor: str


type Told = Callable[[list[ShowEvent] | ShowLogError], None]


class Inbox:
    """Offers from any thread, committed to the log by the thread that dresses frames.

    Holds at most 4096 offers; a full one refuses. Whoever offers is told of the committed events,
    or of why the log would not take them, on the committing thread.
    """

    def __init__(self, log: ShowLog) -> None:
        self._log = log
        self._held: deque[tuple[Sequence[Offer], Told]] = deque()
        self._count = 0
        self._lock = threading.Lock()

    def offer(self, offers: Sequence[Offer], told: Told) -> None:
        """Bring events that are to be committed together; InboxFullError where they cannot wait."""
        with self._lock:
            if self._count + len(offers) > HELD_AT_MOST:
                raise InboxFullError(f"{self._count} events wait; try again in a moment")
            self._count += len(offers)
            self._held.append((offers, told))

    def commit(self, number: int, happened: Callable[[ShowEvent], None]) -> None:
        """Commit all that waits as events of frame n, the first not yet composed.

        `happened` is called for each before whoever offered it is told.
        """
        with self._lock:
            held, self._held, self._count = list(self._held), deque(), 0
        for offers, told in held:
            try:
                events = self._log.extend([_event(offer, number) for offer in offers])
            except ShowLogError as error:
                told(error)
                continue
            for event in events:
                happened(event)
            told(events)


def _event(offer: Offer, number: int) -> ShowEvent:
    return ShowEvent(
        sequence=-1,
        frame=number,
        event_time=offer.event_time,
        arrival=offer.arrival,
        actor=offer.actor,
        payload=offer.payload,
    )
