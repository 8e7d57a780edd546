"""Scenes: what should be on air, as plain values, bottom to top."""

from dataclasses import dataclass
from typing import Protocol

from overlays.area import Area
from overlays.box import BoxError, Crop, check_crop, check_place
from overlays.canvas import Canvas


class Drawing(Protocol):
    """Something that can be drawn: a hashable frozen value; equal drawings have equal pixels.

    `width` and `height` are even pixels. `draw` must depend on the value alone.
    """

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    def draw(self, canvas: Canvas) -> None:
        """Draw it onto a transparent canvas of its size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSize:
    """The size of the picture a scene is made for, in even pixels."""

    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0 or self.width % 2 or self.height % 2:
            raise BoxError(f"picture of {self.width}x{self.height}: both must be even and above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A drawing in its place; place, opacity (0..255) and crop change without a redraw."""

    drawing: Drawing
    left: int
    top: int
    opacity: int = 255
    crop: Crop | None = None

    def __post_init__(self) -> None:
        check_place(self.left, self.top, self.opacity)
        check_crop(self.crop, self.drawing.width, self.drawing.height)

    def within(self, window: Area) -> "tuple[Layer, ...]":
        """The layer where it shows inside `window` (even picture pixels); none where it does not.

        What its crop hides stays hidden.
        """
        crop = self.crop
        shown = (0, 0, self.drawing.width, self.drawing.height)
        if crop is not None:
            shown = (crop.left, crop.top, crop.left + crop.width, crop.top + crop.height)
        left, top = max(shown[0], window.left - self.left), max(shown[1], window.top - self.top)
        right = min(shown[2], window.right - self.left)
        bottom = min(shown[3], window.bottom - self.top)
        if left >= right or top >= bottom:
            return ()
        if (left, top, right, bottom) == shown:
            return (self,)
        inside = Crop(left=left, top=top, width=right - left, height=bottom - top)
        return (
            Layer(
                drawing=self.drawing,
                left=self.left,
                top=self.top,
                opacity=self.opacity,
                crop=inside,
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All layers on air on one frame, bottom to top. Equal scenes look the same."""

    layers: tuple[Layer, ...] = ()
