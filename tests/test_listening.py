"""The API's port: bound at once, and what is said where that cannot be."""

import asyncio
import socket

import pytest

from api.listening import address, listen, ready
from feeds.mistake import MistakesError


def test_it_listens_before_anyone_serves() -> None:
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        assert address(listening) == f"http://127.0.0.1:{port}"
        with socket.create_connection(("127.0.0.1", port)):
            pass


def test_an_address_that_reaches_all_networks() -> None:
    with listen("0.0.0.0", 0) as listening:  # noqa: S104 - what is tested
        assert address(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_a_port_in_use() -> None:
    with listen("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(MistakesError) as told:
            listen("127.0.0.1", port)
    right = "stop what listens there, or choose another with --port"
    assert str(told.value) == f"server.port: {port} is in use; {right}"


@pytest.mark.parametrize(
    ("host", "said"),
    [
        pytest.param("203.0.113.7", "203.0.113.7 is no address of this machine", id="elsewhere"),
        pytest.param("no.such.host.invalid", "is no host of this machine", id="unknown"),
        pytest.param("a" * 70 + ".x", "is no host of this machine", id="no-name-at-all"),
    ],
)
def test_a_host_that_cannot_be(host: str, said: str) -> None:
    with pytest.raises(MistakesError, match=said):
        listen(host, 0)


def test_ready_waits_for_a_yes() -> None:
    answers = [b"HTTP/1.1 503 Service Unavailable", b"", b"HTTP/1.1 200 OK"]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if line := answers.pop(0):
            writer.write(line + b"\r\n\r\n")
        writer.close()

    async def run() -> None:
        with listen("127.0.0.1", 0) as listening:
            async with asyncio.timeout(10), await asyncio.start_server(answer, sock=listening):
                await ready(listening)

    asyncio.run(run())
    assert answers == []
