"""The canvas: skia drawing straight into a numpy array of premultiplied pixels.

skia holds the GIL through each call, so large fills are made in bands: no single call lasts over
4 ms.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import numpy as np
import skia

from overlays import fonts
from overlays.area import Area
from overlays.box import Pixels
from overlays.color import Color
from overlays.fonts import Font, Line
from overlays.lettering import drawable

# A gradient over this many pixels takes about 0.4 ms warm, 2.5 ms at the worst measured.
_BAND_PIXELS = 60_000
# So many pixels of an image are copied and drawn in one call.
_IMAGE_BAND_PIXELS = 100_000

type Align = Literal["left", "center", "right"]
type Point = tuple[float, float]
type Straight = tuple[Point]
type Cubic = tuple[Point, Point, Point]
type Segment = Straight | Cubic
type Shape = "skia.Path"
type Corners = tuple[float, float, float, float]

# How much of a line stands to the left of its place.
_BEFORE: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
_OPPOSITE: dict[Align, Align] = {"left": "right", "center": "center", "right": "left"}


class Canvas:
    """A transparent picture to draw on, in pixels from its top left corner.

    Colours go in straight; the pixels are premultiplied.
    """

    def __init__(self, width: int, height: int) -> None:
        # Zeroed memory would be paged in by skia's first touch, inside its calls.
        self._pixels: Pixels = np.empty((height, width, 4), np.uint8)
        self._pixels.fill(0)
        # Left to itself skia takes a numpy array for unpremultiplied.
        self._surface = skia.Surface(
            self._pixels, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType
        )
        self._canvas = self._surface.getCanvas()
        self._is_mirrored = False

    def finished(self) -> Pixels:
        """The pixels, uint8 (height, width, 4), read-only from now on. Ends the drawing."""
        del self._canvas, self._surface
        self._pixels.flags.writeable = False
        return self._pixels

    def rect(self, area: Area, color: Color) -> None:
        """Fill a rectangle."""
        paint = _paint(color)
        for band in _bands(area):
            self._canvas.drawRect(band, paint)

    def rounded(self, area: Area, color: Color, radii: float | Corners) -> None:
        """Fill a rectangle with round corners: one radius, or four clockwise from top left."""
        self._canvas.drawRRect(_rounded(area, radii), _paint(color))

    def gradient(self, area: Area, colors: tuple[Color, Color], start: Point, end: Point) -> None:
        """Fill a rectangle, running from the first colour at `start` to the second at `end`."""
        paint = skia.Paint(
            Shader=skia.GradientShader.MakeLinear(
                points=[skia.Point(*start), skia.Point(*end)],
                colors=[_argb(color) for color in colors],
            ),
            Dither=True,
        )
        for band in _bands(area):
            self._canvas.drawRect(band, paint)

    def image(self, pixels: Pixels, at: tuple[int, int]) -> None:
        """Premultiplied pixels, one for one, from the corner `at` on."""
        height, width = pixels.shape[:2]
        if self._is_mirrored:
            with self.upright(Area(*at, width, height)):
                self.image(pixels, (0, 0))
            return
        rows = max(1, _IMAGE_BAND_PIXELS // width)
        for top in range(0, height, rows):
            band = skia.Image.fromarray(
                pixels[top : top + rows],
                colorType=skia.ColorType.kRGBA_8888_ColorType,
                alphaType=skia.AlphaType.kPremul_AlphaType,
                copy=True,
            )
            self._canvas.drawImage(band, at[0], at[1] + top)

    def polygon(self, points: Sequence[Point], color: Color) -> None:
        """Fill the polygon through `points`."""
        self.shape(curve(points[0], *((point,) for point in points[1:])), color)

    def shape(self, shape: Shape, color: Color, *, stroke: float = 0.0) -> None:
        """Fill a shape, or with a `stroke` (pixels) draw its outline."""
        self._canvas.drawPath(shape, _paint(color, stroke))

    def circle(self, center: Point, radius: float, color: Color, *, stroke: float = 0.0) -> None:
        """Fill a circle, or with a `stroke` (pixels) draw its outline."""
        self._canvas.drawCircle(*center, radius, _paint(color, stroke))

    def text(
        self, text: str, at: Point, font: Font, color: Color, *, align: Align = "left"
    ) -> None:
        """A kerned line; `at` is its left end, middle or right end (`align`) on the baseline.

        Its letters stand as they are read in their script, whatever the side.
        """
        text = drawable(text, font.face)
        if not text:
            return
        if self._is_mirrored:
            with self.upright(Area(round(at[0]), 0, 0, 0)):
                here = round(at[0]) - at[0], at[1]
                self.text(text, here, font, color, align=_OPPOSITE[align])
            return
        shaped = fonts.paragraph(text, font, _argb(color))
        before = fonts.width_of(text, font) * _BEFORE[align] + fonts.spacing_of(text, font) / 2
        shaped.paint(self._canvas, at[0] - before, round(at[1]) - shaped.AlphabeticBaseline)

    def line(self, line: Line, at: Point, color: Color, *, align: Align = "left") -> None:
        """A text that was fitted, as `text` draws it; nothing of none."""
        if line.text:
            self.text(line.text, at, line.font, color, align=align)

    def digits(
        self, text: str, at: Point, font: Font, color: Color, *, align: Align = "center"
    ) -> None:
        """A line of digits and signs around, from or up to `at[0]`, each digit on one advance.

        Every letter stands in whole-pixel cells, so equal digits have equal pixels and none moves
        when its neighbour changes. The colon is lifted to the middle of the digits.
        """
        if self._is_mirrored:
            with self.upright(Area(round(at[0]), 0, 0, 0)):
                self.digits(text, (0, at[1]), font, color, align=_OPPOSITE[align])
            return
        advances = [digit_cell(letter, font) for letter in text]
        left = round(at[0] - sum(advances) * _BEFORE[align])
        made, paint = fonts.typeface_font(font), _paint(color)
        widths = made.getWidths(fonts.glyphs_of(text, font))
        lift = (font.cap_height - font.x_height) / 2
        for letter, advance, width in zip(text, advances, widths, strict=True):
            baseline = round(at[1]) - (lift if letter == ":" else 0)
            x = left + (advance - width) / 2
            self._canvas.drawSimpleText(letter, x, baseline, made, paint)
            left += advance

    @contextmanager
    def mirrored(self, width: int) -> Iterator[None]:
        """Inside, what is drawn in so many pixels has its sides exchanged; text stays readable."""
        self._canvas.save()
        self._canvas.translate(width, 0)
        self._canvas.scale(-1, 1)
        self._is_mirrored = True
        try:
            yield
        finally:
            self._is_mirrored = False
            self._canvas.restore()

    @contextmanager
    def upright(self, area: Area) -> Iterator[None]:
        """Inside, the corner is that of an area, and nothing is mirrored but the area's place."""
        was, self._is_mirrored = self._is_mirrored, False
        self._canvas.save()
        self._canvas.translate(area.right if was else area.left, area.top)
        if was:
            self._canvas.scale(-1, 1)
        try:
            yield
        finally:
            self._is_mirrored = was
            self._canvas.restore()

    @contextmanager
    def shifted(self, left: float, top: float) -> Iterator[None]:
        """Inside, the corner is that much further right and down."""
        self._canvas.save()
        self._canvas.translate(left, top)
        try:
            yield
        finally:
            self._canvas.restore()

    @contextmanager
    def clipped(self, shape: Shape) -> Iterator[None]:
        """Inside, only what lies within `shape` is drawn, with soft edges."""
        self._canvas.save()
        self._canvas.clipPath(shape, doAntiAlias=True)
        try:
            yield
        finally:
            self._canvas.restore()


def rounded_shape(area: Area, radius: float) -> Shape:
    """The shape of a rectangle with round corners."""
    builder = skia.PathBuilder()
    builder.addRRect(_rounded(area, radius))
    return builder.detach()


def digit_cell(letter: str, font: Font) -> int:
    """The whole pixels a letter of `Canvas.digits` takes: one width for all digits, colons less.

    Signs, such as those of +12, 61% or 45+2', take what they need.
    """
    advance = fonts.digit_advance(font)
    if letter.isdigit():
        return advance
    if letter == ":":
        return round(advance * 0.56)
    widths: list[float] = fonts.typeface_font(font).getWidths(fonts.glyphs_of(letter, font))
    return round(widths[0] + 0.2)


def digits_width(text: str, font: Font) -> int:
    """How wide `Canvas.digits` draws `text`, in pixels."""
    return sum(digit_cell(letter, font) for letter in text)


def curve(start: Point, *segments: Segment) -> Shape:
    """The closed shape from `start` along lines and cubic curves, in pixels."""
    builder = skia.PathBuilder()
    builder.moveTo(*start)
    for segment in segments:
        if len(segment) == 1:
            builder.lineTo(*segment[0])
        else:
            builder.cubicTo(*(part for point in segment for part in point))
    builder.close()
    return builder.detach()


def disc(center: Point, radius: float) -> Shape:
    """The shape of a filled circle."""
    builder = skia.PathBuilder()
    builder.addCircle(*center, radius)
    return builder.detach()


def _argb(color: Color) -> int:
    return int(skia.ColorSetARGB(color.alpha, color.red, color.green, color.blue))


def _paint(color: Color, stroke: float = 0.0) -> "skia.Paint":
    paint = skia.Paint(AntiAlias=True, Color=_argb(color))
    if stroke:
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(stroke)
    return paint


def _rect(area: Area) -> "skia.Rect":
    return skia.Rect.MakeXYWH(*area)


def _rounded(area: Area, radii: float | Corners) -> "skia.RRect":
    shape = skia.RRect()
    corners = radii if isinstance(radii, tuple) else (radii,) * 4
    shape.setRectRadii(_rect(area), [skia.Point(radius, radius) for radius in corners])
    return shape


def _bands(area: Area) -> Iterator["skia.Rect"]:
    """The rectangle in strips small enough for one call each."""
    rows = max(1, _BAND_PIXELS // max(1, area.width))
    for top in range(area.top, area.bottom, rows):
        yield _rect(Area(area.left, top, area.width, min(rows, area.bottom - top)))
