"""A show on air whose processes are killed while it is watched, and what must hold meanwhile."""

import json
import os
import random
import re
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from feeds.event_time import MICROSECONDS, from_iso, to_iso
from tests.edge_followers import Follower, following
from tests.match_truth import Truth, write_ticks
from tests.media_durations import Scales
from tests.playlist_presentation_rules import AAC_FRAME, check_presentation
from tests.served import Served, served
from tests.served_rules import Rulebook, parsed
from tests.servers import freeze
from tests.watchers import Watcher, watching

RATE = 25
SEGMENT_FRAMES = 48
SEGMENT = SEGMENT_FRAMES * MICROSECONDS // RATE
DISTANCE = 15 * MICROSECONDS
TOP = "/live/one/index.m3u8"
MEDIA = tuple(f"/live/one/{name}/index.m3u8" for name in ("72p", "36p", "audio"))
LADDER = "128x72:200k,64x36:80k"
# What a process logs once it does its work again; a bus is back when the channel has it.
BACK = {
    "api": r"\[api\] bus connected",
    "feeds": r"\[feeds\] feed opened channel=one feed=ticks",
    "nats": r"\[channel one\] bus connected",
    "channel one": r"channel on air channel=one",
}
CONFIG = """\
{bus}
[[channel]]
name = "one"
rate = {rate}
shedding = "nothing"
ladder = "{ladder}"
preset = "ultrafast"
distance = {distance}
[channel.source]
input = "demo:"
[[channel.feed]]
name = "demo"
provider = "demo"
[[channel.feed]]
name = "ticks"
provider = "facts_file"
path = "{ticks}"
"""
_ASKED = 12
_SETTLED_S = 0.3
_STEP = MICROSECONDS // 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """One kill: when (µs since 1970), and when the process did its work again.

    Of a channel also the programme time of its first new picture.
    """

    child: str
    killed: int
    back: int
    resumed: int | None = None


class Show:
    """A channel with the demo match, its facts and a viewer; it is judged as it goes on."""

    def __init__(self, server: Served, watcher: Watcher, followers: dict[str, Follower]) -> None:
        self.server = server
        self.watcher = watcher
        self._followers = followers
        self._books = {path: Rulebook() for path in followers}
        self._told = 0
        self._killed: dict[str, int] = {}
        self._viewer_books: dict[str, Rulebook] = {}
        self.scales = Scales(server)
        self.truth = Truth(_origin(server))
        server.until(lambda: self._is_exact(_now()), "the match told")
        # What was told only after its moment had been shown stands as it was shown.
        self.known_from = _now() - DISTANCE

    @property
    def checked(self) -> int:
        """How many different playlist texts were checked so far."""
        return sum(book.checked for book in (*self._books.values(), *self._viewer_books.values()))

    def since_kill(self, child: str) -> int:
        """How long ago (µs) a process was killed last, or all began."""
        return _now() - self._killed.get(child, self.known_from + DISTANCE)

    def kill(self, child: str, phase: float) -> Kill:
        """Kill a process at a phase of the segment (0..1); wait until all is well again."""
        asked = self._moments()
        before = [self._answer(moment) for moment in asked]
        untrue = [answer for answer in before if not self.truth.is_told_by(answer)]
        assert untrue == [], untrue[0]
        count = self.server.logged(BACK[child])
        self.watcher.wait((phase - _now() % SEGMENT / SEGMENT) % 1 * SEGMENT / MICROSECONDS)
        os.kill(self.server.pid(child), signal.SIGKILL)
        killed = self._killed[child] = _now()
        self.server.until(lambda: self.server.logged(BACK[child]) > count, f"{child} back")
        back = _now()
        resumed = self._resumed(killed) if child == "channel one" else None
        self.watcher.sees(max(back, resumed or 0))
        after = [self._answer(moment) for moment in asked]
        changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
        assert changed == [], changed[0]
        self._was_exact(killed - MICROSECONDS, back)
        return Kill(child=child, killed=killed, back=back, resumed=resumed)

    def judge(self) -> None:
        """All that was served since the last judgement kept the rules; media last as told."""
        self.watcher.is_undisturbed()
        faults = []
        for path, follower in self._followers.items():
            readings = follower.taken()
            faults += self._books[path].faults(readings)
            for reading in readings if path in MEDIA else ():
                self.scales.hear(path, reading.text)
            refused = [one for one in follower.refusals if one.status != 503]
            assert refused == [], refused[0]
        viewed = self.watcher.taken()
        assert viewed, "the viewer loaded no playlist"
        for reading in viewed:
            book = self._viewer_books.setdefault(reading.target.partition("?")[0], Rulebook())
            faults += book.faults([reading])
        texts = self.texts()
        for path in MEDIA:
            faults += self.scales.faults(path, texts[path])
        # On a machine that is too slow a rung is given up: then nobody tells of it any more.
        names = [path.removeprefix("/live/one/") for path in MEDIA]
        media = {name: texts[f"/live/one/{name}"] for name in names if name in texts[TOP]}
        faults += map(str, check_presentation(texts[TOP], media, starting=True))
        assert faults == [], "\n".join(faults[:9])
        self._each_fact_once()

    def _each_fact_once(self) -> None:
        """No fact is in the log a second time, whoever was killed; the match began but once."""
        assert _origin(self.server) == self.truth.origin
        told = [(actor, each["id"]) for actor, each in _log(self.server) if "id" in each]
        fresh, self._told = set(told[self._told :]), len(told)
        twice = [name for name, count in Counter(told).items() if count > 1 and name in fresh]
        assert twice == [], twice

    def restart_api_alone(self) -> None:
        """Kill the API while the channel's index stands still: every text must be as it was."""
        channel = self.server.pid("channel one")
        freeze(channel)
        try:
            texts = self._settled()
            count = self.server.logged(BACK["api"])
            os.kill(self.server.pid("api"), signal.SIGKILL)
            self.server.until(lambda: self.server.logged(BACK["api"]) > count, "the API back")
            assert self.texts() == texts
        finally:
            os.kill(channel, signal.SIGCONT)
        self.watcher.sees(_now())

    def _settled(self) -> dict[str, str]:
        """Every playlist once it changes no more."""
        read: list[dict[str, str]] = []

        def is_settled() -> bool:
            self.watcher.wait(_SETTLED_S)
            read.append(self.texts())
            return read[-2:-1] == read[-1:]

        self.server.until(is_settled, "no change in any playlist")
        return read[-1]

    def texts(self) -> dict[str, str]:
        """Every playlist as it is served now, whole and as a delta."""
        targets = [TOP, *MEDIA, *(f"{path}?_HLS_skip=YES" for path in MEDIA)]
        return {target: self.server.get(target).text for target in targets}

    def _resumed(self, killed: int) -> int:
        """The programme time (µs) of the first picture after a kill, once it is served.

        It is the one that the show log says it goes on with, after the break, on a boundary no
        more than a segment ahead.
        """
        logged = from_iso(re.findall(r"(\S+) INFO .*channel on air", self.server.log)[-1])
        frame = int(_starts(self.server)[-1]["first_frame"])
        first = frame * MICROSECONDS // RATE
        assert frame % SEGMENT_FRAMES == 0, f"frame {frame} begins no segment"
        assert killed < first <= logged + SEGMENT, (killed, first, logged)
        for path in MEDIA:
            self.server.until(partial(self._has_begun, path, frame), f"{path} goes on")
        return first

    def _has_begun(self, path: str, frame: int) -> bool:
        """Whether the segment of a frame has media; it must begin there, after a break."""
        for segment in parsed(self.server.get(path).text).segments:
            is_lost = segment.named("EXT-X-GAP") or any(p.text("GAP") for p in segment.parts[:1])
            if segment.msn == frame // SEGMENT_FRAMES and not is_lost:
                assert segment.named("EXT-X-DISCONTINUITY"), f"{path}: no break at {segment.msn}"
                date = datetime.fromtimestamp(frame / RATE, UTC)
                assert segment.date is not None
                assert abs(segment.date - date) < AAC_FRAME, (path, segment.date, date)
                return True
        return False

    def _moments(self) -> list[int]:
        """Programme times (µs) of the match so far."""
        draws = random.Random(0)
        first = self.known_from + DISTANCE
        return sorted(draws.randrange(first, _now()) for _ in range(_ASKED))

    def _was_exact(self, first: int, last: int) -> None:
        """What was told at the venue between two times is the state at its moment."""
        for event_time in range(first, last, _STEP):
            claim = partial(self._is_exact, event_time + DISTANCE)
            self.server.until(claim, f"the state of {to_iso(event_time)}")

    def _is_exact(self, moment: int) -> bool:
        answer = self._state(moment)
        return answer is not None and self.truth.is_told_by(answer)

    def _state(self, moment: int) -> dict[str, Any] | None:
        """What the API says of a programme time (µs); None where it cannot now."""
        path = f"/api/v1/channels/one/state?at={quote(to_iso(moment))}"
        answer = self.server.get(path)
        return dict(answer.value) if answer.status == 200 else None

    def _answer(self, moment: int) -> dict[str, Any]:
        """The same, as soon as it can be had."""
        answers: list[dict[str, Any]] = []

        def is_answered() -> bool:
            answer = self._state(moment)
            answers.extend([answer] if answer is not None else [])
            return bool(answers)

        self.server.until(is_answered, f"a state of {to_iso(moment)}")
        return answers[0]


@contextmanager
def showing(folder: Path, *, seconds: int) -> Iterator[Show]:
    """A show on air for as long as the block lasts, no longer than so many seconds."""
    ticks = write_ticks(folder / "ticks.jsonl", seconds)
    with served(config(ticks), folder) as server:
        server.on_air("one")
        with (
            following(server.port, (TOP, *MEDIA)) as followers,
            watching(f"{server.url}/watch/one") as watcher,
        ):
            yield Show(server, watcher, followers)


def config(ticks: Path, *, ladder: str = LADDER, bus: str = "") -> str:
    """A server's config."""
    return CONFIG.format(
        bus=f'[bus]\nurl = "{bus}"' if bus else "",
        rate=RATE,
        ladder=ladder,
        distance=DISTANCE // MICROSECONDS,
        ticks=ticks,
    )


def _now() -> int:
    return time.time_ns() // 1000


def _log(server: Served) -> list[tuple[str, dict[str, Any]]]:
    """The show log's events: actor and payload."""
    path = server.data / "channels" / "one" / "show.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        rows = base.execute("SELECT actor, payload FROM event ORDER BY sequence")
        return [(actor, json.loads(payload)) for actor, payload in rows]


def _origin(server: Served) -> int:
    """The content time (µs) at which the match began; every start must have said the same."""
    (origin,) = {int(start["origin_us"]) for start in _starts(server)}
    return origin


def _starts(server: Served) -> list[dict[str, Any]]:
    """What the show log says of each start of the programme."""
    return [payload for _, payload in _log(server) if payload["type"] == "program_started"]
