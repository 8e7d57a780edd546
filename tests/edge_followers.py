"""Follows playlists over HTTP as players do, and keeps every text that was served."""

import http.client
import re
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

HINT = re.compile(r'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="(\d+)\.(\d+)\.m4s"')
_ASK_S = 30
_PAUSE_S = 0.1
_DELTA_EVERY = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer: what was asked for, its status, its text."""

    target: str
    status: int
    text: str

    @property
    def wanted(self) -> tuple[int, int] | None:
        """The part it had to wait for; None where it did not."""
        found = re.search(r"_HLS_msn=(\d+)&_HLS_part=(\d+)", self.target)
        return None if found is None else (int(found[1]), int(found[2]))

    @property
    def is_delta(self) -> bool:
        """Whether a delta was asked for."""
        return "_HLS_skip" in self.target


class Follower:
    """Asks for one playlist again and again within `with`, in a thread of its own.

    A media playlist is asked for with the part hinted last, now and then as a delta. What was read
    waits until it is taken. While nobody answers it tries again; `refusals` counts other statuses.
    """

    def __init__(self, port: int, path: str) -> None:
        self.path = path
        self.refusals: list[Reading] = []
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_ASK_S)
        self._readings: deque[Reading] = deque()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, name=f"follow {path}")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is being waited for is still waited for."""
        self._stopping.set()
        self._thread.join(2 * _ASK_S)
        self._connection.close()

    def taken(self) -> list[Reading]:
        """What was read since this was last asked, each text once."""
        return [self._readings.popleft() for _ in range(len(self._readings))]

    def _follow(self) -> None:
        target, count, last = self.path, 0, ""
        while not self._stopping.is_set():
            reading = self._ask(target)
            if reading is None:
                self._stopping.wait(_PAUSE_S)
                continue
            if reading.status != 200:
                self.refusals.append(reading)
            elif reading.text != last:
                last = reading.text
                self._readings.append(reading)
            count += 1
            target = self._next(reading, count)

    def _next(self, reading: Reading, count: int) -> str:
        hint = HINT.search(reading.text) if reading.status == 200 else None
        if hint is None:
            self._stopping.wait(_PAUSE_S)
            return self.path
        delta = "&_HLS_skip=YES" if count % _DELTA_EVERY == 0 else ""
        return f"{self.path}?_HLS_msn={hint[1]}&_HLS_part={hint[2]}{delta}"

    def _ask(self, target: str) -> Reading | None:
        try:
            self._connection.request("GET", target)
            answer = self._connection.getresponse()
            return Reading(target, answer.status, answer.read().decode())
        except (OSError, http.client.HTTPException):
            with suppress(OSError):
                self._connection.close()
            return None


@contextmanager
def following(port: int, paths: Iterable[str]) -> Iterator[dict[str, Follower]]:
    """Followers of these playlists by their paths, for as long as the block lasts."""
    followers = {path: Follower(port, path) for path in paths}
    for follower in followers.values():
        follower.start()
    try:
        yield followers
    finally:
        for follower in followers.values():
            follower._stopping.set()
        for follower in followers.values():
            follower.stop()
