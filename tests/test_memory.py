"""A channel's memory over ten minutes on air: how much it is, and that it does not grow."""

import os
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from tests.served import DEMO, Served, served

WARM_UP_S = 120
MEASURED_S = 600
MOST_MB = 350
MOST_MB_A_MINUTE = 1.0


@pytest.mark.soak
def test_a_channel_s_memory_does_not_grow(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(DEMO, tmp_path) as server:
        server.on_air("demo")
        channel = server.pid("channel demo")
        threading.Event().wait(WARM_UP_S)
        sizes = memory(server, MEASURED_S)
        assert server.pid("channel demo") == channel
    slope = float(np.polyfit(np.arange(len(sizes)) / 60, sizes, 1)[0])
    with capsys.disabled():
        load = os.getloadavg()[0]
        sys.stdout.write(
            f"\nmemory {min(sizes):.1f} to {max(sizes):.1f} MB, {slope:+.2f} MB a minute, "
            f"load {load:.1f}\n"
        )
    assert max(sizes) <= MOST_MB
    assert slope <= MOST_MB_A_MINUTE


def memory(server: Served, seconds: int) -> list[float]:
    """What the channel holds, in MB, once a second."""
    waiting, sizes = threading.Event(), list[float]()
    for _ in range(seconds):
        waiting.wait(1)
        health = server.get("/api/v1/channels/demo/health").value
        sizes.append(health["rss_bytes"] / 2**20)
    return sizes
