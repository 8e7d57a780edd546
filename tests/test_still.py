"""Stills: what files are taken as, and what those that harm are told."""

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from overlays.still import BYTES_AT_MOST, ImageError, Still, read_still, still


def file(form: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "", **more: Any) -> bytes:
    mode = mode or ("RGB" if form == "JPEG" else "RGBA")
    content = io.BytesIO()
    Image.new(mode, size, more.pop("color", (200, 30, 40))).save(content, form, **more)
    return content.getvalue()


def header(width: int, height: int, *, ihdr: bytes = b"IHDR") -> bytes:
    """A small PNG that says it is that large."""
    small = file(size=(8, 8))
    said = ihdr + struct.pack(">II", width, height) + small[24:29]
    return small[:12] + said + zlib.crc32(said).to_bytes(4) + small[33:]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_three_forms_are_taken(form: str) -> None:
    made = still(file(form), name="crest")
    assert (made.width, made.height, made.pixels.shape) == (60, 40, (40, 60, 4))
    assert np.allclose(made.pixels[20, 30], (200, 30, 40, 255), atol=6)
    assert not made.pixels.flags.writeable


def test_equal_pixels_are_equal_stills_from_whatever_file() -> None:
    one, other = still(file(), name="a"), still(file(compress_level=0), name="b")
    assert one == other
    assert hash(one) == hash(other)
    assert one != still(file(color=(200, 30, 41)), name="c")
    assert one != still(file(size=(40, 60)), name="d")


@pytest.mark.parametrize(
    ("mode", "color", "expected"),
    [
        pytest.param("RGBA", (200, 100, 50, 128), (100, 50, 25, 128), id="premultiplied"),
        pytest.param("RGBA", (255, 255, 255, 0), (0, 0, 0, 0), id="nothing-has-no-colour"),
        pytest.param("L", 120, (120, 120, 120, 255), id="grey"),
        pytest.param("LA", (200, 128), (100, 100, 100, 128), id="grey-with-alpha"),
        pytest.param("I;16", 0x7800, (120, 120, 120, 255), id="grey-of-16-bits"),
        pytest.param("1", 1, (255, 255, 255, 255), id="two-colours"),
        pytest.param("P", 0, (0, 0, 0, 255), id="palette"),
    ],
)
def test_every_mode_becomes_premultiplied_colour(
    mode: str, color: Any, expected: tuple[int, ...]
) -> None:
    made = still(file(mode=mode, color=color), name="m")
    assert np.allclose(made.pixels[5, 5], expected, atol=1)


def test_print_colours_are_turned_into_those_of_screens() -> None:
    made = still(file("JPEG", mode="CMYK", color=(0, 255, 255, 0)), name="cmyk")
    assert np.allclose(made.pixels[5, 5], (255, 0, 0, 255), atol=8)


def test_colours_are_those_its_profile_means() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Of a screen whose red and green are changed about.
    other = srgb.replace(b"rXYZ", b"____", 1).replace(b"gXYZ", b"rXYZ", 1)
    other = other.replace(b"____", b"gXYZ", 1)
    for form, mode in (("PNG", "RGBA"), ("JPEG", "RGB")):
        same = still(file(form, mode=mode, icc_profile=srgb), name="srgb")
        turned = still(file(form, mode=mode, icc_profile=other), name="other")
        assert np.allclose(same.pixels[5, 5], (200, 30, 40, 255), atol=6)
        assert np.allclose(turned.pixels[5, 5], (30, 200, 40, 255), atol=6)
    none = still(file(icc_profile=b"no profile"), name="none")
    assert np.allclose(none.pixels[5, 5], (200, 30, 40, 255))


def test_one_that_lies_on_its_side_stands_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = still(file("JPEG", (100, 60), exif=exif), name="phone")
    assert (made.width, made.height) == (60, 100)


def test_a_large_one_is_made_small_once() -> None:
    made = still(file("JPEG", (3000, 1500)), name="large")
    assert (made.width, made.height) == (512, 256)
    assert still(file(size=(3000, 2)), name="thin").height == 1
    assert still(file(size=(300, 200)), name="n", side=100).width == 100


def refused(brought: bytes) -> ImageError:
    with pytest.raises(ImageError) as caught:
        still(brought, name="logos/a.png")
    assert str(caught.value).startswith("logos/a.png: ")
    return caught.value


@pytest.mark.parametrize(
    ("brought", "reason", "remedy"),
    [
        pytest.param(b"", "no PNG", "export it as a PNG", id="empty"),
        pytest.param(b"\xef\xbb\xbf <?xml v='1'?><svg/>", "SVG", "export it as a PNG", id="svg"),
        pytest.param(b"<svg onload='x()'/>", "SVG", "export it as a PNG", id="svg-alone"),
        pytest.param(file("GIF", mode="RGB"), "no PNG", "export it as a PNG", id="gif"),
        pytest.param(file("TIFF"), "no PNG", "export it as a PNG", id="tiff"),
        pytest.param(file()[:60], "cannot be decoded", "export it anew", id="cut-off"),
        pytest.param(header(4097, 8), "4097x8", "4096x4096 at most", id="too-wide"),
        pytest.param(header(8, 20_000), "8x20000", "4096x4096 at most", id="too-tall"),
        pytest.param(header(20_000, 20_000), "20000x20000 pixels", "4096x4096 at most", id="bomb"),
        pytest.param(header(0, 8), "it", "export it", id="of-no-width"),
        pytest.param(bytes(BYTES_AT_MOST + 1), "8 MB", "smaller", id="heavy"),
    ],
)
def test_others_are_refused_with_a_remedy(brought: bytes, reason: str, remedy: str) -> None:
    error = refused(brought)
    assert reason in error.reason
    assert remedy in error.remedy
    assert error.file == "logos/a.png"


def test_whatever_is_in_a_file_it_is_a_still_or_an_error() -> None:
    chance = np.random.default_rng(6)
    for form in ("PNG", "JPEG", "WEBP"):
        whole = np.frombuffer(file(form), np.uint8)
        for _ in range(120):
            broken = whole.copy()
            places = chance.integers(8, len(whole), 6)
            broken[places] = chance.integers(0, 256, 6)
            with suppress(ImageError):
                assert still(broken.tobytes(), name="x").pixels.shape[2] == 4


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ada.png"
    path.write_bytes(file())
    assert read_still(path).width == 60
    with pytest.raises(ImageError, match=r"no\.png: there is no such file; check its path"):
        read_still(tmp_path / "no.png")
    with pytest.raises(ImageError, match=r"check its path"):
        read_still(tmp_path)
    path.write_bytes(b"<svg/>")
    with pytest.raises(ImageError, match=r"ada\.png: SVG"):
        read_still(path)


def halves() -> Still:
    """Red above, blue below, 40 wide and 80 high."""
    image = Image.new("RGBA", (40, 80), (255, 0, 0))
    image.paste((0, 0, 255), (0, 40, 40, 80))
    content = io.BytesIO()
    image.save(content, "PNG")
    return still(content.getvalue(), name="halves")


@pytest.mark.parametrize(
    ("focus", "row", "color"),
    [
        pytest.param(0.0, 39, (255, 0, 0), id="the-upper-end"),
        pytest.param(0.5, 2, (255, 0, 0), id="the-middle-above"),
        pytest.param(0.5, 37, (0, 0, 255), id="the-middle-below"),
        pytest.param(1.0, 0, (0, 0, 255), id="the-lower-end"),
    ],
)
def test_it_covers_an_area(focus: float, row: int, color: tuple[int, ...]) -> None:
    made = halves().sized(40, 40, "cover", focus=focus)
    assert (made.width, made.height) == (40, 40)
    assert tuple(made.pixels[row, 20]) == (*color, 255)


def test_it_is_contained_in_an_area() -> None:
    made = halves().sized(100, 40, "contain")
    assert (made.width, made.height) == (100, 40)
    alpha = made.pixels[20, :, 3]
    assert (alpha[39], alpha[40], alpha[59], alpha[60]) == (0, 255, 255, 0)
    assert made == halves().sized(100, 40, "contain")
    assert made != halves().sized(100, 40, "cover")


def test_no_colour_is_stronger_than_its_alpha() -> None:
    image = Image.new("RGBA", (64, 64), (255, 255, 255, 0))
    image.paste((255, 255, 255, 255), (16, 16, 48, 48))
    content = io.BytesIO()
    image.save(content, "PNG")
    made = still(content.getvalue(), name="square").sized(26, 26, "contain")
    assert np.all(made.pixels[:, :, :3] <= made.pixels[:, :, 3:])
    assert made.pixels[13, 13, 3] == 255
