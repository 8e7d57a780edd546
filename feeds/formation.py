"""Formations: a line-up's starters line by line as they stand on the pitch, for a graphic to draw.

Feeds say where a player stands in many ways: by row and column, as "CD-L", as "Left Center Back" or
just "Defender". Where they do not say, players stand in the order in which they were told.
"""

import re
from itertools import groupby

from feeds.squad import LineUp, Player

type Lines = tuple[tuple[Player, ...], ...]

_DIGITS = re.compile(r"[1-9](?:-?[1-9]){1,5}", re.ASCII)
_WORDS = re.compile(r"[a-z]+", re.ASCII)
_KEEPER, _BACK, _WING_BACK, _HOLDING, _MIDDLE, _BEHIND, _WING, _FRONT = range(8)
# How far up the pitch, by the words of a position; the first that is said counts.
_DEPTHS: tuple[tuple[set[str], int], ...] = (
    ({"g", "gk", "goalkeeper", "keeper"}, _KEEPER),
    ({"wb", "lwb", "rwb"}, _WING_BACK),
    ({"d", "cd", "cb", "lb", "rb", "lcb", "rcb", "sw", "df", "back", "defender"}, _BACK),
    ({"dm", "dmf", "cdm", "ldm", "rdm", "defensive"}, _HOLDING),
    ({"am", "amf", "cam", "lam", "ram", "attacking"}, _BEHIND),
    ({"m", "mf", "cm", "lm", "rm", "lcm", "rcm", "midfield", "midfielder"}, _MIDDLE),
    ({"w", "lw", "rw", "wing", "winger"}, _WING),
    ({"f", "fw", "cf", "lf", "rf", "lcf", "rcf", "st", "ss"}, _FRONT),
    ({"forward", "striker", "attacker"}, _FRONT),
)
_MIDDLE_COLUMN = 3
_CENTER = {"c", "center", "centre", "central"}
# Which of these are one line where no formation says so.
_ROUGH = {
    _KEEPER: 0,
    _BACK: 1,
    _WING_BACK: 1,
    _HOLDING: 2,
    _MIDDLE: 2,
    _BEHIND: 2,
    _WING: 3,
    _FRONT: 3,
}


def lines(line_up: LineUp) -> Lines:
    """The starters from the keeper to the front, each line from its left to its right."""
    starters = [player for player in line_up.players if player.is_starter]
    if starters and all(player.row is not None for player in starters):
        found = _by(starters, [player.row or 0 for player in starters])
    else:
        depths = [_depth(player.position) for player in starters]
        order = sorted(zip(depths, starters, strict=True), key=lambda one: one[0])
        sizes = _sizes(line_up.formation)
        if sum(sizes) == len(starters):
            ordered = iter(player for _, player in order)
            found = [[next(ordered) for _ in range(size)] for size in sizes]
        else:
            found = _by([one for _, one in order], [_ROUGH[depth] for depth, _ in order])
    return tuple(tuple(sorted(line, key=_across)) for line in found)


def written(formation: str | None) -> str | None:
    """A formation as it is written: "4-4-2", where a feed says 442; None where it says none."""
    if formation is None or _DIGITS.fullmatch(formation) is None:
        return formation or None
    return "-".join(formation.replace("-", ""))


def _sizes(formation: str | None) -> list[int]:
    """How many stand in each line, the keeper's first; none where a formation does not say."""
    if formation is None or _DIGITS.fullmatch(formation) is None:
        return []
    return [1, *(int(one) for one in formation.replace("-", ""))]


def _by(players: list[Player], rows: list[int]) -> list[list[Player]]:
    order = sorted(zip(rows, players, strict=True), key=lambda one: one[0])
    return [[player for _, player in line] for _, line in groupby(order, key=lambda one: one[0])]


def _depth(position: str | None) -> int:
    words = _WORDS.findall((position or "").lower())
    if "wing" in words and "back" in words:
        return _WING_BACK
    for names, depth in _DEPTHS:
        if not names.isdisjoint(words):
            return depth
    return _MIDDLE


def _across(player: Player) -> int:
    """Where across the pitch, from the left: by the column told, else by the position's words."""
    if player.column is not None:
        return player.column
    words = _WORDS.findall((player.position or "").lower())
    first = words[0] if words else ""
    is_left = not {"l", "left"}.isdisjoint(words) or (len(first) in {2, 3} and first[0] == "l")
    is_right = not {"r", "right"}.isdisjoint(words) or (len(first) in {2, 3} and first[0] == "r")
    if is_left == is_right:
        return _MIDDLE_COLUMN
    is_near = first in {"cd", "cm", "dm", "am", "cf"} or not _CENTER.isdisjoint(words)
    is_near = is_near or (len(first) == 3 and first[1] == "c")
    away = 1 if is_near else 2
    return _MIDDLE_COLUMN - away if is_left else _MIDDLE_COLUMN + away
