"""`touchline feed record`, `replay` and `import`, from the command line."""

import gzip
import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from api.exit_code import DONE, FAILED, MISTAKEN
from api.main import main
from feeds.facts_file import check
from feeds.recording import Recording
from tests.checks import FEEDS, coded
from tests.hls import COMMAND
from tests.test_espn import SERIES
from tests.web_feeds import Answer, Vendor, vendor


@pytest.fixture
def server() -> Iterator[Vendor]:
    with vendor() as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A match in captures a minute apart, every other one gzipped."""
    made = tmp_path / "captures"
    made.mkdir()
    for minute, poll in enumerate(SERIES):
        payload = coded(poll)
        name = f"20260712T19{minute:02}00Z.json"
        if minute % 2:
            (made / f"{name}.gz").write_bytes(gzip.compress(payload))
        else:
            (made / name).write_bytes(payload)
    return made


@pytest.fixture
def recording(folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "a.recording"
    assert main(["feed", "import", "espn", str(folder), "--out", str(path)]) == DONE
    return path


def test_an_address_is_recorded(
    server: Vendor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.says(Answer(body=coded(SERIES[3])), Answer(status=304))
    out = tmp_path / "a.recording"
    asked = ["feed", "record", "espn", server.url, "--out", str(out), "--private"]
    assert main([*asked, "--every", "1", "--for", "1.5"]) == DONE
    assert capsys.readouterr().out == f"{out}: 1 payloads, 1 unchanged, 0 errors\n"
    (payload,) = Recording(out).payloads()
    assert Recording(out).payload(payload) == coded(SERIES[3])
    assert b"secret" not in out.read_bytes()
    assert main(asked) == MISTAKEN
    assert "name a new file" in capsys.readouterr().err


def test_where_nothing_comes(
    server: Vendor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.says(Answer(status=404))
    out = str(tmp_path / "a.recording")
    asked = ["feed", "record", "espn", server.url, "--out", out, "--private", "--for", "0.2"]
    assert main(asked) == FAILED
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"odd: HTTP 404\nnothing came; {out} was not kept\n")
    asked.remove("--private")
    assert main(asked) == FAILED
    assert "or give --private" in capsys.readouterr().err


def test_it_ends_when_it_is_told_to(tmp_path: Path) -> None:
    watched, out = tmp_path / "board.json", tmp_path / "a.recording"
    watched.write_bytes(coded(SERIES[3]))
    asked = [*COMMAND, "feed", "record", "espn", str(watched), "--out", str(out), "--every", "1"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as running:
        # What it is of, and what came.
        while not out.exists() or out.read_bytes().count(b"\n") < 2:
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=20)
    assert (running.returncode, said.split(": ")[1][:11]) == (DONE, "1 payloads,")


def test_captures_become_a_recording(folder: Path, recording: Path) -> None:
    came = list(Recording(recording).payloads())
    assert [one.received for one in came] == sorted(one.received for one in came)
    captured = [path.read_bytes() for path in sorted(folder.iterdir())]
    assert [Recording(recording).payload(one) for one in came] == captured


def test_a_recording_becomes_a_facts_file(recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "facts.jsonl"
    assert main(["feed", "replay", str(recording), "--out", str(out)]) == DONE
    facts = [json.loads(line) for line in out.read_text().splitlines()]
    assert check(out, origin=0) == len(facts)
    (first,) = {fact["t"] for fact in facts if fact["type"] == "goal" and fact["side"] == "home"}
    assert first.startswith("2026-07-12T19:03:00")
    assert facts[-1]["type"] == "match_ended"


def test_the_real_polls_import_and_replay(tmp_path: Path) -> None:
    polls = FEEDS / "espn" / "series_wc2026"
    if not polls.exists():
        pytest.skip("needs espn/series_wc2026 in ../shared/data/feeds")
    made, out = tmp_path / "a.recording", tmp_path / "facts.jsonl"
    assert main(["feed", "import", "espn", str(polls), "--out", str(made)]) == DONE
    assert len(list(Recording(made).payloads())) == 13
    assert main(["feed", "replay", str(made), "--out", str(out), "--match", "760489"]) == DONE
    assert '"type": "goal"' in out.read_text()


def test_a_recording_is_served(recording: Path) -> None:
    asked = [*COMMAND, "feed", "replay", str(recording), "--serve", "0", "--from", "180"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        url = running.stdout.readline().strip()
        with urlopen(url) as answer:  # noqa: S310 - our own
            assert gzip.decompress(answer.read()) == coded(SERIES[3])
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == DONE


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(
            ["record", "espo", "x", "--out", "o"], "'espo' is no provider; use api_f", id="who"
        ),
        pytest.param(
            ["record", "espn", "ftp://h/x", "--out", "o"], "url: is no address", id="where"
        ),
        pytest.param(
            ["record", "espn", "x", "--out", "o", "--every", "0"], "every: ", id="how-often"
        ),
        pytest.param(
            ["record", "espn", "x", "--out", "o", "--for", "ever"], "--for: 'ever'", id="how-long"
        ),
        pytest.param(
            ["record", "espn", "x", "--out", "no/where"], "--out: no/where: No such", id="whither"
        ),
        pytest.param(
            ["record", "espn", "wss://h/x", "--out", "o"], "with record = true", id="pushed"
        ),
        pytest.param(["import", "espo", ".", "--out", "o"], "'espo' is no provider", id="whose"),
        pytest.param(["replay", "none", "--out", "o"], "none: No such file", id="no-recording"),
        pytest.param(
            ["replay", "{made}", "--serve", "0", "--speed", "0"], "is no speed", id="how-fast"
        ),
        pytest.param(
            ["replay", "{made}", "--serve", "0", "--from", "x"],
            "is no point of it",
            id="from-where",
        ),
        pytest.param(
            ["replay", "{made}", "--serve", "0", "--from", "31622401"],
            "--from: '31622401' is no point of it; use seconds since it began, 0 to 31622400, or",
            id="from-too-far",
        ),
        pytest.param(
            ["replay", "{made}", "--serve", "99999"],
            "--serve: 99999 is no port; use 0 to 65535",
            id="no-port",
        ),
        pytest.param(["replay", "{made}", "--out", "no/where"], "--out: no/where", id="no-folder"),
        pytest.param(["import", "espn", "none", "--out", "o"], "name a folder", id="no-captures"),
        pytest.param(
            ["import", "espn", ".", "--out", "o", "--every", "x"], "--every: 'x'", id="no-rhythm"
        ),
    ],
)
def test_mistakes_are_told(
    asked: list[str],
    said: str,
    recording: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert main(["feed", *[one.format(made=recording) for one in asked]]) == MISTAKEN
    assert said in capsys.readouterr().err
    assert not os.path.exists("o")  # noqa: PTH110 - of the folder we stand in


def test_a_port_that_is_taken(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
        assert main(["feed", "replay", str(recording), "--serve", port]) == MISTAKEN
    said = f"--serve: {port}: address already in use; name a port nobody listens on"
    assert said in capsys.readouterr().err
