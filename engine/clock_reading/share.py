"""Shares: regions of pictures of any size, as operators write them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A region in thousandths of the picture's width and height."""

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

    def of(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, width and height of it in a picture of that size."""
        across, down = (self.left, self.width), (self.top, self.height)
        left, wide = (part * width // 1000 for part in across)
        top, high = (part * height // 1000 for part in down)
        return left, top, wide, high


WHOLE = Share(left=0, top=0, width=1000, height=1000)
