"""Uploads: pictures that people bring, decoded, and written anew as small PNGs."""

import hashlib
import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from api.control.problem import ProblemError

BYTES_AT_MOST = 8_000_000
SIDE_AT_MOST = 512
_PIXELS_AT_MOST = 40_000_000
_FORMATS = ("PNG", "JPEG", "WEBP")
MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp")


def taken(brought: bytes) -> tuple[str, bytes]:
    """Digest and PNG of a PNG, JPEG or WebP picture, 512 pixels a side at most; else ProblemError.

    It takes a while: call it in a thread.
    """
    if _is_svg(brought):
        raise ProblemError("not_a_picture", "an SVG is not taken; export it as PNG, 512 wide")
    try:
        # A picture larger than memory says so in a warning first; its size is looked at here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(brought), formats=_FORMATS) as picture:
                return _written(picture)
    except UnidentifiedImageError as error:
        raise ProblemError("not_a_picture", "use a PNG, JPEG or WebP file") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ProblemError(
            "not_a_picture", f"it cannot be read ({error}); export it anew"
        ) from error


def _written(picture: Image.Image) -> tuple[str, bytes]:
    width, height = picture.size
    if width * height > _PIXELS_AT_MOST:
        raise ProblemError("picture_too_large", f"{width}x{height} pixels; make it 512 wide")
    picture.draft("RGB", (SIDE_AT_MOST, SIDE_AT_MOST))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((SIDE_AT_MOST, SIDE_AT_MOST), Image.Resampling.LANCZOS)
    png = io.BytesIO()
    Image.frombytes("RGBA", upright.size, upright.tobytes()).save(png, "PNG", optimize=True)
    content = png.getvalue()
    return hashlib.sha256(content).hexdigest(), content


def _is_svg(brought: bytes) -> bool:
    head = brought[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg"))
