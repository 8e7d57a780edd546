"""Burns the moment a picture stands for into it, to measure how late viewers see it."""

import numpy as np
from numpy.typing import NDArray

from engine import keyer
from engine.channel.plates import Plates
from engine.ffmpeg import picture
from engine.ffmpeg.picture import Handle
from engine.frame import Planes
from engine.keyer import KeyedBox
from overlays import timecode
from overlays.renderer import Renderer
from overlays.scene import PictureSize, Scene

_WHITE = 235
_GREY = 128


class Timecode:
    """The strip for pictures of one size; for any thread."""

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._layout = timecode.layout(PictureSize(width=width, height=height))
        renderer, plates = Renderer(), Plates()

        def keyed(scene: Scene) -> list[KeyedBox]:
            return [plates.keyed(box) for box in renderer.boxes(scene)]

        self._panel = keyed(timecode.panel(self._layout))
        self._digits = [
            {digit: keyed(timecode.digit(self._layout, digit, place)) for digit in "0123456789"}
            for place in range(len(self._layout.lefts))
        ]

    def burnt(self, handle: Handle, moment: int) -> Handle:
        """A copy of the picture that says a moment (µs since 1970).

        The picture itself stays as it is: it may be one that others are decoded from.
        """
        copy = picture.blank(*self._size)
        planes = picture.planes(copy)
        picture.copy(picture.planes(handle), planes)
        milliseconds = timecode.milliseconds(moment)
        boxes = list(self._panel)
        for places, digit in zip(self._digits, timecode.digits(milliseconds), strict=True):
            boxes += places[digit]
        keyer.key(planes, boxes)
        self._write(planes, np.array(timecode.cells(milliseconds)))
        return copy

    def _write(self, planes: Planes, cells: NDArray[np.bool_]) -> None:
        """White cells onto the panel."""
        area = self._layout.cells
        rows = cells.reshape(timecode.ROWS, timecode.COLUMNS)
        for plane, value, part in zip(planes, (_WHITE, _GREY, _GREY), (1, 2, 2), strict=True):
            side = self._layout.cell // part
            under = plane[
                area.top // part : area.bottom // part, area.left // part : area.right // part
            ]
            white = rows.repeat(side, axis=0).repeat(side, axis=1)
            under[white[: under.shape[0], : under.shape[1]]] = value
