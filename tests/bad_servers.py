"""Web servers that mean no good: too slow, without end, or with a certificate of their own."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

_BLOCK = bytes(2**16)
_FLOOD = 100 * 2**20
_DRIP_S = 0.02


@contextmanager
def _answering(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """One that answers a single connection so; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    connection.recv(2**16)
                    answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listening.getsockname()[1])
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
    thread.join()


@contextmanager
def dripping(head: bytes) -> Iterator[int]:
    """A head, and then a byte now and then as long as somebody listens."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(b"x")
            threading.Event().wait(_DRIP_S)

    with _answering(drip) as port:
        yield port


@contextmanager
def flooding(head: bytes) -> Iterator[tuple[int, list[int]]]:
    """A head and 100 MB; how many bytes of them went out."""
    sent = list[int]()

    def flood(connection: socket.socket) -> None:
        connection.sendall(head)
        while sum(sent) < _FLOOD:
            sent.append(connection.send(_BLOCK))

    with _answering(flood) as port:
        yield port, sent


@contextmanager
def self_signed(folder: Path) -> Iterator[int]:
    """TLS with a certificate nobody else signed; skips where none can be made."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    asked = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    asked += ["-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", str(key)]
    subprocess.run([*asked, "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection, context.wrap_socket(connection, server_side=True):
                    pass

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listening.getsockname()[1])
    thread.join()
