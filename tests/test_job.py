"""The job as a whole: a small clip in, a programme out that keeps every rule."""

import hashlib
import shutil
import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import m3u8
import numpy as np
import pytest

from engine import timebase
from engine.channel import events
from engine.channel.job import Encode, Job, Report
from engine.errors import EngineError, SourceError, StoreError
from engine.ffmpeg.probe import probe
from engine.rendition import Rendition
from engine.show_log import SHOW_LOG, ShowLog
from engine.timebase import Timing
from feeds.fact import Fact, Goal, Match, Team
from feeds.happening import Side
from tests.clips import Clip, joined, with_a_bad_packet
from tests.playlist_presentation_rules import check_presentation

LADDER = (
    Rendition(name="64p", width=80, height=64, kbit=200),
    Rendition(name="32p", width=40, height=32, kbit=100),
)
START = 946_684_800_000_000


def job_of(path: Path, folder: Path, timing: Timing | None = None) -> Job:
    info = probe(str(path))
    timing = timing or Timing(rate=info.rate)
    return Job(
        info=info,
        folder=folder,
        ladder=LADDER,
        preset="ultrafast",
        timing=timing,
        first_frame=timebase.first_frame(START, info.rate),
    )


def done(job: Job) -> Report:
    return Encode(job).run(lambda: None)


def with_facts(job: Job) -> Job:
    at = job.timing.content_time(job.first_frame)
    facts: list[Fact] = [
        Match(event_time=at, received=at, home=Team(name="Inter"), away=Team(name="Napoli")),
        Goal(event_time=at + 500_000, received=at + 500_000, side=Side.HOME),
    ]
    made = events.from_facts(facts, rate=job.timing.rate, first_frame=job.first_frame, lateness=0)
    return replace(job, events=events.Script(made))


def playlists(folder: Path) -> tuple[str, dict[str, str]]:
    names = ["64p/index.m3u8", "32p/index.m3u8", "audio/index.m3u8"]
    return (folder / "index.m3u8").read_text(), {n: (folder / n).read_text() for n in names}


@pytest.mark.parametrize(
    ("rate", "frames"),
    [
        pytest.param(Fraction(25), 50, id="25"),
        pytest.param(Fraction(30000, 1001), 62, id="29.97"),
        pytest.param(Fraction(50), 100, id="50"),
    ],
)
def test_a_clip_becomes_a_programme(tmp_path: Path, rate: Fraction, frames: int) -> None:
    clip = Clip(frames=frames, size=(80, 64), rate=rate, sound=frames / rate)
    report = done(job_of(clip.write(tmp_path / "clip.mp4"), tmp_path / "out"))
    assert (report.frames, report.dropped, report.repeated) == (frames, 0, 0)
    assert report.media_s == pytest.approx(float(frames / rate))
    assert not report.is_ended_early
    assert check_presentation(*playlists(tmp_path / "out")) == []
    for window in report.windows[:2]:
        ticks = sum(part.duration for part in window.parts)
        assert ticks == frames * window.track.frame_ticks
    for name in ("64p", "32p"):
        assert decoded(tmp_path / "out" / name, "video") == frames
    samples = decoded(tmp_path / "out" / "audio", "audio") * 1024
    assert 0 <= samples - (frames / rate * 48_000 - 1024) < 2 * 1024


def decoded(folder: Path, kind: str) -> int:
    """How many frames the listed segments hold, read by an independent reader of playlists."""
    read = m3u8.load(str(folder / "index.m3u8"))
    assert read.is_endlist
    content = (folder / read.segment_map[0].uri).read_bytes()
    whole = folder.parent / f"{folder.name}.mp4"
    whole.write_bytes(content + b"".join((folder / s.uri).read_bytes() for s in read.segments))
    with av.open(str(whole)) as container:
        stream = container.streams.video[0] if kind == "video" else container.streams.audio[0]
        return sum(1 for _ in container.decode(stream))


def test_programme_time_begins_on_the_boundary(tmp_path: Path) -> None:
    path = Clip(frames=50, size=(80, 64)).write(tmp_path / "clip.mp4")
    done(job_of(path, tmp_path / "out"))
    read = m3u8.load(str(tmp_path / "out" / "64p" / "index.m3u8"))
    assert read.media_sequence == 493_065_000
    assert read.segments[0].program_date_time.isoformat() == "2000-01-01T00:00:00+00:00"


def test_a_source_without_sound_gets_silence(tmp_path: Path) -> None:
    path = Clip(frames=50, size=(80, 64)).write(tmp_path / "clip.mp4")
    done(job_of(path, tmp_path / "out"))
    assert check_presentation(*playlists(tmp_path / "out")) == []
    assert decoded(tmp_path / "out" / "audio", "audio") == 94  # 2 s and the rest of a block


def test_loops_go_on_in_one_numbering(tmp_path: Path) -> None:
    path = Clip(frames=30, size=(80, 64), sound=Fraction(6, 5)).write(tmp_path / "clip.mp4")
    report = done(replace(job_of(path, tmp_path / "out"), loops=2))
    assert report.frames == 90
    assert check_presentation(*playlists(tmp_path / "out")) == []
    assert decoded(tmp_path / "out" / "64p", "video") == 90


def test_the_same_job_twice_gives_the_same_hash_and_bytes(tmp_path: Path) -> None:
    path = Clip(frames=30, size=(80, 64), sound=Fraction(6, 5)).write(tmp_path / "clip.mp4")
    job = replace(job_of(path, tmp_path / "a"), hashes=True)
    first = done(with_facts(job))
    second = done(with_facts(replace(job, folder=tmp_path / "b")))
    clean = done(replace(job, folder=tmp_path / "c"))
    assert first.program_sha256 == second.program_sha256
    assert first.program_sha256 != clean.program_sha256
    segments = [sorted((tmp_path / name).glob("*/*.m4s")) for name in ("a", "b")]
    digests = [[hashlib.sha256(f.read_bytes()).hexdigest() for f in files] for files in segments]
    assert digests[0] == digests[1]
    assert len(digests[0]) == 3


def test_the_bug_is_in_the_picture_and_can_be_left_out(tmp_path: Path) -> None:
    path = Clip(frames=30, size=(80, 64), paint=lambda *_: np.full((64, 80), 120, np.uint8)).write(
        tmp_path / "clip.mp4"
    )
    hashes = []
    for name, draws in (("a", True), ("b", False)):
        job = with_facts(replace(job_of(path, tmp_path / name), hashes=True))
        hashes.append(done(replace(job, draws_graphics=draws)).program_sha256)
    clean = done(replace(job_of(path, tmp_path / "c"), hashes=True)).program_sha256
    assert hashes[1] == clean
    assert hashes[0] != clean


def test_the_show_log_tells_the_show(tmp_path: Path) -> None:
    path = Clip(frames=30, size=(80, 64)).write(tmp_path / "clip.mp4")
    job = with_facts(job_of(path, tmp_path / "out", Timing(rate=Fraction(25), latency=2_000_000)))
    done(job)
    with ShowLog(tmp_path / "out" / SHOW_LOG) as log:
        kinds = [(event.payload["type"], event.frame - job.first_frame) for event in log.events()]
    assert kinds[:3] == [("program_started", 0), ("content_time_jumped", 0), ("match", 0)]


@pytest.mark.parametrize("draws", [True, False], ids=["drawn", "clean"])
def test_the_show_log_ends_with_the_last_frame(tmp_path: Path, draws: bool) -> None:  # noqa: FBT001
    path = Clip(frames=30, size=(80, 64)).write(tmp_path / "clip.mp4")
    job = job_of(path, tmp_path / "out")
    at = job.timing.content_time(job.first_frame)
    goals = [
        Goal(event_time=at + n * 40_000, received=at + n * 40_000, side=Side.HOME)
        for n in range(27, 40)
    ]
    made = events.from_facts(goals, rate=Fraction(25), first_frame=job.first_frame, lateness=0)
    done(replace(job, events=events.Script(made), draws_graphics=draws))
    with ShowLog(tmp_path / "out" / SHOW_LOG) as log:
        frames = [event.frame - job.first_frame for event in log.events()]
    assert frames == [0, 27, 28, 29]


def test_what_was_passed_over_is_warned_of(tmp_path: Path) -> None:
    path = with_a_bad_packet(Clip(frames=10, size=(80, 64)).write(tmp_path / "clip.mkv"))
    assert done(job_of(path, tmp_path / "a")).warnings == ("1 damaged packets passed over",)
    joined(tmp_path / "clip.ts", *[Clip(frames=30, size=(80, 64))] * 3)
    report = done(job_of(tmp_path / "clip.ts", tmp_path / "b"))
    assert (report.frames, report.warnings) == (90, ("2 jumps of its clock closed up",))


def test_stages_are_told_by_thread(tmp_path: Path) -> None:
    path = Clip(frames=30, size=(80, 64)).write(tmp_path / "clip.mp4")
    report = done(with_facts(replace(job_of(path, tmp_path / "out"), hashes=True)))
    names = {"source", "graphics", "program", "64p", "32p", "audio", "store", "hash"}
    assert set(report.stages) == names


def test_a_stop_leaves_a_whole_programme(tmp_path: Path) -> None:
    path = Clip(frames=100, size=(80, 64), sound=Fraction(4)).write(tmp_path / "clip.mp4")
    encode = Encode(replace(job_of(path, tmp_path / "out"), loops=50))
    encode.stop()
    report = encode.run(lambda: None)
    assert report.is_ended_early
    assert 0 < report.frames < 5_000
    assert check_presentation(*playlists(tmp_path / "out")) == []


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    path = Clip(frames=150, size=(80, 64)).write(tmp_path / "clip.mkv")
    job = job_of(path, tmp_path / "out")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(SourceError, match="cut short"):
        done(job)
    assert [entry.name for entry in tmp_path.iterdir()] == ["clip.mkv"]


def test_a_folder_removed_meanwhile_is_one_error(tmp_path: Path) -> None:
    path = Clip(frames=250, size=(80, 64)).write(tmp_path / "clip.mp4")
    encode = Encode(replace(job_of(path, tmp_path / "out"), loops=1000))

    def remove() -> None:
        if encode.frames:
            shutil.rmtree(tmp_path / "out", ignore_errors=True)

    with pytest.raises(EngineError):
        encode.run(remove)


def test_what_waits_may_fail_and_no_thread_is_left(tmp_path: Path) -> None:
    def fail() -> None:
        raise BrokenPipeError

    before = set(threading.enumerate())
    path = Clip(frames=250, size=(80, 64)).write(tmp_path / "clip.mp4")
    with pytest.raises(BrokenPipeError):
        Encode(replace(job_of(path, tmp_path / "out"), loops=1000)).run(fail)
    assert set(threading.enumerate()) <= before
    assert not (tmp_path / "out").exists()


def test_a_folder_in_use_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = Clip(frames=3, size=(80, 64)).write(tmp_path / "clip.mp4")
    job = job_of(path, tmp_path)
    with pytest.raises(StoreError, match="is not empty"):
        done(job)
    assert [entry.name for entry in tmp_path.iterdir()] == ["clip.mp4"]


def test_more_facts_for_one_moment_than_are_kept_are_an_engine_s_error(tmp_path: Path) -> None:
    path = Clip(frames=3, size=(80, 64)).write(tmp_path / "clip.mp4")
    job = job_of(path, tmp_path / "out")
    at = START + 3_600_000_000
    waiting = (Goal(event_time=at, received=START, side=Side.HOME) for _ in range(20_001))
    made = events.from_facts(waiting, rate=Fraction(25), first_frame=job.first_frame, lateness=0)
    with pytest.raises(EngineError):
        done(replace(job, events=events.Script(made)))
