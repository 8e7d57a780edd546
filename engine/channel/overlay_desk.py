"""What the bus may ask of a channel's overlay config: what it says, and another in its place."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from engine.channel import overlay_set
from engine.channel.live import Channel
from engine.channel.overlay_file import OverlayFile
from feeds import event_time
from feeds.bus import RefusedError
from feeds.mistake import Mistake, MistakesError

_WATCHING = "overlay file"
_ALARM = "overlay"

log = logging.getLogger(__name__)

type Coded = dict[str, Any]
type Commit = Callable[[Coded, Coded, int | None], Awaitable[Coded]]


class OverlayDesk:
    """A channel's, whose config may name no file; `commit` has an event committed."""

    def __init__(self, channel: Channel, commit: Commit) -> None:
        self._file = channel.overlay
        self._dressing = channel.dressing
        self._alarms = channel.on_air.health.alarms
        self._commit = commit
        self._lock = asyncio.Lock()
        self.commands = {"set_overlay": self._set}

    async def told(self, _asked: Coded) -> Coded:
        """The file, the text that is shown, and what is wrong with what stands in the file."""
        file = self._file
        if file is None:
            return {"type": "overlay", "v": 1, **_nothing()}
        at = file.loaded_at
        return {
            "type": "overlay",
            "v": 1,
            "file": str(file.path),
            "loaded_at": None if at is None else event_time.to_iso(event_time.from_datetime(at)),
            "text": self._dressing.overlay["text"],
            "errors": [_coded(one) for one in file.mistakes],
            "failures": self._dressing.failures,
        }

    async def look(self) -> None:
        """Show what stands in the file now, where that is another and right."""
        file = self._file
        if file is None:
            return
        async with self._lock:
            await asyncio.to_thread(file.look)
            self._alarm(file)
            if file.payload is not None and file.payload != self._dressing.overlay:
                await self._commit({"actor": _WATCHING}, dict(file.payload), None)

    def _alarm(self, file: OverlayFile) -> None:
        """Have an alarm, and a line in the log, while what stands in the file is wrong."""
        if not file.mistakes:
            self._alarms.pop(_ALARM, None)
            return
        first, *others = file.mistakes
        more = f"; and {len(others)} more" if others else ""
        said = f"overlay not shown, as it is wrong: {first}{more}"
        if self._alarms.get(_ALARM) != said:
            log.warning("overlay wrong file=%s mistakes=%d", file.path, len(file.mistakes))
        self._alarms[_ALARM] = said

    async def _set(self, asked: Coded) -> Coded:
        """Write a text into the file and show it from the next frame on."""
        file, text = self._file, asked.get("text")
        if file is None:
            raise RefusedError("no_overlay", "the channel's config names no overlay file; add one")
        if not isinstance(text, str):
            raise RefusedError("bad_request", "text: write a text", "text")
        async with self._lock:
            try:
                await asyncio.to_thread(file.write, text)
            except MistakesError as error:
                raise RefusedError(
                    "bad_overlay", str(error), errors=[_coded(one) for one in error.mistakes]
                ) from error
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise RefusedError("not_written", f"{file.path}: {reason}") from error
            return await self._commit(asked, dict(file.payload or overlay_set.NONE), None)


def _nothing() -> Coded:
    return {"file": None, "loaded_at": None, "text": "", "errors": [], "failures": 0}


def _coded(mistake: Mistake) -> Coded:
    text = f"{mistake.wrong}; {mistake.right}"
    return {"line": mistake.line, "key": mistake.key, "text": text}
