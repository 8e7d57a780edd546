"""Frames made once for all, read by a client of another make."""

import json

import pytest
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

from api.room.frames import coded, frame


@pytest.mark.parametrize("size", [0, 1, 90, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_client_reads_the_frame(size: int) -> None:
    client = ClientProtocol(parse_uri("ws://localhost/"), max_size=None)
    client.state = State.OPEN
    # Until the handshake the client reads HTTP; it is taken for done.
    client.parser = client.parse()
    next(client.parser)
    client.receive_data(frame([coded({"type": "x", "text": "é" * (size // 2)})]))
    (heard,) = client.events_received()
    assert isinstance(heard, Frame)
    assert (heard.opcode, heard.fin) == (Opcode.TEXT, True)
    assert json.loads(bytes(heard.data)) == [{"type": "x", "text": "é" * (size // 2)}]


def test_events_stand_in_an_array() -> None:
    assert frame([]) == b"\x81\x02[]"
    assert frame([b"1", b"2"]) == b"\x81\x05[1,2]"
