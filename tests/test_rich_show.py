"""Ten minutes on air with a bug, a crawling ticker and graphics that come and go: none is late."""

import os
import sys
import threading
from itertools import cycle
from pathlib import Path

import pytest

from tests.rich_overlay import RICH
from tests.served import Served, served

WARM_UP_S = 30
TURNS = 75
STANDS_S, GONE_S = 6, 2
CONFIG = """\
[[channel]]
name = "rich"
overlay = "{overlay}"
[channel.source]
input = "demo:"
[[channel.feed]]
name = "demo"
provider = "demo"
"""
# Each with what is typed into it.
TAKEN: tuple[tuple[str, dict[str, str]], ...] = (
    ("lower_third", {"title": "Ada Lindqvist", "line": "Harbour United", "figure": "10"}),
    ("statistics", {}),
    ("timer", {"title": "Restart", "minutes": "5"}),
    ("line_ups", {"side": "home"}),
    ("lower_third", {"title": "Bo Okafor", "line": "Referee"}),
    ("match_facts", {}),
)


@pytest.mark.soak
def test_no_graphic_is_late_in_ten_minutes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(RICH)
    with served(CONFIG.format(overlay=overlay), tmp_path) as server:
        server.on_air("rich")
        threading.Event().wait(WARM_UP_S)
        first = health(server)
        for (graphic, fields), _ in zip(cycle(TAKEN), range(TURNS), strict=False):
            move(server, graphic, "take", {"fields": fields})
            threading.Event().wait(STANDS_S)
            move(server, graphic, "clear", {})
            threading.Event().wait(GONE_S)
        last = health(server)
    frames, late, skipped = (last[key] - first[key] for key in ("frames", "boxes_late", "skipped"))
    with capsys.disabled():
        sys.stdout.write(
            f"\n{frames} frames, {late} with late graphics, {skipped} skipped, "
            f"load {os.getloadavg()[0]:.1f}\n"
        )
    assert frames >= TURNS * (STANDS_S + GONE_S) * 25 * 0.99
    assert late == 0


def health(server: Served) -> dict[str, int]:
    found: dict[str, int] = server.get("/api/v1/channels/rich/health").value
    return found


def move(server: Served, graphic: str, act: str, message: dict[str, object]) -> None:
    answer = server.owner("POST", f"/channels/rich/graphics/{graphic}/{act}", message)
    assert answer.status == 200, answer.text
