"""What the API knows of a channel's boxes, and what its sockets have been sent of them."""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence, Set
from typing import Any

# A page keeps twice as many pictures as are taken to be there.
SENT_AT_MOST = 128
_KEPT = 256

type Message = dict[str, Any]


class Present:
    """The last whole set of a channel's boxes; a set whose pictures are not all here is not taken.

    What `take` returns is for every socket of the channel; `welcome` is for a new one. Each picture
    goes to all of them once.
    """

    def __init__(self) -> None:
        self._pictures: OrderedDict[str, str] = OrderedDict()
        self._set: Message | None = None
        self._sent: set[str] = set()
        self.is_lacking = False

    @property
    def have(self) -> list[str]:
        """The names of the pictures that need not be told again."""
        return list(self._pictures)

    def take(self, message: Message) -> str | None:
        """The events to send; None where this is no news, or where pictures lack."""
        names = {box["version"] for box in message["boxes"]}
        self._keep(message["pictures"], names)
        if self._set is not None and message["frame"] <= self._set["frame"]:
            return None
        self.is_lacking = not names <= self._pictures.keys()
        if self.is_lacking:
            return None
        self._set = {key: message[key] for key in ("frame", "program_time", "size", "boxes")}
        fresh = names - self._sent
        self._sent |= names
        if len(self._sent) > SENT_AT_MOST:
            self._sent = names
        return self._events(fresh)

    def welcome(self) -> str | None:
        """The events a new socket begins with; None where nothing is known."""
        if self._set is None:
            return None
        # The new socket has these alone, so the others are sent all else anew.
        self._sent = {box["version"] for box in self._set["boxes"]}
        return self._events(self._sent)

    def forget(self) -> None:
        """The channel is silent: what it says next is taken, whatever its frame."""
        self._set, self._sent, self.is_lacking = None, set(), False

    def _keep(self, pictures: Mapping[str, str], shown: Set[str]) -> None:
        """Take pictures in; when there are many, what was not shown for the longest goes."""
        self._pictures.update(pictures)
        for name in shown & self._pictures.keys():
            self._pictures.move_to_end(name)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)

    def _events(self, names: set[str]) -> str:
        pictures = {name: self._pictures[name] for name in sorted(names)}
        return events([{"type": "boxes", **(self._set or {}), "pictures": pictures}])


def events(told: Sequence[Message]) -> str:
    """What a socket is sent: an array of events."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
