"""What `encode` is given that does not fit together, and files it is to write."""

from fractions import Fraction
from pathlib import Path

import pytest

from api.arguments import check_new_file, check_new_folder
from api.commands import encode
from engine.errors import EngineError
from engine.show_log import ShowLog
from tests.clips import Clip
from tests.hls import called, touchline

LADDER = "320x180:200k,160x90:80k"


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second of 320x180."""
    path = tmp_path_factory.mktemp("arguments") / "clip.mp4"
    return Clip(frames=25, size=(320, 180), sound=Fraction(1)).write(path)


@pytest.fixture(scope="session")
def log(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show log of an earlier run; it stands in the folder that run made."""
    out = tmp_path_factory.mktemp("logged") / "out"
    run = touchline("encode", clip, "--out", out, "--ladder", LADDER, "--log", out / "log.jsonl")
    assert run.code == 0, run.errors
    return out / "log.jsonl"


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        pytest.param("log.jsonl", None, id="in-a-folder-that-is-there"),
        pytest.param("out/log.jsonl", None, id="in-the-folder-that-is-made"),
        pytest.param("nowhere/log.jsonl", "there is no folder .*/nowhere; make it or", id="none"),
        pytest.param("file/log.jsonl", "there is no folder .*/file; make it or", id="a-file"),
        pytest.param("folder", "is a folder; name a file", id="a-folder"),
        pytest.param("x" * 300, "file name too long; name another file", id="too-long"),
    ],
)
def test_a_file_to_be_written(tmp_path: Path, path: str, wrong: str | None) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    if wrong is None:
        check_new_file(tmp_path / path, tmp_path / "out")
    else:
        with pytest.raises(ValueError, match=wrong):
            check_new_file(tmp_path / path, tmp_path / "out")


def test_a_folder_with_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="file name too long; name a new or empty folder"):
        check_new_folder(tmp_path / ("x" * 300))


@pytest.mark.parametrize("name", ["missing.mp4", "demo:abc"])
def test_a_bad_input_is_told_once_whatever_hangs_on_it(
    log: Path, tmp_path: Path, name: str
) -> None:
    run = called("encode", name, "--out", tmp_path / "out", "--show", log)
    assert run.code == 2
    assert len(run.errors.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "named"),
    [
        pytest.param(["--start", "2026-01-01T00:00:00Z"], "--start", id="start"),
        pytest.param(["--distance", "0"], "--distance", id="distance"),
        pytest.param(["--latency", "1", "--lateness", "2"], "--latency, --lateness", id="both"),
    ],
)
def test_a_show_log_leaves_no_choice_of_times(
    clip: Path, log: Path, tmp_path: Path, options: list[str], named: str
) -> None:
    run = called("encode", clip, "--out", tmp_path / "out", "--show", log, *options)
    assert run.code == 2
    assert run.errors == f"{log}: a show log says when all is shown; leave out {named}\n"


def test_a_log_that_cannot_be_written_leaves_nothing_beside_it(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db") as show:
        show.append({"type": "x"}, frame=0, event_time=None, arrival=0, actor="test")
    (tmp_path / "logs" / "log.jsonl").mkdir(parents=True)
    with pytest.raises(EngineError, match="the programme itself is whole"):
        encode._write_log(tmp_path / "show.db", tmp_path / "logs" / "log.jsonl")
    assert [path.name for path in (tmp_path / "logs").iterdir()] == ["log.jsonl"]
