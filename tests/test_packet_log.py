"""Packets kept as received: what comes back decodes to the same pictures."""

import shutil
from fractions import Fraction
from pathlib import Path

import av
import pytest

from engine.errors import SourceError
from engine.ffmpeg.clip import receive
from engine.ffmpeg.kept_codecs import KeptCodecs
from engine.ffmpeg.packet_log import (
    SUFFIX,
    Kept,
    PacketLog,
    Pass,
    kept_files,
    kept_track,
    read,
)
from engine.ffmpeg.probe import probe
from tests.channels import clip

MINUTE = 60_000_000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(clip(tmp_path_factory.mktemp("packets") / "clip.mp4"))


def keep(folder: Path, path: str, *, at: int = 0, step: int = 0, window: int = MINUTE) -> PacketLog:
    log, arrival = PacketLog(folder, window), at
    received = list(receive(probe(path), 0, Fraction(0), loops=False))
    received_for = Pass(
        info=probe(path),
        tracks=tuple(kept_track(track) for track in received[0].tracks),
        start=100,
        receipt=1,
        base=90,
        length=25,
        loops=False,
    )
    for one in received:
        if one.packet is not None:
            log.append(one.packet, one.tracks, received_for, arrival)
            arrival += step
    log.close()
    return log


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}"))


def packets(folder: Path) -> list[Kept]:
    return [packet for kept in kept_files(folder) for packet in kept.packets()]


def shown(folder: Path) -> list[int]:
    """The mean lumas of the kept pictures, decoded from what the files say alone."""
    tracks = kept_files(folder)[0].of.tracks
    number = next(n for n, track in enumerate(tracks) if track.kind == "video")
    codecs, frames = KeptCodecs(tracks), []
    for kept in [*packets(folder), Kept.drain(number)]:
        if kept.track == number:
            frames += codecs.decode(kept)
    codecs.flush()
    return [round(float(frame.to_ndarray()[:48].mean())) for frame in frames]


def test_what_was_received_decodes_again(tmp_path: Path, path: str) -> None:
    keep(tmp_path, path)
    with av.open(path) as container:
        wanted = [round(float(f.to_ndarray()[:48].mean())) for f in container.decode(video=0)]
    assert shown(tmp_path) == wanted
    kept = packets(tmp_path)
    assert {packet.track for packet in kept} == {0, 1}
    assert kept[0].is_keyframe
    (file,) = kept_files(tmp_path)
    assert (file.of.base, file.of.length, file.of.info) == (90, 25, probe(path))
    assert {track.kind for track in file.of.tracks} == {"video", "audio"}


def test_a_file_a_minute_and_no_longer_than_the_window(tmp_path: Path, path: str) -> None:
    keep(tmp_path, path, at=100 * MINUTE, step=MINUTE // 10, window=2 * MINUTE)
    minutes = [int(file.stem.partition("-")[0]) for file in files(tmp_path)]
    assert minutes == list(range(minutes[0], minutes[0] + 4))
    arrivals = [packet.arrival for packet in packets(tmp_path)]
    assert arrivals == sorted(arrivals)
    assert [file.goes_on for file in kept_files(tmp_path)] == [True] * 4


def test_a_second_start_in_a_minute_keeps_the_first(tmp_path: Path, path: str) -> None:
    keep(tmp_path, path)
    count = len(packets(tmp_path))
    keep(tmp_path, path)
    assert len(packets(tmp_path)) == 2 * count
    assert len(files(tmp_path)) == 2


def test_a_packet_cut_short_is_left_out(tmp_path: Path, path: str) -> None:
    keep(tmp_path, path)
    (file,) = files(tmp_path)
    whole = len(packets(tmp_path))
    file.write_bytes(file.read_bytes()[:-1])
    assert len(packets(tmp_path)) == whole - 1


@pytest.mark.parametrize("left", [0, 40])
def test_a_file_cut_short_in_its_first_line_keeps_nothing(
    tmp_path: Path, path: str, left: int
) -> None:
    keep(tmp_path, path)
    (file,) = files(tmp_path)
    (tmp_path / f"0-001{SUFFIX}").write_bytes(file.read_bytes()[:left])
    assert [kept.path for kept in kept_files(tmp_path)] == [file]


def test_where_nothing_can_be_written_packets_are_lost_and_counted(
    tmp_path: Path, path: str
) -> None:
    folder = tmp_path / "file"
    folder.write_text("in the way")
    assert keep(folder, path).lost > 25
    folder.unlink()
    assert keep(folder, path).lost == 0
    shutil.rmtree(folder)


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / f"x{SUFFIX}"
    other.write_text("no\n")
    with pytest.raises(SourceError, match="keeps no packets"):
        read(other)
