"""Waits until something is so, without a guess at how long that takes."""

import asyncio
import time
from collections.abc import Callable


async def until(claim: Callable[[], bool], *, within: float = 60) -> None:
    """Let the event loop go on until `claim` holds; TimeoutError after `within` seconds."""
    async with asyncio.timeout(within):
        while not claim():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.001)


def wait_until(claim: Callable[[], bool], *, within: float = 60) -> None:
    """Wait until `claim` holds; TimeoutError after `within` seconds."""
    end = time.monotonic() + within
    while not claim():
        if time.monotonic() > end:
            raise TimeoutError("it did not come to be so")
        time.sleep(0.005)
