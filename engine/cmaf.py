"""CMAF chunks, byte by byte: moof + mdat around samples (ISO 14496-12, 23000-19)."""

import struct
from collections.abc import Sequence

from engine.frame import Packet

_START_CODE = b"\0\0\1"
_AUD = 9
_SYNC_SAMPLE = 0x0200_0000  # sample_depends_on = 2: needs no other
_OTHER_SAMPLE = 0x0101_0000  # depends on others, is no sync sample
_TRACK = 1


def chunk(packets: Sequence[Packet], *, decode_time: int, sequence: int) -> bytes:
    """One chunk of a single-track file.

    `decode_time` is the first sample's in ticks since 1970, `sequence` the chunk's number in moof.
    The packets' payloads must be length-prefixed already; their pts, dts and durations are ticks.
    """
    trun = _trun(packets)
    tfhd = _full_box(b"tfhd", 0, 0x020000, struct.pack(">I", _TRACK))  # default-base-is-moof
    tfdt = _full_box(b"tfdt", 1, 0, struct.pack(">Q", decode_time))
    mfhd = _full_box(b"mfhd", 0, 0, struct.pack(">I", sequence & 0xFFFF_FFFF))
    traf = _box(b"traf", tfhd + tfdt + trun)
    moof = bytearray(_box(b"moof", mfhd + traf))
    # trun's data offset counts from the moof's first byte to the mdat's first payload byte.
    offset_at = len(moof) - len(trun) + 16
    struct.pack_into(">i", moof, offset_at, len(moof) + 8)
    payload = b"".join(packet.payload for packet in packets)
    return bytes(moof) + _box(b"mdat", payload)


def _trun(packets: Sequence[Packet]) -> bytes:
    """Duration, size, flags and signed composition offset a sample; data offset left open."""
    body = bytearray(struct.pack(">Ii", len(packets), 0))
    for packet in packets:
        flags = _SYNC_SAMPLE if packet.is_keyframe else _OTHER_SAMPLE
        size = len(packet.payload)
        body += struct.pack(">IIIi", packet.duration, size, flags, packet.pts - packet.dts)
    return _full_box(b"trun", 1, 0x000F01, bytes(body))


def length_prefixed(access_unit: bytes) -> bytes:
    """An Annex B access unit as NAL units behind 4-byte lengths; delimiters are left out.

    An access unit without a start code is taken to be length-prefixed already.
    """
    if not access_unit.startswith((b"\x00\x00\x01", b"\x00\x00\x00\x01")):
        return access_unit
    # ISO 14496-10, 7.4.1: no NAL unit ends in a zero byte; such are the next start code's.
    units = (unit.rstrip(b"\0") for unit in access_unit.split(_START_CODE))
    kept = (unit for unit in units if unit and unit[0] & 0x1F != _AUD)
    return b"".join(struct.pack(">I", len(unit)) + unit for unit in kept)


def avc_codec(header: bytes) -> str:
    """The codec string (RFC 6381) of the avcC box in a header, such as avc1.64001f."""
    at = header.index(b"avcC") + 4
    return f"avc1.{header[at + 1 : at + 4].hex()}"


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def _full_box(kind: bytes, version: int, flags: int, body: bytes) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags) + body)
