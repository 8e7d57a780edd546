"""Sponsors' plays, from a log: run by run, and nothing where nobody sponsors."""

from pathlib import Path
from typing import Any

import pytest

from api.exit_code import DONE, MISTAKEN
from api.main import main
from engine.channel import events
from engine.channel.sponsor_plays import csv_rows
from engine.errors import ShowLogError
from engine.show_log import ShowLog
from engine.timebase import Timing
from overlays.proof_of_play import HEADER
from tests.test_as_logged import BEGUN


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two runs; taken in the first, cleared in the second."""
    started = BEGUN.coded(Timing(rate=BEGUN.rate))
    taken = {"type": events.TAKEN, "v": 1, "graphic": "sponsor", "fields": {"sponsors": "Quist"}}
    started = BEGUN.coded(Timing(rate=BEGUN.rate))
    ended = {"type": events.HASHED, "v": 1, "first_frame": 0, "sha256": ""}
    lines: list[tuple[int, dict[str, Any]]] = [
        (48, started),
        (60, taken),
        (96, ended),
        (960, {**started, "first_frame": 960}),
        (980, {"type": events.CLEARED, "v": 1, "graphic": "sponsor"}),
        (984, ended),
    ]
    with ShowLog(tmp_path / "show.db") as log:
        for frame, payload in lines:
            log.append(frame=frame, event_time=None, arrival=0, actor="t", payload=payload)
    return tmp_path / "show.db"


def test_both_runs_are_told_to_the_frame(path: Path) -> None:
    """Taken on frame 60 it stands in full from frame 72 on; it is cleared on frame 980."""
    assert list(csv_rows(path)) == [
        HEADER,
        "Quist,1970-01-01T00:00:02.880000Z,1970-01-01T00:00:03.840000Z,0.960",
        "Quist,1970-01-01T00:00:38.400000Z,1970-01-01T00:00:39.200000Z,0.800",
    ]


def test_the_command_tells_them(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "sponsors", str(path)]) == DONE
    assert capsys.readouterr().out.splitlines()[1:] == list(csv_rows(path))[1:]
    assert main(["show", "sponsors", str(path.parent / "none.db")]) == MISTAKEN
    assert "none.db" in capsys.readouterr().err


def test_nobody_sponsors(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db"):
        pass
    assert list(csv_rows(tmp_path / "show.db")) == [HEADER]


def test_what_is_no_log_is_told(tmp_path: Path) -> None:
    with pytest.raises(ShowLogError, match="none"):
        next(csv_rows(tmp_path / "none.db"))


def test_a_job_s_log_is_told(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db") as log:
        started = {"type": events.STARTED, "v": 1}
        log.append(frame=0, event_time=None, arrival=0, actor="t", payload=started)
    with pytest.raises(ShowLogError, match="use the log of a channel on air"):
        next(csv_rows(tmp_path / "show.db"))
