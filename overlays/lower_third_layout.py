"""Where the parts of a lower third stand, for a picture size and what it says."""

from dataclasses import dataclass

from overlays.area import Area, even
from overlays.caption import Caption
from overlays.faces import HOUSE
from overlays.fonts import Font, Line, fitted
from overlays.lettering import reads_both_ways
from overlays.scene import PictureSize
from overlays.sizing import above_strip, drawn, is_small_picture, safe, scale_for
from overlays.symbols import card_width

# Design lengths: pixels at a picture 1080 high.
_WIDEST = 1080
_NARROWEST = 540
_HEIGHT = 128
_BAR = 14
_PAD = 26
_CREST = 88
_CREST_GAP = 24
_PHOTO = 116
_FIGURE_PAD = 26
_NARROWEST_FIGURE = 116
_GAP = 4
_STRAP_HEIGHT = 48
_TITLE_SIZE = 66
_TITLE_FLOOR = 44
_LINE_SIZE = 38
_LINE_FLOOR = 30
_LABEL_SIZE = 32
_LABEL_GAP = 14
_FIGURE_SIZE = 56
_CARD = 44
_CARD_GAP = 16
# The arrows' column, and the arrows in parts of the capitals beside them.
_ARROW = 40
_ARROW_GAP = 16
# Between the capitals of the title and those of the line.
_LEADING = 21
# Arabic letters reach far below the line, so a title in them is smaller and keeps more distance.
_DEEP_TITLE_SIZE = 54
_DEEP_LEADING = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdLayout:
    """The parts in even picture pixels; `scale` is picture pixels per design pixel.

    `text` and `figure` share the plate's top and height; `figure` has no width where there is none.
    In it stand a card of the height `card`, where there is one, and from `figures_left` on the
    figure. Title and line begin `indent` pixels into `text`, arrows before them.
    The strap stands above the plate, as wide as it may become.
    """

    scale: float
    plate: Area
    bar: Area
    crest: Area | None
    photo: Area | None
    text: Area
    figure: Area
    strap: Area
    title: Line
    label: Line
    line: Line
    figures: Line
    card: float
    figures_left: float
    indent: float

    @property
    def title_baseline(self) -> float:
        """Pixels below the plate's top."""
        return (self.plate.height - self._block) / 2 + self.title.font.cap_height

    @property
    def line_baseline(self) -> float:
        """Pixels below the plate's top."""
        return (self.plate.height + self._block) / 2

    @property
    def label_room(self) -> float:
        """How far the line stands behind the label's beginning, in pixels."""
        return self.label.width + _LABEL_GAP * self.scale if self.label.text else 0.0

    @property
    def _block(self) -> float:
        """How high both lines are together."""
        title = self.title.font.cap_height
        if not self.line.text:
            return title
        leading = _DEEP_LEADING if reads_both_ways(self.title.text) else _LEADING
        return title + leading * self.scale + self.line.font.cap_height


def third_layout(caption: Caption, size: PictureSize, face: str = HOUSE) -> ThirdLayout:
    """Low and left in the picture, above the strip along its foot, as wide as the words need."""
    scale = scale_for(size, widest=_WIDEST)
    bar, height = drawn(_BAR * scale), drawn(_HEIGHT * scale)
    left = safe(size.width)
    top = above_strip(size) - height
    figures = _line(caption.figure, Font(600, _FIGURE_SIZE, face=face), scale, room=240)
    card, shown = _CARD * scale, card_width(caption.symbol, _CARD * scale)
    between = _CARD_GAP * scale if shown and figures.text else 0.0
    figure = 0
    if figures.text or shown:
        wanted = figures.width + shown + between + 2 * _FIGURE_PAD * scale
        figure = drawn(max(_NARROWEST_FIGURE * scale, wanted))
    indent = (_ARROW + _ARROW_GAP) * scale if caption.symbol == "substitution" else 0.0
    crest, photo = _beside(caption, Area(left, top, bar, height), size, scale)
    beside = crest or photo
    before = bar + even(_PAD * scale)
    if beside is not None:
        before = beside.right - left + even(_CREST_GAP * scale)
    room = (_WIDEST - 2 * _PAD) * scale - before - figure - indent
    is_deep = bool(caption.line) and reads_both_ways(caption.title)
    font = Font(700, _DEEP_TITLE_SIZE if is_deep else _TITLE_SIZE, face=face)
    title = _line(caption.title, font, scale, room / scale, _TITLE_FLOOR)
    label = _line(caption.label.upper(), Font(700, _LABEL_SIZE, 1, face), scale, room=200)
    label_room = label.width + _LABEL_GAP * scale if label.text else 0
    font = Font(500, _LINE_SIZE, face=face)
    line = _line(caption.line, font, scale, (room - label_room) / scale, _LINE_FLOOR)
    words = drawn(indent + max(title.width, label_room + line.width) + 2)
    width = max(drawn(_NARROWEST * scale), before + words + even(_PAD * scale * 1.2) + figure)
    plate = Area(left, top, width, height)
    strap_height, gap = drawn(_STRAP_HEIGHT * scale), even(_GAP * scale)
    return ThirdLayout(
        scale=scale,
        plate=plate,
        bar=Area(left, top, bar, height),
        crest=crest,
        photo=photo,
        text=Area(left + before, top, words, height),
        figure=Area(plate.right - figure, top, figure, height),
        strap=Area(left, top - gap - strap_height, even(_WIDEST * scale), strap_height),
        title=title,
        label=label,
        line=line,
        figures=figures,
        card=card if shown else 0.0,
        figures_left=(figure - figures.width + shown + between) / 2,
        indent=indent,
    )


def _beside(
    caption: Caption, bar: Area, size: PictureSize, scale: float
) -> tuple[Area | None, Area | None]:
    """Where crest and photo stand behind the bar: one of them at most, on small pictures none."""
    if is_small_picture(size):
        return None, None
    if caption.photo:
        return None, Area(bar.right, bar.top, drawn(_PHOTO * scale), bar.height)
    crest = drawn(_CREST * scale)
    top = bar.top + (bar.height - crest) // 4 * 2
    return Area(bar.right + even(_PAD * scale), top, crest, crest) if caption.club else None, None


def _line(text: str, font: Font, scale: float, room: float, floor: float = 20) -> Line:
    """A line at a design size in a design width."""
    return fitted(
        text, font.scaled(scale, font.face), width=max(1.0, room * scale), floor=floor * scale
    )
