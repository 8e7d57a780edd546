"""Where the parts of the score bug stand, for a picture size, a sport's plan and the names on it.

One row: the head with the clock, both sides, and a tail; a foot below it in some sports.
"""

from dataclasses import dataclass, replace

from overlays.area import Area, even
from overlays.faces import HOUSE
from overlays.fonts import Font, Line
from overlays.lines import together
from overlays.scene import PictureSize
from overlays.sizing import drawn, is_small_picture, safe, scale_for

# Design lengths: pixels at a picture 1080 high.
_HEIGHT = 66
_PAD = 16
_CREST = 50
_CREST_GAP = 12
_NAME_GAP = 16
_KIT = 8
_MIDDLE = 44
_UNDER = 172
# Picture pixels at every scale.
_SEAM = 2
_INSET = 6
_GAP = 4
_BELOW_HEIGHT = 48
_NAME_SIZE = 42
_NAME_FLOOR = 26
_NARROWEST_NAME = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a sport's row has, in design pixels; what is 0 is not there.

    `heads` are the widths of the cells before the sides, the clock's the last; `tail` is a cell
    behind the sides, `foot` the height of a row below. The bug is never wider than `widest`, its
    tail included.
    """

    widest: int = 804
    heads: tuple[int, ...] = (126,)
    score: int = 60
    tail: int = 0
    foot: int = 0


FOOTBALL = Plan()
# On small pictures no bug is wider, so that something has room beside it.
SMALL_WIDEST = 804


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The bug's parts in even picture pixels; `scale` is picture pixels per design pixel.

    `row` is the bug without its foot, `head` the part of that before the sides. `labels` (before
    the clock), `clock`, `tail` and both scores are the opaque cells their text is centred in, as
    are the feet below head, sides and tail, and `middle` between the sides'. `tab` (added time),
    `shootout` (below both scores), `home_under`, `away_under` and `strap` hang below `bug`; a strap
    may grow to the right up to `reach`. The crests' areas are None on small pictures.
    """

    scale: float
    bug: Area
    row: Area
    head: Area
    labels: tuple[Area, ...]
    clock: Area
    home_score: Area
    away_score: Area
    home_kit: Area
    away_kit: Area
    home_name: Area
    away_name: Area
    home_crest: Area | None
    away_crest: Area | None
    tail: Area
    head_foot: Area
    home_foot: Area
    middle: Area
    away_foot: Area
    tail_foot: Area
    tab: Area
    shootout: Area
    home_under: Area
    away_under: Area
    strap: Area
    reach: int
    home_line: Line
    away_line: Line


def layout(
    size: PictureSize,
    home_short: str,
    away_short: str,
    plan: Plan = FOOTBALL,
    *,
    has_tail: bool = False,
    face: str = HOUSE,
) -> Layout:
    """The layout for those short names. It is the same whatever the score, clock and phase.

    With and without the tail all else stands in the same place.
    """
    is_small = is_small_picture(size)
    if is_small:
        plan = replace(plan, widest=min(plan.widest, SMALL_WIDEST))
    scale = scale_for(size, widest=plan.widest)
    font = Font(700, _NAME_SIZE * scale, scale * 0.5, face)
    room = _name_room(scale, plan, is_small=is_small)
    lines = together((home_short, away_short), font, width=room, floor=_NAME_FLOOR * scale)
    name = max(drawn(_NARROWEST_NAME * scale), *(even(line.width + 1) for line in lines))
    left, top = safe(size.width), safe(size.height)
    spans = _columns(left, name, scale, plan, is_small=is_small)
    height, crest, below_height = (
        drawn(length * scale) for length in (_HEIGHT, _CREST, _BELOW_HEIGHT)
    )
    inset, gap = even(_INSET * scale), even(_GAP * scale)
    foot = drawn(plan.foot * scale) if plan.foot else 0
    foot_top, below = top + height, top + height + foot + gap
    head_right, sides_right = spans["start"].left, spans["end"].right
    right = spans["tail"].right if has_tail else sides_right
    scores = spans["home_score"].left, spans["away_score"].right
    middle = even(_MIDDLE * scale / 2)
    halves = spans["home_score"].right - middle, spans["away_score"].left + middle
    pad, under = even(_PAD * scale), drawn(_UNDER * scale)

    def cell(column: str) -> Area:
        return spans[column]._replace(top=top + inset, height=height - 2 * inset)

    def crest_at(left: int) -> Area | None:
        return None if is_small else Area(left, top + (height - crest) // 4 * 2, crest, crest)

    def foot_at(left: int, right: int) -> Area:
        return Area(left, foot_top, right - left, foot)

    *labels, clock = (cell(f"head_{place}") for place in range(len(plan.heads)))
    return Layout(
        scale=scale,
        bug=Area(left, top, right - left, height + foot),
        row=Area(left, top, right - left, height),
        head=Area(left, top, head_right - left, height),
        labels=tuple(label.inset(inset, 0) for label in labels),
        clock=clock.inset(inset, 0),
        home_score=cell("home_score"),
        away_score=cell("away_score"),
        home_kit=cell("home_kit"),
        away_kit=cell("away_kit"),
        home_name=cell("home_name"),
        away_name=cell("away_name"),
        home_crest=crest_at(spans["home_crest"].left),
        away_crest=crest_at(spans["away_crest"].right - crest),
        tail=cell("tail").inset(inset, 0),
        head_foot=foot_at(left, head_right).inset(inset, 0),
        home_foot=foot_at(head_right + pad, halves[0]),
        middle=foot_at(*halves),
        away_foot=foot_at(halves[1], sides_right - pad),
        tail_foot=foot_at(sides_right, spans["tail"].right).inset(inset, 0),
        tab=Area(left, below, head_right - left - gap, below_height),
        shootout=Area(scores[0], below, scores[1] - scores[0], below_height),
        home_under=Area(head_right, below, under, below_height),
        away_under=Area(sides_right - under, below, under, below_height),
        strap=Area(head_right, below, sides_right - head_right, below_height),
        reach=left + even(plan.widest * scale),
        home_line=lines[0],
        away_line=lines[1],
    )


def _columns(left: int, name: int, scale: float, plan: Plan, *, is_small: bool) -> dict[str, Area]:
    """The columns of the bug from `left` on, by name; names are `name` picture pixels wide."""
    pad, gap = even(_PAD * scale), even(_NAME_GAP * scale)
    kit, score = (drawn(length * scale) for length in (_KIT, plan.score))
    crest = 0 if is_small else drawn((_CREST + _CREST_GAP) * scale)
    widths = (
        *((f"head_{place}", drawn(head * scale)) for place, head in enumerate(plan.heads)),
        ("start", pad),
        ("home_crest", crest),
        ("home_name", name),
        ("home_gap", gap),
        ("home_kit", kit),
        ("home_seam", _SEAM),
        ("home_score", score),
        ("seam", _SEAM),
        ("away_score", score),
        ("away_seam", _SEAM),
        ("away_kit", kit),
        ("away_gap", gap),
        ("away_name", name),
        ("away_crest", crest),
        ("end", pad),
        ("tail", even(plan.tail * scale)),
    )
    spans: dict[str, Area] = {}
    for column, width in widths:
        spans[column] = Area(left, 0, width, 0)
        left += width
    return spans


def _name_room(scale: float, plan: Plan, *, is_small: bool) -> float:
    """The pixels of a name: half of what the other parts leave at the most."""
    crests = 0 if is_small else _CREST + _CREST_GAP
    side = _PAD + crests + _NAME_GAP + _KIT + plan.score
    others = sum(plan.heads) + plan.tail + 2 * side + 3 * _SEAM / scale
    return ((plan.widest - others) / 2 - 5) * scale
