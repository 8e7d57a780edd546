"""Processes of a real server are killed while Chromium watches; wake-ups are lost on their way."""

import random
import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds import subjects
from feeds.event_time import MICROSECONDS
from tests.chromium import in_a_browser
from tests.edge_followers import following
from tests.edges import Edge
from tests.kills import BACK, LADDER, MEDIA, SEGMENT, Kill, Show, config, showing
from tests.lossy_bus import losing
from tests.match_truth import write_ticks
from tests.nats import Nats
from tests.served import WAIT_S, served

# The last rung is never given up, however slow the machine.
ONE_RUNG, PICTURE, SOUND = LADDER.partition(",")[0], MEDIA[0], MEDIA[-1]
KILLS = 20
BACK_WITHIN = SEGMENT + 3 * MICROSECONDS // 2
# After a minute of running a process is started again at once.
STEADY_S = 64
RESTARTS_EVERY = 5


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Show]:
    with showing(tmp_path_factory.mktemp("kills"), seconds=1200) as on_air:
        yield on_air


@in_a_browser
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    # The phase of the segment is the channel's; a second one finds nothing more of the others.
    ("child", "seed"),
    [*((child, 1) for child in BACK), ("channel one", 2)],
)
def test_a_kill_under_a_viewer(show: Show, child: str, seed: int) -> None:
    show.kill(child, random.Random(f"{child} {seed}").random())
    show.judge()


@in_a_browser
@pytest.mark.timeout(300)
def test_an_api_restart_changes_no_text(show: Show) -> None:
    show.restart_api_alone()
    show.judge()


@pytest.mark.timeout(300)
def test_no_part_is_missed_where_wake_ups_are_lost(tmp_path: Path) -> None:
    follow_without_wake_ups(tmp_path, share=0.1, lost=1, parts=24)


@in_a_browser
@pytest.mark.soak
def test_many_kills_under_a_viewer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kills: list[Kill] = []
    with showing(tmp_path, seconds=7200) as on_air:
        for seed in range(KILLS):
            kills += killed_each(on_air, seed)
            if seed % RESTARTS_EVERY == RESTARTS_EVERY - 1:
                on_air.restart_api_alone()
                on_air.judge()
        served = f"playlists checked {on_air.checked}, media weighed {on_air.scales.weighed}"
    away = [kill.resumed - kill.killed for kill in kills if kill.resumed is not None]
    say(capsys, f"{len(kills)} kills, {served}; a channel was away {spread(away)}")
    for child in BACK:
        back = [kill.back - kill.killed for kill in kills if kill.child == child]
        say(capsys, f"{child} at work again {spread(back)}")
    assert len(away) == KILLS
    assert statistics.median(away) <= BACK_WITHIN


@pytest.mark.soak
def test_no_part_is_missed_for_long(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(capsys, follow_without_wake_ups(tmp_path, share=0.01, lost=20, parts=600))


def killed_each(show: Show, seed: int) -> list[Kill]:
    """Kill each process once at a moment of the seed, each after a minute of running."""
    draws, kills = random.Random(seed), []
    for child in BACK:
        show.watcher.wait(max(0, STEADY_S - show.since_kill(child) / MICROSECONDS))
        try:
            kills.append(show.kill(child, draws.random()))
            show.judge()
        except AssertionError as error:
            error.add_note(f"{child} killed with seed {seed}")
            raise
    return kills


def follow_without_wake_ups(folder: Path, *, share: float, lost: int, parts: int) -> str:
    """Follow every rendition's edge, where a share of the wake-ups is lost: no hole in any.

    It goes on until so many were lost, and so many parts of each rendition were served.
    """
    ticks = write_ticks(folder / "ticks.jsonl", 3600)
    subject = re.escape(subjects.channel("one", subjects.PART))
    with (
        Nats() as nats,
        losing(nats.port, subject, share=share, seed=1) as bus,
        served(config(ticks, ladder=ONE_RUNG, bus=bus.url), folder) as server,
    ):
        server.on_air("one")
        edges = {path: Edge(server, path) for path in (PICTURE, SOUND)}
        with following(server.port, edges) as followers:

            def is_enough() -> bool:
                for path, follower in followers.items():
                    edges[path].take(follower.taken())
                return bus.lost >= lost and all(edge.parts >= parts for edge in edges.values())

            server.until(is_enough, "parts enough", within=WAIT_S + parts)
            assert [follower.refusals for follower in followers.values()] == [[], []]
    return f"wake-ups lost {bus.lost} of {bus.lost + bus.passed}, parts {edges[PICTURE].parts}"


def spread(times: list[int]) -> str:
    """The median and the worst of some times in µs."""
    middle, worst = statistics.median(times) / MICROSECONDS, max(times) / MICROSECONDS
    return f"{middle:.2f} s, at worst {worst:.2f} s"


def say(capsys: pytest.CaptureFixture[str], figures: str) -> None:
    """Have figures in the output, also where all is well."""
    with capsys.disabled():
        sys.stdout.write(f"\n{figures}\n")
