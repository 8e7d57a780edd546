"""`touchline feed check`: captured payloads to the state they end in, from the command line."""

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from api.exit_code import DONE, FAILED, MISTAKEN
from api.main import main
from feeds.check import Check
from feeds.codec import decode_fact
from feeds.parsers import parser
from tests.checks import coded
from tests.test_espn import SERIES, board, event


@pytest.fixture
def polls(tmp_path: Path) -> list[str]:
    """A match in captures, every other one gzipped."""
    paths = []
    for number, poll in enumerate(SERIES):
        path = tmp_path / f"{number}.json"
        path.write_bytes(gzip.compress(coded(poll)) if number % 2 else coded(poll))
        paths.append(str(path))
    return paths


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["feed", "check", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_state_as_json(polls: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(capsys, "espn", *polls, "--json")
    told: dict[str, Any] = json.loads(out)
    assert (code, err) == (DONE, "")
    assert (told["sport"], told["home"], told["away"]) == ("football", "home town", "away town")
    assert told["score"] == {"home": 1, "away": 1}
    assert (told["phase"], told["clock"], told["warnings"]) == ("full_time", "57:00", [])
    assert told["facts"] > 8


def test_the_state_in_words(polls: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "espn", *polls)
    assert code == DONE
    assert out.startswith("home town 1 : 1 away town\n")
    assert "full_time, as planned" in out


def test_many_matches_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "day.json"
    path.write_bytes(
        coded(board(event("STATUS_FULL_TIME", number="1"), event("STATUS_FIRST_HALF", "9'", 1)))
    )
    code, out, err = said(capsys, "espn", str(path))
    assert code == DONE
    assert "  900          away town at home town, played" in out
    assert "odd: day.json: 2 matches in it: took 900" in err
    assert said(capsys, "espn", str(path), "--match", "1")[1].count("full_time") == 1


def test_facts_are_written_as_a_facts_file(
    polls: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "facts.jsonl"
    assert said(capsys, "espn", *polls, "--facts", str(out))[0] == DONE
    facts = [decode_fact(json.loads(line)) for line in out.read_text().splitlines()]
    assert [fact.type for fact in facts].count("goal") == 2
    code, _, err = said(capsys, "espn", *polls, "--facts", str(tmp_path / "no" / "where"))
    assert (code, "No such file" in err) == (MISTAKEN, True)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        pytest.param(["espm", "x"], "PROVIDER: 'espm' is no provider; use ", id="provider"),
        pytest.param(["espn", "/no/such"], "/no/such: No such file", id="file"),
    ],
)
def test_mistakes_are_a_line(
    arguments: list[str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *arguments)
    assert (code, out, err.count("\n")) == (MISTAKEN, "", 1)
    assert text in err


def test_where_nothing_can_be_read_it_failed(
    tmp_path: Path, polls: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.json"
    page.write_bytes(b"<!doctype html><html>")
    code, out, err = said(capsys, "espn", str(page))
    assert (code, "no match" in out, "an HTML page" in err) == (FAILED, True, True)
    assert said(capsys, "espn", *polls[:4], str(page), *polls[4:])[0] == DONE


def noise() -> bytes:
    """A megabyte of nothing, the same each time."""
    return random.Random(5).randbytes(2**20)


@pytest.mark.parametrize(
    ("arguments", "payload"),
    [
        pytest.param(["espn"], b'{"events": [{"idEvent": "4"}]}', id="another-provider-s"),
        pytest.param(["espn"], b'{"events": []}', id="an-empty-day"),
        pytest.param(["espn", "--match", "999"], coded(SERIES[0]), id="no-such-match"),
        pytest.param(["daktronics", "--match", "basketball"], noise(), id="daktronics-noise"),
        pytest.param(["score_lines"], noise(), id="lines-of-noise"),
        pytest.param(["score_lines"], b"<!doctype html><html>", id="a-page-for-lines"),
    ],
)
def test_where_nothing_of_a_match_is_in_it_it_failed(
    arguments: list[str], payload: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "payload"
    path.write_bytes(payload)
    code, out, err = said(capsys, *arguments, str(path))
    last = f"nothing in it could be read as {arguments[0]}; name who made it, or a match"
    assert (code, out.startswith("no match"), err.splitlines()[-1]) == (FAILED, True, last)


def test_what_is_odd_again_and_again_is_said_once() -> None:
    check = Check(parser("espn"))
    for _ in range(5):
        check.take("same", b"rubbish")
    for number in range(40):
        check.take(str(number), b"rubbish")
    warnings = check.outcome().warnings
    assert "(5 times)" in warnings[0]
    assert (len(warnings), warnings[-1]) == (21, "and 21 more")
    assert check.outcome().unreadable == 45
