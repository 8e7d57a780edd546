"""The book, over real sockets: predictions told, picks taken by each viewer's own picture, paid."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from api.predictions.book import Book
from api.predictions.pick import LAG
from engine.show_log import ShowEvent
from feeds import event_time
from tests.room_server import Event, Page, RoomServer, room_server
from tests.until import until

S = 1_000_000


class Show:
    """A channel's show log as the book hears of it, and its viewers' pages."""

    def __init__(self, server: RoomServer) -> None:
        self.server = server
        self.began = server.clock.now()
        self._sequence = 0

    @property
    def book(self) -> Book:
        return self.server.rooms.books["cup"]

    def iso(self, seconds: float) -> str:
        """So many seconds after the show began, as programme time."""
        return event_time.to_iso(self.began + int(seconds * S))

    def happens(self, kind: str, seconds: float, *, name: str = "p", **more: Any) -> None:
        """An event of a prediction, on the picture of that second."""
        self._sequence += 1
        coded = {"type": f"prediction_{kind}", "v": 1, "prediction": name}
        self.book.happened(
            ShowEvent(
                sequence=self._sequence,
                frame=0,
                event_time=None,
                arrival=self.server.clock.now(),
                actor="operator",
                payload={**coded, "program_time": self.iso(seconds), **more},
            )
        )

    def opens(self, mode: str = "media", **more: Any) -> None:
        """A question with two outcomes, open from second 0."""
        outcomes = [{"id": "1", "title": "North"}, {"id": "2", "title": "South"}]
        asked = {"question": "Who scores next?", "outcomes": outcomes, "mode": mode, **more}
        self.happens("opened", 0, **asked)

    def clock_says(self, seconds: float) -> None:
        """Have the server's clock be there."""
        self.server.clock.shift += self.began + int(seconds * S) - self.server.clock.now()

    async def pick(self, page: Page, seen: float, outcome: str = "1", **more: Any) -> Event:
        """The answer to a pick at the picture of a second, which the page's heartbeat confirms."""
        await page.say("playhead", program_time=self.iso(seen), rate=1)
        asked = {"prediction": "p", "outcome": outcome, "stake": 100, **more}
        return await page.ask("prediction.pick", program_time=self.iso(seen), **asked)


def run(folder: Path, work: Callable[[Show], Awaitable[None]]) -> None:
    async def served() -> None:
        async with room_server(folder) as server:
            await work(Show(server))

    asyncio.run(served())


def test_from_open_to_paid_out(tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        async with show.server.viewer("Anna") as (anna, _), show.server.viewer("Ben") as (ben, _):
            show.opens()
            opened = await anna.hear("prediction.opened")
            assert (opened["prediction"], opened["question"]) == ("p", "Who scores next?")
            assert opened["outcomes"] == [
                {"id": "1", "title": "North"},
                {"id": "2", "title": "South"},
            ]
            assert opened["program_time"] == show.iso(0)
            assert (await anna.hear("points"))["points"] == 1000
            show.clock_says(12)
            ack = await show.pick(anna, 10)
            assert (ack["type"], ack["points"], ack["stake"]) == ("ack", 900, 100)
            await show.pick(ben, 10, "2", stake=50)
            counted = await ben.hear(lambda e: e["type"] == "prediction.updated" and e["picks"] > 0)
            assert "totals" not in counted
            show.happens("locked", 11)
            assert (await ben.hear("prediction.locked"))["program_time"] == show.iso(11)
            show.happens("resolved", 11, outcome="1")
            assert (await ben.hear("prediction.resolved"))["outcome"] == "1"
            show.clock_says(11 + LAG / S)
            paid = await anna.hear(lambda e: e["type"] == "points" and "paid" in e)
            assert (paid["points"], paid["paid"]) == (1050, 150)
            assert paid["program_time"] == show.iso(11)
            lost = await ben.hear(lambda e: e["type"] == "points" and "paid" in e)
            assert (lost["points"], lost["paid"]) == (950, 0)
            told = await ben.hear(lambda e: bool(e.get("is_paid")))
            assert told["totals"] == {
                "1": {"points": 100, "picks": 1},
                "2": {"points": 50, "picks": 1},
            }

    run(tmp_path, work)


@pytest.mark.parametrize("mode", ["media", "frontier"])
def test_a_pick_before_the_lock_on_one_s_own_picture_counts(mode: str, tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        async with show.server.viewer("Anna") as (far_behind, _):
            show.opens(mode)
            show.server.frontiers["anna"] = show.began + 42 * S
            show.happens("locked", 40)
            show.happens("resolved", 40, outcome="1")
            show.clock_says(59.9)
            assert (await show.pick(far_behind, 39.9))["type"] == "ack"
            assert (await show.pick(far_behind, 40))["code"] == "too_late"
            show.clock_says(40 + LAG / S)
            paid = await far_behind.hear(lambda e: e["type"] == "points" and "paid" in e)
            assert paid["paid"] == 100

    run(tmp_path, work)


def test_who_was_given_later_media_cannot_pick(tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        async with show.server.viewer("Anna") as (page, _):
            show.opens("frontier")
            await page.hear("prediction.opened")
            show.clock_says(20)
            assert (await show.pick(page, 10))["code"] == "no_session"
            show.server.frontiers["anna"] = show.began + 19 * S
            assert (await show.pick(page, 10))["type"] == "ack"
            show.happens("locked", 11)
            await page.hear("prediction.locked")
            forged = await show.pick(page, 10, outcome="1")
            assert forged["code"] == "too_late"
            show.happens("resolved", 11, outcome="1")
            show.clock_says(11 + LAG / S)
            paid = await page.hear(lambda e: e["type"] == "points" and "paid" in e)
            assert (paid["points"], paid["paid"]) == (1000, 100), "it came back, and no more"

    run(tmp_path, work)


def test_by_the_wall_only_the_server_s_clock_counts(tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        async with show.server.viewer("Anna") as (page, _):
            show.opens("wall")
            show.clock_says(20)
            assert (await show.pick(page, 10))["type"] == "ack"
            show.happens("locked", 20)
            await page.hear("prediction.locked")
            assert (await show.pick(page, 10))["code"] == "too_late"

    run(tmp_path, work)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        pytest.param({"stake": 0}, "bad_stake", id="nothing"),
        pytest.param({"stake": -1}, "bad_stake", id="less"),
        pytest.param({"stake": 2**63}, "bad_stake", id="2-to-the-63"),
        pytest.param({"stake": 1.5}, "bad_stake", id="half-a-point"),
        pytest.param({"stake": True}, "bad_stake", id="yes"),
        pytest.param({"stake": "5"}, "bad_stake", id="text"),
        pytest.param({"stake": None}, "bad_stake", id="none"),
        pytest.param({"stake": 1001}, "not_enough", id="more-than-held"),
        pytest.param({"outcome": "3"}, "unknown_outcome", id="no-outcome"),
        pytest.param({"prediction": "q"}, "unknown_prediction", id="no-prediction"),
        pytest.param({"seen": -5}, "too_early", id="before-it-opened"),
    ],
)
def test_what_is_no_pick(asked: dict[str, Any], code: str, tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        async with show.server.viewer("Anna") as (page, _):
            show.opens()
            await page.hear("prediction.opened")
            show.clock_says(12)
            given = dict(asked)
            answer = await show.pick(page, given.pop("seen", 10), **given)
            assert (answer["type"], answer["code"]) == ("error", code)
            assert (await show.pick(page, 11))["points"] == 900

    run(tmp_path, work)


@pytest.mark.parametrize("stake", ["NaN", "Infinity", "1e999", "9" * 400])
def test_numbers_that_are_none(stake: str, tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        async with show.server.viewer("Anna") as (page, _):
            show.opens()
            await page.hear("prediction.opened")
            asked = '"type": "prediction.pick", "id": "x", "prediction": "p", "outcome": "1"'
            await page.socket.send(f'{{{asked}, "stake": {stake}}}')
            refused = await page.hear("error")
            assert refused["code"] in {"bad_message", "bad_stake"}
            assert (await page.ask("ping"))["type"] == "pong"

    run(tmp_path, work)


def test_a_replayed_pick_is_answered_as_it_was(tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        async with show.server.viewer("Anna") as (page, _):
            show.opens()
            show.clock_says(12)
            first = await show.pick(page, 10)
            again = {"id": first["id"], "outcome": "2", "stake": 700, "prediction": "p"}
            await page.say("prediction.pick", **again)
            answer = await page.hear(lambda event: event.get("id") == first["id"])
            assert answer == first

    run(tmp_path, work)


def test_too_many_picks_of_one_viewer(tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        async with show.server.viewer("Anna") as (page, _):
            show.opens()
            show.clock_says(12)
            answers = [await show.pick(page, 10, stake=1) for _ in range(12)]
            refused = [one for one in answers if one["type"] == "error"]
            assert {one["code"] for one in refused} == {"too_fast"}
            assert all(one["retry_after"] > 0 for one in refused)

    run(tmp_path, work)


def test_who_comes_later_knows_all_of_it(tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        show.opens()
        show.happens("locked", 5)
        await until(lambda: len(show.book.standing("p")) == 2)
        async with show.server.viewer("Anna") as (page, _):
            assert (await page.hear("prediction.opened"))["program_time"] == show.iso(0)
            assert (await page.hear("prediction.locked"))["program_time"] == show.iso(5)
            assert (await page.hear("points"))["points"] == 1000

    run(tmp_path, work)


def test_who_comes_back_knows_what_they_picked(tmp_path: Path) -> None:
    async def work(show: Show) -> None:
        show.opens()
        show.clock_says(12)
        async with show.server.viewer("Anna") as (page, _):
            await show.pick(page, 10)
            await show.pick(page, 11, stake=50)
        async with show.server.viewer("Anna") as (page, _):
            picks = (await page.hear("points"))["picks"]
            assert picks == [
                {"prediction": "p", "outcome": "1", "stake": stake} for stake in (100, 50)
            ]

    run(tmp_path, work)


def test_after_a_restart_all_is_as_it_was_and_nothing_is_told_twice(tmp_path: Path) -> None:
    async def before(show: Show) -> None:
        async with show.server.viewer("Anna") as (page, _):
            show.opens()
            show.clock_says(12)
            assert (await show.pick(page, 10))["points"] == 900
            show.happens("locked", 11)
            await page.hear("prediction.locked")

    async def after(show: Show) -> None:
        async with show.server.viewer("Anna") as (page, welcome):
            show.began -= 20 * S
            show.opens()
            show.happens("locked", 11)
            await until(lambda: len(show.book.standing("p")) == 2)
            show.happens("resolved", 11, outcome="1")
            resolved = await page.hear("prediction.resolved")
            assert resolved["offset"] == welcome["offset"] + 1
            show.clock_says(11 + LAG / S)
            paid = await page.hear(lambda e: e["type"] == "points" and "paid" in e)
            assert (paid["points"], paid["paid"]) == (1000, 100)

    run(tmp_path, before)
    run(tmp_path, after)
