"""A parser for several feeds of one address that want the same of it: each payload read once."""

from threading import Lock

from feeds.payload import PayloadError
from feeds.reading import Parser, Reading, read


class SharedParser:
    """Gives all who bring the payload that came last the same reading of it, in any thread."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._lock = Lock()
        self._payload: bytes | None = None
        self._said: Reading | PayloadError = PayloadError("")

    def parse(self, payload: bytes, received: int) -> Reading:
        """What it says, read when it was brought first; PayloadError."""
        with self._lock:
            if payload is not self._payload:
                try:
                    self._said = read(self._parser, payload, received)
                except PayloadError as error:
                    self._said = error
                self._payload = payload
            said = self._said
        if isinstance(said, PayloadError):
            raise PayloadError(str(said))
        return said
