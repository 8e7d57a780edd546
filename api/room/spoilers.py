"""Tells rooms of what nobody wants to read of first: goals, red cards, and what was taken back."""

from collections.abc import Mapping
from pathlib import Path

from api.control.directory import Directory
from api.room.hold import Moment
from api.room.room import Room
from api.show_follower import ShowFollower
from engine.channel.events import fact_of
from engine.show_log import ShowEvent
from feeds.bus import Bus
from feeds.fact import Card, CardColor, Correction, Fact, Goal, Retraction

_TYPES = ("goal", "card", "retraction", "correction")


class Spoilers:
    """Follows the show logs of channels, and tells their rooms."""

    def __init__(self, rooms: Mapping[str, Room], folder: Path, directory: Directory) -> None:
        self._rooms = rooms
        self._directory = directory
        self._follower = ShowFollower(folder, rooms, _TYPES, self._take, self._is_ready)

    async def run(self, bus: Bus) -> None:
        """Follow them, until cancelled."""
        await self._follower.run(bus)

    def _is_ready(self, channel: str) -> bool:
        # Only the channel itself says how far behind the venue it is.
        return self._rooms[channel].is_open and self._directory.health(channel) is not None

    def _take(self, channel: str, event: ShowEvent) -> None:
        health = self._directory.health(channel) or {}
        moment = moment_of(event, int(health["distance_us"]), health["offsets_us"])
        if moment is not None:
            self._rooms[channel].happened(moment)


def moment_of(event: ShowEvent, distance: int, offsets: Mapping[str, int]) -> Moment | None:
    """When it happened and on which picture it is, at that distance (µs); None for other facts.

    `offsets` are the feeds'. What has no time of its own happened with the next frame.
    """
    fact = fact_of(event)
    if fact is None or not _spoils(fact):
        return None
    if event.event_time is None:
        return Moment(event_time=event.arrival - distance, program_time=event.arrival)
    happened = event.event_time + offsets.get(fact.provider or "", 0)
    return Moment(event_time=happened, program_time=happened + distance)


def _spoils(fact: Fact) -> bool:
    match fact:
        case Goal() | Retraction() | Correction():
            return True
        case Card():
            return fact.color is not CardColor.YELLOW
        case _:
            return False
