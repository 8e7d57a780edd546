"""A NATS server that loses some messages: a proxy before a real one, in threads."""

import random
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import override

_BYTES = 65_536


class LossyBus(ThreadingTCPServer):
    """Listens on a free port for clients of the server at `port`.

    Of what they publish to subjects that match `subject` it loses the `share` that the seed draws;
    all else goes through.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, subject: str, *, share: float, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), _Client)
        self.port = port
        self.passed = self.lost = 0
        self._subject = re.compile(subject)
        self._share = share
        self._draws = random.Random(seed)
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """What the config's [bus] names."""
        return f"nats://127.0.0.1:{self.server_address[1]}"

    def loses(self, subject: str) -> bool:
        """Whether this message is lost."""
        if not self._subject.fullmatch(subject):
            return False
        with self._lock:
            is_lost = self._draws.random() < self._share
            self.lost += is_lost
            self.passed += not is_lost
        return is_lost


class _Client(StreamRequestHandler):
    """One client's connection, and one of its own to the server."""

    server: LossyBus

    @override
    def handle(self) -> None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.server.port)) as nats:
            back = threading.Thread(target=_copy, args=(nats, self.connection), daemon=True)
            back.start()
            try:
                self._forward(nats)
            finally:
                nats.shutdown(socket.SHUT_RDWR)
                back.join()

    def _forward(self, nats: socket.socket) -> None:
        """Pass on what the client says, operation by operation."""
        while line := self.rfile.readline():
            verb, _, rest = line.partition(b" ")
            body = b""
            if verb.upper() in {b"PUB", b"HPUB"}:
                # The last number is the size of all that follows, without the line's end.
                body = self.rfile.read(int(rest.split()[-1]) + 2)
                if self.server.loses(rest.split()[0].decode()):
                    continue
            nats.sendall(line + body)


def _copy(giver: socket.socket, taker: socket.socket) -> None:
    """All that one says to the other; then neither is heard any more."""
    with suppress(OSError):
        while said := giver.recv(_BYTES):
            taker.sendall(said)
        taker.shutdown(socket.SHUT_RDWR)


@contextmanager
def losing(port: int, subject: str, *, share: float, seed: int) -> Iterator[LossyBus]:
    """A bus that loses messages for as long as the block lasts."""
    with LossyBus(port, subject, share=share, seed=seed) as bus:
        thread = threading.Thread(target=bus.serve_forever, name="lossy bus")
        thread.start()
        try:
            yield bus
        finally:
            bus.shutdown()
            thread.join()
