"""Arrivals: what came of asking a vendor once, or of a vendor's sending something."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What came at `received` (µs since 1970), with the status and the headers it came with.

    `payload` is what the vendor says now, as it came; None where nothing came, and then `error`
    says why. Where not `is_new` it is the one before. Header names are in small letters.
    """

    received: int
    payload: bytes | None = None
    is_new: bool = True
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
