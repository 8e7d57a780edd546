"""Crests that editors brought: read before their facts count, on air and ever after."""

import asyncio
import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from engine.channel import brought_crests
from engine.channel.desk import Desk
from engine.channel.known import KnownFacts
from engine.channel.live import Channel
from engine.channel.verify import ShowCheck
from engine.show_log import SHOW_LOG
from feeds import event_time
from feeds.clock import SystemClock
from feeds.fact import Team
from overlays import crest_shelf
from tests.channels import aired, running, settings


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crest_shelf, "_shelf", {})


def brought(data: Path, grey: int) -> str:
    made = io.BytesIO()
    Image.new("RGBA", (64, 64), (grey, 0, 0, 255)).save(made, "PNG")
    digest = hashlib.sha256(made.getvalue()).hexdigest()
    folder = data / brought_crests.CRESTS
    folder.mkdir(exist_ok=True)
    (folder / f"{digest}.png").write_bytes(made.getvalue())
    return digest


def is_shown(digest: str) -> bool:
    return crest_shelf.crest_of(Team(name="North", crest=digest)) is not None


def test_they_are_read_before_their_facts_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed, by_hand, heard = (brought(tmp_path, grey) for grey in (10, 20, 30))
    folder = tmp_path / "channels" / "tiny"
    wanted = settings(None, hashes=True, ladder="64x48:200k")
    with running(Channel(wanted, folder, SystemClock()), ends=False) as channel:
        desk = Desk(channel, KnownFacts())
        now = event_time.to_iso(channel.on_air.pacer.now())

        def match(crest: str) -> dict[str, object]:
            return {"home": {"name": "North", "crest": crest}, "away": {"name": "South"}}

        told = {**match(fed), "type": "match", "t": now, "id": "m", "provider": "one"}
        other = {**match(heard), "type": "other_match", "t": now, "id": "o", "provider": "one"}
        asyncio.run(desk.facts({"facts": [told, other]}))
        assert [is_shown(one) for one in (fed, by_hand, heard)] == [True, False, True]
        asked = {"type": "fact", "fact": {**match(by_hand), "type": "match"}}
        assert asyncio.run(desk.command(asked))["type"] == "done"
        assert is_shown(by_hand)
        aired(channel, 100)
    monkeypatch.setattr(crest_shelf, "_shelf", {})
    Channel(wanted, folder, SystemClock()).close()
    assert all(map(is_shown, (fed, by_hand, heard)))
    monkeypatch.setattr(crest_shelf, "_shelf", {})
    ShowCheck(folder / SHOW_LOG)
    assert all(map(is_shown, (fed, by_hand, heard)))
