"""Stills: photos, logos and crests from image files, checked, decoded and made small when loaded.

Nothing is passed on as it came: what is kept are pixels alone. A file is bad until it is proven
good: its size is looked at before it is read, its picture's size before that is decoded.
"""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from overlays.box import Pixels

BYTES_AT_MOST = 8_000_000
SIDE_AT_MOST = 4096
# What is kept of it: more than any graphic shows of a photo or a logo on a picture 1080 high.
SIDE_KEPT = 512
_FORMATS = ("PNG", "JPEG", "WEBP")
_EXPORT = "export it as a PNG, JPEG or WebP file"
_PROFILED = ("RGB", "RGBA", "CMYK")
# What decoders raise at files that are cut off or made to harm.
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, MemoryError, struct.error,
    IndexError, KeyError, TypeError, OverflowError, Image.DecompressionBombError,
)  # fmt: skip

type Fit = Literal["cover", "contain"]


class ImageError(ValueError):
    """An image file that is not taken: which, why, and what to do."""

    def __init__(self, file: str, reason: str, remedy: str) -> None:
        super().__init__(f"{file}: {reason}; {remedy}")
        self.file = file
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """Premultiplied RGBA pixels, uint8 (height, width, 4), read-only, and what they are known by.

    Stills of equal `digest` have equal pixels, and are equal.
    """

    digest: str
    pixels: Pixels = field(repr=False, compare=False)

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.pixels.shape[0])

    def sized(self, width: int, height: int, fit: Fit, *, focus: float = 0.5) -> "Still":
        """It in so many pixels: cut so as to `cover` them, or whole, so that they `contain` it.

        `focus` says what part of its height stays where it is cut: 0 the upper, 1 the lower end.
        """
        said = f"{self.digest} {width}x{height} {fit} {focus}"
        made = _cut(self, width, height, focus) if fit == "cover" else _whole(self, width, height)
        return Still(digest=_digest(said.encode()), pixels=made)


def read_still(file: Path, *, side: int = SIDE_KEPT) -> Still:
    """The image in a file, at most `side` pixels each way; ImageError where there is none."""
    if not file.is_file():
        raise ImageError(str(file), "there is no such file", "check its path")
    try:
        with file.open("rb") as opened:
            brought = opened.read(BYTES_AT_MOST + 1)
    except OSError as error:
        raise ImageError(str(file), str(error.strerror), "let the server read it") from error
    return still(brought, name=str(file), side=side)


def still(brought: bytes, *, name: str, side: int = SIDE_KEPT) -> Still:
    """The image in `brought`, at most `side` pixels each way; ImageError, naming it, if none.

    Decoding takes up to a fifth of a second.
    """
    if len(brought) > BYTES_AT_MOST:
        raise ImageError(
            name, f"it is larger than {BYTES_AT_MOST // 1_000_000} MB", "export it smaller"
        )
    if _is_svg(brought):
        raise ImageError(name, "SVG is not taken, since it can run and load things", _EXPORT)
    with _refusing(name, brought), Image.open(io.BytesIO(brought), formats=_FORMATS) as opened:
        if max(opened.size) > SIDE_AT_MOST:
            raise _too_large(name, opened.size)
        pixels = _decoded(opened, side)
    return Still(digest=_digest(str(pixels.shape).encode() + pixels.tobytes()), pixels=pixels)


@contextmanager
def _refusing(name: str, brought: bytes) -> Iterator[None]:
    """What Pillow raises, told in words."""
    try:
        with warnings.catch_warnings():
            # Its own warning of bombs comes where we refuse anyway, others are of no use on air.
            warnings.simplefilter("ignore")
            yield
    except ImageError:
        raise
    except UnidentifiedImageError as error:
        raise ImageError(name, "it is no PNG, JPEG or WebP image", _EXPORT) from error
    except Image.DecompressionBombError as error:
        raise _too_large(name, _size(brought)) from error
    except _BROKEN as error:
        raise ImageError(name, f"it cannot be decoded ({error})", "export it anew") from error


def _too_large(name: str, size: tuple[int, int]) -> ImageError:
    allowed = f"make it {SIDE_AT_MOST}x{SIDE_AT_MOST} at most"
    return ImageError(name, f"it is {size[0]}x{size[1]} pixels", allowed)


def _size(brought: bytes) -> tuple[int, int]:
    """What an image says of its size that is so large that Pillow does not open it."""
    for name in _FORMATS:
        opens, accepts = Image.OPEN[name]
        if accepts is not None and accepts(brought[:16]):
            return opens(io.BytesIO(brought), "").size
    return 0, 0


def _decoded(opened: Image.Image, side: int) -> Pixels:
    """Upright, straight to the size that is kept, premultiplied."""
    opened.draft("RGB", (2 * side, 2 * side))
    upright = ImageOps.exif_transpose(opened)
    if upright.mode.startswith("I"):
        # 16 bits of grey; converted they would all be white.
        upright = upright.point(lambda grey: grey / 256).convert("L")
    made = _in_srgb(upright).convert("RGBA").convert("RGBa")
    size = _within(made.width, made.height, side, side)
    if size != made.size:
        made = made.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _pixels(made)


def _in_srgb(image: Image.Image) -> Image.Image:
    """In the colours of screens, where a profile says that its own are others, as phones' do."""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or image.mode not in _PROFILED:
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        srgb = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, io.BytesIO(profile), srgb, outputMode=mode)
    except ImageCms.PyCMSError:
        # A profile that is none, or of another kind of image: its numbers are taken as they are.
        return image
    return turned or image


def _cut(whole: Still, width: int, height: int, focus: float) -> Pixels:
    scale = max(width / whole.width, height / whole.height)
    across, down = width / scale, height / scale
    left, top = (whole.width - across) / 2, (whole.height - down) * focus
    box = (left, top, min(whole.width, left + across), min(whole.height, top + down))
    made = _image(whole.pixels).resize((width, height), Image.Resampling.LANCZOS, box=box)
    return _pixels(made)


def _whole(whole: Still, width: int, height: int) -> Pixels:
    inside = _within(whole.width, whole.height, width, height, may_grow=True)
    made = _image(whole.pixels).resize(inside, Image.Resampling.LANCZOS)
    ground = np.zeros((height, width, 4), np.uint8)
    left, top = (width - inside[0]) // 2, (height - inside[1]) // 2
    ground[top : top + inside[1], left : left + inside[0]] = _pixels(made)
    ground.flags.writeable = False
    return ground


def _within(
    width: int, height: int, widest: int, tallest: int, *, may_grow: bool = False
) -> tuple[int, int]:
    """The size with the same shape inside that room, at least a pixel each way."""
    scale = min(widest / width, tallest / height)
    if not may_grow:
        scale = min(1.0, scale)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _image(pixels: Pixels) -> Image.Image:
    height, width = pixels.shape[:2]
    return Image.frombytes("RGBa", (width, height), pixels.tobytes())


def _pixels(premultiplied: Image.Image) -> Pixels:
    """Its pixels; sharp filters overshoot, but no colour may be more than its alpha."""
    size = premultiplied.height, premultiplied.width, 4
    pixels = np.frombuffer(premultiplied.tobytes(), np.uint8).reshape(size)
    made = np.minimum(pixels, pixels[:, :, 3:])
    made.flags.writeable = False
    return made


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


def _is_svg(brought: bytes) -> bool:
    head = brought[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype"))
