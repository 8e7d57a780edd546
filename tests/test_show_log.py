"""The show log: append-only, one writer, there after a restart, the same as JSON Lines."""

import gc
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.errors import ShowLogError
from engine.show_log import ShowEvent, ShowLog, read_lines, write_lines

EVENT = ShowEvent(
    sequence=-1,
    frame=2675,
    event_time=100_000_000,
    arrival=103_000_000,
    actor="opta",
    payload={"type": "goal", "v": 1, "side": "home", "player": "Martínez 😀\n\u2028"},
)


def events(count: int) -> list[ShowEvent]:
    return [replace(EVENT, frame=frame, event_time=frame or None) for frame in range(count)]


def test_append_gives_sequences(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db") as log:
        for sequence in range(3):
            event = log.append(
                {"type": "cue"}, frame=5, event_time=None, arrival=7, actor="operator"
            )
            assert event.sequence == sequence
        assert [(e.sequence, e.frame, e.event_time) for e in log.events()] == [
            (0, 5, None),
            (1, 5, None),
            (2, 5, None),
        ]


def test_extend_gives_sequences_in_order(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db") as log:
        numbered = log.extend(events(3)) + log.extend([]) + log.extend(events(2))
        assert [event.sequence for event in numbered] == [0, 1, 2, 3, 4]
        assert list(log.events()) == numbered


def test_what_was_written_is_read(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db") as log:
        log.extend([EVENT])
        assert list(log.events()) == [replace(EVENT, sequence=0)]


def test_it_survives_a_restart_and_goes_on_in_its_numbering(tmp_path: Path) -> None:
    path = tmp_path / "show.db"
    with ShowLog(path) as log:
        before = log.extend(events(3))
    with ShowLog(path) as log:
        assert list(log.events()) == before
        (after,) = log.extend([EVENT])
        assert after.sequence == 3


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "show.db"
    with ShowLog(path) as log:
        with pytest.raises(ShowLogError, match=r"show\.db: another process writes this show"):
            ShowLog(path)
        assert log.extend([EVENT])[0].sequence == 0
    ShowLog(path).close()


class Unwritable:
    """A payload value JSON cannot say."""


def test_extend_takes_all_or_none(tmp_path: Path) -> None:
    broken = replace(EVENT, payload={"type": "cue", "value": Unwritable()})
    with ShowLog(tmp_path / "show.db") as log:
        log.extend([EVENT])
        with pytest.raises(TypeError):
            log.extend([EVENT, EVENT, broken])
        assert len(list(log.events())) == 1
        assert log.extend([EVENT])[0].sequence == 1


def test_a_row_the_schema_refuses_leaves_none_of_its_kind(tmp_path: Path) -> None:
    too_large = replace(EVENT, frame=2**62, event_time=2**62)
    wrong: Any = replace(EVENT, frame="late")  # type: ignore[arg-type]
    with ShowLog(tmp_path / "show.db") as log:
        with pytest.raises(ShowLogError, match=r"show\.db"):
            log.extend([EVENT, wrong])
        assert list(log.events()) == []
        assert log.extend([too_large])[0].sequence == 0


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be looked at" * 20], ids=["text"]
)
def test_a_file_that_is_no_log(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "show.db"
    path.write_bytes(content)
    with pytest.raises(ShowLogError, match=r"show\.db: .*; mend or move the file"):
        ShowLog(path)
    gc.collect()  # a file left open is told here
    assert path.read_bytes() == content


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ShowLogError, match="no such file"):
        ShowLog(tmp_path / "none" / "show.db")


def test_json_lines_and_back(tmp_path: Path) -> None:
    path = tmp_path / "show.jsonl"
    numbered = [replace(event, sequence=at) for at, event in enumerate(events(5))]
    with path.open("w", encoding="utf-8") as file:
        write_lines(numbered, file)
    assert list(read_lines(path)) == numbered


def test_a_line_as_it_stands() -> None:
    file = io.StringIO()
    write_lines([replace(EVENT, sequence=4, payload={"type": "goal"})], file)
    assert file.getvalue() == (
        '{"type":"show_event","v":1,"sequence":4,"frame":2675,"event_time":100000000,'
        '"arrival":103000000,"actor":"opta","payload":{"type":"goal"}}\n'
    )


def test_an_unknown_payload_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "show.jsonl"
    odd = replace(EVENT, sequence=0, payload={"type": "of-a-later-version", "x": [1, {"y": None}]})
    with path.open("w", encoding="utf-8") as file:
        write_lines([odd], file)
    assert list(read_lines(path)) == [odd]


GOOD: dict[str, Any] = {
    "type": "show_event",
    "v": 1,
    "sequence": 0,
    "frame": 1,
    "event_time": None,
    "arrival": 2,
    "actor": "engine",
    "payload": {"type": "goal"},
}


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param("{", id="broken"),
        pytest.param("[]", id="an-array"),
        pytest.param("[" * 100_000, id="nested-too-deep"),
        pytest.param(json.dumps({k: v for k, v in GOOD.items() if k != "frame"}), id="missing"),
        pytest.param(json.dumps(GOOD | {"more": 1}), id="one-too-many"),
        pytest.param(json.dumps(GOOD | {"v": 2}), id="version"),
        pytest.param(json.dumps(GOOD | {"type": "goal"}), id="type"),
        pytest.param(json.dumps(GOOD | {"frame": "1"}), id="frame-as-text"),
        pytest.param(json.dumps(GOOD | {"frame": True}), id="frame-as-a-bool"),
        pytest.param(json.dumps(GOOD | {"event_time": 1.5}), id="event-time-as-a-float"),
        pytest.param(json.dumps(GOOD | {"actor": None}), id="no-actor"),
        pytest.param(json.dumps(GOOD | {"payload": {}}), id="a-payload-without-a-type"),
        pytest.param(json.dumps(GOOD | {"payload": []}), id="a-payload-that-is-no-object"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "show.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n\n{bad}\n", encoding="utf-8")
    lines = read_lines(path)
    assert next(lines).frame == 1
    with pytest.raises(ShowLogError, match=r"show\.jsonl:3: no show event; use a log"):
        next(lines)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None], ids=["no-utf-8", "missing"])
def test_a_log_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "show.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ShowLogError, match=r"show\.jsonl: "):
        list(read_lines(path))
