"""Playlists of a viewer's own: as everybody's, so many seconds ago; and what is noted of them."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from api.origin.frontiers import Frontier
from api.origin.origin import Origin
from api.room.viewer import Sessions
from engine.window import part_line
from tests.asgi import Client, Reply, ask
from tests.on_air import FIRST, OnAir, written
from tests.origin_story import LIST, TOP, Held, tell
from tests.playlist_media_rules import check_media
from tests.playlist_parser import Violation
from tests.playlist_presentation_rules import check_multivariant, check_presentation
from tests.playlist_reload_rules import check_reload

SECOND = 1_000_000
PART, PARTS = SECOND * 8 // 25, 6
BEGINS = FIRST * PARTS * PART
MOMENT_S = 0.1
"""So long after a part's end it has been read."""


class StoryClock:
    """The loop's time as wall time, from when the story begins; or stopped where it is set."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self.stopped: int | None = None

    def now(self) -> int:
        return BEGINS + self.monotonic()

    def monotonic(self) -> int:
        if self.stopped is not None:
            return self.stopped
        time = asyncio.get_running_loop().time()
        self._begun = time if self._begun is None else self._begun
        return round((time - self._begun) * SECOND)


@dataclass
class Programme:
    """An origin with a programme that grows as time goes on."""

    origin: Origin
    on_air: OnAir
    clock: StoryClock

    def token(self, lag_s: int, viewer: str = "anna", channel: str = "demo") -> str:
        return self.origin.sessions.playback(viewer, channel, lag_s)

    def list(self, lag_s: int, *directives: str, name: str = "96p") -> str:
        """Where a rendition's playlist of Anna's own is."""
        query = "&".join([f"s={self.token(lag_s)}", *directives])
        return f"/live/demo/{name}/index.m3u8?{query}"

    def air(self, parts: int = 1) -> None:
        """Air so many parts; it is the moment at which the last of them ends, and stays that."""
        self.on_air.air(parts)
        self.clock.stopped = self.on_air.aired * PART
        self.origin.wake("demo")

    async def until(self, parts: int) -> None:
        """Let so many parts of a programme that grows pass, and a moment."""
        due = BEGINS + parts * PART + MOMENT_S * SECOND
        await asyncio.sleep((due - self.clock.now()) / SECOND)

    async def grow(self, parts: int) -> None:
        """Air so many parts, each as it ends."""
        for count in range(1, parts + 1):
            due = BEGINS + count * PART
            await asyncio.sleep(max(0, due - self.clock.now()) / SECOND)
            self.on_air.air()
            self.origin.wake("demo")

    @property
    def frontier(self) -> int | None:
        found = self.origin.frontiers.of("demo", "anna")
        return None if found is None else found.program_time


type Plot = Callable[[Programme], Coroutine[Any, Any, None]]


def play(root: Path, plot: Plot, *, parts: int = 0, seats: int = 100) -> None:
    """Tell a story of a programme that grows by so many parts as time goes on."""
    on_air, clock = OnAir(root, segments=14), StoryClock()

    async def story(origin: Origin) -> None:
        programme = Programme(origin, on_air, clock)
        clock.now()
        async with asyncio.TaskGroup() as group:
            group.create_task(programme.grow(parts))
            await plot(programme)

    tell(root, story, seats, sessions=Sessions("secret"), clock=clock)


def place(parts: int) -> str:
    """The directives that ask for the part after so many."""
    return f"_HLS_msn={FIRST + parts // PARTS}&_HLS_part={parts % PARTS}"


@pytest.mark.parametrize("lag_s", [8, 16], ids="{} s".format)
def test_it_is_everybody_s_of_so_many_seconds_ago(tmp_path: Path, lag_s: int) -> None:
    lag = lag_s * SECOND // PART
    everybody: list[list[str]] = []
    faults: list[Violation] = []
    skips = set[bool]()

    async def plot(programme: Programme) -> None:
        for count in range(1, 85):
            programme.air()
            names = programme.on_air.names
            targets = [(name, skip) for name in names for skip in ("NO", "YES")]
            own, now = [], []
            for name, skip in targets:
                path = f"/live/demo/{name}/index.m3u8?_HLS_skip={skip}"
                now.append((await ask(programme.origin, path)).text)
                if count > lag:
                    token = programme.token(lag_s)
                    own.append((await ask(programme.origin, f"{path}&s={token}")).text)
            everybody.append(now)
            if count <= lag:
                continue
            assert own == everybody[count - lag - 1]
            skips.add("EXT-X-SKIP" in own[1])
            media = dict(zip((f"{name}/index.m3u8" for name in names), own[::2], strict=True))
            multivariant = await ask(programme.origin, "/live/demo/index.m3u8")
            starting = count - lag < 37
            faults.extend(check_presentation(multivariant.text, media, starting=starting))
            for text in own:
                faults.extend(check_media(text, starting=True))

    play(tmp_path, plot)
    for (older, *_), (newer, delta, *_) in pairwise(everybody[:-lag]):
        faults += [*check_reload(older, newer), *check_reload(older, delta)]
    assert faults == []
    assert skips == ({False, True} if lag_s == 8 else {False})


def test_the_next_part_is_waited_for_until_it_is_due(tmp_path: Path) -> None:
    """Which is so long after its end as the viewer is behind; with no lag, when it is there."""
    waits: dict[int, list[float]] = {0: [], 3: []}

    async def follow(programme: Programme, lag_s: int) -> None:
        first = 20 - lag_s * SECOND // PART
        for count in range(first, first + 20):
            reply = await ask(programme.origin, programme.list(lag_s, place(count)))
            assert f'URI="{FIRST + count // 6}.{count % 6}.m4s"' in reply.text
            due = BEGINS + (count + 1) * PART + lag_s * SECOND
            waits[lag_s].append((programme.clock.now() - due) / SECOND)

    async def plot(programme: Programme) -> None:
        await programme.until(20)
        async with asyncio.TaskGroup() as group:
            for lag_s in waits:
                group.create_task(follow(programme, lag_s))

    play(tmp_path, plot, parts=60)
    assert all(0 <= late < PART / SECOND for late in [*waits[0], *waits[3]])


def test_a_segment_is_waited_for_to_its_end(tmp_path: Path) -> None:
    async def plot(programme: Programme) -> None:
        await programme.until(31)
        reply = await ask(programme.origin, programme.list(3, f"_HLS_msn={FIRST + 4}"))
        assert f"\n{FIRST + 4}.m4s\n" in reply.text
        assert f'"{FIRST + 5}.0.m4s"' not in reply.text.partition("PRELOAD")[0]
        late = programme.clock.now() - (BEGINS + 30 * PART + 3 * SECOND)
        assert 0 <= late < PART

    play(tmp_path, plot, parts=45)


def test_further_ahead_of_its_own_edge_than_any_may_be_is_refused(tmp_path: Path) -> None:
    async def plot(programme: Programme) -> None:
        programme.air(40)
        for directives in (place(39), f"_HLS_msn={FIRST + 5}"):
            everybody = await ask(programme.origin, f"{LIST}?{directives}")
            own = await ask(programme.origin, programme.list(8, directives))
            assert (everybody.status, own.status) == (200, 400)
            assert own.headers["cache-control"] == "no-store"
        assert programme.frontier is None

    play(tmp_path, plot)


@pytest.mark.parametrize("lag_s", [0, 1])
def test_what_never_comes_is_given_up_after_three_targets(tmp_path: Path, lag_s: int) -> None:
    async def plot(programme: Programme) -> None:
        await programme.until(30)
        loop = asyncio.get_running_loop()
        at = loop.time()
        reply = await ask(programme.origin, programme.list(lag_s, place(30)))
        assert (reply.status, reply.headers["retry-after"]) == (503, "1")
        assert 6 <= loop.time() - at < 6.5

    play(tmp_path, plot, parts=30)


def test_before_its_first_part_is_due_it_is_waited_for(tmp_path: Path) -> None:
    async def plot(programme: Programme) -> None:
        await programme.until(2)
        reply = await ask(programme.origin, programme.list(3))
        assert "LAST-MSN" in reply.text
        assert f'"{FIRST}.1.m4s"' in reply.text.partition("PRELOAD")[2]

    play(tmp_path, plot, parts=20)


def test_it_ends_once_its_last_part_is_due(tmp_path: Path) -> None:
    async def plot(programme: Programme) -> None:
        await programme.until(10)
        programme.on_air.end()
        for count in range(1, 11):
            reply = await ask(programme.origin, programme.list(3, place(count - 1)))
            assert ("#EXT-X-ENDLIST" in reply.text) == (count == 10)
            assert programme.clock.now() >= BEGINS + count * PART + 3 * SECOND
        last = await ask(programme.origin, LIST)
        for query in (place(9), "_HLS_msn=1000000000", place(10)):
            assert (await ask(programme.origin, programme.list(3, query))).text == last.text

    play(tmp_path, plot, parts=10)


def test_with_no_lag_it_is_the_very_text_of_all(tmp_path: Path) -> None:
    async def plot(programme: Programme) -> None:
        for count in range(1, 50):
            programme.air()
            for directives in (place(count - 1), "_HLS_skip=YES", "_HLS_skip=NO"):
                all_s = await ask(programme.origin, f"{LIST}?{directives}")
                own = await ask(programme.origin, programme.list(0, directives))
                assert own.body == all_s.body
                assert own.headers["cache-control"] == "no-store, private"
                assert "public" in all_s.headers["cache-control"]

    play(tmp_path, plot)


@pytest.mark.parametrize("lag_s", [0, 3])
def test_all_playlists_in_its_multivariant_are_its_own(tmp_path: Path, lag_s: int) -> None:
    async def plot(programme: Programme) -> None:
        programme.air(20)
        token = programme.token(lag_s)
        all_s = await ask(programme.origin, "/live/demo/index.m3u8")
        own = await ask(programme.origin, f"/live/demo/index.m3u8?s={token}")
        assert own.headers["cache-control"] == "no-store, private"
        assert check_multivariant(own.text) == []
        assert own.text.count(f"/index.m3u8?s={token}") == len(programme.on_air.names)
        assert own.text.replace(f"?s={token}", "") == all_s.text
        uris = [line for line in own.text.splitlines() if line.endswith(token)]
        for uri in uris:
            reply = await ask(programme.origin, f"/live/demo/{uri}&_HLS_skip=YES")
            assert (reply.status, reply.headers["cache-control"]) == (200, "no-store, private")
        assert len(uris) == 2

    play(tmp_path, plot)


def signed(secret: str, channel: str) -> str:
    return Sessions(secret).playback("anna", channel, 3)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        pytest.param("s=", 403, id="empty"),
        pytest.param("s=garbage", 403, id="garbage"),
        pytest.param(f"s={signed('other', 'demo')}", 403, id="signed-elsewhere"),
        pytest.param(f"s={signed('secret', 'cup')}", 403, id="of-another-channel"),
        pytest.param(f"s={signed('secret', 'demo')}x", 403, id="changed"),
        pytest.param("s=a&s=b", 400, id="two"),
        pytest.param("keys=1&x=s", 200, id="another-key"),
        pytest.param(f"_HLS_skip=YES&s={signed('secret', 'demo')}&x=1", 200, id="right"),
    ],
)
@pytest.mark.parametrize("path", ["/live/demo/index.m3u8", LIST])
def test_what_is_no_session_is_refused_plainly(
    tmp_path: Path, path: str, query: str, status: int
) -> None:
    async def plot(programme: Programme) -> None:
        programme.air(20)
        reply = await ask(programme.origin, f"{path}?{query}")
        assert reply.status == status
        if status != 200:
            assert (reply.body, reply.headers["cache-control"]) == (b"", "no-store")
            assert programme.frontier is None
        media = await ask(programme.origin, f"{TOP}/{FIRST}.0.m4s?{query}")
        assert (media.status, media.headers["cache-control"]) == (
            200,
            "public, max-age=86400, immutable",
        )

    play(tmp_path, plot)


def test_the_frontier_is_the_end_of_the_last_part_named(tmp_path: Path) -> None:
    """Over all renditions and playlists of a viewer; what is asked by all is nobody's."""

    async def plot(programme: Programme) -> None:
        async def asked(lag_s: int, *directives: str, name: str = "96p") -> int | None:
            await ask(programme.origin, programme.list(lag_s, *directives, name=name))
            return programme.frontier

        programme.air(30)
        await ask(programme.origin, LIST)
        await ask(programme.origin, f"/live/demo/index.m3u8?s={programme.token(0)}")
        assert programme.frontier is None
        assert await asked(8) == BEGINS + 5 * PART
        assert await asked(3) == BEGINS + 20 * PART
        assert await asked(8) == BEGINS + 20 * PART
        programme.air()
        assert await asked(3, place(20)) == BEGINS + 21 * PART
        programme.air()
        assert await asked(3, "_HLS_skip=YES", name="audio") == BEGINS + 22 * PART
        found = programme.origin.frontiers.of("demo", "anna")
        assert found == Frontier(BEGINS + 22 * PART, programme.clock.now())
        assert await asked(0) == BEGINS + 32 * PART
        assert programme.origin.frontiers.of("demo", "ben") is None

    play(tmp_path, plot)


def test_a_gap_is_no_media(tmp_path: Path) -> None:
    async def plot(programme: Programme) -> None:
        programme.air(10)
        for name in programme.on_air.names:
            window = written(programme.on_air.media / name)
            last = window.parts[-1]
            first = last.first + last.duration // window.track.frame_ticks
            gap = replace(last, part=4, length=0, first=first)
            programme.on_air.write(name, part_line(gap))
        programme.origin.wake("demo")
        reply = await ask(programme.origin, programme.list(0, place(10)))
        assert f'URI="{FIRST + 1}.4.m4s",GAP=YES' in reply.text
        assert programme.frontier == BEGINS + 10 * PART

    play(tmp_path, plot)


def test_who_leaves_frees_their_seat_and_who_is_told_to_stop_is_answered(tmp_path: Path) -> None:
    async def plot(programme: Programme) -> None:
        await programme.until(30)
        async with asyncio.TaskGroup() as group:
            target = programme.list(3, f"_HLS_msn={FIRST + 4}")
            held = Held(programme.origin, group)
            leaving = Client(programme.origin, target)
            left = group.create_task(leaving.ask())
            staying = await held.ask(target)
            full = await ask(programme.origin, target)
            assert (full.status, full.headers["retry-after"]) == (503, "1")
            leaving.leave()
            assert await left == Reply()
            another = await held.ask(target)
            programme.origin.release()
            assert [(await task).status for task in (staying, another)] == [503, 503]

    play(tmp_path, plot, parts=30, seats=2)
