"""What a source is found to be, and one clear error for each that cannot be one."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image

from engine.errors import SourceError
from engine.ffmpeg import probe as probing
from engine.ffmpeg.probe import SourceInfo, probe
from tests.clips import Clip, joined, turned

HD = Clip(frames=3, size=(1280, 720))


def found(tmp_path: Path, clip: Clip, name: str = "clip.mp4") -> SourceInfo:
    return probe(str(clip.write(tmp_path / name)))


def test_a_clip_with_sound(tmp_path: Path) -> None:
    info = found(tmp_path, Clip(frames=25, sound=Fraction(1)))
    assert (info.width, info.height, info.display) == (64, 48, (64, 48))
    assert [info.average_rate, info.rate] == [25, 25]
    assert (info.video_codec, info.pixel_format, info.rotation) == ("h264", "yuv420p", 0)
    assert [info.start, info.video_start, info.audio_start] == [0, 0, 0]
    assert info.duration == 1
    assert (info.audio_codec, info.audio_rate, info.audio_channels) == ("aac", 48_000, 2)
    assert not info.is_interlaced
    assert info.warnings == ()


def test_a_clip_without_sound(tmp_path: Path) -> None:
    info = found(tmp_path, Clip())
    assert info.audio_start is None
    assert (info.audio_codec, info.audio_rate, info.audio_channels) == ("", 0, 0)


@pytest.mark.parametrize(
    ("written", "rate"),
    [
        (Fraction(24000, 1001), Fraction(24000, 1001)),
        (Fraction(24), Fraction(24)),
        (Fraction(25), Fraction(25)),
        (Fraction(30000, 1001), Fraction(30000, 1001)),
        (Fraction(30), Fraction(30)),
        (Fraction(50), Fraction(50)),
        (Fraction(60000, 1001), Fraction(60000, 1001)),
        (Fraction(60), Fraction(60)),
        (Fraction(15), Fraction(24000, 1001)),
        (Fraction(90), Fraction(60)),
    ],
    ids=str,
)
def test_the_nominal_rate(tmp_path: Path, written: Fraction, rate: Fraction) -> None:
    assert found(tmp_path, Clip(frames=60, rate=written)).rate == rate


def test_b_frames_do_not_change_the_rate(tmp_path: Path) -> None:
    options = (("preset", "ultrafast"), ("bf", "2"), ("b_strategy", "0"))
    info = found(tmp_path, Clip(frames=30, options=options))
    assert [info.average_rate, info.video_start] == [25, 0]


@pytest.mark.parametrize(
    ("clip", "start", "video_start", "audio_start"),
    [
        pytest.param(
            Clip(sound=Fraction(2, 5), sound_from=Fraction(1, 5), audio_codec="pcm_s16le"),
            *(Fraction(0), Fraction(0), Fraction(1, 5)),
            id="sound-later",
        ),
        pytest.param(
            Clip(sound=Fraction(2, 5), picture_from=Fraction(1, 5), audio_codec="pcm_s16le"),
            *(Fraction(0), Fraction(1, 5), Fraction(0)),
            id="picture-later",
        ),
        pytest.param(
            Clip(picture_from=Fraction(3)),
            *(Fraction(3), Fraction(3), None),
            id="a-recording-that-does-not-begin-at-0",
        ),
    ],
)
def test_the_first_moments(
    tmp_path: Path,
    clip: Clip,
    start: Fraction,
    video_start: Fraction,
    audio_start: Fraction | None,
) -> None:
    info = found(tmp_path, clip, "clip.mkv")
    assert (info.start, info.video_start, info.audio_start) == (start, video_start, audio_start)


def test_sound_that_begins_late_is_found(tmp_path: Path) -> None:
    clip = Clip(frames=400, sound=Fraction(1), sound_from=Fraction(15), audio_codec="pcm_s16le")
    info = found(tmp_path, clip, "clip.mkv")
    assert [info.audio_start, info.start] == [15, 0]
    assert info.audio_codec == "pcm_s16le"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(Fraction(60), Fraction(0), id="back"),
        pytest.param(Fraction(0), Fraction(0), id="back-to-the-start"),
        pytest.param(Fraction(0), Fraction(3600), id="forward"),
    ],
)
def test_a_jump_in_the_file_s_time_does_not_change_the_rate(
    tmp_path: Path, first: Fraction, second: Fraction
) -> None:
    clips = [Clip(frames=50, picture_from=begin) for begin in (first, second)]
    assert probe(str(joined(tmp_path / "clip.ts", *clips))).average_rate == 25


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.mkv", "clip.ts"])
@pytest.mark.parametrize(
    ("clip", "seconds"),
    [
        pytest.param(Clip(frames=25, sound=Fraction(1)), 1, id="both-as-long"),
        pytest.param(Clip(frames=25, sound=Fraction(3)), 3, id="sound-longer"),
        pytest.param(Clip(frames=25), 1, id="no-sound"),
        pytest.param(
            Clip(frames=25, sound=Fraction(1), other_sound=Fraction(5)), 1, id="another-track"
        ),
    ],
)
def test_the_duration_is_of_the_tracks_that_are_read(
    tmp_path: Path, name: str, clip: Clip, seconds: int
) -> None:
    duration = found(tmp_path, clip, name).duration
    assert duration is not None
    assert float(duration) == pytest.approx(seconds, abs=0.05)


@pytest.mark.parametrize(
    ("clip", "aspect", "display"),
    [
        pytest.param(Clip(size=(720, 576), frames=2), None, (720, 576), id="unset-is-square"),
        pytest.param(Clip(size=(720, 576), frames=2), Fraction(64, 45), (1024, 576), id="pal-wide"),
        pytest.param(Clip(size=(1440, 1080), frames=2), Fraction(4, 3), (1920, 1080), id="hdv"),
        pytest.param(Clip(size=(64, 48), frames=2), Fraction(8, 9), (64, 54), id="narrow-pixels"),
    ],
)
def test_display_size(
    tmp_path: Path, clip: Clip, aspect: Fraction | None, display: tuple[int, int]
) -> None:
    wide = Clip(size=clip.size, frames=clip.frames, aspect=aspect)
    assert found(tmp_path, wide, "clip.mkv").display == display


@pytest.mark.parametrize(
    ("clockwise", "rotation", "display"),
    [
        pytest.param(90, 270, (48, 64), id="held-upright"),
        pytest.param(180, 180, (64, 48), id="upside-down"),
        pytest.param(270, 90, (48, 64), id="held-the-other-way"),
    ],
)
def test_rotation_is_counter_clockwise(
    tmp_path: Path, clockwise: int, rotation: int, display: tuple[int, int]
) -> None:
    info = probe(str(turned(Clip(frames=2).write(tmp_path / "clip.mp4"), clockwise)))
    assert (info.rotation, info.display) == (rotation, display)


@pytest.mark.parametrize(
    ("size", "options", "matrix", "is_full", "is_assumed"),
    [
        pytest.param((64, 48), (), "bt601", False, True, id="small-and-untagged"),
        pytest.param((1280, 720), (), "bt709", False, True, id="hd-and-untagged"),
        pytest.param((64, 48), ("colorspace", "bt709"), "bt709", False, False, id="bt709"),
        pytest.param((64, 48), ("colorspace", "smpte170m"), "bt601", False, False, id="smpte170m"),
        pytest.param((64, 48), ("colorspace", "bt470bg"), "bt601", False, False, id="bt470bg"),
        pytest.param((64, 48), ("colorspace", "bt2020nc"), "bt2020", False, False, id="bt2020"),
        pytest.param((64, 48), ("color_range", "pc"), "bt601", True, True, id="full-range"),
    ],
)
def test_color(
    tmp_path: Path,
    size: tuple[int, int],
    options: tuple[str, ...],
    matrix: str,
    is_full: bool,  # noqa: FBT001
    is_assumed: bool,  # noqa: FBT001
) -> None:
    base = (("preset", "ultrafast"), *((options[:2],) if options else ()))
    clip = Clip(frames=2, size=size, options=tuple((k, v) for k, v in base))
    color = found(tmp_path, clip).color
    assert (color.matrix, color.is_full_range, color.is_assumed) == (matrix, is_full, is_assumed)


@pytest.mark.parametrize(("transfer", "hdr"), [("smpte2084", "PQ"), ("arib-std-b67", "HLG")])
def test_hdr_and_ten_bits_are_said(tmp_path: Path, transfer: str, hdr: str) -> None:
    options = (("preset", "ultrafast"), ("color_trc", transfer), ("colorspace", "bt2020nc"))
    info = found(tmp_path, Clip(frames=2, pixel_format="yuv420p10le", options=options))
    assert info.color.hdr == hdr
    assert [warning.partition(" ")[0] for warning in info.warnings] == [hdr, "10-bit"]


def sound_only(folder: Path) -> Path:
    path = folder / "crowd.m4a"
    with av.open(str(path), "w", format="mp4") as output:
        stream = output.add_stream("aac", rate=48_000, layout="stereo")
        for packet in Clip(sound=Fraction(1)).tone_of(stream):
            output.mux(packet)
    return path


def written(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def still(name: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        Image.new("RGB", (64, 48)).save(folder / name)
        return folder / name

    return write


def truncated(folder: Path) -> Path:
    path = Clip(frames=50).write(folder / "cut.mp4")
    path.write_bytes(path.read_bytes()[:2_000])
    return path


FACTS = b'{"t": 0, "type": "match"}\nand more text in lines\n' * 40


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        pytest.param(lambda folder: folder / "none.mp4", "no such file", id="missing"),
        pytest.param(lambda folder: folder, "is a folder", id="folder"),
        pytest.param(written("a.mp4", b""), "is no media file", id="empty"),
        pytest.param(truncated, "is no media file", id="truncated"),
        pytest.param(sound_only, "has sound but no picture", id="audio-only"),
        pytest.param(written("a.mp4", FACTS), "is no media file", id="text-named-mp4"),
        pytest.param(written("facts.jsonl", FACTS), "is no media file", id="facts-file"),
        pytest.param(written("notes.txt", FACTS), "is no media file", id="text-file"),
        pytest.param(still("a.png"), "is a still picture", id="png"),
        pytest.param(still("a.jpg"), "is a still picture", id="jpeg"),
        pytest.param(still("a.webp"), "is a still picture", id="webp"),
        pytest.param(still("a.avif"), "is a still picture", id="avif"),
    ],
)
def test_what_is_no_source(tmp_path: Path, make: Callable[[Path], Path], wrong: str) -> None:
    path = str(make(tmp_path))
    with pytest.raises(SourceError) as caught:
        probe(path)
    text = str(caught.value)
    assert text.startswith(f"{path}: {wrong}")
    assert "; " in text.removeprefix(path)
    assert "\n" not in text


def test_cover_art_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "song.m4a"
    with av.open(str(path), "w", format="mp4") as output:
        cover = output.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        stream = output.add_stream("aac", rate=48_000, layout="stereo")
        frame = av.VideoFrame(64, 48, "yuvj420p")
        frame.pts, frame.time_base = 0, Fraction(1)
        for art in [*cover.encode(frame), *cover.encode(None)]:
            output.mux(art)
        for packet in Clip(sound=Fraction(1)).tone_of(stream):
            output.mux(packet)
    with pytest.raises(SourceError, match="has sound but no picture"):
        probe(str(path))


def test_an_error_while_reading_is_a_source_error_too(tmp_path: Path) -> None:
    path = str(Clip().write(tmp_path / "clip.mp4"))
    with pytest.raises(SourceError, match=r"clip\.mp4: "), probing.opened(path):
        raise av.error.InvalidDataError(1, "broken")
