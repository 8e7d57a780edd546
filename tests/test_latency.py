"""Ten minutes of a viewer: how late the picture is on the screen, and that it never stops."""

import os
from pathlib import Path

import pytest

from tests.chromium import in_a_browser
from tests.late_viewer import watched

SECONDS = 600


@in_a_browser
@pytest.mark.soak
def test_glass_to_glass_for_ten_minutes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = watched(tmp_path, SECONDS)
    median, most = seen.percentile(50), seen.percentile(95)
    with capsys.disabled():
        print(  # noqa: T201 - its figures are what it is run for
            f"\nglass to glass: p50 {median:.0f} ms, p95 {most:.0f} ms, {seen.waits} stops; "
            f"{seen.looks} frames on screen of {seen.aired} aired, {seen.unread:.1%} unread; "
            f"renditions {seen.heights}; the channel skipped {seen.skipped} frames, x264 "
            f"{seen.preset}; load {os.getloadavg()[0]:.1f}"
        )
    assert seen.unread < 0.1
    assert seen.looks > 0.9 * seen.aired
    assert median <= 1200
    assert most <= 1400
    assert seen.waits == 0
