"""A request as the origin needs it, off its ASGI scope."""

from collections.abc import MutableMapping
from functools import cached_property
from typing import Any

from api.origin import address, answer
from api.origin.address import Address
from api.origin.waiting import Receive

type Scope = MutableMapping[str, Any]


class Request:
    """One HTTP request; `receive` tells when its client goes away."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.receive = receive
        self._scope = scope

    @property
    def method(self) -> str:
        """The method in capitals."""
        method: str = self._scope["method"]
        return method

    @property
    def address(self) -> Address | None:
        """What its path names, by the path as it was sent; None for nothing of ours."""
        raw: bytes | None = self._scope.get("raw_path")
        return address.parse(raw.decode("latin-1") if raw else self._scope["path"])

    @property
    def query(self) -> bytes:
        """The query as it was sent."""
        query: bytes = self._scope["query_string"]
        return query

    @cached_property
    def accepts_gzip(self) -> bool:
        """Whether the client takes gzip."""
        return answer.accepts_gzip(self._header(b"accept-encoding"))

    @cached_property
    def range(self) -> bytes:
        """The range asked for. With a condition, which we cannot judge, none: all is the answer."""
        return b"" if self._header(b"if-range") else self._header(b"range")

    def _header(self, name: bytes) -> bytes:
        headers: list[tuple[bytes, bytes]] = self._scope["headers"]
        return b",".join(value for key, value in headers if key == name)
