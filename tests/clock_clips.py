"""Clips with a broadcaster's clock burnt in, drawn here: moving pictures, many looks, real x264."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from overlays import fonts
from tests.clips import Clip, Luma

type Text = Callable[[float], str]


def running(start: float, rate: int = 1) -> Text:
    """MM:SS of a clock that read `start` (s) on the first picture."""

    def text(time: float) -> str:
        minutes, seconds = divmod(int(start + rate * time), 60)
        return f"{minutes:02d}:{seconds:02d}"

    return text


@dataclass(frozen=True, kw_only=True)
class Bug:
    """A plate with words and the clock, at a place in parts of the picture; luma values.

    `beside` are more texts on plates of their own, such as a shot clock.
    """

    clock: Text
    place: tuple[float, float] = (0.06, 0.06)
    high: int = 12
    font: str = "pillow"
    ink: int = 235
    plate: int = 30
    words: str = "HOM 0-0 AWY"
    beside: tuple[Text, ...] = ()
    gone: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Match:
    """What is seen: a picture that pans, and a bug on it."""

    bug: Bug | None
    size: tuple[int, int] = (640, 360)
    rate: Fraction = Fraction(25)
    seconds: float = 12
    kbit: int = 700
    seed: int = 1
    cuts: tuple[float, ...] = field(default=())

    def write(self, path: Path) -> Path:
        """The clip, coded as broadcasters' streams are."""
        rate = f"{self.kbit}k"
        limits = ("b", rate), ("maxrate", rate), ("bufsize", rate)
        options = (("preset", "veryfast"), *limits, ("g", "50"))
        frames = round(self.seconds * self.rate)
        clip = Clip(
            frames=frames, size=self.size, rate=self.rate, options=options, paint=self.paint
        )
        return clip.write(path)

    def paint(self, number: int, width: int, height: int) -> Luma:
        """The picture of that number."""
        time = float(number / self.rate)
        scene = self.seed + sum(1 for cut in self.cuts if cut <= time)
        ground = _ground(scene, width, height)
        left = int(80 + 70 * np.sin(time * 0.7 + scene))
        luma = ground[20 : 20 + height, left : left + width].copy()
        for player in range(8):
            x = int((0.1 * player + 0.07 * np.sin(time * (1 + player / 3))) * width) + 20
            y = int((0.35 + 0.06 * player + 0.03 * np.cos(time * 2 + player)) * height)
            luma[y : y + height // 14, x : x + width // 60] = 40 + 25 * player
        if self.bug is not None and not self.bug.gone[0] <= time < self.bug.gone[1]:
            _draw(luma, self.bug, time)
        return luma


def _draw(luma: Luma, bug: Bug, time: float) -> None:
    """The plates onto the picture, with the least of a broadcaster's soft edges."""
    height, width = luma.shape
    face = font(bug.font, bug.high)
    left, top = int(bug.place[0] * width), int(bug.place[1] * height)
    pad = bug.high // 2
    for text in (bug.words, bug.clock(time), *(beside(time) for beside in bug.beside)):
        if not text:
            continue
        box = face.getbbox(text)
        size = int(box[2] - box[0]) + 2 * pad, bug.high + 2 * pad
        image = Image.new("L", size, bug.plate)
        ImageDraw.Draw(image).text((pad - box[0], pad - box[1]), text, font=face, fill=bug.ink)
        plate = cv2.GaussianBlur(np.asarray(image), (0, 0), 0.5)
        part = luma[top : top + size[1], left : left + size[0]]
        part[:] = plate[: part.shape[0], : part.shape[1]]
        left += size[0] + 2


@cache
def _ground(seed: int, width: int, height: int) -> Luma:
    """Grass and stands, larger than the picture."""
    rng = np.random.default_rng(seed)
    high, wide = height + 40, width + 200
    stands = rng.integers(20, 200, (high // 3, wide), np.uint8)
    grass = np.full((high - high // 3, wide), 95, np.uint8)
    grass[:, ::2] += np.uint8(4)
    grass[:: height // 6] = 180
    boards = rng.integers(60, 220, (12, wide // 40 + 1), np.uint8)
    board = cv2.resize(boards, (wide, 12), interpolation=cv2.INTER_NEAREST)
    ground = np.vstack([cv2.GaussianBlur(stands, (0, 0), 1.5), board, grass])[:high]
    return np.ascontiguousarray(ground).astype(np.uint8)


@cache
def font(name: str, high: int) -> ImageFont.FreeTypeFont:
    """A font whose digits are so many pixels high."""

    def made(size: float) -> ImageFont.FreeTypeFont:
        if name == "pillow":
            font = ImageFont.load_default(size)
            assert isinstance(font, ImageFont.FreeTypeFont)
            return font
        path = Path(fonts.__file__ or "").parent / "fonts" / name if "/" not in name else Path(name)
        return ImageFont.truetype(BytesIO(path.read_bytes()), size)

    box = made(100).getbbox("0")
    return made(100 * high / (box[3] - box[1]))
