"""A channel on air whose disk is filled, and what must hold before, meanwhile and after it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from posixpath import dirname, join
from typing import Any

import av
import numpy as np

from engine.ffmpeg.packet_log import kept_files
from tests.clips import Clip, Luma
from tests.edge_followers import Follower, following
from tests.media_durations import Scales
from tests.playlist_parser import Segment
from tests.playlist_presentation_rules import check_presentation
from tests.served import Answer, Served, served
from tests.served_rules import Rulebook, parsed
from tests.servers import is_alive
from tests.small_disk import SmallDisk, small_disk

TOP = "/live/one/index.m3u8"
PICTURE, SOUND = (f"/live/one/{name}/index.m3u8" for name in ("64p", "audio"))
_FRAMES = 50
SEGMENT_FRAMES = 48
_MEGABYTES = 24
_CONFIG = """\
[[channel]]
name = "one"
rate = 25
shedding = "nothing"
ladder = "96x64:400k"
preset = "ultrafast"
[channel.source]
input = "{clip}"
"""
_BUSY = (("preset", "ultrafast"), ("b", "1500k"), ("g", "25"))


def _noise(number: int, width: int, height: int) -> Luma:
    """A picture that needs so many bytes that a part of it never fits into what is left over."""
    return np.random.default_rng(number).integers(0, 255, (height, width)).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Tight:
    """A channel on air with its data on a small disk, and players that follow it."""

    server: Served
    disk: SmallDisk
    channel: int
    scales: Scales
    followers: dict[str, Follower]
    books: dict[str, Rulebook] = field(default_factory=dict)

    def health(self) -> dict[str, Any]:
        """The channel's figures."""
        found: dict[str, Any] = self.server.get("/api/v1/channels/one/health").value
        return found

    def alarm(self) -> str:
        """What it says of its store; empty where all is well."""
        return str(self.health()["alarms"].get("store", ""))

    def goal(self, side: str) -> Answer:
        """Tell a goal by hand."""
        fact = {"fact": {"type": "goal", "side": side}}
        return self.server.owner("POST", "/channels/one/facts", fact)

    def score(self) -> tuple[int, int]:
        """The score as the programme has it."""
        sides = self.server.get("/api/v1/channels/one/state").value["sides"]
        return sides["home"]["score"], sides["away"]["score"]

    def goes_on(self, frames: int = 50) -> None:
        """Wait until the same process has put so many frames more on air."""
        wanted = self.health()["frames"] + frames
        self.server.until(lambda: self.health()["frames"] >= wanted, "frames go on")
        assert is_alive(self.channel)

    def kept(self) -> int:
        """Bytes of the source's packets that are kept, in files that can all be read."""
        folder = self.server.data / "channels" / "one" / "source" / "source"
        return sum(file.path.stat().st_size for file in kept_files(folder))

    def faults(self) -> list[str]:
        """What breaks the rules in all that was served to players so far, and in the media."""
        found: list[str] = []
        for path, follower in self.followers.items():
            readings = follower.taken()
            found += self.books.setdefault(path, Rulebook()).faults(readings)
            for reading in readings if path != TOP else ():
                self.scales.hear(path, reading.text)
            assert {refused.status for refused in follower.refusals} <= {503}
        texts = {path: self.server.get(path).text for path in self.followers}
        for path in (PICTURE, SOUND):
            found += self.scales.faults(path, texts[path])
        media = {path.removeprefix("/live/one/"): texts[path] for path in (PICTURE, SOUND)}
        return [*found, *map(str, check_presentation(texts[TOP], media, starting=True))]

    def segments(self, path: str = PICTURE) -> list[Segment]:
        """The closed segments of a playlist."""
        return [one for one in parsed(self.server.get(path).text).segments if one.uri]

    def pictures_after_the_gap(self) -> list[float]:
        """The mean luma of each picture of the first whole segment behind a lost one."""
        found: list[str] = []

        def is_there() -> bool:
            uris = ["" if _is_lost(one) else one.uri.value for one in self.segments() if one.uri]
            after = uris[uris.index("") :] if "" in uris else []
            # The first one behind the gap may have begun within it.
            found[:] = [uri for uri in after if uri][1:2]
            return bool(found)

        self.server.until(is_there, "a whole segment after the gap")
        return self._pictures(found[0])

    def _pictures(self, uri: str) -> list[float]:
        header = parsed(self.server.get(PICTURE).text).first["EXT-X-MAP"].text("URI")
        media = [self.server.media(join(dirname(PICTURE), name)) for name in (header, uri)]
        with av.open(io.BytesIO(b"".join(media)), "r") as container:
            return [float(frame.to_ndarray()[:64].mean()) for frame in container.decode(video=0)]


def _is_lost(segment: Segment) -> bool:
    """Whether nothing of it is there."""
    return bool(segment.named("EXT-X-GAP"))


@contextmanager
def tight(folder: Path) -> Iterator[Tight]:
    """A channel on air for as long as the block lasts; its log is on the small disk as well."""
    seconds = Fraction(_FRAMES, 25)
    busy = Clip(frames=_FRAMES, size=(96, 64), sound=seconds, options=_BUSY, paint=_noise)
    clip = busy.write(folder / "clip.mp4")
    with (
        small_disk(folder / "disk", _MEGABYTES) as disk,
        served(_CONFIG.format(clip=clip), disk.folder) as server,
    ):
        server.on_air("one")
        channel = server.pid("channel one")
        with following(server.port, (TOP, PICTURE, SOUND)) as followers:
            yield Tight(server, disk, channel, Scales(server), followers)
