"""Pictures as FFmpeg holds them: the handles of `Frame`, their planes and their scaling."""

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from engine.frame import Frame, Plane, Planes

BLACK = (16, 128, 128)
# With chroma taken from every pixel swscale has vector code for BGRA, without it has not.
_EVERY_PIXEL = Interpolation.FULL_CHR_H_INP
type Handle = av.VideoFrame


def handle_of(frame: Frame) -> Handle:
    """The handle inside a frame, for use within `engine.ffmpeg`."""
    assert isinstance(frame.handle, av.VideoFrame)  # noqa: S101 - only this package makes handles
    return frame.handle


def blank(width: int, height: int) -> Handle:
    """A new yuv420p picture of undefined content."""
    return av.VideoFrame(width, height, "yuv420p")


def planes(handle: Handle) -> Planes:
    """Writable views of the visible rows and columns of Y, U and V."""
    y, u, v = (_view(handle, index) for index in range(3))
    return y, u, v


def _view(handle: Handle, index: int) -> Plane:
    plane = handle.planes[index]
    rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
    return rows[: plane.height, : plane.width]


def filled(width: int, height: int, color: tuple[int, int, int] = BLACK) -> Handle:
    """A new picture of one Y, U, V colour."""
    handle = blank(width, height)
    for plane, value in zip(planes(handle), color, strict=True):
        plane[:] = value
    return handle


def copy(source: Planes, target: Planes) -> None:
    """Copy planes of equal size."""
    for old, new in zip(source, target, strict=True):
        np.copyto(new, old)


def drawable(width: int, height: int) -> tuple[Handle, NDArray[np.uint8]]:
    """A new BGRA picture, and its pixels to draw on: uint8 (height, width, 4), undefined so far."""
    handle = av.VideoFrame(width, height, "bgra")
    rows = np.frombuffer(handle.planes[0], np.uint8).reshape(height, -1)
    return handle, rows[:, : 4 * width].reshape(height, width, 4)


class Converter:
    """Drawn BGRA pixels as pictures of one size; for one thread."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._reformatter = VideoReformatter()

    def convert(self, pixels: NDArray[np.uint8]) -> Handle:
        """uint8 (height, width, 4) as a new yuv420p bt709 picture; they may be drawn on after."""
        return self.converted(av.VideoFrame.from_ndarray(pixels, format="bgra"))

    def converted(self, drawn: Handle) -> Handle:
        """The same of a `drawable` picture, without a copy of its pixels."""
        is_scaled = (drawn.width, drawn.height) != (self._width, self._height)
        scaling = Interpolation.BICUBIC if is_scaled else Interpolation.AREA
        return self._reformatter.reformat(
            drawn,
            self._width,
            self._height,
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=scaling | _EVERY_PIXEL,
            threads=1,
        )


class Scaler:
    """Bicubic scaling of clean frames to one rung's size; for one thread."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._reformatter = VideoReformatter()

    def scale(self, frame: Frame) -> Frame:
        """The same picture at the rung's size; the frame itself where it has that size."""
        if (frame.width, frame.height) == (self._width, self._height):
            return frame
        # swscale's own threads cost more than they save: every rung has a thread already.
        handle = self._reformatter.reformat(
            handle_of(frame), self._width, self._height, interpolation="BICUBIC", threads=1
        )
        return Frame(
            handle=handle,
            width=self._width,
            height=self._height,
            number=frame.number,
            content_time=frame.content_time,
        )
