"""The people as small pictures: each kit, seen from four sides, in each pose."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import cos, pi, sin

import numpy as np
import skia

from feeds.demo_match import AWAY, HOME
from overlays.demo_match.drawing import canvas_on, image_of
from overlays.demo_match.scene import Kit, Person, Pose
from overlays.demo_match.stand import team_color

PIXELS_A_METRE = 36.0
PICTURE_WIDTH, PICTURE_HEIGHT = 60, 92
FOOT_X, FOOT_Y = 30.0, 84.0
STEPS = 8
LOOKS = 4

type Color = tuple[int, int, int]

_SKINS: tuple[Color, ...] = ((236, 196, 166), (120, 80, 58), (214, 166, 132), (172, 122, 92))
_HAIR: tuple[Color, ...] = ((70, 48, 34), (22, 18, 18), (196, 156, 92), (34, 28, 26))


class View(Enum):
    """From which side a figure is seen."""

    RIGHT = "right"
    LEFT = "left"
    FRONT = "front"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloth:
    """The colours of a kit."""

    shirt: Color
    trim: Color
    shorts: Color
    socks: Color


CLOTHES = {
    Kit.HOME: Cloth(
        shirt=team_color(HOME), trim=(255, 255, 255), shorts=(250, 250, 250), socks=team_color(HOME)
    ),
    Kit.AWAY: Cloth(
        shirt=team_color(AWAY), trim=(255, 255, 255), shorts=(24, 44, 110), socks=(245, 248, 255)
    ),
    Kit.HOME_KEEPER: Cloth(
        shirt=(250, 214, 40), trim=(30, 30, 30), shorts=(40, 40, 44), socks=(250, 214, 40)
    ),
    Kit.AWAY_KEEPER: Cloth(
        shirt=(214, 70, 200), trim=(255, 255, 255), shorts=(70, 20, 80), socks=(214, 70, 200)
    ),
    Kit.REFEREE: Cloth(
        shirt=(26, 26, 30), trim=(240, 240, 90), shorts=(20, 20, 24), socks=(20, 20, 24)
    ),
}


class Figures:
    """Pictures of these people by kit, look, view, pose and step, drawn once: 22 MB for a match."""

    def __init__(self, people: Iterable[Person]) -> None:
        worn = dict.fromkeys((person.kit, _look_of(person)) for person in people)
        wanted = (
            _Drawn(kit, look, view, pose, step)
            for kit, look in worn
            for view in View
            for pose in Pose
            for step in range(1 if pose is Pose.STANDS else STEPS)
        )
        self._pictures = {drawn: _picture(drawn) for drawn in wanted}

    def picture(self, person: Person) -> skia.Image:
        """The picture of somebody as he is now; his feet are at FOOT_X, FOOT_Y."""
        step = 0 if person.pose is Pose.STANDS else int(person.stride * STEPS) % STEPS
        view = view_of(person.facing)
        return self._pictures[_Drawn(person.kit, _look_of(person), view, person.pose, step)]


def _look_of(person: Person) -> int:
    return (person.number * 7 + person.number // 4) % LOOKS


def view_of(facing: tuple[float, float]) -> View:
    """Seen from the camera's side; the profile serves for most directions."""
    x, y = facing
    if abs(x) > 0.55 * abs(y):
        return View.RIGHT if x > 0 else View.LEFT
    return View.BACK if y > 0 else View.FRONT


@dataclass(frozen=True, slots=True)
class _Drawn:
    kit: Kit
    look: int
    view: View
    pose: Pose
    step: int

    @property
    def cloth(self) -> Cloth:
        """What it wears."""
        return CLOTHES[self.kit]

    @property
    def is_profile(self) -> bool:
        return self.view in {View.LEFT, View.RIGHT}

    @property
    def swing(self) -> float:
        """The step as an angle; nobody who stands swings."""
        return 2 * pi * self.step / STEPS


def _picture(drawn: _Drawn) -> skia.Image:
    pixels = np.zeros((PICTURE_HEIGHT, PICTURE_WIDTH, 4), np.uint8)
    canvas = canvas_on(pixels)
    canvas.translate(FOOT_X, FOOT_Y)
    mirrored = -1 if drawn.view is View.LEFT else 1
    canvas.scale(PIXELS_A_METRE * mirrored, -PIXELS_A_METRE)
    bounce = 0.04 * abs(sin(drawn.swing)) if drawn.pose is not Pose.STANDS else 0.0
    canvas.translate(0, bounce)
    for leg in (1, 0):
        _draw_leg(canvas, drawn, leg)
    _draw_arm(canvas, drawn, 1)
    _draw_body(canvas, drawn)
    _draw_arm(canvas, drawn, 0)
    _draw_head(canvas, drawn)
    return image_of(pixels)


def _draw_leg(canvas: skia.Canvas, drawn: _Drawn, leg: int) -> None:
    hip = (0.0 if drawn.is_profile else (0.09 if leg else -0.09), 0.86)
    if drawn.pose is Pose.STANDS:
        spread = (-0.05 if leg else 0.07) if drawn.is_profile else (0.06 if leg else -0.06)
        knee, foot = (hip[0] + spread / 2, 0.46), (hip[0] + spread, 0.05)
    elif drawn.is_profile:
        turn = drawn.swing + pi * leg
        thigh, bend = 0.75 * sin(turn), 0.25 + 0.75 * max(0.0, cos(turn))
        knee = (hip[0] + 0.42 * sin(thigh), hip[1] - 0.42 * cos(thigh))
        shin = thigh - bend
        foot = (knee[0] + 0.42 * sin(shin), knee[1] - 0.42 * cos(shin))
    else:
        lift = 0.26 * max(0.0, sin(drawn.swing + pi * leg))
        knee, foot = (hip[0] * 1.15, 0.46 + lift * 0.7), (hip[0] * 1.1, 0.05 + lift * 1.2)
    shade = 0.72 if leg else 1.0
    _limb(canvas, hip, knee, 0.155, _shaded(_SKINS[drawn.look], shade))
    thigh_end = (hip[0] + 0.7 * (knee[0] - hip[0]), hip[1] + 0.7 * (knee[1] - hip[1]))
    _limb(canvas, hip, thigh_end, 0.21, _shaded(drawn.cloth.shorts, shade))
    _limb(canvas, knee, foot, 0.125, _shaded(drawn.cloth.socks, shade))
    toe = (foot[0] + (0.11 if drawn.is_profile else 0.0), foot[1] - 0.02)
    _limb(canvas, foot, toe, 0.11, (28, 28, 32))


def _draw_arm(canvas: skia.Canvas, drawn: _Drawn, arm: int) -> None:
    side = 1 if arm else -1
    shoulder = (0.02 * side if drawn.is_profile else 0.21 * side, 1.4)
    if drawn.pose is Pose.CHEERS:
        wave = 0.08 * sin(drawn.swing + arm)
        elbow = (shoulder[0] + side * 0.16 + wave, 1.62)
        hand = (shoulder[0] + side * 0.2 + 2 * wave, 1.9)
    elif drawn.pose is Pose.RUNS and drawn.is_profile:
        angle = 0.8 * sin(drawn.swing + pi * (1 - arm))
        elbow = (shoulder[0] + 0.27 * sin(angle), 1.4 - 0.27 * cos(angle))
        hand = (elbow[0] + 0.24 * sin(angle + 1.2), elbow[1] - 0.24 * cos(angle + 1.2))
    else:
        pump = 0.1 * sin(drawn.swing + pi * arm) if drawn.pose is Pose.RUNS else 0.0
        elbow = (shoulder[0] + 0.07 * side, 1.15)
        hand = (shoulder[0] + 0.05 * side, 0.92 + max(0.0, pump) * 2)
    shade = 0.75 if arm and drawn.is_profile else 1.0
    _limb(canvas, elbow, hand, 0.085, _shaded(_SKINS[drawn.look], shade))
    _limb(canvas, shoulder, elbow, 0.12, _shaded(drawn.cloth.shirt, shade))


def _draw_body(canvas: skia.Canvas, drawn: _Drawn) -> None:
    half = 0.15 if drawn.is_profile else 0.215
    lean = 0.06 if drawn.is_profile and drawn.pose is Pose.RUNS else 0.0
    hips = skia.Rect.MakeLTRB(-half * 0.85, 0.76, half * 0.85, 0.98)
    canvas.drawRoundRect(hips, 0.06, 0.06, _paint(drawn.cloth.shorts))
    canvas.save()
    canvas.skew(lean, 0)
    torso = skia.Rect.MakeLTRB(-half, 0.9, half, 1.5)
    canvas.drawRoundRect(torso, 0.1, 0.1, _paint(drawn.cloth.shirt))
    shadow = skia.Rect.MakeLTRB(-half, 0.9, -half * 0.35, 1.45)
    canvas.drawRoundRect(shadow, 0.08, 0.08, _paint((0, 0, 0), 40))
    collar = skia.Rect.MakeLTRB(-half * 0.5, 1.45, half * 0.5, 1.51)
    canvas.drawRect(collar, _paint(drawn.cloth.trim))
    if drawn.view is View.BACK:
        canvas.drawRect(skia.Rect.MakeLTRB(-0.05, 1.1, 0.05, 1.32), _paint(drawn.cloth.trim, 220))
    canvas.restore()


def _draw_head(canvas: skia.Canvas, drawn: _Drawn) -> None:
    x = 0.07 if drawn.is_profile and drawn.pose is Pose.RUNS else 0.0
    _limb(canvas, (x * 0.8, 1.46), (x, 1.58), 0.1, _SKINS[drawn.look])
    canvas.drawCircle(x, 1.67, 0.13, _paint(_SKINS[drawn.look]))
    hair = _paint(_HAIR[drawn.look])
    if drawn.view is View.BACK:
        canvas.drawCircle(x, 1.69, 0.128, hair)
        return
    back = 0.04 if drawn.is_profile else 0.0
    cap = skia.Rect.MakeLTRB(x - 0.135 - back / 2, 1.68, x + 0.135 - back, 1.81)
    canvas.drawRoundRect(cap, 0.09, 0.09, hair)


def _limb(
    canvas: skia.Canvas,
    start: tuple[float, float],
    end: tuple[float, float],
    width: float,
    color: Color,
) -> None:
    paint = _paint(color)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    canvas.drawLine(*start, *end, paint)


def _shaded(color: Color, share: float) -> Color:
    red, green, blue = (round(part * share) for part in color)
    return red, green, blue


def _paint(color: Color, alpha: int = 255) -> skia.Paint:
    return skia.Paint(Color=skia.Color(*color, alpha), AntiAlias=True)
