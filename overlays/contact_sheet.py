"""Contact sheets: a graphic on many pictures beside each other, to be looked at whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import cv2
import numpy as np

from feeds.event_time import MICROSECONDS
from overlays import composite
from overlays.area import Area
from overlays.box import Pixels
from overlays.canvas import Canvas
from overlays.color import INK, WHITE
from overlays.config.overlay import Overlay
from overlays.fonts import Font
from overlays.graphic import Fields, Graphic
from overlays.grounds import ground
from overlays.manifest import Field, FieldError
from overlays.occasions import happened
from overlays.renderer import Renderer
from overlays.sample_matches import SampleMatch, matches, text
from overlays.scene import PictureSize, Scene
from overlays.stage import Standing, scene
from overlays.takes import Takes

RATE = Fraction(25)
FULL = PictureSize(width=1280, height=720)
_SMALL = PictureSize(width=640, height=360)
_LABEL = 28
_MARGIN = 24
_WIDEST = 640
_SETTLED = 4_000_000
_ON_ITS_WAY = 0.34
# In the showreel: how long a graphic stands once it has come, and the picture is bare after it.
_STANDS, _BARE = 2_000_000, 400_000
# Across a sheet: how the match is twisted, over which ground, on pictures of which size.
_COLUMNS = (
    ("plain", "green", FULL),
    ("plain", "light", FULL),
    ("long", "green", FULL),
    ("scripts", "light", FULL),
    ("bare", "green", FULL),
    ("plain", "green", _SMALL),
)
# The match on which fields are shown as if they were typed.
_TYPED_ON = "football"
_IN_EACH_LANGUAGE = 4
_VALUES = {"flag": "true", "color": "#d33f49", "image": "", "seconds": "", "time": "20:00"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """A graphic on a sample match, saying these fields; its name stays, however it is twisted."""

    name: str
    match: SampleMatch
    fields: Fields

    def standing(self, graphic: Graphic, overlay: Overlay, takes: Takes, at: int) -> list[Standing]:
        """It alone, as of an event time (µs)."""
        stage = replace(overlay, rules=()).stage(RATE)
        found = stage.standing(self.match.state, takes.as_of(at), at)
        return [one for one in found if one.graphic == graphic.id]

    def settled(self, graphic: Graphic, overlay: Overlay, size: PictureSize) -> Scene:
        """Its scene, long after it came; of one that does not last, on its way."""
        takes, at = Takes(), self.match.at
        ago = _SETTLED if graphic.lasts is None else round(graphic.lasts * _ON_ITS_WAY)
        takes.take(graphic.id, at - ago, self.fields)
        return scene(tuple(self.standing(graphic, overlay, takes, at)), size)


def sheet(graphic: Graphic, overlay: Overlay) -> Pixels | None:
    """R, G, B: what it shows of each sample match, twisted in each way; None where of none."""
    twists = {twist for twist, _, _ in _COLUMNS}
    twisted = {twist: {one.name: one for one in poses(graphic, overlay, twist)} for twist in twists}
    rows = [
        [
            _Cell(f"{plain.name} · {twist}", pose.settled(graphic, overlay, size), over, size)
            for twist, over, size in _COLUMNS
            for pose in [twisted[twist].get(plain.name, plain)]
        ]
        for plain in seen(graphic, overlay)
    ]
    return _joined(rows) if rows else None


def language_sheet(graphic: Graphic, overlay: Overlay, languages: Sequence[str]) -> Pixels | None:
    """R, G, B: what it shows of a few sample matches in each language; None where of none."""
    names = [one.name for one in seen(graphic, overlay)][:_IN_EACH_LANGUAGE]
    rows = []
    for number, language in enumerate(languages if names else ()):
        spoken, over = overlay.spoken(language), ("green", "light")[number % 2]
        found = {one.name: one for one in poses(graphic, spoken)}
        made = [(name, found[name].settled(graphic, spoken, FULL)) for name in names]
        rows.append([_Cell(f"{name} · {language}", one, over, FULL) for name, one in made])
    return _joined(rows) if rows else None


def poses(graphic: Graphic, overlay: Overlay, twist: str = "plain") -> Iterator[Pose]:
    """All it could say of the sample matches, whether anything of it shows or not."""
    for match in matches(twist):
        for number, fields in enumerate(_says(graphic, overlay, match, twist)):
            name = f"{match.name} {number + 1}" if number else match.name
            yield Pose(name=name, match=match, fields=fields)


def seen(graphic: Graphic, overlay: Overlay) -> list[Pose]:
    """Those of which something shows, each look once."""
    found: dict[Scene, Pose] = {}
    for pose in poses(graphic, overlay):
        made = pose.settled(graphic, overlay, FULL)
        if made.layers:
            found.setdefault(made, pose)
    return list(found.values())


def picture(made: Scene, over: str, size: PictureSize) -> Pixels:
    """R, G, B: a scene over a ground."""
    drawn = ground(over, size)
    composite.lay(drawn, Renderer().boxes(made))
    return drawn


def showreel(graphic: Graphic, overlay: Overlay, over: str = "green") -> Iterator[Pixels]:
    """R, G, B, frame by frame: it comes, stands for a while and leaves, saying what it says first.

    No frames of a graphic of which nothing shows.
    """
    renderer, shown = Renderer(), seen(graphic, overlay)
    if not shown:
        return
    pose, takes = shown[0], Takes()
    at = pose.match.at
    stood = graphic.settles + _STANDS
    takes.clear(graphic.id, at - _SETTLED)
    takes.take(graphic.id, at, pose.fields)
    takes.clear(graphic.id, at + stood)
    for number in range(int((stood + graphic.out + _BARE) * RATE / MICROSECONDS)):
        moment = at + int(number * MICROSECONDS / RATE)
        standing = pose.standing(graphic, overlay, takes, moment)
        drawn = ground(over, FULL)
        composite.lay(drawn, renderer.boxes(scene(tuple(standing), FULL)))
        yield drawn


def _says(graphic: Graphic, overlay: Overlay, match: SampleMatch, twist: str) -> list[Fields]:
    """What it says of a match: as rules have it, by itself, and as typed."""
    state, style = match.state, overlay.style
    said = [
        rule.says(state, one.mark, style)
        for rule in overlay.rules
        if rule.graphic == graphic.id
        for one in happened(state, rule.on)[-1:]
    ]
    if not graphic.manifest.is_lacking({}):
        said.append({})
    if match.name == _TYPED_ON and graphic.manifest.fields:
        said.append(_typed(graphic, twist))
    return said


def _typed(graphic: Graphic, twist: str) -> Fields:
    """Something in every field."""
    given = {field.name: _value(field, twist) for field in graphic.manifest.fields}
    return {name: value for name, value in given.items() if value}


def _value(field: Field, twist: str) -> str:
    match field.kind:
        case "choice":
            return field.choices[0]
        case "number":
            return str(field.most)
        case "text" | "lines":
            given = text(field.title, twist)[: field.max_length]
        case kind:
            given = _VALUES[kind]
    try:
        return field.checked(given)
    except FieldError:
        return ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A scene of a sheet, over a ground, on a picture of a size."""

    label: str
    scene: Scene
    over: str
    size: PictureSize


def _joined(rows: Sequence[Sequence[_Cell]]) -> Pixels:
    """All cells beside each other, each cut to where the graphic stands on pictures of its size."""
    cells = [cell for row in rows for cell in row]
    windows = {size: _window(cells, size) for size in {cell.size for cell in cells}}
    shown = [
        [_cut(picture(one.scene, one.over, one.size), windows[one.size]) for one in row]
        for row in rows
    ]
    height = max(one.shape[0] for row in shown for one in row)
    width = max(one.shape[1] for row in shown for one in row)
    whole = np.zeros((len(rows) * (height + _LABEL), len(rows[0]) * width, 3), np.uint8)
    for down, (row, pictures) in enumerate(zip(rows, shown, strict=True)):
        for across, (cell, made) in enumerate(zip(row, pictures, strict=True)):
            top, left = down * (height + _LABEL), across * width
            whole[top : top + _LABEL, left : left + width] = _label(cell.label, width)
            top += _LABEL
            whole[top : top + made.shape[0], left : left + made.shape[1]] = made
    return whole


def _window(cells: Sequence[_Cell], size: PictureSize) -> Area:
    """Where anything of them stands on pictures of that size, and a little around it."""
    areas = [
        Area(one.left, one.top, one.drawing.width, one.drawing.height)
        for cell in cells
        if cell.size == size
        for one in cell.scene.layers
    ]
    if not areas:
        return Area(0, 0, 2, 2)
    left = max(0, min(one.left for one in areas) - _MARGIN)
    top = max(0, min(one.top for one in areas) - _MARGIN)
    right = min(size.width, max(one.right for one in areas) + _MARGIN)
    bottom = min(size.height, max(one.bottom for one in areas) + _MARGIN)
    return Area(left, top, right - left, bottom - top)


def _cut(whole: Pixels, window: Area) -> Pixels:
    """The part of it, at most so wide."""
    part = whole[window.top : window.bottom, window.left : window.right]
    share = min(1.0, _WIDEST / window.width)
    if share == 1.0:
        return part
    made = cv2.resize(part, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return np.asarray(made, np.uint8)


def _label(said: str, width: int) -> Pixels:
    canvas = Canvas(width + width % 2, _LABEL)
    canvas.rect(Area(0, 0, width + width % 2, _LABEL), INK)
    canvas.text(said, (8, _LABEL - 8), Font(600, 18), WHITE)
    return canvas.finished()[:, :width, :3]
