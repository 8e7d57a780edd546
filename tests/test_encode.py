"""`touchline encode` from outside: what it makes, what it refuses, how it ends."""

import json
import os
import signal
import subprocess
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from api.exit_code import DONE, FAILED
from api.main import main
from overlays.fonts import FontMissingError
from tests.clips import Clip, turned, with_a_bad_packet
from tests.hls import COMMAND, called, lumas, media, sound, touchline, violations

FACTS = """\
{"t": 0, "type": "match", "home": {"name": "North End", "short": "NOR", "color": "#b01020"}, "away": {"name": "South Bank", "short": "SOU", "color": "#f0f0f0"}}
{"t": 0, "type": "clock_set", "period": 1, "clock": "12:00"}
{"t": 0.4, "type": "goal", "id": "g1", "side": "home", "player": "Ada Marsh", "minute": 13}
{"t": 1.2, "type": "retraction", "retracts": "g1", "reason": "VAR"}
"""  # noqa: E501 - facts as a person writes them, one a line
LADDER = "320x180:200k,160x90:80k"


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of 320x180 with a tone."""
    path = tmp_path_factory.mktemp("encode") / "clip.mp4"
    return Clip(frames=75, size=(320, 180), sound=Fraction(3)).write(path)


@pytest.fixture(scope="session")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("facts") / "facts.jsonl"
    path.write_text(FACTS)
    return path


def test_report_and_playlists(clip: Path, facts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = touchline("encode", clip, "--out", out, "--facts", facts, "--ladder", LADDER, "--json")
    assert run.code == 0, run.errors
    report = run.report
    assert report["frames"] == 75
    assert report["media_s"] == 3.0
    assert (report["dropped"], report["repeated"], report["skipped"]) == (0, 0, 0)
    assert [(r["name"], r["frames"]) for r in report["renditions"]] == [("180p", 75), ("90p", 75)]
    assert report["cpu_s"] > 0
    assert set(report["stages"]) >= {"source", "program", "graphics", "180p", "90p", "audio"}
    assert violations(out) == []
    assert len(list(lumas(out, "180p"))) == 75
    assert len(list(lumas(out, "90p"))) == 75


def test_how_far_it_is_comes_as_lines(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = touchline("encode", clip, "--out", out, "--ladder", LADDER, "--progress", "--json")
    told = [json.loads(line) for line in run.errors.splitlines()]
    assert told[-1] == {"done": 75, "total": 75}
    assert [line["done"] for line in told] == sorted({line["done"] for line in told})


def test_one_mp4_of_the_top_rung(clip: Path, facts: Path, tmp_path: Path) -> None:
    path = tmp_path / "dressed.mp4"
    arguments = ["--out", tmp_path / "out", "--facts", facts, "--ladder", LADDER, "--mp4", path]
    assert touchline("encode", clip, *arguments).code == 0
    with av.open(str(path)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].frames) == (320, 75)
        shown = [frame.to_ndarray()[:180] for frame in container.decode(video=0)]
    made = list(lumas(tmp_path / "out", "180p"))
    assert [np.array_equal(a, b) for a, b in zip(shown, made, strict=True)] == [True] * 75


CONFIG = """\
[[channel]]
name = "main"
rate = 50
ladder = "160x90:80k"
distance = 1
[[channel]]
name = "other"
"""


def test_a_channel_s_settings_are_taken(clip: Path, facts: Path, tmp_path: Path) -> None:
    path, out, overlay = (tmp_path / name for name in ("config.toml", "out", "o.yaml"))
    overlay.write_text("theme: daylight\n")
    path.write_text(CONFIG.replace("rate = 50", f'rate = 50\noverlay = "{overlay}"'))
    run = touchline(
        "encode", clip, "--out", out, "--config", path, "--channel", "main", "--facts", facts,
        "--log", tmp_path / "log.jsonl", "--json",
    )  # fmt: skip
    assert run.code == 0, run.errors
    assert [(r["name"], r["frames"]) for r in run.report["renditions"]] == [("90p", 150)]
    first, dressed, *_ = map(json.loads, (tmp_path / "log.jsonl").read_text().splitlines())
    assert dressed["payload"]["text"] == "theme: daylight\n"
    assert first["payload"]["rate"] == "50/1"
    assert first["payload"]["distance_us"] == 1_000_000


def test_the_command_line_goes_before_the_config(clip: Path, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    run = touchline(
        "encode", clip, "--out", tmp_path / "out", "--config", path, "--channel", "main",
        "--ladder", LADDER, "--json",
    )  # fmt: skip
    assert [r["name"] for r in run.report["renditions"]] == ["180p", "90p"]


def test_a_wrong_overlay_config_is_a_mistake(clip: Path, tmp_path: Path) -> None:
    path, overlay = tmp_path / "config.toml", tmp_path / "o.yaml"
    overlay.write_text("theme: dusk\n")
    path.write_text(f'[[channel]]\nname = "main"\noverlay = "{overlay}"\n')
    run = called("encode", clip, "--out", tmp_path / "out", "--config", path)
    assert run.code == 2
    assert run.errors.startswith(f"{overlay}:1: theme: 'dusk' is wrong; ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--channel", "none"], "has no channel none; name one of main", id="unknown"),
        pytest.param([], "has several channels; name one of main, other", id="several"),
    ],
)
def test_a_channel_not_in_the_config(
    clip: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    run = called("encode", clip, "--out", tmp_path / "out", "--config", path, *arguments)
    assert run.code == 2
    assert said in run.errors


def hashed(out: Path, *arguments: object) -> str:
    run = touchline("encode", *arguments, "--out", out, "--ladder", LADDER, "--hash", "--json")
    assert run.code == 0, run.errors
    return str(run.report["program_sha256"])


def test_same_input_and_log_give_the_same_frames(clip: Path, facts: Path, tmp_path: Path) -> None:
    log, again = tmp_path / "log.jsonl", tmp_path / "again.jsonl"
    first = hashed(tmp_path / "a", clip, "--facts", facts, "--distance", 1, "--log", log)
    second = hashed(tmp_path / "b", clip, "--facts", facts, "--distance", 1, "--log", again)
    replayed = hashed(tmp_path / "c", clip, "--show", log)
    clean = hashed(tmp_path / "d", clip, "--facts", facts, "--distance", 1, "--no-graphics")
    bare = hashed(tmp_path / "e", clip)
    near = hashed(tmp_path / "f", clip, "--facts", facts)
    late = hashed(tmp_path / "g", clip, "--facts", facts, "--lateness", 0.5)
    assert first == second == replayed == near
    assert log.read_text() == again.read_text()
    assert clean == bare
    assert len({first, clean, late}) == 3


def test_a_goal_s_lower_third_stands_from_its_own_picture_on(facts: Path, tmp_path: Path) -> None:
    """Beside a clean rung that never shows it; VAR takes it out again."""
    grey, out = tmp_path / "grey.mp4", tmp_path / "out"
    Clip(frames=75, size=(640, 360), paint=_grey).write(grey)
    ladder = "640x360:900k,640x360:500k:clean"
    run = touchline("encode", grey, "--out", out, "--facts", facts, "--ladder", ladder, "--json")
    assert run.code == 0, run.errors
    assert violations(out) == []
    low = slice(240, 360), slice(0, 320)
    dressed, clean = ([luma[low].astype(int) for luma in lumas(out, x)] for x in ("360p", "clean"))
    assert max(int(np.ptp(luma)) for luma in clean) < 8
    differs = [int(abs(a - b).max()) > 20 for a, b in zip(dressed, clean, strict=True)]
    assert [n for n, found in enumerate(differs) if found] == list(range(10, 30 + 12))
    assert [path.name for path in sorted(out.glob("*.m3u8"))] == ["clean.m3u8", "index.m3u8"]


def _grey(_number: int, width: int, height: int) -> NDArray[np.uint8]:
    return np.full((height, width), 110, np.uint8)


def test_loops_run_on_and_facts_apply_once(clip: Path, facts: Path, tmp_path: Path) -> None:
    out, log = tmp_path / "out", tmp_path / "log.jsonl"
    arguments = ["--loops", 2, "--facts", facts, "--ladder", LADDER, "--log", log, "--json"]
    run = touchline("encode", clip, "--out", out, *arguments)
    assert run.report["frames"] == 225
    kinds = [json.loads(line)["payload"]["type"] for line in log.read_text().splitlines()]
    assert kinds == ["program_started", "match", "clock_set", "goal", "retraction"]
    assert violations(out) == []


def test_start_is_the_first_boundary_at_or_after_it(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    start = "2026-11-23T18:30:00.100Z"
    touchline("encode", clip, "--out", out, "--ladder", LADDER, "--start", start)
    playlist = (out / "180p" / "index.m3u8").read_text()
    # 1795458601 s is the first multiple of 1.92 s at or after the start: 935134688 x 1.92.
    number = int(playlist.split("#EXT-X-MEDIA-SEQUENCE:")[1].split()[0])
    assert Fraction(number * 192, 100) - Fraction(17954586001, 10) < Fraction(192, 100)
    assert number * 192 >= 179545860010
    with av.open(media(out, "180p"), "r") as container:
        first = next(container.decode(video=0))
        assert first.pts is not None
        assert Fraction(first.pts, 25000) == Fraction(number * 192, 100)


def test_flash_and_beep_agree(tmp_path: Path) -> None:
    """White pictures and a beep at 1.0 s, both found within 20 ms of each other after encoding."""
    clip = flash_and_beep(tmp_path / "flash.mp4", at=Fraction(1))
    out = tmp_path / "out"
    run = touchline("encode", clip, "--out", out, "--ladder", "64x48:100k", "--json")
    assert run.code == 0, run.errors
    bright = [bool(luma.mean() > 120) for luma in lumas(out, "48p")]
    heard = np.abs(sound(media(out, "audio"), rate=48_000)) > 0.1
    assert bright.index(True) / 25 == pytest.approx(1.0, abs=0.001)
    assert int(np.argmax(heard)) / 48_000 == pytest.approx(bright.index(True) / 25, abs=0.02)


def flash_and_beep(path: Path, *, at: Fraction) -> Path:
    with av.open(str(path), "w") as output:
        video = output.add_stream("libx264", rate=25, options={"qp": "10", "bf": "0"})
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        audio = output.add_stream("aac", rate=48_000, layout="mono")
        for number in range(50):
            level = 235 if at <= Fraction(number, 25) < at + Fraction(1, 5) else 16
            luma = np.full((48, 64), level, np.uint8)
            grey = np.full((24, 64), 128, np.uint8)
            frame = av.VideoFrame.from_ndarray(np.vstack([luma, grey]), format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            output.mux(video.encode(frame))
        output.mux(video.encode(None))
        times = np.arange(96_000) / 48_000
        tone = (
            np.where((times >= float(at)) & (times < float(at) + 0.2), np.sin(times * 6283), 0)
            * 0.8
        )
        for start in range(0, 96_000 // 1024 * 1024, 1024):
            block = tone[None, start : start + 1024].astype(np.float32)
            sounded = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
            sounded.sample_rate, sounded.pts = 48_000, start
            sounded.time_base = Fraction(1, 48_000)
            output.mux(audio.encode(sounded))
        output.mux(audio.encode(None))
    return path


def test_sound_before_the_first_picture_stands_over_a_slate(tmp_path: Path) -> None:
    path = tmp_path / "late.mkv"
    Clip(frames=25, size=(320, 180), picture_from=Fraction(2), sound=Fraction(3)).write(path)
    out, log = tmp_path / "out", tmp_path / "log.jsonl"
    arguments = ["--ladder", "320x180:300k", "--log", log, "--json"]
    run = touchline("encode", path, "--out", out, *arguments)
    assert run.report["frames"] == 75
    assert run.report["repeated"] == 50
    pictures = list(lumas(out, "180p"))
    assert pictures[10].std() > 5
    assert pictures[60].std() < 2
    events = [json.loads(line)["payload"] for line in log.read_text().splitlines()]
    assert {"type": "slate_shown", "v": 1, "frames": 50} in events


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["sigint", "sigterm"])
def test_a_signal_ends_it_early_and_whole(
    clip: Path, facts: Path, tmp_path: Path, number: signal.Signals
) -> None:
    out = tmp_path / "out"
    arguments = ["encode", clip, "--out", out, "--ladder", LADDER, "--loops", 10_000]
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments), "--facts", str(facts)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    ) as running:
        index = out / "90p" / "parts.jsonl"
        while not index.exists() or len(index.read_text().splitlines()) < 3:
            assert running.poll() is None
            time.sleep(0.05)
        running.send_signal(number)
        _, errors = running.communicate(timeout=30)
    assert running.returncode == 1
    assert "ended early" in errors
    assert violations(out) == []
    assert list(lumas(out, "90p"))


def no_traceback(errors: str) -> bool:
    return "Traceback" not in errors and "Error" not in errors


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(["--ladder", "321x180:200k"], "321x180: both sides must be even", id="odd"),
        pytest.param(["--ladder", "640x360:700k"], "larger than the source's", id="upscaled"),
        pytest.param(["--ladder", "320x180"], "'320x180' is no rung", id="no-bitrate"),
        pytest.param(["--start", "yesterday"], "is no time with a zone", id="start"),
        pytest.param(["--distance", "-1"], "is no duration", id="negative-distance"),
        pytest.param(["--lateness", "nan"], "is no duration", id="nan"),
        pytest.param(["--loops", "many"], "is no count", id="loops"),
        pytest.param(["--facts", "nowhere.jsonl"], "no such file", id="no-facts"),
        pytest.param(["--show", "nowhere.jsonl"], "no such file", id="no-log"),
        pytest.param(["--preset", "warp"], "invalid choice: 'warp'", id="preset"),
        pytest.param(["--log", "nowhere/log.jsonl"], "there is no folder nowhere", id="log"),
        pytest.param(["--mp4", "nowhere/a.mp4"], "there is no folder nowhere", id="mp4"),
        pytest.param(["--out", "x" * 300], "x: file name too long; name a new", id="long-name"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(
    clip: Path, tmp_path: Path, options: list[str], said: str
) -> None:
    run = called("encode", clip, "--out", tmp_path / "out", *options)
    assert run.code == 2
    assert len(run.errors.splitlines()) == 1
    assert said in run.errors
    assert ";" in run.errors
    assert no_traceback(run.errors)
    assert not (tmp_path / "out").exists()


MIXED = """\
{{"t": 0, "type": "goal", "side": "home"}}
{{"t": "{}", "type": "goal", "side": "home"}}
{{"t": 1, "type": "goal", "side": "home"}}
"""


@pytest.mark.parametrize(
    ("moment", "options", "said"),
    [
        pytest.param("2000-01-01T00:00:00.4Z", [], "", id="between"),
        pytest.param("2026-11-24T00:00:00.4Z", [], ":3: t: ", id="after"),
        pytest.param("1999-12-31T23:59:59Z", [], ":2: t: 1 s before line 1", id="before"),
        pytest.param("1999-12-31T23:59:58.5Z", ["--distance", "2"], "", id="by-the-distance"),
        pytest.param(
            "1999-12-31T23:59:58.5Z", ["--latency", "2", "--distance", "1"], "", id="by-the-latency"
        ),
        pytest.param(
            "2026-11-24T00:00:00.4Z", ["--start", "2026-11-24T00:00:00Z"], "", id="by-the-start"
        ),
    ],
)
def test_facts_are_checked_as_they_will_be_read(
    clip: Path, tmp_path: Path, moment: str, options: list[str], said: str
) -> None:
    """Seconds count from the first frame, wherever start and distance put that."""
    path = tmp_path / "facts.jsonl"
    path.write_text(MIXED.format(moment))
    arguments = ["--facts", path, "--ladder", "64x48:40k", *options]
    run = called("encode", clip, "--out", tmp_path / "out", *arguments)
    assert run.code == (2 if said else 0), run.errors
    assert said in run.errors


@pytest.mark.parametrize(
    ("options", "code"),
    [pytest.param([], FAILED, id="dressed"), pytest.param(["--no-graphics"], DONE, id="clean")],
)
def test_a_missing_font_is_told_before_anything_is_made(
    clip: Path,
    facts: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    options: list[str],
    code: int,
) -> None:
    def missing() -> None:
        raise FontMissingError(tmp_path / "font.woff")

    monkeypatch.setattr("overlays.fonts.load", missing)
    out = tmp_path / "out"
    arguments = [str(clip), "--out", str(out), "--facts", str(facts), "--ladder", "64x48:40k"]
    assert main(["encode", *arguments, *options]) == code
    assert out.exists() == (code == DONE)
    assert ("font.woff is missing" in capsys.readouterr().err) == (code == FAILED)


def test_damage_is_told_in_words_too(tmp_path: Path) -> None:
    path = with_a_bad_packet(Clip(frames=10, size=(320, 180)).write(tmp_path / "clip.mkv"))
    run = touchline("encode", path, "--out", tmp_path / "out", "--ladder", LADDER)
    assert run.code == 0
    assert run.errors == f"{path}: 1 damaged packets passed over\n"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    bad = tmp_path / "facts.jsonl"
    bad.write_text(FACTS + '{"t": 3, "type": "gaol"}\nnot json\n{"t": 1, "type": "added_time"}\n')
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    arguments = ["--out", tmp_path / "full", "--ladder", "3x3:1k", "--facts", bad]
    run = touchline("encode", tmp_path / "missing.mp4", *arguments)
    assert run.code == 2
    lines = run.errors.splitlines()
    assert len(lines) == 6
    assert any("missing.mp4: no such file" in line for line in lines)
    assert any("is not empty" in line for line in lines)
    assert any(f"{bad}:5: type:" in line for line in lines)
    assert any(f"{bad}:6: no JSON" in line for line in lines)
    assert any(f"{bad}:7: minutes: missing" in line for line in lines)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("empty.mp4", b"", id="empty"),
        pytest.param("text.mp4", b"not a clip at all\n" * 100, id="text"),
    ],
)
def test_a_file_that_is_no_clip(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    run = touchline("encode", tmp_path / name, "--out", tmp_path / "out")
    assert run.code in {1, 2}
    assert len(run.errors.splitlines()) == 1
    assert no_traceback(run.errors)
    assert not (tmp_path / "out").exists()


def test_a_truncated_clip_leaves_nothing_that_looks_whole(tmp_path: Path) -> None:
    whole = tmp_path / "whole.mp4"
    options = {"movflags": "faststart"}
    Clip(frames=250, size=(320, 180), sound=Fraction(10)).write(tmp_path / "plain.mp4")
    with (
        av.open(str(tmp_path / "plain.mp4")) as plain,
        av.open(str(whole), "w", options=options) as moved,
    ):
        streams = {s.index: moved.add_stream_from_template(s) for s in plain.streams}
        for packet in plain.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                moved.mux(packet)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    run = touchline("encode", cut, "--out", tmp_path / "out")
    assert run.code == 1
    assert "cut short" in run.errors
    assert len(run.errors.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_folder_under_a_file(clip: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    run = called("encode", clip, "--out", tmp_path / "file" / "out")
    assert run.code == 2
    assert "lies under the file" in run.errors


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a small tmpfs")
def test_a_full_disk_fails_in_one_line(clip: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=192k", "tmpfs", str(disk)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a tmpfs cannot be mounted here")
    try:
        run = touchline("encode", clip, "--out", disk / "out", "--loops", 20)
        left = list(disk.rglob("*"))
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607
    assert run.code == 1
    assert "no space left on device" in run.errors or "disk is full" in run.errors
    assert len(run.errors.splitlines()) == 1
    assert left == []


def test_a_display_matrix_comes_out_upright(tmp_path: Path) -> None:
    """A clip stored lying on its side comes out as ffmpeg's own player turns it."""
    clip = turned(Clip(frames=25, size=(96, 64), paint=corner).write(tmp_path / "clip.mp4"), 90)
    expected = upright(clip)
    out = tmp_path / "out"
    run = touchline("encode", clip, "--out", out, "--ladder", "64x96:100k", "--json")
    assert run.code == 0, run.errors
    shown = next(iter(lumas(out, "64p")))
    assert shown.shape == (96, 64)
    assert np.abs(shown.astype(int) - expected.astype(int)).mean() < 6


def corner(
    _number: int, width: int, height: int
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    luma = np.full((height, width), 40, np.uint8)
    luma[: height // 4, : width // 4] = 220
    luma[-height // 8 :, :] = 120
    return luma


def upright(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """The first picture as Debian's ffmpeg turns it by itself."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-frames:v", "1", "-f", "rawvideo"]
    done = subprocess.run([*command, "-pix_fmt", "yuv420p", "-"], check=True, capture_output=True)
    return np.frombuffer(done.stdout, np.uint8)[: 96 * 64].reshape(96, 64)


def test_a_cache_that_cannot_be_written_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo match is kept in the user's cache; here a file stands in its place."""
    (tmp_path / "cache").write_text("mine")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    run = touchline("encode", "demo:", "--out", tmp_path / "out")
    assert run.code == 1
    assert len(run.errors.splitlines()) == 1
    assert no_traceback(run.errors)
    assert not (tmp_path / "out").exists()
