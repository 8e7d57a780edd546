"""`touchline show`, as its user runs it."""

import json
import sqlite3
from pathlib import Path

import pytest

from engine.show_log import SHOW_LOG
from tests.channels import aired, on_air, settings
from tests.hls import called, touchline


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("show") / "tiny"
    with on_air(settings("demo:", hashes=True), folder, ends=False) as channel:
        aired(channel, 120)
    return folder / SHOW_LOG


def test_verify_says_what_is_as_it_was_aired(log: Path) -> None:
    run = touchline("show", "verify", log, "--json")
    assert run.code == 0, run.errors
    assert run.report["segments"] == run.report["same"] >= 2
    assert (run.report["different"], run.report["not_kept"]) == ([], 0)
    words = touchline("show", "verify", log, "--last", "1")
    assert words.code == 0
    assert "1 of 1 segments are as they were aired: 2" in words.out


def test_verify_names_what_is_not(log: Path, tmp_path: Path) -> None:
    base = sqlite3.connect(log)
    copy = sqlite3.connect(tmp_path / "show.db")
    base.backup(copy)
    rows = copy.execute("SELECT sequence, payload FROM event WHERE payload LIKE '%sha256%'")
    sequence, payload = next(rows)
    other = json.dumps({**json.loads(payload), "sha256": "0" * 64})
    copy.execute("UPDATE event SET payload = ? WHERE sequence = ?", (other, sequence))
    copy.commit()
    for one in (base, copy):
        one.close()
    run = touchline("show", "verify", tmp_path / "show.db")
    assert run.code == 1
    assert "is not as it was aired" in run.errors
    assert "segments are as they were aired" in run.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["none.db"], "none.db: ", id="no-file"),
        pytest.param(["config.toml"], "no show event", id="no-log"),
        pytest.param(["config.toml", "--last", "x"], "--last: ", id="no-duration"),
    ],
)
def test_a_mistake_is_one_line(arguments: list[str], said: str) -> None:
    run = called("show", "verify", *arguments)
    assert run.code == 2
    assert said in run.errors
    assert len(run.errors.splitlines()) == 1
