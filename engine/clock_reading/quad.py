"""Quadrilaterals: parts of a picture seen at an angle, as an operator draws them."""

from dataclasses import dataclass

from engine.clock_reading.share import Share

_RIGHT = 'write "left,top,width,height" or four corners "x,y x,y x,y x,y" from the top left'

type Corner = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quad:
    """Four corners in parts of the picture: top left, top right, bottom right, bottom left."""

    corners: tuple[Corner, Corner, Corner, Corner]


def parse(text: str) -> Quad:
    """From "x,y x,y x,y x,y" or "left,top,width,height", in parts of the picture, 0 to 1.

    ValueError where it is neither, with both.
    """
    parts = text.split()
    if len(parts) == 1:
        try:
            share = Share.parse(text)
        except ValueError:
            raise ValueError(f"{text!r} is no region of the picture; {_RIGHT}") from None
        left, top = share.left / 1000, share.top / 1000
        right, bottom = left + share.width / 1000, top + share.height / 1000
        return Quad(corners=((left, top), (right, top), (right, bottom), (left, bottom)))
    try:
        a, b, c, d = (_corner(part) for part in parts)
    except ValueError:
        raise ValueError(f"{text!r} is no region of the picture; {_RIGHT}") from None
    if not _is_convex(a, b, c, d):
        raise ValueError(f"{text!r} goes not round the region clockwise; {_RIGHT}")
    return Quad(corners=(a, b, c, d))


def _corner(text: str) -> Corner:
    x, y = (float(part) for part in text.split(","))
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise ValueError(text)
    return x, y


def _is_convex(*corners: Corner) -> bool:
    """Whether the corners go round clockwise, as pictures have y downwards."""
    turns = []
    for n, (x, y) in enumerate(corners):
        (x1, y1), (x2, y2) = corners[(n + 1) % 4], corners[(n + 2) % 4]
        turns.append((x1 - x) * (y2 - y1) - (y1 - y) * (x2 - x1))
    return min(turns) > 0
