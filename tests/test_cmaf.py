"""CMAF chunks, read back by the standard's tables."""

from fractions import Fraction

import pytest

from engine import cmaf
from engine.frame import Packet
from tests.boxes import boxes, chunks

SINCE_1970 = 1_790_000_000 * 90_000  # more than 32 bits


def packet(payload: bytes, *, pts: int = 0, dts: int = 0, is_keyframe: bool = False) -> Packet:
    return Packet(
        payload=payload,
        number=0,
        pts=pts,
        dts=dts,
        duration=1000,
        timebase=Fraction(1, 25_000),
        is_keyframe=is_keyframe,
    )


def test_the_boxes_and_their_order() -> None:
    content = cmaf.chunk([packet(b"abc")], decode_time=0, sequence=1)
    kinds = [name for name, _, _ in boxes(content)]
    assert kinds == ["moof", "mfhd", "traf", "tfhd", "tfdt", "trun", "mdat"]


@pytest.mark.parametrize("sizes", [[1], [3, 5], [0, 7], [70_000, 1, 2], [1] * 100], ids=str)
def test_samples_are_found_where_trun_says(sizes: list[int]) -> None:
    payloads = [bytes([number % 256]) * size for number, size in enumerate(sizes)]
    content = cmaf.chunk([packet(payload) for payload in payloads], decode_time=5, sequence=1)
    (chunk,) = chunks(content)
    assert [sample.payload for sample in chunk.samples] == payloads


def test_offsets_count_from_each_chunk_s_own_moof() -> None:
    """A segment is the concatenation of its chunks."""
    parts = [
        cmaf.chunk([packet(b"a" * n), packet(b"b")], decode_time=n, sequence=n) for n in (1, 2, 3)
    ]
    found = chunks(b"".join(parts))
    assert [[s.payload for s in chunk.samples] for chunk in found] == [
        [b"a", b"b"],
        [b"aa", b"b"],
        [b"aaa", b"b"],
    ]
    assert [(chunk.sequence, chunk.track) for chunk in found] == [(1, 1), (2, 1), (3, 1)]


@pytest.mark.parametrize("decode_time", [0, 2**32 - 1, 2**32, SINCE_1970, 2**63])
def test_decode_times_have_64_bits(decode_time: int) -> None:
    (chunk,) = chunks(cmaf.chunk([packet(b"a")], decode_time=decode_time, sequence=1))
    assert chunk.decode_time == decode_time


def test_a_chunk_s_number_wraps_at_32_bits() -> None:
    (chunk,) = chunks(cmaf.chunk([packet(b"a")], decode_time=0, sequence=2**32 + 7))
    assert chunk.sequence == 7


def test_sync_flags() -> None:
    """ISO 14496-12, 8.8.3.1: sample_is_non_sync_sample is bit 16, depends_on bits 24 and 25."""
    packets = [packet(b"a", is_keyframe=True), packet(b"b"), packet(b"c")]
    (chunk,) = chunks(cmaf.chunk(packets, decode_time=0, sequence=1))
    assert [sample.flags >> 16 & 1 for sample in chunk.samples] == [0, 1, 1]
    assert [sample.flags >> 24 & 3 for sample in chunk.samples] == [2, 1, 1]


@pytest.mark.parametrize("composition", [0, 1, 2000, -1, -2000])
def test_composition_offsets_are_signed(composition: int) -> None:
    packets = [packet(b"a", pts=SINCE_1970 + composition, dts=SINCE_1970)]
    (chunk,) = chunks(cmaf.chunk(packets, decode_time=SINCE_1970, sequence=1))
    assert chunk.samples[0].composition == composition
    assert chunk.samples[0].duration == 1000


THREE, FOUR = b"\0\0\1", b"\0\0\0\1"
IDR, SLICE, AUD, SPS = b"\x65idr", b"\x41slice", b"\x09\x10", b"\x67sps"


@pytest.mark.parametrize(
    ("coded", "units"),
    [
        pytest.param(FOUR + IDR, [IDR], id="4-bytes"),
        pytest.param(THREE + IDR, [IDR], id="3-bytes"),
        pytest.param(FOUR + SPS + THREE + IDR, [SPS, IDR], id="mixed"),
        pytest.param(THREE + SPS + FOUR + IDR, [SPS, IDR], id="the-zero-is-the-start-code-s"),
        pytest.param(FOUR + AUD + FOUR + SLICE, [SLICE], id="delimiter-dropped"),
        pytest.param(FOUR + SLICE + FOUR + AUD, [SLICE], id="delimiter-at-the-end"),
        pytest.param(FOUR + FOUR + SLICE, [SLICE], id="an-empty-unit"),
        pytest.param(FOUR + b"\x65\0\0\3\1", [b"\x65\0\0\3\1"], id="emulation-prevention"),
        pytest.param(FOUR + b"\x65" * 70_000, [b"\x65" * 70_000], id="long"),
    ],
)
def test_start_codes_become_lengths(coded: bytes, units: list[bytes]) -> None:
    wanted = b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)
    assert cmaf.length_prefixed(coded) == wanted


def test_what_has_lengths_already_passes() -> None:
    unit = (4).to_bytes(4, "big") + IDR
    assert cmaf.length_prefixed(unit) == unit


def test_the_codec_string() -> None:
    assert cmaf.avc_codec(b"....avcC\x01\x64\x00\x1f\xff") == "avc1.64001f"
