"""The desk for what is true, on a channel on air: feeds judged, questions decided, fields held."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from engine.channel import events, truth_desk
from engine.channel.desk import Desk
from engine.channel.inbox import InboxFullError
from engine.channel.known import KnownFacts
from engine.channel.live import Channel
from engine.channel.settings import CameraSettings
from feeds import event_time
from tests.channels import aired, clip, on_air, settings, until

SECOND = 1_000_000
FEEDS = ({"name": "one", "provider": "demo"}, {"name": "two", "provider": "demo"})


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Channel]:
    folder = tmp_path_factory.mktemp("truth")
    wanted = settings(clip(folder / "a.mp4"), feed=FEEDS)
    with on_air(wanted, folder / "tiny") as running:
        aired(running, 3)
        yield running


@pytest.fixture
def desk(channel: Channel) -> Desk:
    """As a process has it that begins now."""
    return Desk(channel, KnownFacts.of(channel.log.events()))


def ask(desk: Desk, kind: str, **more: Any) -> dict[str, Any]:
    return asyncio.run(desk.command({"type": kind, "v": 1, **more}))


def tell(desk: Desk, feed: str, *coded: dict[str, Any]) -> None:
    facts = [{"provider": feed, **one} for one in coded]
    answer = asyncio.run(desk.facts({"type": "facts", "v": 1, "feed": feed, "facts": facts}))
    assert answer["type"] == "accepted", answer


def truth(desk: Desk) -> dict[str, Any]:
    return asyncio.run(desk.truth.answer({}))


def state(desk: Desk) -> dict[str, Any]:
    return asyncio.run(desk.state({}))


def score(desk: Desk) -> tuple[int, int]:
    sides = state(desk)["sides"]
    return sides["home"]["score"], sides["away"]["score"]


def now(channel: Channel, shift: int = 0) -> str:
    return event_time.to_iso(channel.on_air.pacer.now() + shift)


def begin(desk: Desk, channel: Channel) -> None:
    number = channel.on_air.next_number
    for feed in ("one", "two"):
        match = {"type": "match", "home": {"name": "N"}, "away": {"name": "S"}, "id": f"m{number}"}
        start = {"type": "period_started", "period": 1, "id": f"p{number}"}
        at = now(channel, -20 * SECOND)
        tell(desk, feed, {**match, "t": at}, {**start, "t": at})
    # Whoever is first in order leads again.
    well(desk)
    asyncio.run(desk.truth.go_on())


def well(desk: Desk, **states: str) -> None:
    """The feeds' process says how they are."""
    told = [
        {"channel": "tiny", "feed": feed, "state": states.get(feed, "sending")}
        for feed in ("one", "two")
    ]
    desk.truth.feeds_said({"feeds": told})


def test_a_goal_by_hand_and_the_feed_s_are_one_over_a_restart_too(
    desk: Desk, channel: Channel
) -> None:
    begin(desk, channel)
    pressed = ask(desk, "fact", fact={"type": "goal", "side": "home"})
    until(channel, lambda: score(desk) == (1, 0))
    later = Desk(channel, KnownFacts.of(channel.log.events()))
    goal = {"type": "goal", "side": "home", "id": "g1", "player": "Kane", "t": now(channel)}
    tell(later, "one", goal)
    aired(channel, 3)
    assert score(later) == (1, 0)
    told = [one.payload for one in channel.log.events() if one.payload.get("id") == "g1"]
    assert [one["corrects"] for one in told] == [pressed["id"]]
    # Sent again, it is known.
    tell(later, "one", goal)
    assert len([o for o in channel.log.events() if o.payload.get("id") == "g1"]) == 1


def test_the_undo_of_a_goal_that_joined_the_feed_s_leaves_the_feed_s(
    desk: Desk, channel: Channel
) -> None:
    begin(desk, channel)
    tell(desk, "one", {"type": "goal", "side": "home", "id": "j1", "t": now(channel)})
    pressed = ask(desk, "fact", fact={"type": "goal", "side": "home", "player": "Other"})
    assert pressed["joined"] == "j1"
    assert ask(desk, "undo", sequence=pressed["sequence"], actor="owner")["type"] == "done"
    aired(channel, 3)
    assert score(desk) == (1, 0)
    undo, goal = list(channel.log.events())[-2:]
    assert (undo.payload["retracts"], undo.actor) == (pressed["id"], "owner")
    assert (goal.payload["id"], goal.payload.get("player"), goal.actor) == ("j1", None, "one")
    again = ask(desk, "fact", fact={"type": "goal", "side": "home"}, joins=False)
    assert again["joined"] is None
    until(channel, lambda: score(desk) == (2, 0))


def test_what_is_only_heard_is_in_the_log_and_not_on_air(desk: Desk, channel: Channel) -> None:
    begin(desk, channel)
    tell(desk, "one", {"type": "goal", "side": "home", "id": "a1", "t": now(channel)})
    other = {"type": "goal", "side": "away", "id": "b1", "t": now(channel)}
    tell(desk, "two", other)
    aired(channel, 3)
    assert score(desk) == (1, 0)
    heard = [one.payload for one in channel.log.events() if one.payload["type"] == events.HEARD]
    assert heard[-1]["fact"]["id"] == "b1"
    count = len(heard)
    tell(Desk(channel, KnownFacts.of(channel.log.events())), "two", other)
    again = [one for one in channel.log.events() if one.payload["type"] == events.HEARD]
    assert len(again) == count


def test_a_score_told_with_the_operator_s_goal_is_heard_as_the_feed_said_it(
    desk: Desk, channel: Channel
) -> None:
    begin(desk, channel)
    ask(desk, "fact", fact={"type": "goal", "side": "home"})
    said = {"type": "correction", "home": 0, "away": 0, "id": f"s{channel.on_air.next_number}"}
    tell(desk, "one", {**said, "t": now(channel)})
    until(channel, lambda: score(desk) == (1, 0))
    later = Desk(channel, KnownFacts.of(channel.log.events()))
    for one in (desk, later):
        (field,) = (told for told in truth(one)["fields"] if told["field"] == "score")
        assert field["voices"] == [{"feed": "one", "says": "0–0"}]  # noqa: RUF001 - as is written


def test_a_question_is_asked_outlives_a_restart_and_is_decided(
    desk: Desk, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(desk, channel)
    clock = {"type": "clock_set", "period": 1, "id": f"c{channel.on_air.next_number}"}
    tell(desk, "one", {**clock, "clock": "01:20", "t": now(channel)})
    tell(desk, "one", {**clock, "clock": "00:05", "revision": 1, "t": now(channel)})
    (asked,) = truth(desk)["questions"]
    assert (asked["kind"], asked["feed"], asked["says"]) == ("jump", "one", "00:05")
    asyncio.run(desk.truth.go_on())
    assert channel.on_air.health.alarms["truth"] == "a question waits to be decided in the panel"
    later = Desk(channel, KnownFacts.of(channel.log.events()))
    assert [one["id"] for one in truth(later)["questions"]] == [asked["id"]]
    refused = ask(later, "answer_question", question=asked["id"], answer="maybe")
    assert (refused["type"], refused["code"]) == ("refused", "bad_answer")
    assert ask(later, "answer_question", question=asked["id"], answer="take")["type"] == "done"
    until(channel, lambda: state(later)["clock_us"] < 70 * SECOND)
    gone = ask(later, "answer_question", question=asked["id"], answer="keep")
    assert gone["code"] == "unknown_question"
    asyncio.run(later.truth.go_on())
    assert "truth" not in channel.on_air.health.alarms
    told = list[str]()
    monkeypatch.setattr("feeds.truth.Truth.decided", lambda _, fact, *__: told.append(fact.id))
    Desk(channel, KnownFacts.of(channel.log.events()))
    assert told == [clock["id"]]


def test_another_feed_takes_over_where_one_is_away(desk: Desk, channel: Channel) -> None:
    begin(desk, channel)
    tell(desk, "one", {"type": "correction", "home": 0, "away": 0, "id": "s", "t": now(channel)})
    tell(desk, "two", {"type": "correction", "home": 2, "away": 1, "id": "s", "t": now(channel)})
    well(desk, one="failed")
    desk.truth.feeds_said({"feeds": [{"channel": "else", "feed": "two", "state": "failed"}]})
    asyncio.run(desk.truth.go_on())
    until(channel, lambda: score(desk) == (2, 1))
    led = [one.payload for one in channel.log.events() if one.payload["type"] == events.LED]
    assert any({"field": "score", "feed": "two"}.items() <= one.items() for one in led)


def test_a_field_is_held_against_all_feeds_and_let_go(desk: Desk, channel: Channel) -> None:
    begin(desk, channel)
    told = ask(desk, "set_override", field="home.score", value=7)
    assert told["type"] == "done"
    until(channel, lambda: score(desk) == (7, 0))
    tell(desk, "one", {"type": "goal", "side": "home", "id": "o1", "t": now(channel)})
    aired(channel, 3)
    assert score(desk) == (7, 0)
    (held,) = truth(desk)["overrides"]
    assert (held["field"], held["value"], held["until"]) == ("home.score", 7, None)
    ask(desk, "release_override", field="home.score")
    until(channel, lambda: score(desk) == (1, 0))
    assert truth(desk)["overrides"] == []


def test_a_held_field_lets_go_by_itself(desk: Desk, channel: Channel) -> None:
    begin(desk, channel)
    ask(desk, "set_override", field="phase", value="half_time", until=now(channel, SECOND))
    until(channel, lambda: state(desk)["phase"] == "half_time")
    until(channel, lambda: state(desk)["phase"] == "first_half")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"field": "home.goals", "value": 1}, "bad_override"),
        ({"field": "home.score", "value": "many"}, "bad_override"),
        ({"field": "home.score", "value": 1, "until": "tea"}, "bad_time"),
        ({"field": "home.score", "value": 1, "basis": "soon"}, "bad_basis"),
        ({"field": "home.score", "value": 1, "until": "2020-01-01T00:00:00Z"}, "bad_time"),
    ],
)
def test_what_can_not_be_held_is_refused(desk: Desk, asked: dict[str, Any], code: str) -> None:
    answer = ask(desk, "set_override", **asked)
    assert (answer["type"], answer["code"]) == ("refused", code)


def test_a_clock_nobody_knows_is_hidden_until_its_feed_is_back(
    desk: Desk, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(desk, channel)
    monkeypatch.setattr(desk.truth._truth, "clock_doubt", lambda *_: True)
    asyncio.run(desk.truth.go_on())
    until(channel, lambda: state(desk)["clock_us"] is None)
    assert score(desk) == (0, 0)
    monkeypatch.setattr(desk.truth._truth, "clock_doubt", lambda *_: False)
    asyncio.run(desk.truth.go_on())
    until(channel, lambda: state(desk)["clock_us"] is not None)


def test_a_feed_that_begins_anew_is_told_what_it_told(desk: Desk, channel: Channel) -> None:
    begin(desk, channel)
    goal = {"type": "goal", "side": "home", "id": f"t{channel.on_air.next_number}"}
    tell(desk, "one", {**goal, "t": now(channel)})
    tell(desk, "one", {**goal, "player": "Kane", "revision": 1, "t": now(channel)})
    for one in (desk, Desk(channel, KnownFacts.of(channel.log.events()))):
        told = asyncio.run(one.started({"feed": "one"}))["told"]
        assert [fact["type"] for fact in told] == ["match", "period_started", "goal"]
        assert (told[-1]["player"], told[-1]["revision"]) == ("Kane", 1)
    assert asyncio.run(desk.started({}))["told"] == []


def test_what_a_feed_told_fits_into_a_message(
    desk: Desk, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(desk, channel)
    whole = desk.truth.told_by("one")
    monkeypatch.setattr(truth_desk, "_TOLD_AT_MOST", 200)
    assert desk.truth.told_by("one") == whole[-1:]


def test_after_a_restart_nobody_leads_before_it_is_known_who_is_well(
    desk: Desk, channel: Channel
) -> None:
    begin(desk, channel)
    tell(desk, "one", {"type": "correction", "home": 0, "away": 0, "id": "s", "t": now(channel)})
    tell(desk, "two", {"type": "correction", "home": 1, "away": 0, "id": "s", "t": now(channel)})
    well(desk, one="stale")
    asyncio.run(desk.truth.go_on())
    until(channel, lambda: score(desk) == (1, 0))
    later = Desk(channel, KnownFacts.of(channel.log.events()))
    asyncio.run(later.truth.go_on())
    well(later, one="stale")
    asyncio.run(later.truth.go_on())
    aired(channel, 3)
    assert score(later) == (1, 0)


def test_the_operator_s_own_hold_of_the_clock_is_left_alone(
    desk: Desk, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(desk, channel)
    ask(desk, "set_override", field="clock.hidden", value=True)
    until(channel, lambda: state(desk)["clock_us"] is None)
    later = Desk(channel, KnownFacts.of(channel.log.events()))
    for is_doubted in (True, False):
        monkeypatch.setattr("feeds.truth.Truth.clock_doubt", lambda *_, is_it=is_doubted: is_it)
        for one in (desk, later):
            asyncio.run(one.truth.go_on())
    aired(channel, 3)
    assert state(desk)["clock_us"] is None
    ask(desk, "release_override", field="clock.hidden")
    until(channel, lambda: state(desk)["clock_us"] is not None)


def test_what_the_log_would_not_take_is_forgotten(
    desk: Desk, channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(desk, channel)

    def full(*_: Any) -> None:
        raise InboxFullError("full")

    with monkeypatch.context() as patched:
        patched.setattr(channel.on_air.inbox, "offer", full)
        refused = ask(desk, "fact", fact={"type": "goal", "side": "home"})
        assert refused["code"] == "busy"
    asyncio.run(desk.truth.go_on())
    # There is no goal by hand that this one could be.
    goal = {"type": "goal", "side": "home", "id": f"n{channel.on_air.next_number}"}
    tell(desk, "one", {**goal, "t": now(channel)})
    until(channel, lambda: score(desk) == (1, 0))
    told = [one.payload for one in channel.log.events() if one.payload.get("id") == goal["id"]]
    assert [one.get("corrects") for one in told] == [None]


def test_judged_anew_the_camera_is_a_feed_as_before(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = CameraSettings.model_validate({"name": "two", "clock": "0.1,0.1,0.2,0.1"})
    ours = {"feed": channel.settings.feed[:1], "camera": camera}
    monkeypatch.setattr(channel, "settings", channel.settings.model_copy(update=ours))
    desk = Desk(channel, KnownFacts.of(channel.log.events()))
    begin(desk, channel)
    desk.truth.renew()
    asyncio.run(desk.truth.go_on())
    tell(desk, "one", {"type": "goal", "side": "home", "id": "r1", "t": now(channel)})
    tell(desk, "two", {"type": "goal", "side": "away", "id": "r2", "t": now(channel)})
    aired(channel, 3)
    assert score(desk) == (1, 0)
