"""A board: what the score bug of a sport shows, as a pure function of a shot."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from overlays.graphic import Shot
from overlays.scene import PictureSize, Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The score bug of a sport: its `scene` on a picture of a size, bottom to top.

    A scene is made anew where the state or `moment` changes: what of the moment shows, such as the
    clock's text. The way on and off is the score bug's own.
    """

    scene: Callable[[Shot, PictureSize], Scene]
    moment: Callable[[Shot], Hashable]
