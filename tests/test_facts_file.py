"""Facts files: the contract's own example, and every way to get one wrong."""

import contextlib
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds import facts_file
from feeds.fact import Card, ClockSet, Fact, Goal, Match, PeriodEnded, Retraction, Stat
from feeds.mistake import MistakesError

EXAMPLE = """\
{"t": 0, "type": "match", "sport": "football", "home": {"name": "Internazionale", "short": "INT", "color": "#0a3d91"}, "away": {"name": "Napoli", "short": "NAP", "color": "#12a0d7"}}
{"t": 0, "type": "clock_set", "period": 1, "clock": "06:10", "running": true}
{"t": 12.4, "type": "goal", "id": "g1", "side": "home", "player": "No. 10", "minute": 7}
{"t": 20, "type": "card", "side": "away", "player": "No. 5", "color": "yellow"}
{"t": 25, "type": "stat", "name": "possession", "home": 61, "away": 39}
{"t": 28, "type": "retraction", "retracts": "g1", "reason": "VAR"}
{"t": 30, "type": "period_ended", "period": 1}
"""  # noqa: E501 - as the contract has it
GOAL = '{"t": 1, "type": "goal", "side": "home"}'
ORIGIN = 946_684_800_000_000

type Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: str | bytes) -> Path:
        path = tmp_path / "match.jsonl"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def read(path: Path) -> list[Fact]:
    return list(facts_file.facts(path, origin=ORIGIN))


def mistakes(path: Path) -> list[str]:
    """The lines a user sees, without the folder."""
    with pytest.raises(MistakesError) as caught:
        facts_file.check(path, origin=ORIGIN)
    return [line.removeprefix(f"{path.parent}/") for line in caught.value.lines()]


def test_the_contract_s_example(write: Write) -> None:
    path = write(EXAMPLE)
    assert facts_file.check(path, origin=ORIGIN) == 7
    facts = read(path)
    kinds = [Match, ClockSet, Goal, Card, Stat, Retraction, PeriodEnded]
    assert [type(fact) for fact in facts] == kinds
    seconds = [0, 0, 12_400_000, 20_000_000, 25_000_000, 28_000_000, 30_000_000]
    assert [(fact.event_time or 0) - ORIGIN for fact in facts] == seconds
    assert [fact.received for fact in facts] == [fact.event_time for fact in facts]
    clock, goal = facts[1], facts[2]
    assert isinstance(clock, ClockSet)
    assert isinstance(goal, Goal)
    assert clock.clock == 370_000_000
    assert (goal.player, goal.minute, goal.id) == ("No. 10", 7, "g1")


@pytest.mark.parametrize(
    ("content", "count"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("\n\n", 0, id="blank"),
        pytest.param(GOAL, 1, id="no-newline-at-the-end"),
        pytest.param(f"{GOAL}\r\n{GOAL}\r\n", 2, id="crlf"),
        pytest.param(f"\n{GOAL}\n   \n{GOAL}\n\n", 2, id="blank-lines-between"),
        pytest.param(f"\ufeff{GOAL}\n", 1, id="byte-order-mark"),
        pytest.param(f" \t{GOAL} \n", 1, id="spaces-around"),
        pytest.param('{"t":1,"type":"goal","side":"home","v":1}\n', 1, id="a-version"),
        pytest.param('{"t":1,"type":"goal","side":"home","player":"è\\u00e8"}\n', 1, id="utf-8"),
    ],
)
def test_good_files(write: Write, content: str, count: int) -> None:
    path = write(content)
    assert facts_file.check(path, origin=ORIGIN) == count
    assert len(read(path)) == count


MIXED = """\
{{"t": 0, "type": "goal", "side": "home"}}
{{"t": "{}", "type": "goal", "side": "home"}}
{{"t": 20, "type": "goal", "side": "home"}}
"""


def test_seconds_and_iso_times_are_ordered_as_they_will_be_read(write: Write) -> None:
    path = write(MIXED.format("2000-01-01T00:00:12.4Z"))
    assert facts_file.check(path, origin=ORIGIN) == len(read(path)) == 3


@pytest.mark.parametrize(
    ("t", "found"),
    [
        pytest.param("1999-12-31T23:59:50Z", "match.jsonl:2: t: 10 s before line 1; ", id="iso"),
        pytest.param("2000-01-01T00:00:30Z", "match.jsonl:3: t: 10 s before line 2; ", id="s"),
    ],
)
def test_what_would_fail_when_it_is_read_fails_the_check(write: Write, t: str, found: str) -> None:
    path = write(MIXED.format(t))
    (line,) = mistakes(path)
    assert line.startswith(found)
    with pytest.raises(MistakesError):
        read(path)


def test_received_orders_the_file(write: Write) -> None:
    path = write(
        '{"t": 10, "received": 11, "type": "goal", "side": "home"}\n'
        '{"t": 5, "received": 12, "type": "goal", "side": "home"}\n'
    )
    assert facts_file.check(path, origin=ORIGIN) == 2
    assert [(fact.received - ORIGIN) for fact in read(path)] == [11_000_000, 12_000_000]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param("{", ["match.jsonl:1: no JSON ("], id="broken-json"),
        pytest.param("nonsense\n", ["match.jsonl:1: no JSON ("], id="no-json"),
        pytest.param("[" * 50_000, ["match.jsonl:1: no JSON (nested too deep)"], id="too-deep"),
        pytest.param("[]", ["match.jsonl:1: not an object; "], id="an-array"),
        pytest.param(
            f"{GOAL}\n\n{GOAL}x\n", ["match.jsonl:3: no JSON ("], id="counted-with-blank-lines"
        ),
        pytest.param(
            '{"t": 1, "type": "gaol"}', ['match.jsonl:1: type: "gaol" is unknown; '], id="type"
        ),
        pytest.param(
            GOAL.replace('"side"', '"sid"'),
            ["match.jsonl:1: side: missing; ", "match.jsonl:1: sid: unknown key; "],
            id="a-misspelt-key",
        ),
        pytest.param(
            f"{GOAL}\n{GOAL.replace('1', '0.5')}",
            ["match.jsonl:2: t: 0.5 s before line 1; "],
            id="wrong-order",
        ),
        pytest.param(
            '{"t": 1, "received": 9, "type": "goal", "side": "home"}\n'
            '{"t": 2, "received": 8, "type": "goal", "side": "home"}\n',
            ["match.jsonl:2: received: 1 s before line 1; "],
            id="wrong-order-of-arrival",
        ),
        pytest.param(
            '{"t": 1, "type": "retraction", "retracts": "g9"}',
            ['match.jsonl:1: retracts: "g9" is the id of no line before; '],
            id="unknown-retracts",
        ),
        pytest.param(
            '{"t": 1, "type": "retraction", "retracts": "g1"}\n'
            '{"t": 1, "type": "goal", "side": "home", "id": "g1"}\n',
            ['match.jsonl:1: retracts: "g1" is the id of no line before; '],
            id="retracts-a-line-after",
        ),
        pytest.param(
            '{"t": 1, "type": "goal", "side": "home", "corrects": "g9"}',
            ['match.jsonl:1: corrects: "g9" is the id of no line before; '],
            id="unknown-corrects",
        ),
        pytest.param(
            '{"t": "2026-01-01T00:00:00", "type": "goal", "side": "home"}',
            ["match.jsonl:1: t: "],
            id="iso-without-a-zone",
        ),
    ],
)
def test_mistakes(write: Write, content: str, found: list[str]) -> None:
    lines = mistakes(write(content))
    assert len(lines) == len(found)
    for line, begins in zip(lines, found, strict=True):
        assert line.startswith(begins)
        assert "; " in line


def test_bytes_that_are_no_utf_8(write: Write) -> None:
    lines = mistakes(write(GOAL.encode().replace(b"home", b"h\xff\xfe") + b"\n"))
    assert lines == ["match.jsonl:1: no JSON (not UTF-8); write one JSON object a line"]


def test_a_huge_line_ends_the_reading(write: Write) -> None:
    lines = mistakes(write(f"{GOAL}\n" + "x" * 5_000_000 + f"\n{GOAL}x\n"))
    assert lines == [
        "match.jsonl:2: longer than 65536 bytes; write one fact a line; reading stopped here"
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert mistakes(tmp_path / "none.jsonl") == [
        "none.jsonl: no such file or directory; name a facts file that can be read"
    ]


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert mistakes(tmp_path / "folder")[0].startswith("folder: is a directory; ")


def test_at_most_twenty_mistakes_then_a_count(write: Write) -> None:
    lines = mistakes(write("x\n" * 5_000))
    assert len(lines) == 21
    assert lines[19].startswith("match.jsonl:20: ")
    assert lines[20] == "... and 4980 more mistakes"


def test_a_mistake_does_not_make_good_lines_wrong(write: Write) -> None:
    """An out-of-order line is told once, not again for each line after it."""
    times = [1, 2, 9, 3, 4, 10]
    lines = mistakes(write("".join(f"{GOAL.replace('1', str(t))}\n" for t in times)))
    assert [line.split(":")[1] for line in lines] == ["4", "5"]


def test_reading_an_unchecked_file_stops_at_its_mistake(write: Write) -> None:
    read_so_far = facts_file.facts(write(f"{GOAL}\nx\n"), origin=0)
    assert isinstance(next(read_so_far), Goal)
    with pytest.raises(MistakesError, match="no JSON"):
        next(read_so_far)


def long_file(folder: Path, line: Callable[[int], str], count: int) -> Path:
    path = folder / "long.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(line(number) + "\n" for number in range(count))
    return path


def goal_line(number: int) -> str:
    coded = {"t": number, "type": "goal", "side": "home", "id": f"goal-{number}"}
    return json.dumps(coded)


@pytest.mark.parametrize(
    ("line", "count", "facts"),
    [
        pytest.param(goal_line, 60_000, 60_000, id="facts"),
        pytest.param(lambda _: "{}", 20_000, 0, id="mistakes"),
    ],
)
def test_a_long_file_is_read_in_little_memory(
    tmp_path: Path, line: Callable[[int], str], count: int, facts: int
) -> None:
    path = long_file(tmp_path, line, count)
    facts_file.check(write_small(tmp_path), origin=ORIGIN)
    found = 0
    tracemalloc.start()
    try:
        with contextlib.suppress(MistakesError):
            found = facts_file.check(path, origin=ORIGIN)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == facts
    assert peak < 6_000_000


def write_small(folder: Path) -> Path:
    """A file to read first, so that what is imported on the way is not counted."""
    path = folder / "small.jsonl"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path
