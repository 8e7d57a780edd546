"""A vendor's feed on a channel on air: a real server, a vendor with good and bad days."""

import gzip
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.channels import clip
from tests.checks import coded, real
from tests.served import Served, served
from tests.test_espn import SERIES
from tests.web_feeds import Answer, Vendor, vendor

pytestmark = pytest.mark.timeout(180)
CONFIG = """\
[[channel]]
name = "cup"
rate = 25
shedding = "nothing"
ladder = "64x48:100k"
[channel.source]
input = "{clip}"
[[channel.feed]]
name = "espn"
provider = "espn"
url = "{url}"
every = 1
private = true
{more}
[[channel.feed]]
name = "sheet"
provider = "espn"
path = "{path}"
every = 1
"""
BAD = [
    Answer(status=500, body=b"oh"),
    Answer(status=304),
    Answer(status=429, headers={"Retry-After": "1"}),
    Answer(body=b"<!doctype html><html>maintenance</html>"),
    Answer(body=b'{"events": [{"id": "90'),
    Answer(body=b"x" * 400, cut=100),
]


@pytest.fixture
def espn() -> Iterator[Vendor]:
    with vendor() as found:
        yield found


def on_air(folder: Path, espn: Vendor, more: str = "") -> str:
    path = folder / "board.json"
    path.write_bytes(b"{}")
    return CONFIG.format(clip=clip(folder / "clip.mp4"), url=espn.url, path=path, more=more)


def feed(server: Served, name: str = "espn") -> dict[str, Any]:
    """What the API says of a feed, as soon as it says anything of it."""
    found: list[dict[str, Any]] = []

    def is_listed() -> bool:
        items = server.get("/api/v1/feeds").value["items"]
        found.extend(one for one in items if one["feed"] == name)
        return bool(found)

    server.until(is_listed, f"the feed {name}")
    return found[-1]


def state(server: Served) -> dict[str, Any]:
    return dict(server.get("/api/v1/channels/cup/state").value)


def score(server: Served) -> tuple[int, int]:
    sides = state(server)["sides"]
    return sides["home"]["score"], sides["away"]["score"]


def alarms(server: Served) -> dict[str, str]:
    return dict(server.get("/api/v1/channels/cup/health").value["alarms"])


def named(server: Served) -> tuple[str, str]:
    home = state(server)["sides"]["home"]
    return home["name"], home["short"]


def test_a_match_comes_through_whatever_the_vendor_does(tmp_path: Path, espn: Vendor) -> None:
    good = [Answer(body=gzip.compress(coded(poll))) for poll in SERIES]
    espn.says(*[one for pair in zip(good, BAD, strict=False) for one in pair], *good[len(BAD) :])
    with served(on_air(tmp_path, espn), tmp_path) as server:
        server.on_air("cup")
        server.until(lambda: score(server) == (1, 0), "the first goal")
        server.until(lambda: state(server)["phase"] == "full_time", "the end", within=90)
        assert score(server) == (1, 1)
        assert state(server)["sides"]["home"]["name"] == "home town"
        ours = {"names": {"de": {"long": "Unsere", "code": "UNS"}}, "language": "de"}
        team = server.owner("POST", "/teams", ours).value["id"]
        said = server.owner("PUT", "/provider-ids/espn/team/501", {"thing": team})
        assert said.status == 200, said.text
        server.until(lambda: named(server) == ("Unsere", "UNS"), "our name of the hosts")
        (told,) = server.owner("GET", "/channels/cup/log?limit=1").value["items"]
        home = told["payload"]["home"]
        assert (home["ref"], home["feed_name"]) == ("501", "home town")
        assert score(server) == (1, 1)
        told = feed(server)
        assert (told["error"], told["state"]) == ("", "sending")
        assert told["next_due"] > told["last_received"]
        assert "secret" not in server.log


def test_a_file_that_is_dropped_there_is_a_feed_as_well(tmp_path: Path, espn: Vendor) -> None:
    espn.says(Answer(status=500))
    with served(on_air(tmp_path, espn), tmp_path) as server:
        server.on_air("cup")
        server.until(lambda: "neither a scoreboard" in feed(server, "sheet")["error"], "its error")
        (tmp_path / "board.json").write_bytes(coded(SERIES[4]))
        server.until(lambda: score(server) == (1, 1), "what the file says")
        # Whoever reads it next knows what was told before, and takes back what is gone.
        os.kill(server.pid("feeds"), signal.SIGKILL)
        (tmp_path / "board.json").write_bytes(coded(SERIES[3]))
        server.until(lambda: score(server) == (1, 0), "what the file says by now")
        server.until(lambda: feed(server)["state"] == "failed", "a vendor that is away")
        assert feed(server)["last_result"] == "HTTP 500"
        server.until(lambda: "feed espn" in alarms(server), "its alarm")
        assert "feed failed channel=cup feed=espn: HTTP 500" in server.log


def test_the_real_polls_run_as_a_live_feed(tmp_path: Path, espn: Vendor) -> None:
    polls = [Answer(body=raw) for raw in real("espn", "series_wc2026/*.json.gz")]
    espn.says(*polls[:2], *BAD[2:4], *polls[2:8], BAD[4], *polls[8:])
    with served(on_air(tmp_path, espn, 'match = "760489"'), tmp_path) as server:
        server.on_air("cup")
        server.until(lambda: state(server)["phase"] == "after_shoot_out", "the end", within=90)
        sides = state(server)["sides"]
        assert score(server) == (1, 1)
        assert (sides["home"]["shootout"], sides["away"]["shootout"]) == (3, 4)
