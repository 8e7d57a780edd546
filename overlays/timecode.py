"""The timecode strip: a time of day in digits for people, in black and white cells for machines.

The cells are two rows of 18, read row by row: 27 bits of milliseconds since midnight (UTC), the
highest first, then nine of a check. A white cell is a 1. A cell is a whole number of pixels wide at
the picture's own size, and large enough to be told at a quarter of it after hard compression.
"""

from dataclasses import dataclass

from overlays.area import Area, even
from overlays.canvas import Canvas, digit_cell
from overlays.color import INK, WHITE, Color
from overlays.fonts import Font
from overlays.scene import Layer, PictureSize, Scene

ROWS = 2
COLUMNS = 18
DAY_MS = 86_400_000
_TIME_BITS = 27
_CHECK_BITS = 9
_CHECKS = 1 << _CHECK_BITS
# The largest prime below 2^9. Any one or two wrong bits of the time change the remainder.
_CHECK_PRIME = 509
_TEMPLATE = "00:00:00.000"
_CORNER = 0.25
# Design lengths: pixels at a picture 720 high.
_DESIGN_HEIGHT = 720
_CELL = 16
_PAD = 10
_GAP = 16
_TEXT = 40
_SAFE_PERCENT = 5
_MUTED = Color(160, 172, 204)


def milliseconds(moment: int) -> int:
    """The whole milliseconds since midnight (UTC) at a moment in µs since 1970."""
    return moment // 1000 % DAY_MS


def digits(milliseconds: int) -> str:
    """HHMMSSmmm of milliseconds since midnight."""
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}{minutes % 60:02}{seconds:02}{milliseconds:03}"


def check(milliseconds: int) -> int:
    """The check of milliseconds since midnight, 3 to 511: never that of an all black strip."""
    return _CHECKS - 1 - milliseconds % _CHECK_PRIME


def cells(milliseconds: int) -> tuple[bool, ...]:
    """The cells that say so, row by row; True is white."""
    coded = milliseconds << _CHECK_BITS | check(milliseconds)
    return tuple(bool(coded >> bit & 1) for bit in reversed(range(_TIME_BITS + _CHECK_BITS)))


def time_in(cells: tuple[bool, ...]) -> int | None:
    """The milliseconds since midnight that cells say; None where they say nothing right."""
    coded = int("".join("1" if cell else "0" for cell in cells), 2)
    found, checked = divmod(coded, _CHECKS)
    return found if found < DAY_MS and checked == check(found) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The strip's parts in even picture pixels.

    `lefts` are the left edges of the nine digits, each as large as `digit`; `marks` stand between
    them, each around its middle. `cells` holds the cells without a gap, each `cell` pixels square.
    """

    panel: Area
    digit: Area
    lefts: tuple[int, ...]
    marks: tuple[tuple[str, float], ...]
    cells: Area
    cell: int
    font: Font


def layout(size: PictureSize) -> Layout:
    """In the middle, low in the picture, within its safe area where there is room."""
    scale = min(size.width, size.height) / _DESIGN_HEIGHT
    cell, pad, gap = (max(2, even(length * scale)) for length in (_CELL, _PAD, _GAP))
    font = Font(600, _TEXT * scale)
    widths = [_width(letter, font) for letter in _TEMPLATE]
    text, across, down = sum(widths), COLUMNS * cell, ROWS * cell
    width = pad + text + gap + across + pad
    # A whole number of cells from the corner, so that cells begin where blocks of the codec do.
    top = (size.height * (100 - _SAFE_PERCENT) // 100 - pad - down) // cell * cell
    left = ((size.width + width) // 2 - pad - across) // cell * cell
    coded = Area(max(0, left), max(0, top), across, down)
    panel = Area(coded.right + pad - width, coded.top - pad, width, down + 2 * pad)
    starts = [panel.left + pad + sum(widths[:place]) for place in range(len(_TEMPLATE))]
    columns = list(zip(_TEMPLATE, starts, widths, strict=True))
    return Layout(
        panel=panel,
        digit=Area(0, coded.top, widths[0], down),
        lefts=tuple(left for letter, left, _ in columns if letter == "0"),
        marks=tuple((letter, left + width / 2) for letter, left, width in columns if letter != "0"),
        cells=coded,
        cell=cell,
        font=font,
    )


def _width(letter: str, font: Font) -> int:
    """The even pixels a letter of the time takes."""
    narrow = ":" if letter in ":." else letter
    return max(2, even(digit_cell(narrow, font) + 0.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The strip's ground with the marks between the digits, opaque but for its corners."""

    layout: Layout

    @property
    def width(self) -> int:
        """Even pixels."""
        return self.layout.panel.width

    @property
    def height(self) -> int:
        """Even pixels."""
        return self.layout.panel.height

    def draw(self, canvas: Canvas) -> None:
        """Ground and marks."""
        font, baseline = self.layout.font, _baseline(self.height, self.layout.font)
        ground = Area(0, 0, self.width, self.height)
        canvas.rounded(ground, INK, self.layout.cell * _CORNER)
        for mark, middle in self.layout.marks:
            at = middle - self.layout.panel.left, baseline
            if mark == ":":
                canvas.digits(mark, at, font, _MUTED)
            else:
                canvas.text(mark, at, font, _MUTED, align="center")


@dataclass(frozen=True, slots=True, kw_only=True)
class Digit:
    """One digit on nothing, in a column as high as the cells."""

    width: int
    height: int
    digit: str
    font: Font

    def draw(self, canvas: Canvas) -> None:
        """The digit in the middle of its column."""
        at = self.width / 2, _baseline(self.height, self.font)
        canvas.digits(self.digit, at, self.font, WHITE)


def panel(made: Layout) -> Scene:
    """The strip without a time."""
    return Scene(
        layers=(Layer(drawing=Panel(layout=made), left=made.panel.left, top=made.panel.top),)
    )


def digit(made: Layout, digit: str, place: int) -> Scene:
    """A digit at one of the nine places."""
    drawing = Digit(width=made.digit.width, height=made.digit.height, digit=digit, font=made.font)
    return Scene(layers=(Layer(drawing=drawing, left=made.lefts[place], top=made.digit.top),))


def _baseline(height: int, font: Font) -> float:
    return (height + font.cap_height) / 2
