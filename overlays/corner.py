"""The corner: where small graphics stand at the top right, and how they come and go there.

They end at the right edge of the safe area, clear of the widest score bug; on upright pictures,
which have no room beside it, below that. They are wiped in and out at the right edge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from overlays.animation import falling, rising
from overlays.area import Area, even
from overlays.graphic import Shot
from overlays.scene import Layer, PictureSize
from overlays.sizing import safe, scale_for
from overlays.storyboard import Storyboard

BOARD = Storyboard(come={"plate": rising(0, 480_000)}, leave={"plate": falling(0, 360_000)})
# Design lengths: the widest bug and the gap beside it, the bug with its straps and the gap below.
_BUG = 820
_BESIDE = 24
_BELOW = 136
_WIDEST = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """The corner in picture pixels: what stands there ends at `right`, is `widest` at most."""

    scale: float
    right: int
    top: int
    widest: int

    def area(self, width: int, height: int) -> Area:
        """Where something of that size stands (even pixels)."""
        return Area(self.right - width, self.top, width, height)


def corner(size: PictureSize) -> Corner:
    """The corner of a picture."""
    scale = scale_for(size, widest=_WIDEST)
    across, down = safe(size.width), safe(size.height)
    room = size.width - 2 * across
    if size.height > size.width:
        down += even(_BELOW * scale)
    else:
        room -= even((_BUG + _BESIDE) * scale)
    return Corner(
        scale=scale,
        right=size.width - across,
        top=down,
        widest=max(2, min(even(_WIDEST * scale), room)),
    )


def wiped(shot: Shot, whole: Area, layers: Iterable[Layer]) -> Iterator[Layer]:
    """The layers of a graphic that covers `whole`, as much of them as its way on or off shows."""
    shares = BOARD.paced(shot.theme.pace).shares(shot.since, shot.leaving)
    if shares is None:
        return
    width = even(whole.width * shares.shown("plate"))
    window = whole._replace(left=whole.right - width, width=width)
    for layer in layers:
        yield from layer.within(window)
