"""Photos and logos on air, and the silhouette that stands for who has no photo."""

from dataclasses import dataclass
from functools import lru_cache

from overlays.area import Area
from overlays.canvas import Canvas, Shape, curve, rounded_shape
from overlays.color import INK, WHITE, Color
from overlays.still import Still

# How far down a portrait is cut: nearly all of it below.
_HEAD = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A still pixel for pixel, of even width and height, with rounded corners.

    `ground` shows through where the still does not cover it.
    """

    still: Still
    radius: float = 0.0
    ground: Color | None = None

    @property
    def width(self) -> int:
        """Even pixels."""
        return self.still.width

    @property
    def height(self) -> int:
        """Even pixels."""
        return self.still.height

    def draw(self, canvas: Canvas) -> None:
        """Ground and still."""
        whole = Area(0, 0, self.width, self.height)
        with canvas.clipped(rounded_shape(whole, self.radius)):
            if self.ground is not None:
                canvas.rect(whole, self.ground)
            canvas.image(self.still.pixels, (0, 0))


@lru_cache(maxsize=64)
def head_in(still: Still, width: int, height: int) -> Still:
    """A photo of somebody cut to that size, the head kept where it is too tall; scaled once."""
    return still.sized(width, height, "cover", focus=_HEAD)


@lru_cache(maxsize=128)
def whole_in(still: Still, width: int, height: int) -> Still:
    """A logo or crest as large as fits into that size, in its middle; scaled once."""
    return still.sized(width, height, "contain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Silhouette:
    """Head and shoulders of nobody, as large as the photo whose place it takes."""

    width: int
    height: int
    ground: Color
    figure: Color
    radius: float = 0.0

    def draw(self, canvas: Canvas) -> None:
        """The figure stands on the lower edge, its head where a photo has it."""
        whole = Area(0, 0, self.width, self.height)
        with canvas.clipped(rounded_shape(whole, self.radius)):
            grounds = self.ground.mixed(WHITE, 0.06), self.ground.mixed(INK, 0.14)
            canvas.gradient(whole, grounds, (0, 0), (0, self.height))
            # As large as in a photo that ends below the shoulders: narrow ones cut them off.
            size = min(self.width * 1.36, self.height * 1.06)
            middle = self.width / 2
            canvas.shape(_shoulders(middle, self.height, size), self.figure)
            canvas.shape(_head(middle, self.height - size * 0.62, size), self.figure)


def _head(middle: float, center: float, size: float) -> Shape:
    """A head a little longer than wide, narrower at the chin."""
    wide, up, down = size * 0.158, size * 0.195, size * 0.215
    return curve(
        (middle, center - up),
        (
            (middle + wide * 0.68, center - up),
            (middle + wide, center - up * 0.52),
            (middle + wide, center),
        ),
        (
            (middle + wide, center + down * 0.5),
            (middle + wide * 0.5, center + down),
            (middle, center + down),
        ),
        (
            (middle - wide * 0.5, center + down),
            (middle - wide, center + down * 0.5),
            (middle - wide, center),
        ),
        (
            (middle - wide, center - up * 0.52),
            (middle - wide * 0.68, center - up),
            (middle, center - up),
        ),
    )


def _shoulders(middle: float, foot: float, size: float) -> Shape:
    """Neck and shoulders down to the lower edge."""
    neck, wide = size * 0.085, size * 0.43
    throat, slope = foot - size * 0.46, foot - size * 0.3
    right = (
        ((middle + neck, throat + size * 0.09), (middle + neck * 1.3, slope - size * 0.01),
         (middle + wide * 0.6, slope + size * 0.03)),
        ((middle + wide * 0.88, slope + size * 0.06), (middle + wide, slope + size * 0.13),
         (middle + wide, foot)),
    )  # fmt: skip
    left = (
        ((middle - wide, slope + size * 0.13), (middle - wide * 0.88, slope + size * 0.06),
         (middle - wide * 0.6, slope + size * 0.03)),
        ((middle - neck * 1.3, slope - size * 0.01), (middle - neck, throat + size * 0.09),
         (middle - neck, throat)),
    )  # fmt: skip
    begin = (middle - neck, throat)
    return curve(begin, ((middle + neck, throat),), *right, ((middle - wide, foot),), *left)
