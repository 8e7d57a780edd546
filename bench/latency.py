"""Glass to glass: how long after its moment a picture is on a viewer's screen."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.row import Row
from tests.chromium import CHROMIUM
from tests.late_viewer import watched

_SECONDS = 60


def rows() -> Iterator[Row]:
    """The demo match live in three renditions with sound, its clock read in a viewer's browser."""
    if not CHROMIUM.exists():
        print(f"skip glass to glass: needs {CHROMIUM}")
        return
    with tempfile.TemporaryDirectory() as folder:
        seen = watched(Path(folder), _SECONDS)
    load = f"load {os.getloadavg()[0]:.1f}, of which the viewer's browser is about one"
    yield Row(
        name="glass to glass, ms: half of the frames within",
        figures=(seen.percentile(50),),
        bound=1200,
        note=load,
    )
    yield Row(
        name="glass to glass, ms: 95 % of the frames within",
        figures=(seen.percentile(95),),
        bound=1400,
        note=f"from {seen.percentile(1):.0f} to {seen.percentile(99):.0f}",
    )
    yield Row(name="the picture stopped by itself, times a minute", figures=(seen.waits,), bound=0)
    yield Row(
        name="share of the frames on screen whose clock could be read",
        figures=(1 - seen.unread,),
        bound=0.9,
        is_least=True,
        note=f"{seen.looks} on screen of {seen.aired} aired, {seen.skipped} skipped by the channel",
    )
