"""Recordings: what came is read as it came, up to the last whole entry, and no secret is in it."""

import gzip
import random
from pathlib import Path

import pytest

from feeds.arrival import Arrival
from feeds.payload import BYTES_AT_MOST
from feeds.recording import Recorder, Recording, RecordingError
from tests.small_disk import small_disk

S = 1_000_000
START = 1_800_000_000 * S
ZIPPED = gzip.compress(b'{"score": 2}')
CAME = [
    Arrival(received=START, payload=b'{"score": 1}', status=200, headers={"etag": '"1"'}),
    Arrival(received=START + 10 * S, payload=b'{"score": 1}', is_new=False, status=304),
    Arrival(received=START + 20 * S, status=429, headers={"retry-after": "7"}, error="HTTP 429"),
    Arrival(received=START + 30 * S + 1, payload=ZIPPED, headers={"content-encoding": "gzip"}),
]


def written(path: Path, *came: Arrival) -> bytes:
    with Recorder(path, provider="espn", source="https://host") as recorder:
        for one in came:
            recorder.keep(one)
        assert recorder.size == path.stat().st_size
    return path.read_bytes()


def read(path: Path) -> list[Arrival]:
    """All that stands in a recording, without the payloads that did not change."""
    recording = Recording(path)
    return [
        Arrival(
            received=one.received,
            payload=recording.payload(one) if one.size else None,
            is_new=one.is_new,
            status=one.status,
            headers=one.headers,
            error=one.error,
        )
        for one in recording.entries()
    ]


def test_it_is_read_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "a.recording"
    written(path, *CAME)
    first, second, third, last = read(path)
    assert [first, third, last] == [CAME[0], CAME[2], CAME[3]]
    assert (second.payload, second.is_new, second.status) == (None, False, 304)
    assert Recording(path).provider == "espn"
    assert [one.received for one in Recording(path).payloads()] == [START, START + 30 * S + 1]


def test_what_did_not_change_costs_a_line(tmp_path: Path) -> None:
    large = Arrival(received=START, payload=random.Random(1).randbytes(100_000))
    same = [Arrival(received=START + n, payload=large.payload, is_new=False) for n in range(100)]
    once = len(written(tmp_path / "once.recording", large))
    assert len(written(tmp_path / "often.recording", large, *same)) - once < 100 * 100


def test_no_secret_is_in_it(tmp_path: Path) -> None:
    headers = {
        "set-cookie": "session=hush",
        "authorization": "hush",
        "x-auth-token": "hush",
        "location": "https://host/?key=hush",
        "etag": "x" * 5000,
        "x-ratelimit-remaining": "3",
        "ratelimit": '"a";r=1;t=2',
    }
    path = tmp_path / "a.recording"
    assert b"hush" not in written(path, Arrival(received=START, payload=b"1", headers=headers))
    (entry,) = Recording(path).entries()
    assert set(entry.headers) == {"etag", "x-ratelimit-remaining", "ratelimit"}
    assert len(entry.headers["etag"]) == 1000


def ends(path: Path) -> tuple[bytes, list[int]]:
    """A recording, and where its first line and each of its entries end."""
    whole = list[bytes]()
    for count in range(len(CAME) + 1):
        path.unlink(missing_ok=True)
        whole.append(written(path, *CAME[:count]))
    return whole[-1], [len(one) for one in whole]


def test_one_that_is_cut_off_anywhere_reads_up_to_its_last_whole_entry(tmp_path: Path) -> None:
    path = tmp_path / "a.recording"
    whole, (first, *entries) = ends(path)
    for length in range(first, len(whole) + 1):
        path.write_bytes(whole[:length])
        assert len(read(path)) == sum(length >= end for end in entries), length
    for length in range(first):
        path.write_bytes(whole[:length])
        with pytest.raises(RecordingError, match="is no recording of a feed"):
            Recording(path)


def test_garbage_in_it_takes_nothing_of_what_stands_before(tmp_path: Path) -> None:
    path, dice = tmp_path / "a.recording", random.Random(7)
    whole, (first, *entries) = ends(path)
    for place in range(first, len(whole)):
        path.write_bytes(whole[:place] + bytes([dice.randrange(256)]) + whole[place + 1 :])
        assert len(read(path)) >= sum(place >= end for end in entries), place


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"{",
        b'{"t": 1}',
        b'{"t": "soon"}',
        b'{"t": "2026-01-01T00:00:00"}',
        b'{"t": "2026-01-01T00:00:00Z", "bytes": -1}',
        b'{"t": "2026-01-01T00:00:00Z", "bytes": 1e99}',
        b'{"t": "2026-01-01T00:00:00Z", "bytes": 999999999999}',
        b'{"t": "2026-01-01T00:00:00Z", "headers": 3}',
        b'{"t": "2026-01-01T00:00:00Z", "status": []}',
        b"[" * 60_000,
        b"x" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_line_that_is_none_ends_it(line: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.recording"
    written(path, CAME[0])
    with path.open("ab") as file:
        file.write(line + b"\n")
    assert len(read(path)) == 1


def test_a_payload_that_is_larger_than_any_is_not_inflated(tmp_path: Path) -> None:
    path = tmp_path / "a.recording"
    written(path, Arrival(received=START, payload=bytes(BYTES_AT_MOST + 1)))
    with pytest.raises(RecordingError, match="larger than 32 MB"):
        read(path)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}\n", b'{"touchline": "recording", "v": 2}\n', b"\0" * 100_000]
)
def test_what_is_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.recording"
    path.write_bytes(content)
    with pytest.raises(RecordingError, match="is no recording of a feed"):
        Recording(path)


def test_where_none_is(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="No such file"):
        Recording(tmp_path / "a.recording")
    with pytest.raises(RecordingError, match="has no"):
        Recording(tmp_path)


def test_a_folder_of_them_is_one(tmp_path: Path) -> None:
    written(tmp_path / "2.recording", CAME[3])
    written(tmp_path / "1.recording", *CAME[:2])
    assert [one.received for one in read(tmp_path)] == [START, START + 10 * S, START + 30 * S + 1]


def test_a_full_disk_takes_an_entry_and_no_more(tmp_path: Path) -> None:
    dice = random.Random(1)
    first, second = (dice.randbytes(600_000) for _ in range(2))
    with small_disk(tmp_path / "disk", 1) as disk:
        path = disk.folder / "a.recording"
        with Recorder(path, provider="espn") as recorder:
            recorder.keep(Arrival(received=START, payload=first))
            with pytest.raises(OSError, match="No space left"):
                recorder.keep(Arrival(received=START + S, payload=second))
            assert path.stat().st_size == recorder.size
            recorder.keep(Arrival(received=START + 2 * S, payload=b"small"))
        assert [one.payload for one in read(path)] == [first, b"small"]
