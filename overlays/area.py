"""An area: a rectangle in whole pixels, and the rounding to even pixels that keying needs."""

from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle in pixels; `left` and `top` count from the picture's or the drawing's corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column beyond it."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row beyond it."""
        return self.top + self.height

    def within(self, outer: "Area") -> "Area":
        """The same rectangle, counted from the corner of `outer`."""
        return self._replace(left=self.left - outer.left, top=self.top - outer.top)

    def inset(self, across: int, down: int) -> "Area":
        """Smaller by `across` pixels left and right and by `down` pixels above and below."""
        return Area(
            self.left + across, self.top + down, self.width - 2 * across, self.height - 2 * down
        )


def even(length: float) -> int:
    """The even whole number nearest to `length` (chroma is kept for pairs of pixels)."""
    return 2 * round(length / 2)
