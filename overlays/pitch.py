"""A pitch with a team on it; each row of a panel draws what of it stands there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from overlays.area import Area
from overlays.canvas import Canvas
from overlays.color import Color, text_on
from overlays.fonts import Line
from overlays.theme import Theme

_LINE = 2.5
_FAINT = 40
_INSET = 22
# Of the pitch inside its lines, across and down.
_BOX = 0.52, 0.16
_CIRCLE = 0.12
# How far from the touchlines the outermost stand, in parts of the width.
_MARGIN = 0.06
_RIM = 3
# How much of the text's colour is in the ground.
_GROUND = 0.07


@dataclass(frozen=True, slots=True, kw_only=True)
class OnPitch:
    """A player's disc with the number on it and the name below, in pixels of the pitch."""

    middle: tuple[float, float]
    radius: float
    number: Line
    name: Line
    name_baseline: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitch:
    """A pitch in the row's pixels, with the players that may show in that row."""

    area: Area
    players: tuple[OnPitch, ...]
    color: Color

    def draw(self, canvas: Canvas, scale: float, theme: Theme) -> None:
        """Ground, lines, then the players."""
        whole = self.area._replace(left=0, top=0)
        with canvas.upright(self.area):
            canvas.rect(whole, theme.plate_foot.mixed(theme.text, _GROUND))
            chalk, line = theme.text.faded(_FAINT), max(1, round(_LINE * scale))
            for mark in _marks(whole, scale, line):
                canvas.rect(mark, chalk)
            middle = whole.width / 2, whole.height / 2
            canvas.circle(middle, whole.width * _CIRCLE, chalk, stroke=line)
            for one in self.players:
                self._player(canvas, one, scale, theme)

    def _player(self, canvas: Canvas, one: OnPitch, scale: float, theme: Theme) -> None:
        ink = text_on(self.color)
        canvas.circle(one.middle, one.radius, ink)
        canvas.circle(one.middle, one.radius - max(1.0, _RIM * scale), self.color)
        across, down = one.middle
        base = down + one.number.font.cap_height / 2
        canvas.line(one.number, (across, base), ink, align="center")
        at = across, one.name_baseline
        canvas.line(one.name, at, theme.text, align="center")


def spots(sizes: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """Where players stand in lines of those sizes, the keeper's first, as parts of the pitch.

    Across and down: the own goal is at the foot, and each line begins at the left.
    """
    return tuple(
        (_MARGIN + (one + 0.5) / size * (1 - 2 * _MARGIN), 1 - (place + 0.5) / len(sizes))
        for place, size in enumerate(sizes)
        for one in range(size)
    )


def _marks(whole: Area, scale: float, line: int) -> Iterator[Area]:
    """The straight lines: touchlines, goal lines, halfway line, a box at both ends."""
    inset = round(_INSET * scale)
    inner = whole.inset(inset, inset)
    yield from _outline(inner, line)
    halfway = inner.top + (inner.height - line) // 2
    yield inner._replace(
        left=inner.left + line, width=inner.width - 2 * line, top=halfway, height=line
    )
    width, height = round(inner.width * _BOX[0]), round(inner.height * _BOX[1])
    left = inner.left + (inner.width - width) // 2
    for top, is_upper in ((inner.top, True), (inner.bottom - height, False)):
        box = Area(left, top, width, height)
        yield box._replace(width=line)
        yield box._replace(left=box.right - line, width=line)
        lying = box.bottom - line if is_upper else box.top
        yield Area(box.left + line, lying, box.width - 2 * line, line)


def _outline(area: Area, line: int) -> Iterator[Area]:
    yield area._replace(height=line)
    yield area._replace(top=area.bottom - line, height=line)
    upright = area.inset(0, line)
    yield upright._replace(width=line)
    yield upright._replace(left=area.right - line, width=line)
