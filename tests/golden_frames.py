"""Golden frames: what each graphic looked like when it was last looked at and found good."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from overlays import composite
from overlays.area import Area
from overlays.box import Pixels
from overlays.config.overlay import BUILT_IN
from overlays.contact_sheet import FULL, seen
from overlays.graphic import Graphic
from overlays.renderer import Renderer
from overlays.scene import PictureSize, Scene
from overlays.theme import HOUSE, THEMES

FOLDER = Path(__file__).parent / "golden"
SMALL, TINY = PictureSize(width=512, height=288), PictureSize(width=320, height=180)
MOST_DIFFERENT, LEAST_PSNR = 2, 50.0
_LARGE = 100_000
_GREY = 112
# So many pixels of further looks are kept of a graphic.
_FURTHER = 80_000


def golden(graphic: Graphic, theme: str) -> Pixels:
    """R, G, B: its looks on sample matches, cut out of small grey pictures, below each other.

    The first is there on a larger picture as well, unless it fills that. Of the second theme, which
    differs by parameters alone, the first look is enough.
    """
    overlay = replace(BUILT_IN, style=replace(BUILT_IN.style, theme=THEMES[theme]))
    first, *further = [
        (look, look.settled(graphic, overlay, FULL)) for look in seen(graphic, overlay)
    ]
    is_large = _area(_window(first[1], FULL)) > _LARGE
    size = TINY if is_large and theme != HOUSE.name else SMALL
    cuts = [] if is_large else [_cut(first[1], FULL)]
    cuts.append(_cut(first[0].settled(graphic, overlay, size), size))
    left = _FURTHER if theme == HOUSE.name else 0
    for look, _ in further:
        cut = _cut(look.settled(graphic, overlay, size), size)
        left -= cut.shape[0] * cut.shape[1]
        cuts += [cut] if left > 0 else []
    width = max(cut.shape[1] for cut in cuts)
    filled = [np.pad(cut, ((0, 0), (0, width - cut.shape[1]), (0, 0))) for cut in cuts]
    return np.vstack(filled).astype(np.uint8)


def path(graphic: Graphic, theme: str) -> Path:
    """Where it is kept."""
    return FOLDER / f"{graphic.id}-{theme}.png"


def keep(graphic: Graphic, theme: str) -> None:
    """Take how it looks now for golden."""
    FOLDER.mkdir(exist_ok=True)
    best = [cv2.IMWRITE_PNG_COMPRESSION, 9]
    cv2.imwrite(str(path(graphic, theme)), golden(graphic, theme)[:, :, ::-1], best)


def kept(graphic: Graphic, theme: str) -> Pixels | None:
    """The golden frame that is kept."""
    found = cv2.imread(str(path(graphic, theme)))
    return None if found is None else found[:, :, ::-1].astype(np.uint8)


def differs(one: Pixels, other: Pixels) -> str:
    """In what way one differs from another by more than can be seen; "" where it does not."""
    if one.shape != other.shape:
        return f"{one.shape[1]}x{one.shape[0]} pixels, not {other.shape[1]}x{other.shape[0]}"
    apart = np.abs(one.astype(np.int16) - other)
    error = float(np.mean(apart.astype(np.float64) ** 2))
    psnr = np.inf if error == 0 else 10 * np.log10(255**2 / error)
    if apart.max() <= MOST_DIFFERENT and psnr >= LEAST_PSNR:
        return ""
    row, column = np.argwhere(apart.max(axis=2) == apart.max())[0]
    return f"{apart.max()} apart at {column},{row}; {psnr:.1f} dB"


def _cut(scene: Scene, size: PictureSize) -> Pixels:
    picture = np.full((size.height, size.width, 3), _GREY, np.uint8)
    composite.lay(picture, Renderer().boxes(scene))
    window = _window(scene, size)
    return picture[window.top : window.bottom, window.left : window.right]


def _window(scene: Scene, size: PictureSize) -> Area:
    areas = [Area(one.left, one.top, one.drawing.width, one.drawing.height) for one in scene.layers]
    left, top = (max(0, min(getattr(one, side) for one in areas)) for side in ("left", "top"))
    right = min(size.width, max(one.right for one in areas))
    return Area(left, top, right - left, min(size.height, max(one.bottom for one in areas)) - top)


def _area(window: Area) -> int:
    return window.width * window.height
