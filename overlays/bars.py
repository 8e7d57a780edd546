"""Bars that compare two values: lengths in even pixels, always at least a sliver."""

from math import isfinite

from overlays.area import Area, even

# Of a bar's whole length; below it a value is a sliver, so that one sees whose it is.
_SLIVER = 0.02


def split(home: float | None, away: float | None, length: int, *, gap: int = 0) -> tuple[int, int]:
    """One bar divided between two values, as of possession; both parts and the gap fill `length`.

    Nothing against nothing is half and half. Missing and negative values count as 0.
    """
    room = max(0, even(length) - even(gap))
    ours, theirs = _counted(home), _counted(away)
    largest = max(ours, theirs)
    # Divided by the larger first, since the sum of two huge numbers may be none.
    ours, theirs = (ours / largest, theirs / largest) if largest else (1.0, 1.0)
    sliver = _sliver(room)
    first = even(room * ours / (ours + theirs))
    first = max(sliver, min(first, room - sliver))
    return first, room - first


def opposed(home: float | None, away: float | None, length: int) -> tuple[int, int]:
    """Two bars of up to `length` each, back to back, the larger value's the whole length.

    Nothing against nothing is two slivers.
    """
    values = _counted(home), _counted(away)
    largest = max(values)
    whole = max(0, even(length))
    sliver = _sliver(whole)
    ours, theirs = (
        max(sliver, even(whole * value / largest)) if largest else sliver for value in values
    )
    return ours, theirs


def opposed_areas(whole: Area, lengths: tuple[int, int], *, gap: int = 0) -> tuple[Area, Area]:
    """Where `opposed` bars stand in an area: out from its middle, `gap` apart."""
    middle = whole.left + whole.width // 4 * 2
    half = even(gap / 2)
    home = Area(middle - half - lengths[0], whole.top, lengths[0], whole.height)
    return home, Area(middle + half, whole.top, lengths[1], whole.height)


def _counted(value: float | None) -> float:
    return max(0.0, value) if value is not None and isfinite(value) else 0.0


def _sliver(length: int) -> int:
    """At least 2 pixels, where there are that many for each."""
    return min(max(2, even(length * _SLIVER)), length // 4 * 2)
