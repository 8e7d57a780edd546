"""Our names on air: asked for over a real bus, of a real database, by the ids the feed tells."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.things import uploads
from api.things.on_air import NamesOnAir
from engine.channel.brought_crests import CRESTS
from feeds import subjects
from feeds.bus import Bus, BusError, Handler, Message
from feeds.clock import SystemClock
from feeds.fact import (
    Card,
    CardColor,
    ClockSet,
    Fact,
    Goal,
    Match,
    OtherMatch,
    Retraction,
    Substitution,
    Team,
)
from feeds.happening import Side
from feeds.parsers import parser
from feeds.reading import read
from feeds.renaming import Renaming
from feeds.squad import LineUp, Player
from feeds.team_names import TeamName
from tests.checks import coded, real
from tests.editors import NORTH, SOUTH, Editor, editor
from tests.nats import Nats
from tests.test_espn import SERIES, board, event
from tests.test_uploads import picture

HOME = Team(name="NT", short="N", color="#0000ff", ref="501")
AWAY = Team(name="SB", short="SBY", color="#00ff00", ref="502")
MATCH = Match(event_time=5, received=6, id="match", provider="scores", home=HOME, away=AWAY)


@pytest.fixture(scope="module")
def nats() -> Iterator[Nats]:
    with Nats() as server:
        yield server


type Story = Callable[[Editor, Renaming], Awaitable[None]]


def on_air(nats: Nats, folder: Path, story: Story, *, language: str = "en") -> None:
    """Tell a story of an editor and of a feed whose ids are ESPN's, each on the bus."""

    async def run() -> None:
        async with (
            asyncio.timeout(30),
            editor(folder) as one,
            Bus(nats.url, name="api") as far,
            Bus(nats.url, name="feeds") as near,
            asyncio.TaskGroup() as group,
        ):
            await far.connected()
            await near.connected()
            names = group.create_task(
                NamesOnAir(one.register, far, {"cup": language}, folder / CRESTS).run()
            )
            await is_there(near)
            renaming = Renaming("cup", "espn", near, SystemClock(), waits_s=10)
            asks = group.create_task(renaming.run())
            await story(one, renaming)
            names.cancel()
            asks.cancel()

    asyncio.run(run())


async def is_there(near: Bus) -> None:
    """Wait until there is somebody to ask."""
    while True:
        with suppress(BusError):
            await near.request(subjects.NAMES, {"v": 1, "type": "names"}, within=1)
            return
        await asyncio.sleep(0.01)


async def is_(editor: Editor, ref: str, body: dict[str, Any], kind: str = "team") -> str:
    """Make a thing, and say that an id of ESPN's stands for it."""
    thing = str((await editor.done("POST", f"/{kind}s", body))["id"])
    await editor.done("PUT", f"/provider-ids/espn/{kind}/{ref}", {"thing": thing})
    return thing


async def listed(editor: Editor, wanted: list[tuple[str, str]]) -> None:
    """Wait until these ids are written down as seen, under these names."""
    found = list[tuple[str, str]]()
    while found != wanted:
        await asyncio.sleep(0.01)
        page = await editor.done("GET", "/provider-ids?kind=team")
        found = [(one["ref"], one["name"]) for one in page["items"]]


async def match(renaming: Renaming, fact: Match = MATCH) -> Match:
    (told,) = await renaming.named([fact])
    assert isinstance(told, Match)
    return told


def test_a_known_team_has_our_names_and_the_feeds_word_stands_beside(
    nats: Nats, tmp_path: Path
) -> None:
    german = NORTH | {"names": NORTH["names"] | {"de": {"long": "Nordstadt"}}}

    async def story(editor: Editor, renaming: Renaming) -> None:
        await is_(editor, "501", german)
        told = await match(renaming)
        assert told.home == Team(
            name="Nordstadt",
            short="NTH",
            color="#aa2233",
            second_color="#ffffff",
            names=(
                TeamName(language="de", name="Nordstadt", short="NTH"),
                TeamName(language="en", name="North Town", short="NTH"),
            ),
            ref="501",
            feed_name="NT",
        )
        assert told == replace(MATCH, home=told.home)

    on_air(nats, tmp_path, story, language="de-AT")


def test_a_crest_lies_where_channels_find_it(nats: Nats, tmp_path: Path) -> None:
    digest, png = uploads.taken(picture("PNG"))

    async def story(editor: Editor, renaming: Renaming) -> None:
        north = await is_(editor, "501", NORTH)
        await editor.done("PUT", f"/teams/{north}/crest", picture("PNG"))
        told = await match(renaming)
        assert (told.home.crest, told.away.crest) == (digest, None)
        (kept,) = (tmp_path / CRESTS).iterdir()
        assert (kept.name, kept.read_bytes()) == (f"{digest}.png", png)

    on_air(nats, tmp_path, story)


def test_teams_of_other_matches_have_our_names_too(nats: Nats, tmp_path: Path) -> None:
    other = OtherMatch(event_time=None, received=6, id="o", provider="scores", home=AWAY, away=HOME)

    async def story(editor: Editor, renaming: Renaming) -> None:
        await is_(editor, "501", NORTH)
        told = await renaming.named([MATCH, other])
        assert [(one.home.name, one.away.name) for one in told if isinstance(one, OtherMatch)] == [
            ("SB", "North Town")
        ]
        await editor.done("DELETE", "/provider-ids/espn/team/501")
        renaming.stale()
        assert [one.type for one in await renaming.again()] == ["match", "other_match"]

    on_air(nats, tmp_path, story)


def test_who_is_not_known_stays_and_is_listed(nats: Nats, tmp_path: Path) -> None:
    async def story(editor: Editor, renaming: Renaming) -> None:
        clock = ClockSet(event_time=1, received=1, clock=0)
        assert await renaming.named([MATCH, clock]) == [MATCH, clock]
        await listed(editor, [("501", "NT"), ("502", "SB")])

    on_air(nats, tmp_path, story)


def test_a_change_on_air_is_told_again_once(nats: Nats, tmp_path: Path) -> None:
    async def story(editor: Editor, renaming: Renaming) -> None:
        first = await match(renaming)
        north = await is_(editor, "501", NORTH)
        renaming.stale()
        (again,) = await renaming.again()
        assert isinstance(again, Match)
        assert (again.id, again.revision, again.home.name) == ("match", 1, "North Town")
        assert again.received > first.received
        renaming.stale()
        assert await renaming.again() == []
        await editor.done("PATCH", f"/teams/{north}", SOUTH)
        renaming.stale()
        (again,) = await renaming.again()
        # What the feed tells next is later still.
        later = await match(renaming, replace(MATCH, revision=1, venue="Park"))
        assert (again.revision, later.revision, later.home.name) == (2, 3, "South Bay")
        await editor.done("DELETE", "/provider-ids/espn/team/501")
        renaming.stale()
        (again,) = await renaming.again()
        assert isinstance(again, Match)
        assert (again.revision, again.home) == (4, HOME)

    on_air(nats, tmp_path, story)


def test_two_teams_of_one_name_are_each_its_own(nats: Nats, tmp_path: Path) -> None:
    async def story(editor: Editor, renaming: Renaming) -> None:
        await is_(editor, "501", NORTH)
        await is_(editor, "502", SOUTH)
        same = replace(MATCH, home=replace(HOME, name="United"), away=replace(AWAY, name="United"))
        told = await match(renaming, same)
        assert (told.home.name, told.away.name) == ("North Town", "South Bay")
        assert told.home.feed_name == told.away.feed_name == "United"

    on_air(nats, tmp_path, story)


def test_a_team_renamed_under_one_id_stays_ours(nats: Nats, tmp_path: Path) -> None:
    async def story(editor: Editor, renaming: Renaming) -> None:
        await is_(editor, "501", NORTH)
        for number in range(24):
            renamed = replace(MATCH, home=replace(HOME, name=f"SFW{number}"), revision=number)
            told = await match(renaming, renamed)
            assert (told.home.name, told.home.feed_name) == ("North Town", f"SFW{number}")
            assert told.revision == number

        await listed(editor, [("501", "SFW23"), ("502", "SB")])

    on_air(nats, tmp_path, story)


@pytest.mark.parametrize(
    ("hosts", "color"),
    [
        pytest.param("#aa2030", "#ffffff", id="alike"),
        pytest.param("#2030aa", "#aa2233", id="apart"),
    ],
)
def test_visitors_change_where_they_look_like_the_hosts(
    nats: Nats, tmp_path: Path, hosts: str, color: str
) -> None:
    async def story(editor: Editor, renaming: Renaming) -> None:
        await is_(editor, "502", NORTH)
        told = await match(renaming, replace(MATCH, home=replace(HOME, color=hosts)))
        assert told.away.color == color
        assert {told.away.color, told.away.second_color} == {"#ffffff", "#aa2233"}

    on_air(nats, tmp_path, story)


def test_players_are_known_by_their_ids(nats: Nats, tmp_path: Path) -> None:
    by: dict[str, Any] = {"event_time": 1, "received": 1, "side": Side.HOME}
    happened: list[Fact] = [
        Goal(**by, player="A", player_ref="9", assist="B", assist_ref="8"),
        Card(**by, color=CardColor.RED, player="B", player_ref="8"),
        Substitution(**by, player_in="B", player_in_ref="8", player_out="A", player_out_ref="9"),
    ]
    squad = LineUp(**by, id="squad", players=(Player(name="A", provider_id="9", number="10"),))

    async def story(editor: Editor, renaming: Renaming) -> None:
        await renaming.named([squad])
        await is_(editor, "9", {"names": {"en": {"long": "Ann Ash"}}}, "player")
        renaming.stale()
        (again,) = await renaming.again()
        assert isinstance(again, LineUp)
        assert again.players == (Player(name="Ann Ash", provider_id="9", number="10"),)
        goal, card, change = await renaming.named(happened)
        assert isinstance(goal, Goal)
        assert (goal.player, goal.assist) == ("Ann Ash", "B")
        assert card == happened[1]
        assert isinstance(change, Substitution)
        assert (change.player_in, change.player_out) == ("B", "Ann Ash")

    on_air(nats, tmp_path, story)


def test_a_new_match_leaves_the_one_before_as_it_was(nats: Nats, tmp_path: Path) -> None:
    async def story(editor: Editor, renaming: Renaming) -> None:
        other = replace(MATCH, id="next", home=replace(HOME, ref="503"))
        await renaming.named([MATCH, other])
        await is_(editor, "501", NORTH)
        renaming.stale()
        assert await renaming.again() == []

    on_air(nats, tmp_path, story)


def test_nobody_to_ask_changes_nothing(nats: Nats) -> None:
    async def run() -> None:
        async with Bus(nats.url, name="feeds") as near, asyncio.TaskGroup() as group:
            await near.connected()
            renaming = Renaming("cup", "espn", near, SystemClock(), waits_s=10)
            asks = group.create_task(renaming.run())
            assert await match(renaming) == MATCH
            renaming.stale()
            assert await renaming.again() == []
            asks.cancel()

    asyncio.run(run())


def answered(nats: Nats, answer: Handler, story: Callable[[Renaming], Awaitable[None]]) -> None:
    """Tell a story of a feed whose questions are answered so."""

    async def run() -> None:
        async with (
            asyncio.timeout(30),
            Bus(nats.url, name="api") as far,
            Bus(nats.url, name="feeds") as near,
            asyncio.TaskGroup() as group,
        ):
            await far.connected()
            await near.connected()
            await far.serve(subjects.NAMES, answer)
            await is_there(near)
            renaming = Renaming("cup", "espn", near, SystemClock())
            asks = group.create_task(renaming.run())
            await story(renaming)
            asks.cancel()

    asyncio.run(run())


def test_no_fact_waits_for_an_answer_which_follows_it(nats: Nats) -> None:
    """Nobody answers before the facts are told; what was taken back meanwhile stays so."""
    asked = asyncio.Event()

    async def late(question: Message) -> Message:
        if ids := question.get("ids"):
            await asked.wait()
            return {"type": "names", "ids": [one | {"name": "Ours"} for one in ids]}
        return {"type": "names"}

    async def story(renaming: Renaming) -> None:
        by: dict[str, Any] = {"event_time": 7, "received": 8, "side": Side.HOME}
        goal, other = (Goal(**by, id=name, player="A", player_ref="9") for name in ("a", "b"))
        gone = Retraction(event_time=9, received=9, id="b/gone", retracts="b")
        told: list[Fact] = [MATCH, goal, other, gone]
        assert await renaming.named(told) == told
        assert renaming.is_asking
        asked.set()
        again = list[Fact]()
        while not again:
            again = await renaming.again()
        assert [(one.type, one.id, one.revision) for one in again] == [
            ("match", "match", 1),
            ("goal", "a", 1),
        ]
        assert getattr(again[1], "player", "") == "Ours"
        (later,) = await renaming.named([replace(goal, revision=1, minute=3)])
        assert (later.revision, getattr(later, "player", "")) == (2, "Ours")
        while renaming.is_asking:
            assert await renaming.again() == []

    answered(nats, late, story)


def test_an_answer_that_makes_no_sense_changes_nothing(nats: Nats) -> None:
    async def odd(_question: Message) -> Message:
        return {"type": "names", "ids": [{"kind": "team", "name": 5}, 7]}

    async def story(renaming: Renaming) -> None:
        assert await renaming.named([MATCH]) == [MATCH]
        while renaming.is_asking:
            assert await renaming.again() == []

    answered(nats, odd, story)


def test_a_database_that_is_away_changes_nothing(nats: Nats, tmp_path: Path) -> None:
    async def story(editor: Editor, renaming: Renaming) -> None:
        await is_(editor, "501", NORTH)
        told = await match(renaming)
        editor.register.database._engine = None
        renaming.stale()
        assert await renaming.again() == []
        assert (await match(renaming)).home == told.home

    on_air(nats, tmp_path, story)


def facts_of(payloads: list[bytes], number: str | None) -> list[list[Fact]]:
    told = parser("espn", number)
    return [list(read(told, payload, 1).facts) for payload in payloads]


def test_every_poll_of_a_series_tells_the_same_teams(nats: Nats, tmp_path: Path) -> None:
    """Sides of a knock-out match have other names poll by poll, under the same ids."""
    polls = real("espn", "series_wc2026/*.json.gz")

    async def story(editor: Editor, renaming: Renaming) -> None:
        told = [
            fact for facts in facts_of(polls, "760489") for fact in facts if isinstance(fact, Match)
        ]
        refs = [team.ref for team in (told[-1].home, told[-1].away)]
        assert None not in refs
        await is_(editor, str(refs[0]), NORTH)
        for fact in told:
            if fact.home.ref == refs[0]:
                assert (await match(renaming, fact)).home.name == "North Town"

    on_air(nats, tmp_path, story)


def test_an_espn_board_tells_its_ids() -> None:
    (facts,) = facts_of([coded(board(event("STATUS_SCHEDULED")))], None)
    assert [(fact.home.ref, fact.away.ref) for fact in facts if isinstance(fact, Match)] == [
        ("501", "502")
    ]
    *_, last = facts_of([coded(poll) for poll in SERIES], None)
    assert [fact.player_ref for fact in last if isinstance(fact, Goal)] == ["1", "1"]
