"""Signatures of what is pushed to us: who has the key, sent just now, and for the first time.

`X-Touchline-Signature: t=SECONDS,v1=HEX`, where HEX is the HMAC-SHA256, with the key, of the
seconds since 1970, a point, and the body.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

from feeds.clock import Clock
from feeds.event_time import MICROSECONDS

WINDOW_S = 300
SEEN_AT_MOST = 10_000
_PART = re.compile(
    r"t=(?P<t>\d{1,12})|v1=(?P<v1>[0-9a-f]{64})|[a-z0-9]{1,16}=[^,]{0,200}", re.ASCII
)
_LONGEST = 1_000


class SignatureError(Exception):
    """What was sent is not taken; the text says why, and gives nothing away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What a header says: seconds since 1970, and one or more signatures, as keys are changed."""

    seconds: int
    given: tuple[str, ...]


def signed(body: bytes, secret: bytes, seconds: int) -> str:
    """The header of a body."""
    mac = hmac.new(secret, b"%d.%b" % (seconds, body), hashlib.sha256)
    return f"t={seconds},v1={mac.hexdigest()}"


class Signatures:
    """Those of one feed. Remembers 10,000 for as long as they would hold; then it takes no more.

    What was signed before it began may have been taken before, so it is refused.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began_s = clock.now() // MICROSECONDS
        self._seen: dict[str, int] = {}
        self._swept_s = self._began_s

    def read(self, header: str | None) -> Signature:
        """What the header says, if it is of now. Raises SignatureError."""
        if header is None:
            raise SignatureError("send X-Touchline-Signature: t=SECONDS,v1=HEX")
        parts = [_PART.fullmatch(part.strip()) for part in header[:_LONGEST].split(",")]
        found = [part for part in parts if part is not None]
        times = [int(part["t"]) for part in found if part["t"]]
        given = tuple(part["v1"] for part in found if part["v1"])
        if len(found) != len(parts) or len(times) != 1 or not given:
            raise SignatureError("write the signature as t=SECONDS,v1=HEX")
        now_s = self._clock.now() // MICROSECONDS
        if abs(now_s - times[0]) > WINDOW_S:
            raise SignatureError(f"signed more than {WINDOW_S} s from now; look at the clocks")
        if times[0] < self._began_s:
            raise SignatureError("signed before the server began; sign and send it anew")
        return Signature(seconds=times[0], given=given)

    def take(self, signature: Signature, body: bytes, secret: bytes) -> str:
        """The name to forget it by, where it is right and was not used yet; SignatureError."""
        right = signed(body, secret, signature.seconds).partition("v1=")[2]
        if not any(hmac.compare_digest(right, one) for one in signature.given):
            raise SignatureError("the signature is not that of this body with the feed's key")
        self._forget_old()
        if right in self._seen:
            raise SignatureError("the signature was used before; sign and send it anew")
        if len(self._seen) >= SEEN_AT_MOST:
            raise SignatureError(f"more than {SEEN_AT_MOST} in {WINDOW_S} s")
        self._seen[right] = signature.seconds
        return right

    def forget(self, name: str) -> None:
        """It came to nothing: it may be used again."""
        self._seen.pop(name, None)

    def _forget_old(self) -> None:
        now_s = self._clock.now() // MICROSECONDS
        if now_s == self._swept_s:
            return
        self._swept_s, oldest = now_s, now_s - WINDOW_S
        self._seen = {name: at for name, at in self._seen.items() if at >= oldest}
