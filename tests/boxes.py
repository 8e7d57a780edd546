"""Takes MP4 boxes apart (ISO 14496-12), by the standard's tables alone."""

import struct
from dataclasses import dataclass

CONTAINERS = ("moof", "traf", "moov", "trak", "mdia", "minf", "stbl", "mvex", "edts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One line of a trun with its bytes."""

    duration: int
    flags: int
    composition: int
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """One moof with its mdat."""

    sequence: int
    track: int
    decode_time: int
    samples: tuple[Sample, ...]


def boxes(content: bytes, begin: int = 0) -> list[tuple[str, int, bytes]]:
    """(type, position in the file, body), containers before what they hold."""
    found, at = [], 0
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        assert 8 <= size <= len(content) - at, f"a box of {size} bytes at {begin + at}"
        name, body = kind.decode("ascii"), content[at + 8 : at + size]
        found.append((name, begin + at, body))
        if name in CONTAINERS:
            found += boxes(body, begin + at + 8)
        at += size
    return found


def chunks(content: bytes) -> list[Chunk]:
    """The chunks of a segment, a part or several."""
    top, at = [], 0
    while at < len(content):
        (size,) = struct.unpack_from(">I", content, at)
        top.append((content[at + 4 : at + 8], at, content[at : at + size]))
        at += size
    pairs = zip(top[::2], top[1::2], strict=True)
    assert [kind for kind, _, _ in top] == [b"moof", b"mdat"] * (len(top) // 2)
    return [_chunk(content, begin, moof) for (_, begin, moof), _ in pairs]


def _chunk(content: bytes, begin: int, moof: bytes) -> Chunk:
    inner = {name: body for name, _, body in boxes(moof)}
    assert struct.unpack(">I", inner["tfhd"][:4])[0] == 0x020000  # default-base-is-moof only
    assert inner["tfdt"][0] == 1  # version 1: 64 bits
    assert inner["mfhd"][:4] == bytes(4)
    samples, end = _samples(content, begin, inner["trun"])
    assert content[begin + len(moof) + 4 : begin + len(moof) + 8] == b"mdat"
    (size,) = struct.unpack_from(">I", content, begin + len(moof))
    assert end == begin + len(moof) + size, "the samples fill the mdat"
    return Chunk(
        sequence=struct.unpack(">I", inner["mfhd"][4:])[0],
        track=struct.unpack(">I", inner["tfhd"][4:])[0],
        decode_time=struct.unpack(">Q", inner["tfdt"][4:])[0],
        samples=samples,
    )


def _samples(content: bytes, begin: int, trun: bytes) -> tuple[tuple[Sample, ...], int]:
    head, count, offset = struct.unpack_from(">IIi", trun)
    assert head == 0x01000F01  # version 1; offset, duration, size, flags, composition
    at, samples = begin + offset, []
    for number in range(count):
        duration, size, flags, composition = struct.unpack_from(">IIIi", trun, 12 + 16 * number)
        payload = content[at : at + size]
        samples.append(
            Sample(duration=duration, flags=flags, composition=composition, payload=payload)
        )
        at += size
    assert len(trun) == 12 + 16 * count
    return tuple(samples), at
