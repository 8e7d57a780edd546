"""How large graphics are on a picture: their scale, the title-safe margin, the small variant."""

from overlays.area import Area, even
from overlays.scene import PictureSize

# Below this height (pixels) graphics are drawn relatively larger and without crests.
SMALL_BELOW = 400
_SMALL_SCALE = 1.5
_PORTRAIT_SCALE = 1.2
_DESIGN_HEIGHT = 1080
_SAFE_PERCENT = 5
# The strip along the foot, as on a picture that is at least this wide, and what stays free above.
_STRIP_HEIGHT = 46
_STRIP_WIDEST = 640
_STRIP_GAP = 16


def is_small_picture(size: PictureSize) -> bool:
    """Whether it gets the small-screen variants."""
    return size.height < SMALL_BELOW


def scale_for(size: PictureSize, *, widest: int) -> float:
    """Picture pixels per design pixel (of a picture 1080 high) of a graphic that wide at most.

    By the height, larger on small and upright pictures, never wider than the safe width.
    """
    short = min(size.width, size.height)
    scale = short / _DESIGN_HEIGHT
    if is_small_picture(size):
        scale *= _SMALL_SCALE
    elif size.height > size.width:
        scale *= _PORTRAIT_SCALE
    return min(scale, (size.width - 2 * safe(size.width)) / (widest + 4))


def drawn(length: float) -> int:
    """The even whole number nearest to the length of what is drawn, which even then is something.

    On pictures a few pixels wide there is nothing to read, but nothing fails.
    """
    return max(2, even(length))


def safe(length: int) -> int:
    """The title-safe margin, rounded up to an even number of pixels."""
    return -(-length * _SAFE_PERCENT // 200) * 2


def strip(size: PictureSize) -> Area:
    """Where a strip along the foot stands: across the safe width, on its lower edge."""
    left, height = safe(size.width), drawn(_STRIP_HEIGHT * strip_scale(size))
    width = max(2, size.width - 2 * left)
    return Area(left, size.height - safe(size.height) - height, width, height)


def strip_scale(size: PictureSize) -> float:
    """Picture pixels per design pixel of a strip, which may be as long as the picture."""
    return scale_for(size, widest=_STRIP_WIDEST)


def above_strip(size: PictureSize) -> int:
    """Where what stands low in the picture ends, so that it never touches the strip."""
    return strip(size).top - even(_STRIP_GAP * strip_scale(size))
