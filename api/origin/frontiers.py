"""How far each viewer has been told of a programme: what they may have seen, and no more."""

from collections import OrderedDict
from dataclasses import dataclass

from feeds.event_time import MICROSECONDS

KEPT = 65_536
PAUSE = 15 * MICROSECONDS
"""Who has not asked for a playlist for so long (µs) may have been told by other means since."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """The programme time at which the last part named to a viewer ends; when they last asked.

    Both are µs since 1970.
    """

    program_time: int
    asked_at: int


class Frontiers:
    """Each viewer's frontier in a channel, over all their playlists; it never goes back.

    Holds 65,536; beyond, those who have not asked for the longest are forgotten. For one thread.
    """

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], Frontier] = OrderedDict()

    def note(self, channel: str, viewer: str, program_time: int, now: int) -> None:
        """A viewer was named media up to a programme time."""
        key = channel, viewer
        known = self._held.get(key)
        furthest = program_time if known is None else max(known.program_time, program_time)
        self._held[key] = Frontier(furthest, now)
        self._held.move_to_end(key)
        if len(self._held) > KEPT:
            self._held.popitem(last=False)

    def of(self, channel: str, viewer: str) -> Frontier | None:
        """How far a viewer was told; None where they have no playlist of their own."""
        return self._held.get((channel, viewer))

    def playing(self, channel: str, viewer: str, now: int) -> int | None:
        """The programme time (µs) a viewer was told up to; None where they do not play just now."""
        found = self.of(channel, viewer)
        is_playing = found is not None and now - found.asked_at <= PAUSE
        return found.program_time if found is not None and is_playing else None
