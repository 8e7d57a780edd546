"""Fit in size and colour: a source's pictures upright, square, yuv420p, bt709."""

from dataclasses import dataclass

import av
import numpy as np
from av.filter import Graph
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from engine.ffmpeg.picture import Handle, filled, planes
from engine.ffmpeg.probe import Color, SourceInfo

_MATRICES = {
    "bt709": Colorspace.ITU709,
    "bt601": Colorspace.ITU601,
    "bt2020": Colorspace.BT2020,
}
_TURNS = {90: ("transpose=cclock",), 180: ("hflip", "vflip"), 270: ("transpose=clock",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where the picture stands in the frame, in even pixels; the rest is black."""

    left: int
    top: int
    width: int
    height: int


def placement(display: tuple[int, int], width: int, height: int) -> Placement:
    """The largest place of the display's aspect inside the frame, centred."""
    scale_wide = width * display[1] <= height * display[0]
    if scale_wide:
        inner = width, min(height, round(width * display[1] / display[0] / 2) * 2)
    else:
        inner = min(width, round(height * display[0] / display[1] / 2) * 2), height
    # Up to a hundredth of a side is stretched rather than edged with a thin black bar.
    inner_width = width if width - inner[0] <= width // 100 else inner[0]
    inner_height = height if height - inner[1] <= height // 100 else inner[1]
    inner_width, inner_height = max(2, inner_width), max(2, inner_height)
    return Placement(
        left=(width - inner_width) // 4 * 2,
        top=(height - inner_height) // 4 * 2,
        width=inner_width,
        height=inner_height,
    )


class PictureFit:
    """Deinterlaces, turns, scales, pads and converts the pictures of one source; for one thread."""

    def __init__(self, info: SourceInfo, width: int, height: int) -> None:
        self._info = info
        self._width, self._height = width, height
        self._place = placement(info.display, width, height)
        self._reformatter = VideoReformatter()
        self._graph: Graph | None = None
        self._shape: tuple[int, int, str] = (0, 0, "")
        self._is_deinterlacing = info.is_interlaced

    def push(self, picture: Handle) -> list[Handle]:
        """Take a decoded picture; give those that are ready, in order, with their pts."""
        if picture.interlaced_frame and not self._is_deinterlacing:
            self._is_deinterlacing, self._graph = True, None
        steps = self._steps()
        if not steps:
            return [self._fitted(picture)]
        ready = []
        shape = picture.width, picture.height, picture.format.name
        if self._graph is None or shape != self._shape:
            ready = self.finish()
            self._graph, self._shape = _graph(picture, steps), shape
        self._graph.push(picture)
        return ready + [self._fitted(turned) for turned in _pulled(self._graph)]

    def finish(self) -> list[Handle]:
        """The pictures still inside; afterwards the fit is as new."""
        if self._graph is None:
            return []
        graph, self._graph = self._graph, None
        graph.push(None)
        return [self._fitted(turned) for turned in _pulled(graph)]

    def _steps(self) -> tuple[str, ...]:
        first = ("bwdif=mode=send_frame:deint=interlaced",) if self._is_deinterlacing else ()
        return first + _TURNS.get(self._info.rotation, ())

    def _fitted(self, picture: Handle) -> Handle:
        place = self._place
        color = self._info.color
        inner = self._reformatter.reformat(
            picture,
            place.width,
            place.height,
            "yuv420p",
            src_colorspace=_MATRICES[color.matrix],
            dst_colorspace=Colorspace.ITU709,
            src_color_range=_range(color),
            dst_color_range=ColorRange.MPEG,
            interpolation="BICUBIC",
            threads=1,
        )
        if (place.width, place.height) == (self._width, self._height):
            return inner
        padded = filled(self._width, self._height)
        for index, (plane, part) in enumerate(zip(planes(padded), planes(inner), strict=True)):
            step = 2 if index else 1
            top, left = place.top // step, place.left // step
            np.copyto(plane[top : top + part.shape[0], left : left + part.shape[1]], part)
        padded.pts, padded.time_base = inner.pts, inner.time_base
        return padded


def _range(color: Color) -> ColorRange:
    return ColorRange.JPEG if color.is_full_range else ColorRange.MPEG


def _graph(picture: Handle, steps: tuple[str, ...]) -> Graph:
    """A chain of filters from a picture's format on."""
    graph = Graph()
    last = graph.add_buffer(
        width=picture.width,
        height=picture.height,
        format=picture.format,
        time_base=picture.time_base,
    )
    for step in steps:
        name, _, arguments = step.partition("=")
        following = graph.add(name, arguments or None)
        last.link_to(following)
        last = following
    last.link_to(graph.add("buffersink"))
    graph.configure()
    return graph


def _pulled(graph: Graph) -> list[Handle]:
    ready: list[Handle] = []
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return ready
        if isinstance(frame, av.VideoFrame):
            ready.append(frame)
