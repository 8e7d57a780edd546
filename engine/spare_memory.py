"""Spare memory: what was used for a while is given back to the machine; what stays is left alone.

After a busy moment, in which frames waited and encoders were changed, glibc keeps the pages that
are free again between those that are not: 30 MB of a channel that nobody uses any more.
"""

import ctypes
import gc
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


def settle() -> None:
    """What is there by now stays: Python looks for circles in what comes after it alone.

    Among all that a channel begins with it would look for 45 ms now and then, and no thread of
    Python goes on meanwhile: a frame later than its turn.
    """
    gc.freeze()
