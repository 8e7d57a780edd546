"""Clips over HTTP: brought, dressed, fetched, cancelled, refused, forgotten."""

import io
import json
import os
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from api.clips import clips as clips_module
from api.clips.clips import Clips
from api.clips.intake import Bounds
from engine.ffmpeg.encoder import VideoEncoder
from engine.rendition import Rendition
from overlays.scene import PictureSize
from overlays.score_bug_layout import layout
from tests.bug_reader import read_bug
from tests.clip_server import CLOCK, GOAL, MATCH, TOKEN, ClipServer, children, clip_server
from tests.clips import Clip
from tests.test_whole import index_first
from tests.until import wait_until


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of 640x360 with a tone."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    return Clip(frames=50, size=(640, 360), sound=Fraction(2)).write(path)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that is not made in a moment."""
    path = tmp_path_factory.mktemp("long") / "long.mp4"
    return Clip(frames=3000, size=(320, 180)).write(path)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ClipServer]:
    with clip_server(tmp_path) as running:
        yield running


def is_making(found: Any) -> bool:
    return bool(found["state"] == "making" and found["progress"]["done"])


def test_a_clip_is_brought_dressed_and_fetched(clip: Path, server: ClipServer) -> None:
    brought = server.bring(clip, "../Cup%20f%C3%AFnal.mp4")
    assert (brought["name"], brought["state"]) == ("Cup fïnal.mp4", "ready")
    assert brought["source"] == {
        "width": 640, "height": 360, "rate": "25/1", "duration_s": 2.0, "frames": 50,
        "has_sound": True, "bytes": clip.stat().st_size,
    }  # fmt: skip
    assert server.dress(brought["id"]).status == 202
    made = server.made(brought["id"])["made"]
    assert (made["width"], made["height"], made["frames"], made["media_s"]) == (640, 360, 50, 2.0)
    assert made["times"] == pytest.approx(2 / made["wall_s"], rel=0.05)
    answer = server.ask("GET", f"/{brought['id']}/dressed.mp4")
    assert len(answer.body) == made["bytes"]
    assert "Cup%20f%C3%AFnal%20dressed.mp4" in answer.headers["content-disposition"]
    with av.open(io.BytesIO(answer.body), "r") as container:
        shown = [frame.to_ndarray()[:360] for frame in container.decode(video=0)]
    assert [score(picture.astype(np.uint8)) for picture in shown] == [0] * 10 + [1] * 40


def score(luma: NDArray[np.uint8]) -> int | None:
    """What the home side has."""
    return read_bug(luma, layout(PictureSize(width=640, height=360), "NOR", "SOU")).home


def test_a_range_of_the_mp4(clip: Path, server: ClipServer) -> None:
    made = server.bring(clip)["id"]
    server.dress(made)
    server.made(made)
    whole = server.ask("GET", f"/{made}/dressed.mp4").body
    part = server.ask("GET", f"/{made}/dressed.mp4", range="bytes=100-199")
    assert (part.status, part.body) == (206, whole[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole)}"


def test_the_folder_is_what_a_player_needs(clip: Path, server: ClipServer, tmp_path: Path) -> None:
    made = server.bring(clip, "final.mp4")["id"]
    server.dress(made)
    server.made(made)
    answer = server.ask("GET", f"/{made}/folder.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
    folder = tmp_path / "out" / "final dressed"
    assert {path.name for path in folder.iterdir()} == {
        "360p", "audio", "index.m3u8", "facts.jsonl",
    }  # fmt: skip
    with av.open(str(folder / "index.m3u8")) as container:
        assert sum(1 for _ in container.decode(video=0)) == 50
    lines = (folder / "facts.jsonl").read_text().splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["match", "clock_set", "goal"]


def test_it_is_dressed_anew(clip: Path, server: ClipServer) -> None:
    made = server.bring(clip)["id"]
    answers = []
    for facts in ([MATCH], [MATCH, GOAL]):
        assert server.dress(made, facts).status == 202
        server.made(made)
        answers.append(server.ask("GET", f"/{made}/dressed.mp4").body)
    assert answers[0] != answers[1]


def text(folder: Path) -> Path:
    (folder / "match.mp4").write_text("no video at all\n" * 100)
    return folder / "match.mp4"


def nothing(folder: Path) -> Path:
    (folder / "match.mp4").touch()
    return folder / "match.mp4"


def without_frames(folder: Path) -> Path:
    rendition = Rendition(name="48p", width=64, height=48, kbit=100)
    path = folder / "match.mp4"
    path.write_bytes(VideoEncoder(rendition, Fraction(25), "superfast").header)
    return path


def without_an_index(folder: Path) -> Path:
    path = Clip(frames=50).write(folder / "match.mp4")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def cut_short(folder: Path) -> Path:
    path = index_first(Clip(frames=200, size=(320, 180)).write(folder / "match.mp4"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def sound_alone(folder: Path) -> Path:
    path = folder / "match.m4a"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("aac", rate=48_000)
        for packet in Clip(sound=Fraction(1)).tone_of(stream):
            output.mux(packet)
    return path


def a_list_of_files(folder: Path) -> Path:
    Clip(frames=50).write(folder / "other.mp4")
    (folder / "match.mp4").write_text("ffconcat version 1.0\nfile other.mp4\n")
    return folder / "match.mp4"


@pytest.mark.parametrize(
    ("write", "said"),
    [
        pytest.param(text, "match.mp4 is no media file FFmpeg can read", id="text"),
        pytest.param(nothing, "the file is empty", id="empty"),
        pytest.param(without_frames, "match.mp4: no picture of it can be decoded", id="no-frame"),
        pytest.param(without_an_index, "or is cut short", id="no-index"),
        pytest.param(cut_short, "the file is cut short, get it whole", id="cut-short"),
        pytest.param(sound_alone, "match.mp4 has sound but no picture", id="sound-alone"),
        pytest.param(a_list_of_files, "is no video of a kind that is taken", id="list-of-files"),
    ],
)
def test_what_is_no_clip_is_refused_with_a_reason(
    server: ClipServer, tmp_path: Path, write: Any, said: str
) -> None:
    answer = server.ask("POST", "?name=match.mp4", write(tmp_path).read_bytes())
    assert (answer.status, answer.value["code"]) == (422, "not_a_clip")
    assert said in answer.value["detail"]
    assert str(tmp_path) not in answer.body.decode()
    assert list((server.folder / "clips").iterdir()) == []


def test_too_large_by_its_own_word_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with clip_server(tmp_path, limit=1_000_000) as server:
        answer = server.ask("POST", "?name=a.mp4", content_length=str(4 * 10**9))
        assert (answer.status, answer.value["code"]) == (413, "clip_too_large")
        assert "larger than 1 MB" in answer.value["detail"]


def test_too_large_without_a_word_is_refused_while_it_is_read(tmp_path: Path) -> None:
    with clip_server(tmp_path, limit=1_000_000) as server:
        answer = server.ask("POST", "?name=a.mp4", iter([bytes(100_000)] * 11))
        assert (answer.status, answer.value["code"]) == (413, "clip_too_large")
        assert list((tmp_path / "clips").iterdir()) == []


@pytest.mark.parametrize("free", [0, 5_000_000], ids=["nothing", "less-than-is-kept-free"])
def test_no_room_on_the_disk(clip: Path, tmp_path: Path, free: int) -> None:
    with clip_server(tmp_path, free=free, reserve=5_000_000) as server:
        answer = server.ask("POST", "?name=a.mp4", clip.read_bytes())
        assert (answer.status, answer.value["code"]) == (507, "no_room")
        assert list((tmp_path / "clips").iterdir()) == []


def test_no_room_to_make_it_in(clip: Path, server: ClipServer) -> None:
    brought = server.bring(clip)["id"]
    server.free = 1000
    answer = server.dress(brought)
    assert (answer.status, answer.value["code"]) == (507, "no_room")


def test_the_disk_fills_while_it_is_made(long: Path, server: ClipServer) -> None:
    brought = server.bring(long)["id"]
    server.dress(brought)
    server.until(brought, is_making)
    server.free = -1
    found = server.until(brought, lambda found: found["state"] == "failed")
    assert found["problem"]["code"] == "no_room"
    assert children() == []
    server.free = 10**12
    assert server.dress(brought).status == 202


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        pytest.param({"type": "fly", "t": 1}, {"line": 2, "key": "type"}, id="type"),
        pytest.param({**GOAL, "side": "top"}, {"line": 2, "key": "side"}, id="side"),
        pytest.param({**GOAL, "minute": -3}, {"line": 2, "key": "minute"}, id="minute"),
        pytest.param({**CLOCK, "clock": "6"}, {"line": 2, "key": "clock"}, id="clock"),
        pytest.param({**GOAL, "t": -3}, {"line": 2, "key": "t"}, id="before-the-line-above"),
        pytest.param(
            {"t": 1, "type": "retraction", "retracts": "x"}, {"line": 2, "key": "retracts"},
            id="retracts-nothing",
        ),
        pytest.param("goal", {"line": 2, "key": ""}, id="no-object"),
    ],
)  # fmt: skip
def test_wrong_facts_are_told_by_line_and_key(
    clip: Path, tmp_path: Path, fact: Any, said: dict[str, Any]
) -> None:
    with clip_server(tmp_path) as server:
        brought = server.bring(clip)["id"]
        answer = server.dress(brought, [MATCH, fact])
        assert (answer.status, answer.value["code"]) == (422, "bad_facts")
        (error,) = answer.value["errors"]
        assert said.items() <= error.items()
        assert error["wrong"]
        assert error["right"]
        assert server.ask("GET", f"/{brought}").value["state"] == "ready"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"facts": []}', b'{"facts": [], "more": 1}', b" " * 1_000_001],
    ids=["nothing", "no-json", "list", "no-facts", "unknown-key", "too-long"],
)
def test_a_body_that_is_none(clip: Path, tmp_path: Path, body: bytes) -> None:
    with clip_server(tmp_path) as server:
        answer = server.ask("POST", f"/{server.bring(clip)['id']}/dress", body)
        assert (answer.status, answer.value["code"]) == (422, "bad_request")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("DELETE", ""), ("POST", "/dress"), ("DELETE", "/dress"), ("GET", "/dressed.mp4"),
     ("GET", "/folder.zip")],
)  # fmt: skip
@pytest.mark.parametrize("clip_id", ["nothing", "..%2F..", "a" * 22])
def test_ids_that_are_not_ours(server: ClipServer, method: str, path: str, clip_id: str) -> None:
    answer = server.ask(method, f"/{clip_id}{path}", b"{}" if method == "POST" else None)
    assert answer.status == 404
    assert answer.value["code"] in {"unknown_clip", "not_found"}


def test_they_are_made_one_after_the_other(clip: Path, long: Path, server: ClipServer) -> None:
    first, second, third = (server.bring(path)["id"] for path in (long, clip, clip))
    for brought in (first, second, third):
        server.dress(brought)
    server.until(first, is_making)
    assert [server.ask("GET", f"/{one}").value["place"] for one in (second, third)] == [1, 2]
    assert server.ask("GET").value["waiting"] == 3
    assert len(children()) == 1
    assert server.ask("DELETE", f"/{second}/dress").value["state"] == "ready"
    assert server.ask("GET", f"/{third}").value["place"] == 1
    assert server.ask("DELETE", f"/{first}").status == 204
    server.made(third)


def test_it_runs_behind_all_else(long: Path, server: ClipServer) -> None:
    brought = server.bring(long)["id"]
    server.dress(brought)
    server.until(brought, is_making)
    (child,) = children()
    assert os.getpriority(os.PRIO_PROCESS, child) == 19
    assert Path(f"/proc/{child}/oom_score_adj").read_text().strip() == "1000"


def test_cancelled_it_stays_and_is_made_later(long: Path, server: ClipServer) -> None:
    brought = server.bring(long)["id"]
    server.dress(brought)
    server.until(brought, is_making)
    assert server.dress(brought).value["code"] == "clip_busy"
    assert server.ask("DELETE", f"/{brought}/dress").value["state"] == "ready"
    assert children() == []
    assert server.ask("DELETE", f"/{brought}/dress").value["code"] == "clip_busy"
    assert server.ask("GET", f"/{brought}/dressed.mp4").value["code"] == "not_dressed"
    assert server.dress(brought).status == 202
    server.until(brought, is_making)


def test_forgotten_while_it_is_made(long: Path, server: ClipServer) -> None:
    brought = server.bring(long)["id"]
    server.dress(brought)
    server.until(brought, is_making)
    assert server.ask("DELETE", f"/{brought}").status == 204
    assert children() == []
    assert list((server.folder / "clips").iterdir()) == []
    assert server.ask("GET", f"/{brought}").value["code"] == "unknown_clip"


def test_the_server_s_end_ends_the_child(long: Path, tmp_path: Path) -> None:
    with clip_server(tmp_path) as server:
        brought = server.bring(long)["id"]
        server.dress(brought)
        server.until(brought, is_making)
        assert len(children()) == 1
    assert children() == []


def test_a_broken_upload_leaves_nothing(clip: Path, server: ClipServer) -> None:
    answer = server.ask("POST", "?name=a.mp4", clip.read_bytes()[:5000], content_length="9000")
    assert (answer.status, answer.value["code"]) == (408, "upload_stalled")
    wait_until(lambda: list((server.folder / "clips").iterdir()) == [])


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", ""), ("DELETE", "/x"), ("POST", "/x/dress"), ("DELETE", "/x/dress")],
)
def test_who_may_write(tmp_path: Path, method: str, path: str) -> None:
    foreign: dict[str, Any] = {"origin": "http://elsewhere.example"}
    with clip_server(tmp_path, anyone=False) as server:
        assert server.ask("GET").value["asks_for_token"] is True
        assert server.ask(method, path).value["code"] == "unauthorized"
        owned: dict[str, Any] = {"authorization": f"Bearer {TOKEN}"}
        assert server.ask(method, path, **owned).status in {404, 422}
        assert server.ask(method, path, **owned, **foreign).value["code"] == "foreign_page"
    with clip_server(tmp_path, anyone=True) as server:
        assert server.ask(method, path).status in {404, 422}
        assert server.ask(method, path, origin=server.address).status in {404, 422}
        assert server.ask(method, path, **foreign).value["code"] == "foreign_page"


def test_no_more_than_so_many(clip: Path, server: ClipServer, monkeypatch: Any) -> None:
    monkeypatch.setattr(clips_module, "AT_MOST", 1)
    server.bring(clip)
    answer = server.ask("POST", "?name=a.mp4", clip.read_bytes())
    assert (answer.status, answer.value["code"]) == (503, "busy")


def test_a_start_takes_away_what_is_left_and_nothing_else(tmp_path: Path) -> None:
    left, other, link = (
        tmp_path / name for name in ("clip-" + "a" * 22, "mine", "clip-" + "b" * 22)
    )
    elsewhere = tmp_path / "clip-short"
    for folder in (left, other, elsewhere):
        folder.mkdir()
        (folder / "kept").touch()
    link.symlink_to(other)
    Clips(tmp_path, Bounds(limit=1, free=lambda _: 1), Later())
    assert not left.exists()
    assert (other / "kept").exists()
    assert (elsewhere / "kept").exists()
    assert link.is_symlink()


class Later:
    """A clock that can be put on."""

    def __init__(self) -> None:
        self.time = 0

    def now(self) -> int:
        return self.time

    def monotonic(self) -> int:
        return self.time
