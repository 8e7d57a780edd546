"""Fit in size and colour: where the picture stands, its colours, its turn, its fields."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from engine.ffmpeg import picture
from engine.ffmpeg.fit import PictureFit, Placement, placement
from engine.ffmpeg.picture import Handle
from engine.ffmpeg.probe import Color, SourceInfo
from tests.clips import Clip

BT709 = Color(matrix="bt709", is_full_range=False, is_assumed=False)
SOURCE = SourceInfo(
    path="clip.mp4",
    container="mp4",
    video_codec="h264",
    pixel_format="yuv420p",
    width=64,
    height=48,
    display=(64, 48),
    sample_aspect=Fraction(1),
    rotation=0,
    is_interlaced=False,
    color=BT709,
    average_rate=Fraction(25),
    rate=Fraction(25),
    start=Fraction(0),
    video_start=Fraction(0),
    audio_start=None,
    duration=None,
)


def decoded(y: NDArray[np.uint8], u: int = 128, v: int = 128, pts: int = 0) -> Handle:
    """A decoded yuv420p picture."""
    height, width = y.shape
    rows = np.empty((height * 3 // 2, width), np.uint8)
    rows[:height], chroma = y, rows[height:].reshape(2, -1)
    chroma[0], chroma[1] = u, v
    frame = av.VideoFrame.from_ndarray(rows, format="yuv420p")
    frame.pts, frame.time_base = pts, Fraction(1, 25)
    return frame


def even(y: int, u: int, v: int, size: tuple[int, int] = (64, 48)) -> Handle:
    return decoded(np.full((size[1], size[0]), y, np.uint8), u, v)


def fitted(info: SourceInfo, frame: Handle, width: int, height: int) -> Handle:
    fit = PictureFit(info, width, height)
    (only,) = [*fit.push(frame), *fit.finish()]
    return only


def centre(handle: Handle) -> list[int]:
    return [
        int(plane[plane.shape[0] // 2, plane.shape[1] // 2]) for plane in picture.planes(handle)
    ]


@pytest.mark.parametrize(
    ("display", "frame", "place"),
    [
        pytest.param((1280, 720), (1280, 720), (0, 0, 1280, 720), id="the-same"),
        pytest.param((1920, 1080), (1280, 720), (0, 0, 1280, 720), id="the-same-aspect"),
        pytest.param((640, 480), (1280, 720), (160, 0, 960, 720), id="4-by-3-pillars"),
        pytest.param((2560, 1080), (1280, 720), (0, 90, 1280, 540), id="21-by-9-letterbox"),
        pytest.param((1080, 1920), (1280, 720), (438, 0, 404, 720), id="upright-in-wide"),
        pytest.param((1920, 1080), (720, 1280), (0, 438, 720, 404), id="wide-in-upright"),
        pytest.param((1000, 1000), (1280, 720), (280, 0, 720, 720), id="square"),
        pytest.param((854, 480), (1280, 720), (0, 0, 1280, 720), id="a-pixel-off-is-stretched"),
        pytest.param((1279, 719), (1280, 720), (0, 0, 1280, 720), id="odd"),
        pytest.param((1024, 576), (640, 360), (0, 0, 640, 360), id="pal-wide"),
        pytest.param((4000, 100), (1280, 720), (0, 344, 1280, 32), id="very-wide"),
    ],
)
def test_placement(
    display: tuple[int, int], frame: tuple[int, int], place: tuple[int, int, int, int]
) -> None:
    left, top, width, height = place
    assert placement(display, *frame) == Placement(left=left, top=top, width=width, height=height)


@pytest.mark.parametrize("display", [(w, h) for w in (17, 640, 1921) for h in (11, 480, 2160)])
@pytest.mark.parametrize("frame", [(64, 48), (48, 64), (1280, 720), (854, 480)])
def test_a_placement_is_even_and_inside(display: tuple[int, int], frame: tuple[int, int]) -> None:
    place = placement(display, *frame)
    numbers = (place.left, place.top, place.width, place.height)
    assert all(number % 2 == 0 and number >= 0 for number in numbers)
    assert min(place.width, place.height) > 0
    assert place.left + place.width <= frame[0]
    assert place.top + place.height <= frame[1]
    assert frame[0] - place.left - place.width - place.left in {0, 2}
    assert frame[1] - place.top - place.height - place.top in {0, 2}


@pytest.mark.parametrize(
    ("display", "inside"),
    [
        pytest.param((64, 48), (slice(0, 48), slice(16, 80)), id="pillars"),
        pytest.param((96, 24), (slice(12, 36), slice(0, 96)), id="letterbox"),
    ],
)
def test_the_rest_is_black(display: tuple[int, int], inside: tuple[slice, slice]) -> None:
    info = replace(SOURCE, display=display)
    y, u, v = picture.planes(fitted(info, even(180, 90, 160, display), 96, 48))
    for plane, color, black in ((y, 180, 16), (u, 90, 128), (v, 160, 128)):
        step = 48 // plane.shape[0]
        rows, columns = (slice(part.start // step, part.stop // step) for part in inside)
        assert (plane[rows, columns] == color).all()
        outside = np.ones(plane.shape, bool)
        outside[rows, columns] = False
        assert (plane[outside] == black).all()


def test_a_picture_of_the_frame_s_size_passes_unchanged() -> None:
    y = np.random.default_rng(1).integers(16, 236, (48, 64), np.uint8)
    assert np.array_equal(picture.planes(fitted(SOURCE, decoded(y), 64, 48))[0], y)


def test_pts_and_timebase_pass() -> None:
    for size in ((64, 48), (96, 48)):
        frame = fitted(SOURCE, decoded(np.full((48, 64), 99, np.uint8), pts=7), *size)
        assert (frame.pts, Fraction(str(frame.time_base))) == (7, Fraction(1, 25))


# The same colour in both matrices (ITU-R BT.601-7 and BT.709-6, limited range).
RED_601, RED_709 = (81, 90, 240), (63, 102, 240)
GREEN_601, GREEN_709 = (145, 54, 34), (173, 42, 26)
BLUE_601, BLUE_709 = (41, 240, 110), (32, 240, 118)
# bt2020's own red, of bt2020 primaries passed on as they are.
RED_2020 = (74, 97, 240)


@pytest.mark.parametrize(
    ("matrix", "coded", "wanted"),
    [
        pytest.param("bt601", RED_601, RED_709, id="red-of-bt601"),
        pytest.param("bt601", GREEN_601, GREEN_709, id="green-of-bt601"),
        pytest.param("bt601", BLUE_601, BLUE_709, id="blue-of-bt601"),
        pytest.param("bt601", (180, 128, 128), (180, 128, 128), id="grey-of-bt601"),
        pytest.param("bt2020", RED_2020, RED_709, id="red-of-bt2020"),
        pytest.param("bt709", RED_709, RED_709, id="bt709-as-it-is"),
        pytest.param("bt709", (235, 128, 128), (235, 128, 128), id="white"),
        pytest.param("bt709", (16, 128, 128), (16, 128, 128), id="black"),
    ],
)
def test_colours_become_bt709(
    matrix: str, coded: tuple[int, int, int], wanted: tuple[int, int, int]
) -> None:
    info = replace(SOURCE, color=replace(BT709, matrix=matrix))
    for size in ((64, 48), (32, 24), (96, 48)):
        found = centre(fitted(info, even(*coded), *size))
        assert np.abs(np.subtract(found, wanted)).max() <= 2


@pytest.mark.parametrize(
    ("coded", "wanted"),
    [
        pytest.param((255, 128, 128), (235, 128, 128), id="white"),
        pytest.param((0, 128, 128), (16, 128, 128), id="black"),
        pytest.param((128, 128, 128), (126, 128, 128), id="grey"),
        pytest.param((54, 99, 255), RED_709, id="red"),
    ],
)
def test_full_range_becomes_limited(
    coded: tuple[int, int, int], wanted: tuple[int, int, int]
) -> None:
    info = replace(SOURCE, color=replace(BT709, is_full_range=True))
    found = centre(fitted(info, even(*coded), 64, 48))
    assert np.abs(np.subtract(found, wanted)).max() <= 2


def test_a_frame_s_own_tags_do_not_count_twice() -> None:
    """The decoder tags its frames; the conversion is made once all the same."""
    info = replace(SOURCE, color=replace(BT709, matrix="bt601", is_full_range=True))
    frame = even(76, 85, 255)  # full-range red of bt601
    frame.colorspace, frame.color_range = Colorspace.ITU601, ColorRange.JPEG
    assert np.abs(np.subtract(centre(fitted(info, frame, 64, 48)), RED_709)).max() <= 2


def test_ten_bits_become_eight() -> None:
    frame = av.VideoFrame(64, 48, "yuv420p10le")
    for plane, value in zip(frame.planes, (4 * 180, 4 * 90, 4 * 160), strict=True):
        plane.update(np.full(plane.buffer_size // 2, value, np.uint16).tobytes())
    frame.pts, frame.time_base = 0, Fraction(1, 25)
    handle = fitted(replace(SOURCE, pixel_format="yuv420p10le"), frame, 64, 48)
    assert handle.format.name == "yuv420p"
    assert np.abs(np.subtract(centre(handle), (180, 90, 160))).max() <= 1


@pytest.mark.parametrize(
    ("rotation", "corner"),
    [
        pytest.param(0, "bottom-right", id="not-turned"),
        pytest.param(90, "top-right", id="90-counter-clockwise"),
        pytest.param(180, "top-left", id="180"),
        pytest.param(270, "bottom-left", id="270-counter-clockwise"),
    ],
)
def test_a_turn_brings_the_corner_upright(rotation: int, corner: str) -> None:
    y = np.full((48, 64), 40, np.uint8)
    y[-16:, -16:] = 220
    upright = (64, 48) if rotation % 180 == 0 else (48, 64)
    info = replace(SOURCE, rotation=rotation, display=upright)
    luma = picture.planes(fitted(info, decoded(y), *upright))[0]
    assert luma.shape == (upright[1], upright[0])
    corners = {
        "top-left": luma[:16, :16],
        "top-right": luma[:16, -16:],
        "bottom-left": luma[-16:, :16],
        "bottom-right": luma[-16:, -16:],
    }
    assert {name: round(float(part.mean())) for name, part in corners.items()} == {
        name: 220 if name == corner else 40 for name in corners
    }


def combed(number: int, width: int, height: int) -> NDArray[np.uint8]:
    """A bright bar on its way to the right, each field at its own moment."""
    y = np.full((height, width), 40, np.uint8)
    for field in (0, 1):
        left = 4 + 8 * number + 4 * field
        y[field::2, left : left + 12] = 220
    return y


def comb(handle: Handle) -> float:
    """How much rows differ from the mean of their neighbours."""
    luma = picture.planes(handle)[0].astype(float)
    return float(np.abs(luma[1:-1] - (luma[:-2] + luma[2:]) / 2).mean())


def times(handles: list[Handle]) -> list[Fraction]:
    bases = [(handle.pts or 0, handle.time_base) for handle in handles]
    return [Fraction(pts * base.numerator, base.denominator) for pts, base in bases]


def interlaced(folder: Path) -> list[Handle]:
    options = (("preset", "ultrafast"), ("qp", "2"), ("flags", "+ilme+ildct"))
    clip = Clip(frames=5, size=(64, 64), paint=combed, options=(*options, ("x264-params", "tff=1")))
    with av.open(str(clip.write(folder / "clip.mkv"))) as container:
        return list(container.decode(video=0))


@pytest.mark.parametrize("is_known", [True, False], ids=["by-the-probe", "by-the-first-picture"])
def test_an_interlaced_picture_is_not_combed(tmp_path: Path, is_known: bool) -> None:  # noqa: FBT001
    frames = interlaced(tmp_path)
    assert [frame.interlaced_frame for frame in frames] == [True] * 5
    assert comb(frames[2]) > 15
    fit = PictureFit(replace(SOURCE, is_interlaced=is_known, display=(64, 64)), 64, 64)
    handles = [handle for frame in frames for handle in fit.push(frame)] + fit.finish()
    assert times(handles) == [Fraction(number, 25) for number in range(5)]
    assert max(comb(handle) for handle in handles[1:-1]) < 5


def test_a_progressive_picture_of_an_interlaced_source_keeps_its_detail() -> None:
    y = np.random.default_rng(5).integers(16, 236, (48, 64), np.uint8)
    fit = PictureFit(replace(SOURCE, is_interlaced=True), 64, 48)
    handles = [h for pts in range(3) for h in fit.push(decoded(y, pts=pts))] + fit.finish()
    assert times(handles) == [Fraction(number, 25) for number in range(3)]
    assert all(np.array_equal(picture.planes(handle)[0], y) for handle in handles)


def test_after_finish_the_fit_is_as_new() -> None:
    fit = PictureFit(replace(SOURCE, rotation=180), 64, 48)
    for _ in range(2):
        handles = [
            h
            for pts in range(3)
            for h in fit.push(decoded(np.full((48, 64), 99, np.uint8), pts=pts))
        ]
        assert len(handles + fit.finish()) == 3


def test_a_source_that_changes_its_size_still_fits() -> None:
    """A broadcast may go from one size to another between two keyframes."""
    fit = PictureFit(replace(SOURCE, rotation=180), 64, 48)
    sizes = [(64, 48), (32, 24), (64, 48)]
    handles = [h for size in sizes for h in fit.push(even(180, 128, 128, size))] + fit.finish()
    assert [(handle.width, handle.height) for handle in handles] == [(64, 48)] * 3
    assert all((picture.planes(handle)[0] == 180).all() for handle in handles)
