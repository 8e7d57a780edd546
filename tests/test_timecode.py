"""The timecode: what it says, that it survives hard compression, and that it is the very moment."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.channel.deck import Deck
from engine.channel.drawn import DrawnPlayer
from engine.channel.match_calls import MatchCalls
from engine.channel.settings import ChannelSettings, State
from engine.channel.timecode import Timecode
from engine.ffmpeg import picture
from engine.ffmpeg.encoder import VideoEncoder
from engine.ffmpeg.picture import Converter, Handle, Scaler
from engine.frame import Frame
from engine.rendition import Rendition
from engine.segment import VideoGrid
from engine.segmenter import Segmenter
from engine.timebase import Timing
from feeds.demo_match import Script
from overlays import timecode
from overlays.demo_match.painter import Painter
from overlays.demo_match.scene import scene
from overlays.scene import PictureSize
from tests import channels
from tests.test_deck import next_frame, setting, shown
from tests.timecode_reader import read_timecode

RATE = Fraction(25)
TOP = PictureSize(width=1280, height=720)
FIRST = 44_798_400_000
"""A frame at 25 a second in 2026."""
NOON = int(datetime(2026, 7, 9, 12, tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(NOON, "120000000", id="noon"),
        pytest.param(NOON + 39_999, "120000039", id="rounded-down"),
        pytest.param(NOON - 12 * 3_600_000_000, "000000000", id="midnight"),
        pytest.param(NOON + 12 * 3_600_000_000 - 1, "235959999", id="just-before-midnight"),
        pytest.param(NOON + 3_723_040_000, "130203040", id="each-in-its-place"),
    ],
)
def test_digits(moment: int, said: str) -> None:
    assert timecode.digits(timecode.milliseconds(moment)) == said


@pytest.mark.parametrize("milliseconds", [0, 1, 43_200_000, timecode.DAY_MS - 1])
def test_cells_say_the_time_and_know_wrong_ones(milliseconds: int) -> None:
    cells = timecode.cells(milliseconds)
    assert len(cells) == timecode.ROWS * timecode.COLUMNS
    assert timecode.time_in(cells) == milliseconds
    places = range(27)
    for wrong in [*combinations(places, 1), *combinations(places, 2)]:
        turned = tuple(cell != (place in wrong) for place, cell in enumerate(cells))
        assert timecode.time_in(turned) is None


@pytest.mark.parametrize("cell", [False, True])
def test_no_strip_is_no_time(cell: bool) -> None:  # noqa: FBT001
    assert timecode.time_in((cell,) * timecode.ROWS * timecode.COLUMNS) is None


@pytest.mark.parametrize(
    "size", [(1920, 1080), (1280, 720), (640, 360), (720, 1280), (320, 180)], ids=str
)
def test_it_stands_low_in_the_middle_within_the_safe_area(size: tuple[int, int]) -> None:
    width, height = size
    panel = timecode.layout(PictureSize(width=width, height=height)).panel
    assert panel.left >= width // 20
    assert abs(panel.left + panel.right - width) <= width // 20
    assert height * 3 // 4 < panel.top < panel.bottom <= height * 19 // 20


def noisy(size: PictureSize, number: int) -> Handle:
    """A picture that is hard to compress: noise that moves."""
    noise = np.random.default_rng(1).integers(16, 236, (size.height, size.width), np.uint8)
    handle = picture.filled(size.width, size.height)
    picture.planes(handle)[0][:] = np.roll(noise // 2 + 60, 3 * number, axis=1)
    return handle


@pytest.mark.parametrize("size", [(1280, 720), (64, 48), (32, 24), (16, 16)], ids=str)
def test_the_picture_itself_stays_as_it_is(size: tuple[int, int]) -> None:
    clean = noisy(PictureSize(width=size[0], height=size[1]), 0)
    before = [plane.copy() for plane in picture.planes(clean)]
    burnt = picture.planes(Timecode(*size).burnt(clean, NOON))
    panel = timecode.layout(PictureSize(width=size[0], height=size[1])).panel
    for old, now, new in zip(before, picture.planes(clean), burnt, strict=True):
        assert np.array_equal(old, now)
        part = size[0] // old.shape[1]
        rows, columns = np.nonzero(new != old)
        assert panel.top // part <= rows.min() <= rows.max() < panel.bottom // part
        assert panel.left // part <= columns.min() <= columns.max() < panel.right // part


def frame(handle: Handle, number: int) -> Frame:
    return Frame(
        handle=handle, width=handle.width, height=handle.height, number=number, content_time=0
    )


def decoded(rendition: Rendition, handles: Iterator[Handle]) -> Iterator[NDArray[np.uint8]]:
    """The luma of pictures after scaling, x264 and decoding."""
    encoder, scaler = VideoEncoder(rendition, RATE, "superfast"), Scaler(*rendition_size(rendition))
    segmenter = Segmenter(VideoGrid(rate=RATE))
    media = encoder.header
    packets = []
    for number, handle in enumerate(handles, FIRST):
        scaled = scaler.scale(frame(handle, number))
        packets += encoder.encode(picture.handle_of(scaled), number)
    for packet in [*packets, *encoder.finish()]:
        media += b"".join(part.payload for part in segmenter.push(packet))
    media += b"".join(part.payload for part in segmenter.finish())
    with av.open(io.BytesIO(media), "r") as container:
        for one in container.decode(video=0):
            yield one.to_ndarray()[: rendition.height].astype(np.uint8, copy=False)


def rendition_size(rendition: Rendition) -> tuple[int, int]:
    return rendition.width, rendition.height


@pytest.mark.parametrize(
    "rendition",
    [
        pytest.param(Rendition(name="480p", width=854, height=480, kbit=1250), id="480p"),
        pytest.param(Rendition(name="360p", width=640, height=360, kbit=700), id="360p"),
        pytest.param(Rendition(name="180p", width=320, height=180, kbit=200), id="180p"),
    ],
)
def test_it_is_read_back_from_small_pictures_after_hard_compression(rendition: Rendition) -> None:
    burner, frames = Timecode(TOP.width, TOP.height), 30
    moments = [Timing(rate=RATE).content_time(FIRST + number) for number in range(frames)]
    handles = (burner.burnt(noisy(TOP, number), moment) for number, moment in enumerate(moments))
    read = [read_timecode(luma, TOP) for luma in decoded(rendition, handles)]
    assert read == [timecode.milliseconds(moment) for moment in moments]


@pytest.mark.parametrize("is_on", [False, True])
def test_the_demo_match_is_as_drawn_where_it_is_off(is_on: bool) -> None:  # noqa: FBT001
    shared, timing = setting(size=(320, 180)), Timing(rate=RATE, distance=3_000_000)
    burner = Timecode(320, 180) if is_on else None
    calls = MatchCalls(Script(), shared.origin)
    deck = Deck("demo", lambda: DrawnPlayer("demo", calls, shared, burner))
    number = next_frame(shared)
    deck.go(State.HOT, number, timing)
    shown(deck, number)
    found = deck.reel.picture(number) if deck.reel else None
    deck.stop()
    assert found is not None
    luma = picture.planes(found[1])[0]
    drawn = drawn_at(timing.content_time(number) - shared.origin)
    assert np.array_equal(luma, drawn) != is_on
    said = timecode.milliseconds(timing.content_time(number)) if is_on else None
    assert read_timecode(luma, PictureSize(width=320, height=180)) == said


def drawn_at(t: int) -> NDArray[np.uint8]:
    """The luma of the demo match at a moment of its loop."""
    pixels = Painter(Script()).paint(scene(Script(), t % 360_000_000))
    return picture.planes(Converter(320, 180).convert(pixels))[0]


@pytest.mark.parametrize("rate", [25, 50], ids=["as-the-clip", "every-picture-on-two-frames"])
def test_a_clip_on_air_says_the_moment_at_which_each_frame_is_taken(
    tmp_path: Path, rate: int
) -> None:
    source = {"input": str(channels.clip(tmp_path / "clip.mp4")), "timecode": True}
    given = {"name": "tiny", "rate": rate, "ladder": "320x180:400k", "source": source}
    wanted = ChannelSettings.model_validate(given)
    with channels.on_air(wanted, tmp_path / "channel") as channel:
        channels.aired(channel, 3 * rate)
        health = channel.on_air.health
    timing = Timing(rate=Fraction(rate))
    burnt = times_on_air(tmp_path / "channel")
    fresh = [
        n for n, time in burnt.items() if time == timecode.milliseconds(timing.content_time(n))
    ]
    # At the start the slate stands until the source has its first picture.
    since = min(fresh)
    shown = [n for n in burnt if n >= since]
    assert len(shown) > rate
    assert len(shown) - len(fresh) <= health.skipped + health.repeated
    # A frame that is not taken within its own time is skipped, so the others were.
    assert health.latest < 1_000_000 / rate or health.skipped


def times_on_air(folder: Path) -> dict[int, int | None]:
    """What every frame in the store says, by its number."""
    found: dict[int, int | None] = {}
    size = PictureSize(width=320, height=180)
    for number, luma in channels.lumas(folder, "180p"):
        found[number] = read_timecode(luma, size)
    return found
