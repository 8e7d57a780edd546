"""Captures: plain files as payloads with their times, by name, by rhythm or by when written."""

import gzip
import os
from pathlib import Path

import pytest

from feeds import captures as module
from feeds.captures import CapturesError, arrivals, captures
from feeds.event_time import from_iso

S = 1_000_000
WRITTEN = 1_700_000_000


def folder(tmp_path: Path, *names: str) -> Path:
    """Files of these names, each written a minute before the one before."""
    for number, name in enumerate(names):
        path = tmp_path / name
        path.write_bytes(name.encode())
        os.utime(path, (WRITTEN - 60 * number,) * 2)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        pytest.param("20260712T191500.json", "2026-07-12T19:15:00Z", id="basic"),
        pytest.param("20260712T191500Z_board.json.gz", "2026-07-12T19:15:00Z", id="and-more"),
        pytest.param("board-2026-07-12_19-15-00.xml", "2026-07-12T19:15:00Z", id="with-lines"),
        pytest.param("2026-07-12 19:15:00.25.json", "2026-07-12T19:15:00.25Z", id="a-part"),
        pytest.param("20261312T191500.json", None, id="no-month"),
        pytest.param("120260712T191500.json", None, id="a-longer-number"),
        pytest.param("board.json", None, id="nothing"),
    ],
)
def test_a_time_in_a_name(name: str, moment: str | None, tmp_path: Path) -> None:
    (one,) = captures(folder(tmp_path, name))
    assert one.received == (WRITTEN * S if moment is None else from_iso(moment))


def test_those_with_times_come_in_their_order(tmp_path: Path) -> None:
    found = captures(folder(tmp_path, "b-20260712T191500", "a-20260712T191600"), every=S)
    assert [one.path.name[0] for one in found] == ["b", "a"]
    assert found[1].received - found[0].received == 60 * S


@pytest.mark.parametrize(
    ("every", "order"),
    [
        pytest.param(10 * S, [("a", 0), ("b", 10), ("c", 20)], id="in-a-rhythm-by-name"),
        pytest.param(None, [("c", -120), ("b", -60), ("a", 0)], id="when-they-were-written"),
    ],
)
def test_those_without_times(
    every: int | None, order: list[tuple[str, int]], tmp_path: Path
) -> None:
    found = captures(folder(tmp_path, "a", "b", "c"), every)
    assert [(one.path.name, one.received // S - WRITTEN) for one in found] == order


def test_a_gzipped_one_stays_so(tmp_path: Path) -> None:
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b"{}"))
    (came,) = arrivals(captures(tmp_path))
    assert came.payload == gzip.compress(b"{}")
    assert came.headers == {"content-encoding": "gzip"}


def test_what_is_as_the_one_before_is_not_new(tmp_path: Path) -> None:
    for name, payload in (("1", b"a"), ("2", b"a"), ("3", b"b")):
        (tmp_path / name).write_bytes(payload)
    came = arrivals(captures(tmp_path, S))
    assert [one.is_new for one in came] == [True, False, True]


def test_where_none_are(tmp_path: Path) -> None:
    with pytest.raises(CapturesError, match="has no files in it; name a folder of captures"):
        captures(tmp_path)
    with pytest.raises(CapturesError, match="No such file or directory; name a folder"):
        captures(tmp_path / "nowhere")


def test_one_that_cannot_be_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = captures(folder(tmp_path, "a"))
    monkeypatch.setattr(module, "BYTES_AT_MOST", 0)
    with pytest.raises(CapturesError, match="larger than"):
        list(arrivals([one]))
    one.path.unlink()
    with pytest.raises(CapturesError, match="No such file"):
        list(arrivals([one]))
