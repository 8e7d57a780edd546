"""A source's pictures again, from packets kept as a deck keeps them."""

from fractions import Fraction
from pathlib import Path

import pytest

from engine.channel.kept_pictures import KeptPictures
from engine.errors import SourceError
from engine.ffmpeg import picture
from engine.ffmpeg.clip import receive
from engine.ffmpeg.packet_log import SUFFIX, PacketLog, Pass, kept_files, kept_track
from engine.ffmpeg.probe import probe
from tests.channels import clip

RATE = Fraction(25)
MINUTE = 60_000_000
LENGTH = 25


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(clip(tmp_path_factory.mktemp("kept") / "clip.mp4", frames=LENGTH))


def keep(
    folder: Path, path: str, bases: list[int], *, start: int, receipts: list[int], at: int = 0
) -> None:
    """Passes received one after another, `at` µs after 1970 and a tenth of a minute a packet."""
    log, info = PacketLog(folder, 60 * MINUTE), probe(path)
    for number, (base, receipt) in enumerate(zip(bases, receipts, strict=True)):
        received = list(receive(info, number, Fraction(0), loops=False))
        received_for = Pass(
            info=info,
            tracks=tuple(kept_track(track) for track in received[0].tracks),
            start=start,
            receipt=receipt,
            base=base,
            length=LENGTH,
            loops=True,
        )
        for one in received:
            if one.packet is not None:
                log.append(one.packet, one.tracks, received_for, at)
                at += MINUTE // 10
    log.close()


def numbers(kept: KeptPictures, frames: range) -> list[int | None]:
    """Which picture of the clip each frame had."""
    found = []
    for number in frames:
        handle = kept.picture(number)
        luma = None if handle is None else picture.planes(handle)[0].mean()
        found.append(None if luma is None else round((luma - 32) / 4))
    return found


def test_passes_of_one_receipt(tmp_path: Path, path: str) -> None:
    keep(tmp_path, path, [1000, 1025], start=1000, receipts=[1, 1])
    found = numbers(KeptPictures(tmp_path, RATE, (64, 48)), range(998, 1050))
    assert found == [None, None, *range(25), *range(25)]


def test_the_player_of_a_frame_is_the_last_that_had_begun(tmp_path: Path, path: str) -> None:
    keep(tmp_path, path, [1000], start=1000, receipts=[1])
    keep(tmp_path, path, [990], start=1010, receipts=[1], at=20 * MINUTE)
    found = numbers(KeptPictures(tmp_path, RATE, (64, 48)), range(1000, 1015))
    assert found == [*range(10), *range(20, 25)]


def test_a_short_look_back(tmp_path: Path, path: str) -> None:
    keep(tmp_path, path, [1000], start=1000, receipts=[1])
    kept = KeptPictures(tmp_path, RATE, (64, 48))
    assert numbers(kept, range(1010, 1012)) == [10, 11]
    assert numbers(kept, range(1008, 1010)) == [8, 9]


def test_where_the_beginning_is_gone_it_opens_at_a_keyframe(tmp_path: Path, path: str) -> None:
    keep(tmp_path, path, [1000], start=1000, receipts=[1])
    first, *rest = kept_files(tmp_path)
    assert rest[0].goes_on
    first.path.unlink()
    found = numbers(KeptPictures(tmp_path, RATE, (64, 48)), range(1000, 1025))
    opened = next(n for n, number in enumerate(found) if number is not None)
    assert 0 < opened < 20
    assert found == [None] * opened + list(range(opened, 25))


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / f"7-000{SUFFIX}").write_text("no\n")
    with pytest.raises(SourceError, match="7-000"):
        KeptPictures(tmp_path, RATE, (64, 48))
