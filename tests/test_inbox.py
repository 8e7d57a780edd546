"""The inbox: offers become events of the frame that is dressed next."""

import sqlite3
from pathlib import Path

import pytest

from engine.channel.inbox import HELD_AT_MOST, Inbox, InboxFullError, Offer
from engine.errors import ShowLogError
from engine.show_log import ShowEvent, ShowLog

type Outcome = list[ShowEvent] | ShowLogError


def offer(kind: str) -> Offer:
    return Offer(payload={"type": kind, "v": 1}, event_time=5, arrival=7, actor="test")


def commit(inbox: Inbox, number: int) -> list[ShowEvent]:
    committed: list[ShowEvent] = []
    inbox.commit(number, committed.append)
    return committed


def test_offers_are_committed_in_order_and_told(tmp_path: Path) -> None:
    told: list[Outcome] = []
    with ShowLog(tmp_path / "show.db") as log:
        inbox = Inbox(log)
        inbox.offer([offer("a"), offer("b")], told.append)
        inbox.offer([offer("c")], told.append)
        committed = commit(inbox, 48)
        assert [event.payload["type"] for event in committed] == ["a", "b", "c"]
        assert {event.frame for event in committed} == {48}
        assert [event.sequence for event in committed] == [0, 1, 2]
        assert told == [committed[:2], committed[2:]]
        assert list(log.events()) == committed
        assert commit(inbox, 49) == []


def test_a_log_that_fails_is_told_and_harms_nobody_else(tmp_path: Path) -> None:
    told: list[Outcome] = []
    with ShowLog(tmp_path / "show.db") as log:
        inbox = Inbox(log)
        beside = sqlite3.connect(tmp_path / "show.db")
        beside.execute("ALTER TABLE event RENAME TO lost")
        inbox.offer([offer("a")], told.append)
        assert commit(inbox, 48) == []
        assert isinstance(told[0], ShowLogError)
        beside.execute("ALTER TABLE lost RENAME TO event")
        beside.close()
        inbox.offer([offer("b")], told.append)
        assert [event.payload["type"] for event in commit(inbox, 49)] == ["b"]


def test_a_full_inbox_refuses(tmp_path: Path) -> None:
    with ShowLog(tmp_path / "show.db") as log:
        inbox = Inbox(log)
        inbox.offer([offer("a")] * HELD_AT_MOST, lambda _: None)
        with pytest.raises(InboxFullError, match="try again"):
            inbox.offer([offer("a")], lambda _: None)
        assert len(commit(inbox, 1)) == HELD_AT_MOST
        inbox.offer([offer("a")], lambda _: None)
