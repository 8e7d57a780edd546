"""The strap that comes out below the score bug: a tag, a headline, a remark."""

from dataclasses import dataclass

from overlays.area import Area, even
from overlays.canvas import Canvas, rounded_shape
from overlays.color import INK, Color
from overlays.fonts import Font, Line, fitted
from overlays.theme import Theme

_TAG = Font(800, 36, 1)
_HEADLINE = Font(600, 36)
_HEADLINE_FLOOR = 27
_REMARK = Font(500, 34)
_PAD = 18
_REMARK_SHARE = 0.5
# How much smaller a headline may get to end with the bug above it rather than a little beyond.
_TIGHTER = 0.86


@dataclass(frozen=True, slots=True, kw_only=True)
class StrapText:
    """The words of a strap, and its theme; each may be empty but the tag."""

    tag: str
    theme: Theme
    headline: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strap:
    """A strap drawn at its full width; `tag_width` is where its tag ends at the top, and
    `slant` how far before that at the foot. Opaque but for its upper corners, round where it has a
    `radius` (pixels).
    """

    width: int
    height: int
    scale: float
    tag_width: int
    slant: float
    tag: Line
    headline: Line
    remark: Line
    ground: Color
    ink: Color
    tag_ground: Color
    tag_ink: Color
    radius: float = 0.0

    def draw(self, canvas: Canvas) -> None:
        """Ground, slanted tag, headline from the left, remark at the right."""
        if not self.radius:
            self._parts(canvas)
            return
        whole = Area(0, 0, self.width, self.height + round(2 * self.radius))
        with canvas.clipped(rounded_shape(whole, self.radius)):
            self._parts(canvas)

    def _parts(self, canvas: Canvas) -> None:
        whole = Area(0, 0, self.width, self.height)
        foot = self.ground.mixed(INK, 0.16)
        canvas.gradient(whole, (self.ground, foot), (0, 0), (0, self.height))
        edge, slant = self.tag_width, self.slant
        corners = [(0.0, 0.0), (edge, 0.0), (edge - slant, float(self.height))]
        canvas.polygon([*corners, (0.0, float(self.height))], self.tag_ground)
        pad = _PAD * self.scale
        self._line(
            canvas, self.tag, (self.tag_width - slant / 2 - self.tag.width) / 2, self.tag_ink
        )
        self._line(canvas, self.headline, edge + pad * 0.8, self.ink)
        self._line(canvas, self.remark, self.width - pad - self.remark.width, self.ink)

    def _line(self, canvas: Canvas, line: Line, left: float, color: Color) -> None:
        baseline = (self.height + line.font.cap_height) / 2
        canvas.line(line, (left, baseline), color)


def strap(
    text: StrapText,
    *,
    widths: tuple[int, int],
    height: int,
    scale: float,
    grounds: tuple[Color, Color],
    inks: tuple[Color, Color],
) -> Strap:
    """A strap as wide as its words need within `widths` (least, most; even pixels).

    `grounds` and `inks` are the colours of the strap and of its tag. The headline gets smaller and
    is cut where the widest strap has no room for it.
    """
    least, most = widths
    pad, slant = _PAD * scale, text.theme.slant * scale
    tag = _line(text.tag, _TAG.scaled(scale, text.theme.face), scale, room=most)
    tag_width = even(tag.width + 2 * pad + slant / 2)
    room = most - tag_width - 2.8 * pad
    light = _REMARK.scaled(scale, text.theme.face)
    remark = _line(text.remark, light, scale, room=room * _REMARK_SHARE)
    room -= remark.width + (pad if remark.text else 0)
    bold = _HEADLINE.scaled(scale, text.theme.face)
    headline = _line(text.headline, bold, scale, room=max(1.0, room))
    width = least + max(0, even(headline.width - room + most - least + 1))
    if width * _TIGHTER <= least:
        width = least
        headline = _line(text.headline, bold, scale, room=max(1.0, room - most + least))
    # The remark never speaks louder than the headline.
    size = min(remark.font.size, headline.font.size)
    remark = _line(remark.text, light._replace(size=size), scale, room=remark.width + 1)
    return Strap(
        width=min(most, width),
        height=height,
        scale=scale,
        tag_width=tag_width,
        slant=slant,
        tag=tag,
        headline=headline,
        remark=remark,
        ground=grounds[0],
        ink=inks[0],
        tag_ground=grounds[1],
        tag_ink=inks[1],
    )


def _line(text: str, font: Font, scale: float, *, room: float) -> Line:
    return fitted(text, font, width=room, floor=_HEADLINE_FLOOR * scale)
