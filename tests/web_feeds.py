"""A web server a vendor might have: answers as told, one after the other, good and bad."""

import socket
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, override


@dataclass(slots=True)
class Answer:
    """What is sent: `pause_s` before the body, `cut` bytes less than was promised."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    pause_s: float = 0.0
    cut: int = 0


@dataclass(slots=True)
class Vendor:
    """The answers still to come, the last one again and again, and the requests so far."""

    port: int
    answers: deque[Answer] = field(default_factory=deque)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.port}/scores?key=secret"

    def says(self, *answers: Answer) -> None:
        """What it answers from now on."""
        self.answers.extend(answers)


@contextmanager
def vendor() -> Iterator[Vendor]:
    """One that runs until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            one = told.answers.popleft() if len(told.answers) > 1 else told.answers[0]
            self.send_response(one.status)
            for name, value in one.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(one.body)))
            self.end_headers()
            time.sleep(one.pause_s)
            self.wfile.write(one.body[: len(one.body) - one.cut])

        @override
        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        @override
        def handle_error(self, *_: Any) -> None:
            """Who was asked goes away in the middle, as some tests want it."""

    server = Server(("127.0.0.1", 0), Handler)
    told = Vendor(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
