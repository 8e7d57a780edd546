"""`touchline`, `probe` and `doctor` from outside."""

import io
import json
from fractions import Fraction
from pathlib import Path

import pytest

from api.commands import doctor
from api.console import Progress
from api.exit_code import DONE, FAILED, MISTAKEN
from api.main import main
from engine.errors import EncoderError
from tests.clips import Clip, turned
from tests.hls import touchline


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "required: COMMAND", id="nothing"),
        pytest.param(["fly"], "invalid choice: 'fly'", id="unknown-command"),
        pytest.param(["encode"], "required: INPUT, --out", id="nothing-to-encode"),
        pytest.param(["probe"], "required: INPUT", id="nothing-to-probe"),
        pytest.param(["probe", "none.mp4"], "none.mp4: no such file; ", id="no-file"),
    ],
)
def test_a_mistake_is_one_line(arguments: list[str], said: str) -> None:
    run = touchline(*arguments)
    assert run.code == MISTAKEN
    assert run.out == ""
    assert len(run.errors.splitlines()) == 1
    assert said in run.errors


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == DONE
    shown = capsys.readouterr().out
    assert all(command in shown for command in ("encode", "probe", "doctor"))


def test_exit_codes_differ() -> None:
    assert (DONE, FAILED, MISTAKEN) == (0, 1, 2)


def test_probe_reads_to_the_end_where_asked(tmp_path: Path) -> None:
    path = Clip(frames=50).write(tmp_path / "clip.mp4")
    assert "frames" not in json.loads(touchline("probe", path, "--json").out)["picture"]
    found = json.loads(touchline("probe", path, "--whole", "--json").out)
    assert found["picture"]["frames"] == 50


def test_probe_says_what_will_be_done(tmp_path: Path) -> None:
    clip = Clip(frames=50, size=(96, 64), rate=Fraction(30000, 1001), sound=Fraction(1))
    path = turned(clip.write(tmp_path / "clip.mp4"), 90)
    found = json.loads(touchline("probe", path, "--json").out)
    assert found["picture"]["size"] == "96x64"
    assert found["picture"]["display"] == "64x96"
    assert found["picture"]["rotation"] in {90, 270}
    assert found["sound"]["rate"] == 48_000
    assert found["fit"]["frame_rate"] == pytest.approx(29.97, abs=0.001)
    assert found["fit"]["part_s"] == pytest.approx(0.33367, abs=1e-5)
    assert "turned" in found["fit"]["picture"]
    assert found["fit"]["ladder"].startswith("64x96:")


def test_probe_in_words(tmp_path: Path) -> None:
    path = Clip(frames=10, size=(96, 64)).write(tmp_path / "clip.mp4")
    run = touchline("probe", path)
    assert run.code == DONE
    assert "silence will stand for it" in run.out
    assert "96x64" in run.out


def test_doctor_finds_this_machine_well() -> None:
    run = touchline("doctor")
    said = dict(line.split(": ", 1) for line in run.out.splitlines())
    assert said["ok   encoder"] == "encoded 1 frame"
    assert "ok   graphics" in said
    assert (run.code == DONE) == ("FAIL" not in run.out)


def test_doctor_tells_an_encoder_that_fails_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused() -> tuple[str, str]:
        raise EncoderError("tiny: x264 refused its settings")

    monkeypatch.setitem(doctor._CHECKS, "encoder", refused)
    assert main(["doctor"]) == FAILED
    said = capsys.readouterr().out
    assert "FAIL encoder: tiny: x264 refused its settings; run `make setup`\n" in said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        pytest.param("MemTotal: 9 kB\nMemAvailable: 4194304 kB\n", "4.0 GiB free", id="told"),
        pytest.param("MemTotal: 9 kB\n", "this system does not say how much is free", id="not"),
        pytest.param(None, "this system does not say how much is free", id="no-such-file"),
    ],
)
def test_doctor_on_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lines: str | None, said: str
) -> None:
    if lines is not None:
        (tmp_path / "meminfo").write_text(lines)
    monkeypatch.setattr(doctor, "_MEMORY", tmp_path / "meminfo")
    assert doctor._memory() == (said, "")


def test_progress_says_nothing_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = io.StringIO()
    monkeypatch.setattr("sys.stderr", heard)
    progress = Progress(100, "frames")
    progress.show(50)
    progress.clear()
    assert heard.getvalue() == ""


def test_progress_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = io.StringIO()
    monkeypatch.setattr(heard, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", heard)
    progress = Progress(100, "frames")
    progress.show(50)
    assert " 50%" in heard.getvalue()
    assert "50 frames" in heard.getvalue()
