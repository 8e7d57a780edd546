"""The demo match on a phone: the address it finds this server at, and the QR code of that."""

import socket

from pydantic import BaseModel

_LOCAL = {"localhost", "127.0.0.1", "::1", "[::1]"}
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 # nothing is bound here
# Never sent to: only the way there is asked for. The address is one of documentation's own.
_SOMEWHERE = ("192.0.2.1", 9)


class PhoneResource(BaseModel):
    """Where a phone opens it, as text and as rows of a QR code; null where none can reach us.

    A character a module, `#` dark; the quiet zone of four modules is left to whoever draws.
    """

    url: str | None
    code: list[str] | None


def phone(path: str, scheme: str, page: str, host: str, port: int) -> PhoneResource:
    """What a phone opens to come to a path.

    `scheme` and `page` say where the page that asks was found, such as `https` at
    `club.example:8000`; `host` and `port` are what the server itself listens at, without TLS.
    """
    reached = _reached(scheme, page, host, port)
    if reached is None:
        return PhoneResource(url=None, code=None)
    url = f"{reached}{path}"
    return PhoneResource(url=url, code=qr_code(url))


def qr_code(text: str) -> list[str]:
    """The rows of a text's QR code, without its quiet zone."""
    import cv2
    import numpy as np

    dark = cv2.QRCodeEncoder.create().encode(text) < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    inside = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return ["".join("#" if one else "." for one in row) for row in inside]


def _reached(scheme: str, page: str, host: str, port: int) -> str | None:
    """An origin that other machines can use: the page's own where that is one."""
    name = page if page.endswith("]") else page.rpartition(":")[0] or page
    if name and name not in _LOCAL:
        return f"{scheme}://{page}"
    if host in _LOCAL:
        return None
    own = _own_address() if host in _EVERYWHERE else host
    return own and f"http://{own}:{port}"


def _own_address() -> str | None:
    """This machine's address on the network it would leave by; None where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(_SOMEWHERE)
        except OSError:
            return None
        return str(asked.getsockname()[0])
