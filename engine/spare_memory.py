"""Spare memory: what was used for a while is given back to the machine.

After a busy moment, in which frames waited and encoders were changed, glibc keeps the pages that
are free again between those that are not: 30 MB of a channel that nobody uses any more.
"""

import ctypes
from collections.abc import Callable


def _found() -> Callable[[int], int] | None:
    """glibc's way to do so; other C libraries have none, and keep less."""
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return None
    return trim


_TRIM = _found()


def give_back() -> None:
    """Give back what is free. A few ms, in which other threads of Python go on."""
    if _TRIM is not None:
        _TRIM(0)
