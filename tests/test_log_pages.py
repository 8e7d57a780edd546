"""The show log over HTTP: what people and feeds did, page by page, on air and off."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from api.control.log_pages import LogPage, ShowLogs
from api.control.problem import ProblemError
from engine.channel.events import ENGINE
from engine.show_log import SHOW_LOG, ShowLog

MICROSECOND = "2026-11-24T12:00:00.000001Z"
ARRIVAL = 1_795_521_600_000_001


def filled(folder: Path, actors: str) -> ShowLog:
    """The log of channel "one": an event a letter; "e" is of the engine, others of who they are."""
    (folder / "one").mkdir()
    show = ShowLog(folder / "one" / SHOW_LOG)
    for number, letter in enumerate(actors):
        actor = ENGINE if letter == "e" else letter
        happened = None if letter == "c" else ARRIVAL - 1_000_000
        payload: dict[str, Any] = {"type": "goal", "v": 1, "id": str(number)}
        show.append(payload, frame=number, event_time=happened, arrival=ARRIVAL, actor=actor)
    return show


def asked(folder: Path, before: int | None = None, limit: int = 50, name: str = "one") -> LogPage:
    return asyncio.run(ShowLogs(folder, ["one", "two"]).page(name, before, limit))


@pytest.mark.parametrize(
    ("actors", "before", "limit", "sequences", "cursor"),
    [
        pytest.param("", None, 5, [], None, id="nothing-yet"),
        pytest.param("abc", None, 5, [2, 1, 0], None, id="newest-first"),
        pytest.param("eaebe", None, 5, [3, 1], None, id="not-what-the-engine-noted"),
        pytest.param("eeee", None, 5, [], None, id="the-engine-alone"),
        pytest.param("aeaea", None, 2, [4, 2], "2", id="a-page"),
        pytest.param("aeaea", 2, 2, [0], None, id="the-page-before"),
        pytest.param("aa", None, 2, [1, 0], "0", id="a-page-just-full"),
        pytest.param("aa", 0, 2, [], None, id="before-the-first"),
    ],
)
def test_pages(
    tmp_path: Path,
    actors: str,
    before: int | None,
    limit: int,
    sequences: list[int],
    cursor: str | None,
) -> None:
    with filled(tmp_path, actors):
        page = asked(tmp_path, before, limit)
    assert ([entry.sequence for entry in page.items], page.next) == (sequences, cursor)


def test_an_entry_says_who_what_and_when(tmp_path: Path) -> None:
    with filled(tmp_path, "oc"):
        cut, goal = asked(tmp_path).items
    said = goal.model_dump(mode="json")
    assert said == {
        "sequence": 0,
        "frame": 0,
        "event_time": "2026-11-24T11:59:59.000001Z",
        "arrival": MICROSECOND,
        "actor": "o",
        "payload": {"type": "goal", "v": 1, "id": "0"},
    }
    assert cut.event_time is None


def test_the_log_of_a_channel_that_is_off_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    filled(tmp_path, "ab").close()
    before = (tmp_path / "one" / SHOW_LOG).read_bytes()
    assert len(asked(tmp_path).items) == 2
    assert (tmp_path / "one" / SHOW_LOG).read_bytes() == before


def test_a_channel_never_on_air_has_done_nothing(tmp_path: Path) -> None:
    assert asked(tmp_path, name="two") == LogPage(items=[])


def test_problems(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="one, two") as unknown:
        asked(tmp_path, name="none")
    assert unknown.value.code == "unknown_channel"
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / SHOW_LOG).write_text("no database at all, and long enough to be none")
    with pytest.raises(ProblemError) as broken:
        asked(tmp_path)
    assert broken.value.code == "log_failed"
