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


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A region of a picture of any size, in thousandths of its width and height."""

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def parse(cls, text: str) -> "Share":
        """From "left,top,width,height" in parts of the picture, 0 to 1; ValueError for no such."""
        right = 'write "left,top,width,height" in parts of the picture, as "0.05,0.03,0.2,0.08"'
        try:
            left, top, width, height = (round(float(part) * 1000) for part in text.split(","))
        except (ValueError, OverflowError):
            raise ValueError(f"{text!r} is no region; {right}") from None
        is_inside = left >= 0 and top >= 0 and left + width <= 1000 and top + height <= 1000
        if not is_inside or width < 5 or height < 5:
            raise ValueError(f"{text!r} is no region of the picture; {right}")
        return cls(left=left, top=top, width=width, height=height)

    def of(self, width: int, height: int) -> Region:
        """The region of a picture of that size."""
        return Region(
            left=self.left * width // 1000,
            top=self.top * height // 1000,
            width=self.width * width // 1000,
            height=self.height * height // 1000,
        )
