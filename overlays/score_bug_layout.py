"""Where the parts of the score bug stand, for a picture size and the names on it."""

from dataclasses import dataclass

from overlays.area import Area, even
from overlays.fonts import Font, Line, fitted
from overlays.scene import PictureSize
from overlays.sizing import drawn, is_small_picture, safe, scale_for

# Design lengths: pixels at a picture 1080 high.
_WIDEST = 804
_HEIGHT = 66
_CLOCK = 126
_PAD = 16
_CREST = 50
_CREST_GAP = 12
_NAME_GAP = 16
_KIT = 8
_SCORE = 60
# Picture pixels at every scale.
_SEAM = 2
_INSET = 6
_GAP = 4
_BELOW_HEIGHT = 48
_NAME_SIZE = 42
_NAME_FLOOR = 26
_NARROWEST_NAME = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The bug's parts in even picture pixels; `scale` is picture pixels per design pixel.

    `clock`, `home_score` and `away_score` are the opaque cells their digits are centred in. `tab`
    (added time), `shootout` (below both scores) and `strap` hang below `bug`; a strap may grow to
    the right up to `reach`. The crests' areas are None on small pictures.
    """

    scale: float
    bug: Area
    clock: Area
    home_score: Area
    away_score: Area
    home_kit: Area
    away_kit: Area
    home_name: Area
    away_name: Area
    home_crest: Area | None
    away_crest: Area | None
    tab: Area
    shootout: Area
    strap: Area
    reach: int
    home_line: Line
    away_line: Line


def layout(size: PictureSize, home_short: str, away_short: str) -> Layout:
    """The layout for those short names. It is the same whatever the score, clock and phase."""
    scale, is_small = scale_for(size, widest=_WIDEST), is_small_picture(size)
    lines = _fitted_names(home_short, away_short, scale, is_small=is_small)
    name = max(drawn(_NARROWEST_NAME * scale), *(even(line.width + 1) for line in lines))
    left, top = safe(size.width), safe(size.height)
    spans = _columns(left, name, scale, is_small=is_small)
    height, crest, below_height = (
        drawn(length * scale) for length in (_HEIGHT, _CREST, _BELOW_HEIGHT)
    )
    inset, gap = even(_INSET * scale), even(_GAP * scale)
    below = top + height + gap
    clock_right, right = spans["clock"].right, spans["end"].right
    scores = spans["home_score"].left, spans["away_score"].right

    def cell(column: str) -> Area:
        return spans[column]._replace(top=top + inset, height=height - 2 * inset)

    def crest_at(left: int) -> Area | None:
        return None if is_small else Area(left, top + (height - crest) // 4 * 2, crest, crest)

    return Layout(
        scale=scale,
        bug=Area(left, top, right - left, height),
        clock=cell("clock").inset(inset, 0),
        home_score=cell("home_score"),
        away_score=cell("away_score"),
        home_kit=cell("home_kit"),
        away_kit=cell("away_kit"),
        home_name=cell("home_name"),
        away_name=cell("away_name"),
        home_crest=crest_at(spans["home_crest"].left),
        away_crest=crest_at(spans["away_crest"].right - crest),
        tab=Area(left, below, clock_right - left - gap, below_height),
        shootout=Area(scores[0], below, scores[1] - scores[0], below_height),
        strap=Area(clock_right, below, right - clock_right, below_height),
        reach=left + even(_WIDEST * scale),
        home_line=lines[0],
        away_line=lines[1],
    )


def _columns(left: int, name: int, scale: float, *, is_small: bool) -> dict[str, Area]:
    """The columns of the bug from `left` on, by name; names are `name` picture pixels wide."""
    pad, gap = even(_PAD * scale), even(_NAME_GAP * scale)
    kit, score, clock = (drawn(length * scale) for length in (_KIT, _SCORE, _CLOCK))
    crest = 0 if is_small else drawn((_CREST + _CREST_GAP) * scale)
    widths = (
        ("clock", clock),
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
    )
    spans: dict[str, Area] = {}
    for column, width in widths:
        spans[column] = Area(left, 0, width, 0)
        left += width
    return spans


def _fitted_names(home: str, away: str, scale: float, *, is_small: bool) -> tuple[Line, Line]:
    """Both names at one size, each in at most half of what the other parts leave."""
    crests = 0 if is_small else _CREST + _CREST_GAP
    others = _CLOCK + 2 * (_PAD + crests + _NAME_GAP + _KIT + _SCORE) + 3 * _SEAM / scale
    room = ((_WIDEST - others) / 2 - 5) * scale
    font = Font(700, _NAME_SIZE * scale, scale * 0.5)
    floor = _NAME_FLOOR * scale
    fonts = [fitted(name, font, width=room, floor=floor).font for name in (home, away)]
    font = min(fonts, key=lambda font: font.size)
    return (
        fitted(home, font, width=room, floor=floor),
        fitted(away, font, width=room, floor=floor),
    )
