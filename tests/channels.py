"""Runs a channel in this process and reads what it put on air."""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from engine.channel.live import Channel
from engine.channel.settings import ChannelSettings
from engine.window import Window, read_window
from feeds.clock import SystemClock
from tests.clips import Clip

WAIT_S = 60
GOP = (("preset", "ultrafast"), ("qp", "4"), ("bf", "0"), ("g", "5"))


def settings(source: Path | str | None, /, **more: Any) -> ChannelSettings:
    """A channel of one tiny rung that plays this source."""
    # On a busy machine the ladder under test must not change.
    given: dict[str, Any] = {"name": "tiny", "rate": 25, "ladder": "64x48:200k"}
    given |= {"shedding": "nothing", **more}
    if source is not None:
        given["source"] = {"input": str(source)}
    return ChannelSettings.model_validate(given)


def clip(path: Path, frames: int = 25, first: int = 0) -> Path:
    """A clip whose pictures' greys tell their numbers, from `first` on, with a tone."""

    def paint(number: int, width: int, height: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
        return np.full((height, width), 32 + (first + number) * 4, np.uint8)

    sound = frames / Clip().rate
    return Clip(frames=frames, sound=sound, options=GOP, paint=paint).write(path)


@contextmanager
def on_air(wanted: ChannelSettings, folder: Path, *, ends: bool = True) -> Iterator[Channel]:
    """A channel on air for as long as the block lasts."""
    with running(Channel(wanted, folder, SystemClock()), ends=ends) as channel:
        yield channel


@contextmanager
def running(channel: Channel, *, ends: bool = True) -> Iterator[Channel]:
    """A channel that is ready, on air for as long as the block lasts."""
    channel.start()
    try:
        yield channel
    finally:
        channel.on_air.stop(ends=ends)
        channel.on_air.join(lambda: None)
        channel.close()


def until(channel: Channel, claim: Callable[[], bool]) -> None:
    """Wait until a claim holds, looked at once a frame; fail after half a minute."""
    waiting = threading.Event()
    for _ in range(WAIT_S * 25):
        if claim():
            return
        waiting.wait(0.04)
    raise AssertionError(f"still not so: {channel.on_air.health}")


def aired(channel: Channel, frames: int) -> None:
    """Wait until so many frames more are on air."""
    wanted = channel.on_air.health.frames + frames
    until(channel, lambda: channel.on_air.health.frames >= wanted)


def window(folder: Path, rendition: str = "48p") -> Window:
    """What a rendition's index holds."""
    index = folder / "media" / rendition / "parts.jsonl"
    return read_window(index.read_text().splitlines(keepends=True))


def greys(folder: Path, rendition: str = "48p") -> dict[int, int]:
    """The mean luma of every frame on air by its number, decoded from the store."""
    return {number: round(float(luma.mean())) for number, luma in lumas(folder, rendition)}


def lumas(folder: Path, rendition: str) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Every frame on air: its number and its luma, decoded from the store."""
    shelf = folder / "media" / rendition
    for msn, parts in window(folder, rendition).segments():
        if not (shelf / f"{msn}.m4s").exists():
            continue
        media = (shelf / parts[0].map).read_bytes() + (shelf / f"{msn}.m4s").read_bytes()
        with av.open(io.BytesIO(media), "r") as container:
            for place, frame in enumerate(container.decode(video=0)):
                rows = frame.to_ndarray()[: frame.height]
                yield parts[0].first + place, rows.astype(np.uint8, copy=False)
