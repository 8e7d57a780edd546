"""Regions: parts of a picture, in its pixels."""

from dataclasses import dataclass, replace

from engine.frame import Plane


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of a picture, which may reach beyond its edges."""

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

    def of(self, luma: Plane) -> Plane:
        """That part of a picture, as far as it lies inside."""
        return luma[max(0, self.top) : self.bottom, max(0, self.left) : self.right]

    def within(self, other: "Region") -> "Region":
        """The same region, counted from another's corner."""
        return replace(self, left=self.left - other.left, top=self.top - other.top)

    def moved(self, other: "Region") -> "Region":
        """A region counted from another's corner, counted from the picture's."""
        return replace(self, left=self.left + other.left, top=self.top + other.top)

    def clipped(self, luma: Plane) -> "Region":
        """What of it lies inside a picture."""
        left, top = max(0, self.left), max(0, self.top)
        right, bottom = min(luma.shape[1], self.right), min(luma.shape[0], self.bottom)
        return Region(left=left, top=top, width=max(0, right - left), height=max(0, bottom - top))

    def scaled(self, scale: float) -> "Region":
        """The same region of the picture scaled."""
        left, top = round(self.left * scale), round(self.top * scale)
        right, bottom = round(self.right * scale), round(self.bottom * scale)
        return Region(left=left, top=top, width=max(1, right - left), height=max(1, bottom - top))

    def meets(self, other: "Region") -> bool:
        """Whether the two have a part in common."""
        is_beside = self.left >= other.right or other.left >= self.right
        is_above = self.top >= other.bottom or other.top >= self.bottom
        return not is_beside and not is_above
