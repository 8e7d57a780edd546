"""What the API knows of channels and feeds: the last word of each, as the bus brought it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from api.config import Config
from feeds import subjects
from feeds.bus import Bus
from feeds.clock import Clock

_FRESH = 3_000_000

type Message = dict[str, Any]


@dataclass(slots=True)
class Heard:
    """The last health of a channel and when it came (monotonic µs)."""

    health: Message = field(default_factory=dict)
    at: int = -_FRESH


class Directory:
    """Channels of the config with their last health; feeds with their last status."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self.config = config
        self._clock = clock
        self._heard = {channel.name: Heard() for channel in config.channel}
        self._children: dict[str, Message] = {}
        self._feeds: list[Message] = []

    async def follow(self, bus: Bus) -> None:
        """Listen to what is published."""
        await bus.subscribe(subjects.channel(subjects.ANY, subjects.HEALTH), self._take_health)
        await bus.subscribe(subjects.FEEDS_STATUS, self._take_feeds)
        await bus.subscribe(subjects.SUPERVISOR_STATUS, self._take_children)

    def names(self) -> list[str]:
        """The channels, in the order of the config."""
        return list(self._heard)

    def health(self, name: str) -> Message | None:
        """A channel's last health, None where none came lately."""
        heard = self._heard[name]
        is_fresh = self._clock.monotonic() - heard.at < _FRESH
        return heard.health if is_fresh else None

    def state(self, name: str) -> str:
        """on_air, starting or off."""
        if self.health(name) is not None:
            return "on_air"
        child = self._children.get(name, {})
        return "starting" if child.get("state") in {"running", "waiting", "starting"} else "off"

    def feeds(self) -> Sequence[Message]:
        """The feeds' last status."""
        return self._feeds

    async def _take_health(self, _subject: str, message: Message) -> None:
        heard = self._heard.get(str(message.get("channel")))
        if heard is not None:
            heard.health, heard.at = message, self._clock.monotonic()

    async def _take_feeds(self, _subject: str, message: Message) -> None:
        self._feeds = list(message.get("feeds", ()))

    async def _take_children(self, _subject: str, message: Message) -> None:
        children = message.get("children", ())
        self._children = {
            str(child.get("name")).removeprefix("channel "): child for child in children
        }
