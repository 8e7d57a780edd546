"""A value that changes on air: counted up, or rolled over as on a mechanical counter."""

from itertools import zip_longest

from overlays.area import Area, even
from overlays.scene import Drawing, Layer


def counted(old: int, new: int, share: float) -> int:
    """The whole number at a share (0..1) of the way from `old` to `new`; exact at both ends.

    A share beyond that, as a spring's, shows neither end passed.
    """
    return round(old + (new - old) * min(1.0, max(0.0, share)))


def columns(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """What stands in each column before and after, the last letters above one another.

    A column that one of them does not reach is a space there.
    """
    pairs = zip_longest(reversed(old), reversed(new), fillvalue=" ")
    return tuple(pairs)[::-1]


def rolled(
    old: Drawing, new: Drawing, area: Area, share: float, *, falls: bool = False
) -> tuple[Layer, ...]:
    """The old drawing moved out of `area` upwards while the new one follows, by place and crop.

    Both are as large as the area (even picture pixels). With `falls` they move down, as a value
    does that is taken back. Equal drawings stand still.
    """
    if old == new or share >= 1:
        return (Layer(drawing=new, left=area.left, top=area.top),)
    moved = even(area.height * max(0.0, share))
    way = area.height if not falls else -area.height
    gone = -moved if not falls else moved
    layers = (
        Layer(drawing=old, left=area.left, top=area.top + gone),
        Layer(drawing=new, left=area.left, top=area.top + gone + way),
    )
    return tuple(shown for layer in layers for shown in layer.within(area))
