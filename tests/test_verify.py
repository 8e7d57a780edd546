"""The deterministic show: what a real channel aired is made again from its log and its packets."""

import asyncio
import json
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from engine.channel import events
from engine.channel.desk import Desk
from engine.channel.known import KnownFacts
from engine.channel.live import SOURCE, Channel
from engine.channel.shedding import Step
from engine.channel.verify import ShowCheck
from engine.errors import ShowLogError
from engine.ffmpeg.packet_log import SUFFIX, kept_files
from engine.show_log import SHOW_LOG, ShowLog
from feeds.clock import SystemClock
from tests.channels import aired, clip, on_air, running, settings, window

SEGMENT = 48


def live(folder: Path, source: Path | str | None, frames: int, **more: Any) -> Path:
    """A channel's folder after it was on air with hashes."""
    with on_air(settings(source, hashes=True, **more), folder, ends=False) as channel:
        aired(channel, frames)
    return folder / SHOW_LOG


def verdicts(log: Path, last: int | None = None) -> list[bool | None]:
    return [verdict.is_same for verdict in ShowCheck(log, last).verdicts()]


def logged(log: Path, kind: str) -> list[dict[str, Any]]:
    base = sqlite3.connect(log)
    found = [json.loads(row[0]) for row in base.execute("SELECT payload FROM event")]
    base.close()
    return [payload for payload in found if payload["type"] == kind]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("clip", id="a-clip-over-its-seam"),
        pytest.param("demo:", id="the-drawn-match"),
    ],
)
def test_what_was_aired_is_made_again(tmp_path: Path, source: str) -> None:
    given = clip(tmp_path / "clip.mp4", frames=30) if source == "clip" else source
    log = live(tmp_path / "tiny", given, 3 * SEGMENT, ladder="64x48:200k,32x24:90k")
    found = verdicts(log)
    assert len(found) >= 2
    assert found == [True] * len(found)


def test_over_a_restart(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip.mp4")
    live(tmp_path / "tiny", path, 2 * SEGMENT)
    found = verdicts(live(tmp_path / "tiny", path, 2 * SEGMENT))
    assert len(found) >= 2
    assert found == [True] * len(found)


def test_a_changed_packet_is_found_out(tmp_path: Path) -> None:
    log = live(tmp_path / "tiny", clip(tmp_path / "clip.mp4", frames=50), 2 * SEGMENT)
    before = verdicts(log)
    assert before == [True] * len(before)
    for file in kept_files(tmp_path / "tiny" / SOURCE / "source"):
        content = file.path.read_bytes()
        for packet in file.packets():
            if packet.track == 0 and not packet.is_keyframe:
                other = packet.payload[:-8] + bytes(8)
                content = content.replace(packet.payload, other, 1)
        file.path.write_bytes(content)
    assert False in verdicts(log)


FACTS = (
    {"type": "match", "sport": "football", "home": {"name": "North"}, "away": {"name": "South"}},
    {"type": "clock_set", "period": 1, "clock": "06:10", "running": True},
    {"type": "goal", "side": "home", "id": "g1", "player": "No. 9"},
)


EVENTFUL_LADDER = "640x360:300k,64x36:90k,64x36:50k:clean"


def eventful(folder: Path) -> Path:
    """A match with facts, graphics by hand, a cut, another distance and offset, late boxes and
    skipped frames; on a rung with graphics, a small one, and a clean one.
    """
    source = clip(folder / "clip.mp4", frames=50)
    backup = {"input": str(clip(folder / "backup.mp4", frames=20, first=30)), "latency": 0.5}
    wanted = settings(source, hashes=True, ladder=EVENTFUL_LADDER, backup=backup)
    with on_air(wanted, folder / "tiny", ends=False) as channel:
        desk = Desk(channel, KnownFacts())

        def ask(kind: str, **more: object) -> None:
            answer = asyncio.run(desk.command({"type": kind, **more}))
            assert answer["type"] == "done", answer

        for fact in FACTS:
            ask("fact", fact=fact)
        aired(channel, SEGMENT)
        ask("take_graphic", graphic="lower_third", fields={"title": "Ada Quist", "line": "Referee"})
        aired(channel, 8)
        ask("clear_graphic", graphic="score_bug")
        ask("cut", source="backup")
        aired(channel, 30)
        hold(channel.dressing._fold_lock, 0.2)
        aired(channel, 10)
        ask("clear_graphic", graphic="lower_third")
        ask("take_graphic", graphic="score_bug")
        ask("set_distance", distance_us=900_000)
        ask("set_offset", feed="hand", offset_us=-200_000)
        aired(channel, 30)
        reel = channel.mixer.decks["backup"].reel
        assert reel is not None
        hold(reel._changed, 0.3)
        aired(channel, 2 * SEGMENT)
        health = channel.on_air.health
        assert health.skipped
        assert health.boxes_late
    return folder / "tiny" / SHOW_LOG


def hold(lock: AbstractContextManager[bool], seconds: float) -> None:
    """Have whoever needs it wait so long."""
    with lock:
        threading.Event().wait(seconds)


def test_an_eventful_show_and_what_its_log_is_worth(tmp_path: Path) -> None:
    """All that happened is made again; one fact out of the log, and it is another show."""
    log = eventful(tmp_path)
    assert logged(log, events.COMPOSED)
    found = verdicts(log)
    assert len(found) >= 4
    assert found == [True] * len(found)
    base = sqlite3.connect(log)
    base.execute("DELETE FROM event WHERE payload LIKE '%\"clock_set\"%'")
    base.commit()
    base.close()
    assert False in verdicts(log)


class GivesUp:
    """Gives up a rung on the thirtieth frame, and takes it back two segments later."""

    def __init__(self, rung: str) -> None:
        self._rung, self._frames = rung, 0

    def frame(self, *, is_skipped: bool, watched: Mapping[str, int]) -> Step | None:
        assert not is_skipped or not watched
        self._frames += 1
        is_back = self._frames == 30 + 2 * SEGMENT
        return Step(rung=self._rung, is_back=is_back) if is_back or self._frames == 30 else None


def test_what_was_given_up_is_in_the_log_and_not_missed(tmp_path: Path) -> None:
    wanted = settings("demo:", hashes=True, ladder="64x48:200k,32x24:90k")
    channel = Channel(wanted, tmp_path / "tiny", SystemClock())
    channel.on_air._shedding = GivesUp("48p")  # type: ignore[assignment]
    with running(channel):
        aired(channel, 2 * SEGMENT)
        assert channel.on_air.health.shed == ["48p"]
        assert "48p" in channel.on_air.health.alarms["encoder"]
        aired(channel, 3 * SEGMENT)
        assert channel.on_air.health.shed == []
    log = tmp_path / "tiny" / SHOW_LOG
    gone, back = logged(log, events.RUNG)
    found = verdicts(log)
    assert len(found) >= 4
    assert found == [True] * len(found)
    lost = [part.first for part in window(tmp_path / "tiny").parts if not part.length]
    assert lost == list(range(gone["first_frame"], back["first_frame"], 8))
    assert all(part.length for part in window(tmp_path / "tiny", "24p").parts)


def test_without_packets_nothing_can_be_said(tmp_path: Path) -> None:
    log = live(tmp_path / "tiny", clip(tmp_path / "clip.mp4"), 2 * SEGMENT)
    for file in (tmp_path / "tiny" / SOURCE / "source").glob(f"*{SUFFIX}"):
        file.unlink()
    assert None in verdicts(log)


def test_only_the_last_seconds(tmp_path: Path) -> None:
    log = live(tmp_path / "tiny", None, 4 * SEGMENT)
    assert len(verdicts(log)) >= 3
    assert verdicts(log, 2_000_000) == [True] * 2


def test_a_log_without_hashes_says_how_to_have_them(tmp_path: Path) -> None:
    with on_air(settings(None), tmp_path / "tiny") as channel:
        aired(channel, 5)
    with pytest.raises(ShowLogError, match="hashes = true"):
        ShowCheck(tmp_path / "tiny" / SHOW_LOG)


def test_a_log_that_never_began_holds_no_hashes(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db"):
        pass
    with pytest.raises(ShowLogError, match="holds no hashes"):
        ShowCheck(tmp_path / "show.db")
