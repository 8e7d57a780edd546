"""The far stand, drawn once: terraces, hoardings, roof, floodlights, and the people in it."""

import cv2
import numpy as np
import skia
from numpy.typing import NDArray

from feeds.demo_match import AWAY, HOME
from feeds.fact import Team
from overlays.demo_match.projection import PANORAMA_WIDTH
from overlays.fonts import Font, typeface_font

STAND_TOP, STAND_BOTTOM = 34, 243
CROWD_POSES = 3
AWAY_BLOCK = 1924

_HOARDING_BOTTOM = 269
_ROW = 11
_SEATS_APART = 7.0
_AISLE_EVERY = 130
_CONCOURSE = (132, 148)
_HOARDINGS = (
    ("TOUCHLINE", (30, 30, 36), (245, 245, 245)),
    ("Harrow & Pike Tea", (24, 84, 68), (240, 226, 180)),
    ("NORDLUFT", (150, 60, 20), (255, 255, 255)),
    ("Quillfeather Bank", (90, 26, 66), (250, 235, 245)),
    ("TOUCHLINE", (30, 30, 36), (60, 200, 255)),
    ("Brightwater Ferries", (140, 92, 18), (255, 255, 255)),
    ("OSTRAVEL", (20, 140, 225), (30, 24, 20)),
    ("Penny Lark Shoes", (44, 40, 150), (255, 255, 255)),
)


def team_color(team: Team) -> tuple[int, int, int]:
    """A team's colour as red, green, blue."""
    value = int(str(team.color).removeprefix("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255


_COATS = (
    team_color(HOME),
    team_color(AWAY),
    (44, 48, 60), (70, 74, 88), (96, 92, 90), (36, 52, 70), (120, 116, 112), (64, 44, 48),
    (150, 146, 140), (52, 66, 60),
)  # fmt: skip
_SKINS = ((232, 190, 160), (205, 158, 126), (150, 104, 78), (98, 66, 50))


def draw_terrace(canvas: skia.Canvas) -> None:
    """Concrete steps, aisles and the concourse between the tiers."""
    canvas.drawRect(_strip(STAND_TOP, STAND_BOTTOM), _flat(30, 34, 44))
    for y in range(STAND_TOP, STAND_BOTTOM, _ROW):
        canvas.drawRect(_strip(y + _ROW - 2, y + _ROW), _flat(42, 46, 58))
    canvas.drawRect(_strip(*_CONCOURSE), _flat(16, 18, 26))
    canvas.drawRect(_strip(_CONCOURSE[1] - 3, _CONCOURSE[1]), _flat(70, 78, 96))
    for x in range(40, PANORAMA_WIDTH, _AISLE_EVERY):
        door = skia.Rect.MakeXYWH(x - 8, _CONCOURSE[0] + 3, 18, 12)
        canvas.drawRect(door, _flat(250, 214, 150))
        canvas.drawRect(
            skia.Rect.MakeXYWH(x - 3, STAND_TOP, 8, _CONCOURSE[0] - STAND_TOP), _flat(62, 66, 78)
        )
        canvas.drawRect(
            skia.Rect.MakeXYWH(x - 3, _CONCOURSE[1], 8, STAND_BOTTOM - _CONCOURSE[1]),
            _flat(62, 66, 78),
        )


def draw_hoardings(canvas: skia.Canvas) -> None:
    height = _HOARDING_BOTTOM - STAND_BOTTOM
    font = typeface_font(Font(800, 21))
    x, n = -30.0, 0
    while x < PANORAMA_WIDTH:
        words, ground, ink = _HOARDINGS[n % len(_HOARDINGS)]
        width = font.measureText(words) + 64
        canvas.drawRect(skia.Rect.MakeXYWH(x, STAND_BOTTOM, width, height), _bgr(ground))
        canvas.drawString(words, x + 32, _HOARDING_BOTTOM - 6, font, _bgr(ink))
        x, n = x + width, n + 1
    canvas.drawRect(_strip(STAND_BOTTOM, STAND_BOTTOM + 2), _flat(225, 230, 235))
    canvas.drawRect(_strip(_HOARDING_BOTTOM - 1, _HOARDING_BOTTOM + 3), _flat(10, 24, 14, 150))


def draw_roof(canvas: skia.Canvas) -> None:
    """The roof's front edge, its truss and its lamps; the board runs on the rail below."""
    canvas.drawRect(_strip(10, 26), _flat(44, 50, 62))
    canvas.drawRect(_strip(8, 10), _flat(120, 132, 150))
    steel = skia.Paint(Color=skia.Color(86, 96, 114), AntiAlias=True, StrokeWidth=2)
    for x in range(0, PANORAMA_WIDTH, 26):
        canvas.drawLine(x, 25, x + 13, 12, steel)
        canvas.drawLine(x + 13, 12, x + 26, 25, steel)
    canvas.drawRect(_strip(26, 30), _flat(150, 160, 176))
    canvas.drawRect(_strip(30, 34), _flat(14, 16, 22))


def light(picture: NDArray[np.uint8]) -> None:
    """Floodlights along the roof: lamps, their glow, the fall of light over the stand."""
    glow = np.zeros((STAND_BOTTOM, PANORAMA_WIDTH), np.float32)
    for x in range(110, PANORAMA_WIDTH, 340):
        for lamp in range(6):
            glow[13:21, x + lamp * 13 : x + lamp * 13 + 9] = 1.0
    bloom = 5.0 * cv2.GaussianBlur(glow, (0, 0), 22) + 1.4 * cv2.GaussianBlur(glow, (0, 0), 6)
    fall = np.interp(np.arange(STAND_BOTTOM), [0, 34, 60, 243], [1, 0.5, 0.7, 1.0])
    unlit = picture[:STAND_BOTTOM, :, :3] * fall[:, None, None]
    warmth = np.array([238, 246, 255], np.float32)
    lit = unlit + (0.32 * bloom + glow)[..., None] * warmth
    picture[:STAND_BOTTOM, :, :3] = np.clip(lit, 0, 255).astype(np.uint8)


class Crowd:
    """The people in the stand: fixed seats, clothes and scarves; a pose lifts some of them."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng((seed, 12))
        rows = np.arange(STAND_TOP + 8, STAND_BOTTOM - 3, _ROW)
        seats = np.arange(0, PANORAMA_WIDTH, _SEATS_APART)
        x, y = (axis.ravel() for axis in np.meshgrid(seats, rows))
        x = x + rng.uniform(-1.6, 1.6, x.shape) + (y // _ROW % 2) * 3.5
        taken: NDArray[np.bool] = rng.random(x.shape) < 0.93
        taken &= (x - 40) % _AISLE_EVERY > 8
        taken &= (y < _CONCOURSE[0] - 2) | (y > _CONCOURSE[1] + 7)
        self._x, self._y = x[taken], y[taken]
        self._lift = rng.random((CROWD_POSES, len(self._x)))
        self._clothes = self._dress(rng)
        self._skin = rng.integers(0, len(_SKINS), len(self._x))

    def _dress(self, rng: np.random.Generator) -> NDArray[np.int64]:
        """Coat numbers: home's colour, away's in a block far right, plain coats among them."""
        plain = rng.integers(2, len(_COATS), len(self._x))
        loyal = rng.random(len(self._x))
        is_away = self._x > AWAY_BLOCK
        fans = np.where(is_away, 1, 0)
        return np.where(loyal < np.where(is_away, 0.5, 0.34), fans, plain)

    def draw(self, canvas: skia.Canvas, pose: int) -> None:
        """Pose 0 sits, the others are on their feet, each with other people's arms in the air."""
        up = self._lift[pose]
        rise = np.where(up > 0.25, 2.0 + 5.0 * up, 0.0) if pose else np.where(up > 0.96, 3.0, 0.0)
        for coat, color in enumerate(_COATS):
            his = self._clothes == coat
            paint = skia.Paint(Color=skia.Color(*color), AntiAlias=True)
            for x, y in zip(self._x[his], (self._y - rise)[his], strict=True):
                canvas.drawRoundRect(skia.Rect.MakeXYWH(x - 2.8, y - 2, 5.6, 8), 2, 2, paint)
                if pose and (x * 7 + y * 3 + pose * 5) % 9 < 4:
                    canvas.drawRect(skia.Rect.MakeXYWH(x - 3.4, y - 8, 1.5, 7), paint)
                    canvas.drawRect(skia.Rect.MakeXYWH(x + 1.9, y - 8, 1.5, 7), paint)
        for skin, color in enumerate(_SKINS):
            his = self._skin == skin
            paint = skia.Paint(Color=skia.Color(*color), AntiAlias=True)
            for x, y in zip(self._x[his], (self._y - rise)[his], strict=True):
                canvas.drawCircle(x, y - 3.2, 2.1, paint)


def _strip(top: float, bottom: float) -> skia.Rect:
    return skia.Rect.MakeLTRB(0, top, PANORAMA_WIDTH, bottom)


def _flat(red: int, green: int, blue: int, alpha: int = 255) -> skia.Paint:
    return skia.Paint(Color=skia.Color(red, green, blue, alpha), AntiAlias=True)


def _bgr(color: tuple[int, int, int]) -> skia.Paint:
    return _flat(color[2], color[1], color[0])
