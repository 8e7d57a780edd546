"""A club crest made from the name alone: a shield or a roundel with the club's initials."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from overlays.canvas import Canvas, Shape, curve, disc
from overlays.color import INK, WHITE, Color, contrast, text_on
from overlays.faces import HOUSE
from overlays.fonts import Font, drawable, width_of
from overlays.lettering import is_east_asian, is_right_to_left

_GOLD = Color(244, 196, 48)
_SMALL_WORDS = frozenset(
    {
        "fc",
        "cf",
        "ac",
        "as",
        "sc",
        "afc",
        "sk",
        "fk",
        "the",
        "of",
        "and",
        "de",
        "фк",
        "نادي",
        "النادي",
    }
)
_ARABIC_ARTICLE = "ال"
# Below this many pixels a second ring or a pattern is noise.
_DETAIL_FROM = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Crest:
    """A crest of `size` pixels (even) each way; the same name and colour give the same crest."""

    size: int
    name: str
    color: Color
    face: str = HOUSE

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.size

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.size

    def draw(self, canvas: Canvas) -> None:
        """Rim, field, pattern, initials."""
        seed = blake2b(self.name.encode("utf-8", "replace"), digest_size=4).digest()
        outlined = (_shield, _roundel)[seed[0] % 2]
        second = _second_color(self.color, seed[1])
        rim = max(1.0, self.size * 0.035)
        canvas.shape(outlined(self.size, 0.0), text_on(self.color).mixed(self.color, 0.04))
        canvas.shape(outlined(self.size, rim), self.color)
        field = outlined(self.size, rim)
        if self.size >= _DETAIL_FROM:
            with canvas.clipped(field):
                _PATTERNS[seed[2] % len(_PATTERNS)](canvas, self.size, _tone(self.color))
        _initials(canvas, self, second, middle=0.475 if outlined is _shield else 0.5)


def initials(name: str, face: str = HOUSE) -> str:
    """One or two capitals for a name: of its first two weighty words, or of its only one.

    Of a Chinese or Japanese name its first letter, of an Arabic one that behind its article.
    """
    words = ["".join(filter(str.isalnum, word)) for word in drawable(name, face).split()]
    named = [word for word in words if word]
    weighty = [word for word in named if word.lower() not in _SMALL_WORDS] or named
    for letter in filter(is_east_asian, "".join(weighty)):
        return letter
    if is_right_to_left("".join(weighty)):
        return (weighty[0].removeprefix(_ARABIC_ARTICLE) or weighty[0])[0]
    return "".join(word[0] for word in weighty[:2]).upper()[:2]


def _shield(size: int, margin: float) -> Shape:
    left, right, top = size * 0.1 + margin, size * 0.9 - margin, size * 0.03 + margin
    foot, middle, waist = size * 0.985 - margin * 1.15, size / 2, size * 0.5
    return curve(
        (left, top),
        ((right, top),),
        ((right, waist),),
        ((right, size * 0.74), (size * 0.7, size * 0.87), (middle, foot)),
        ((size * 0.3, size * 0.87), (left, size * 0.74), (left, waist)),
    )


def _roundel(size: int, margin: float) -> Shape:
    return disc((size / 2, size / 2), size * 0.48 - margin)


def _second_color(color: Color, choice: int) -> Color:
    """The colour of the initials: white, gold or ink, whichever of them can be read."""
    readable = [other for other in (WHITE, _GOLD, INK) if contrast(other, color) >= 3.6]
    return readable[choice % len(readable)] if readable else text_on(color)


def _tone(color: Color) -> Color:
    """A shade for the pattern, near enough to the field that initials read on both."""
    return color.mixed(WHITE if contrast(color, INK) < 2.2 else INK, 0.2)


def _halves(canvas: Canvas, size: int, tone: Color) -> None:
    half = size / 2
    canvas.polygon([(half, 0), (size, 0), (size, size), (half, size)], tone)


def _stripes(canvas: Canvas, size: int, tone: Color) -> None:
    step = size * 0.8 / 5
    for left in (size * 0.1 + step, size * 0.1 + 3 * step):
        canvas.polygon([(left, 0), (left + step, 0), (left + step, size), (left, size)], tone)


def _sash(canvas: Canvas, size: int, tone: Color) -> None:
    band = size * 0.34
    canvas.polygon([(0, -band / 2), (0, band), (size, size + band / 2), (size, size - band)], tone)


def _chevron(canvas: Canvas, size: int, tone: Color) -> None:
    half = size / 2
    canvas.polygon(
        [(0, size), (0, size * 0.86), (half, size * 0.4), (size, size * 0.86), (size, size)], tone
    )


def _hoop(canvas: Canvas, size: int, tone: Color) -> None:
    upper, lower = size * 0.3, size * 0.7
    canvas.polygon([(0, upper), (size, upper), (size, lower), (0, lower)], tone)


_PATTERNS: tuple[Callable[[Canvas, int, Color], None], ...] = (
    _halves,
    _stripes,
    _sash,
    _chevron,
    _hoop,
)


def _initials(canvas: Canvas, crest: Crest, color: Color, *, middle: float) -> None:
    text = initials(crest.name, crest.face)
    if not text:
        canvas.circle((crest.size / 2, crest.size * middle), crest.size * 0.16, color)
        return
    font = Font(700, crest.size * (0.52 if len(text) == 2 else 0.58), face=crest.face)
    room = crest.size * 0.6
    width = width_of(text, font)
    if width > room:
        font = font._replace(size=font.size * room / width)
    baseline = crest.size * middle + font.cap_height / 2
    canvas.text(text, (crest.size / 2, baseline), font, color, align="center")
