"""A feed's recordings: files that follow one another, and a disk that is full meanwhile."""

import random
import threading
from pathlib import Path
from typing import override

import pytest

from feeds import recordings
from feeds.arrival import Arrival
from feeds.recording import Recorder, Recording
from feeds.recordings import Recordings
from tests.small_disk import small_disk

S = 1_000_000
HOUR = 3_600 * S
START = 1_800_000_000 * S
NAME = "20270115T080000000000Z"


def kept(folder: Path) -> Recordings:
    return Recordings(folder, provider="espn", source="https://host")


def came(after: int, payload: bytes, *, is_new: bool = True) -> Arrival:
    return Arrival(received=START + after, payload=payload, is_new=is_new)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def payloads(folder: Path) -> list[list[bytes | None]]:
    """What stands in each file, None for what did not change."""
    found = [Recording(path) for path in sorted(folder.iterdir())]
    return [[one.payload(e) if e.size else None for e in one.entries()] for one in found]


def test_a_new_file_begins_after_six_hours_with_what_stands(tmp_path: Path) -> None:
    one = kept(tmp_path / "a")
    for hour in range(8):
        one.keep(came(hour * HOUR, b"same", is_new=not hour))
    one.close()
    assert payloads(tmp_path / "a") == [[b"same", None, None, None, None, None], [b"same", None]]
    assert names(tmp_path / "a")[0] == f"{NAME}.recording"


def test_a_new_file_begins_where_one_is_full_and_the_oldest_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recordings, "FILE_AT_MOST", 1000)
    monkeypatch.setattr(recordings, "ALL_AT_MOST", 4000)
    dice, one = random.Random(1), kept(tmp_path)
    said = [dice.randbytes(1000) for _ in range(9)]
    for number, payload in enumerate(said):
        one.keep(came(number, payload))
    one.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 4000
    assert [payload for (payload,) in payloads(tmp_path)] == said[-len(payloads(tmp_path)) :]
    assert 2 <= len(payloads(tmp_path)) <= 3


def test_what_is_older_than_thirty_days_goes(tmp_path: Path) -> None:
    old, young, other = "20261215T080000000000Z", "20261217T080000000000Z", "a-copy"
    for name in (old, young, other):
        (tmp_path / f"{name}.recording").touch()
    one = kept(tmp_path)
    one.keep(came(0, b"x"))
    one.close()
    assert names(tmp_path) == [f"{name}.recording" for name in (young, NAME, other)]


def test_a_full_disk_stops_nothing_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dice = random.Random(1)
    with small_disk(tmp_path / "disk", 1) as disk:
        one = kept(disk.folder / "a")
        one.keep(came(0, b"first"))
        one.written()
        disk.fill()
        for n in range(1, 9):
            one.keep(came(n * S, dice.randbytes(200_000)))
        one.written()
        assert one.status()["error"] == "No space left on device"
        assert one.status()["lost"] == 8
        disk.free()
        one.keep(came(30 * S, b"later"))
        one.close()
        assert payloads(disk.folder / "a")[0] == [b"first"]
        assert payloads(disk.folder / "a")[-1] == [b"later"]
    assert (one.status()["error"], one.status()["lost"]) == ("", 8)
    assert caplog.text.count("feed not recorded") == 1


def test_where_no_folder_can_be_made_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    one = kept(tmp_path / "a")
    one.keep(came(0, b"x"))
    one.written()
    assert one.status() == {"file": None, "bytes": 0, "lost": 1, "error": "File exists"}


def test_its_status(tmp_path: Path) -> None:
    one = kept(tmp_path)
    one.keep(came(0, b"x"))
    one.written()
    (file,) = tmp_path.iterdir()
    told = {"file": file.name, "bytes": file.stat().st_size, "lost": 0, "error": ""}
    assert one.status() == told
    one.close()


def test_who_keeps_waits_for_no_disk_and_what_is_too_much_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk takes nothing until all has come."""
    takes = threading.Event()
    monkeypatch.setattr(recordings, "_AHEAD_AT_MOST", 5_000)

    class Slow(Recorder):
        @override
        def keep(self, arrival: Arrival) -> None:
            assert takes.wait(10)
            super().keep(arrival)

    monkeypatch.setattr(recordings, "Recorder", Slow)
    one = kept(tmp_path)
    for n in range(8):
        one.keep(came(n * S, b"x" * 1_000))
    assert one.status()["lost"] == 5
    takes.set()
    one.written()
    one.keep(came(9 * S, b"later"))
    one.close()
    assert one.status()["lost"] == 5
    assert payloads(tmp_path) == [[b"x" * 1_000] * 3 + [b"later"]]
