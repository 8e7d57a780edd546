"""The painted picture: deterministic, and its board always readable, as pixels alone."""

import io

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from feeds.demo_match import DURATION, Script
from feeds.event_time import MICROSECONDS
from overlays.demo_match.board import HEIGHT, WIDTH
from overlays.demo_match.painter import BOARD_TOP, Painter, board_left
from overlays.demo_match.projection import PAN_LIMIT
from overlays.demo_match.scene import scene
from tests.board_reader import Reading, read_board

S = MICROSECONDS
SCRIPT = Script()
MOMENTS = range(0, DURATION, 3_640_000)

type Picture = NDArray[np.uint8]


@pytest.fixture(scope="module")
def painter() -> Painter:
    return Painter(SCRIPT)


def assert_reads(reading: Reading | None, t: int) -> None:
    shown = SCRIPT.board(t)
    assert reading is not None
    assert (reading.clock, reading.home, reading.away) == (shown.clock, shown.home, shown.away)


def test_board_is_read_from_the_pixels_all_through_the_loop(painter: Painter) -> None:
    for t in MOMENTS:
        assert_reads(read_board(painter.paint(scene(SCRIPT, t))), t)


def test_board_is_read_after_strong_compression(painter: Painter) -> None:
    for t in MOMENTS:
        coded = cv2.imencode(".jpg", painter.paint(scene(SCRIPT, t))[..., :3], [1, 60])[1]
        picture = cv2.imdecode(coded, cv2.IMREAD_COLOR)
        assert picture is not None
        assert_reads(read_board(picture), t)


def test_board_is_read_from_coded_video(painter: Painter) -> None:
    """x264 at 2800 kbit/s, the camera panning after an attack, a goal in the middle."""
    times = [SCRIPT.goals[0].t - 2 * S + n * 40_000 for n in range(100)]
    coded = io.BytesIO()
    with av.open(coded, "w", format="mp4") as muxed:
        stream = muxed.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuv420p"
        stream.bit_rate = 2_800_000
        stream.options = {"preset": "veryfast", "maxrate": "2800k", "bufsize": "2800k"}
        for t in times:
            picture = painter.paint(scene(SCRIPT, t))
            muxed.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgra")))
        muxed.mux(stream.encode(None))
    coded.seek(0)
    with av.open(coded, "r") as played:
        pictures = [np.asarray(frame.to_ndarray(format="gray")) for frame in played.decode(video=0)]
    assert len(pictures) == len(times)
    for t, luma in zip(times, pictures, strict=True):
        assert_reads(read_board(luma), t)


@pytest.mark.parametrize("size", [(640, 360), (854, 480), (960, 540), (1920, 1080)])
def test_board_is_read_at_other_sizes(painter: Painter, size: tuple[int, int]) -> None:
    for t in MOMENTS[::7]:
        picture = painter.paint(scene(SCRIPT, t))[..., :3]
        assert_reads(read_board(cv2.resize(picture, size, interpolation=cv2.INTER_AREA)), t)


@pytest.mark.parametrize("pan", [-PAN_LIMIT, -1, 0, 333, PAN_LIMIT])
def test_board_keeps_to_its_place(pan: int) -> None:
    assert 640 <= board_left(pan) <= 1000
    assert board_left(pan) + WIDTH <= 1280
    assert BOARD_TOP >= 24
    assert BOARD_TOP + HEIGHT <= 170


def test_same_scene_same_picture_whatever_came_between(painter: Painter) -> None:
    first = painter.paint(scene(SCRIPT, 20 * S)).copy()
    painter.paint(scene(SCRIPT, 230 * S))
    assert np.array_equal(painter.paint(scene(SCRIPT, 20 * S)), first)
    assert np.array_equal(Painter(Script()).paint(scene(Script(), 20 * S)), first)


def test_picture_is_opaque_and_one_buffer(painter: Painter) -> None:
    one = painter.paint(scene(SCRIPT, 0))
    other = painter.paint(scene(SCRIPT, SCRIPT.goals[0].t + S))
    assert one is other
    assert other.shape == (720, 1280, 4)
    assert other.dtype == np.uint8
    assert (other[..., 3] == 255).all()


def test_no_board_no_reading() -> None:
    assert read_board(np.full((720, 1280, 3), 90, np.uint8)) is None
    framed = np.zeros((720, 1280), np.uint8)
    cv2.rectangle(framed, (100, 100), (327, 199), 255, 4)
    assert read_board(framed) is None
