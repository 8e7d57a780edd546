"""The marks between digits: colons of two dots, points at the foot, strokes at the head."""

from collections.abc import Sequence
from dataclasses import dataclass

_DOTS_APART = 0.22
_HEAD, _FOOT = 0.3, 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A blot lower than a digit: its columns; its middle, from the line's head 0 to its foot 1."""

    left: int
    right: int
    middle: float


def marks(found: Sequence[Mark]) -> list[tuple[str, int, int]]:
    """What the blots are, each with its first column and the one beyond its last."""
    left_over = sorted(found, key=lambda mark: mark.left)
    told = []
    while left_over:
        mark = left_over.pop(0)
        other = next((one for one in left_over if _are_colon(mark, one)), None)
        if other is None:
            told.append((_alone(mark), mark.left, mark.right))
        else:
            left_over.remove(other)
            told.append((":", min(mark.left, other.left), max(mark.right, other.right)))
    return told


def _are_colon(mark: Mark, other: Mark) -> bool:
    is_above = other.left < mark.right and mark.left < other.right
    return is_above and abs(other.middle - mark.middle) > _DOTS_APART


def _alone(mark: Mark) -> str:
    """A single blot; in the middle it is a colon whose dots ran together."""
    if mark.middle > _FOOT:
        return "."
    return "'" if mark.middle < _HEAD else ":"
