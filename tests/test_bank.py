"""The bank: stakes taken, settled and settled again; the ledger's sum is always nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from api.predictions.bank import FLOOR, WELCOME, Bank, PickError, Taken
from api.predictions.pick import LAG, Pick
from api.storage.database import Database
from api.storage.tables import ledger_line, prediction
from engine.channel.prediction import Choice, Mode, Prediction, Stage
from tests.databases import with_database

S = 1_000_000
DAY = 86_400 * S
OPEN = Prediction(
    id="p",
    sequence=1,
    changed=1,
    question="Who scores next?",
    outcomes=(Choice(id="1", title="North"), Choice(id="2", title="South")),
    mode=Mode.MEDIA,
    opens_at=0,
)
LOCKED = replace(OPEN, changed=2, stage=Stage.LOCKED, locks_at=100 * S, locked=103 * S)
NORTH = replace(LOCKED, changed=3, stage=Stage.RESOLVED, outcome="1")
SOUTH = replace(NORTH, changed=4, outcome="2")


def pick(viewer: str, outcome: str, stake: int, name: str = "1", *, seen: int = 90 * S) -> Pick:
    return Pick(
        prediction="p",
        viewer=viewer,
        client_id=name,
        outcome=outcome,
        stake=stake,
        program_time=seen,
        arrival=seen + 8 * S,
    )


class Till:
    """A bank, and what lies in its ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.bank = Bank(database, "cup", asyncio.Lock())

    async def taken(self, *picks: Pick) -> list[str | int]:
        """The points left after each pick, or the code of its refusal."""
        outcomes = await self.bank.take(picks)
        return [one.points if isinstance(one, Taken) else one.code for one in outcomes]

    async def settled(self, one: Prediction) -> dict[str, int] | None:
        """What was paid, of a prediction as it is then."""
        await self.bank.project(one)
        payout = await self.bank.settle(one, 200 * S)
        return None if payout is None else dict(payout.paid)

    async def balances(self) -> dict[str, int]:
        """Every account with points; they must sum to nothing."""
        async with self._database.begin() as base:
            points = sa.func.sum(ledger_line.c.points)
            asked = sa.select(ledger_line.c.account, points).group_by(ledger_line.c.account)
            found = {account: int(have) for account, have in await base.execute(asked)}
        assert sum(found.values()) == 0
        return {account: have for account, have in found.items() if have}


def run(folder: Path, work: Callable[[Till], Awaitable[None]]) -> None:
    async def worked(database: Database) -> None:
        till = Till(database)
        await till.bank.project(OPEN)
        await work(till)

    with_database(folder, worked)


def test_stakes_lie_in_the_pool_until_they_are_paid_out(tmp_path: Path) -> None:
    async def work(till: Till) -> None:
        assert await till.taken(pick("anna", "1", 300), pick("ben", "2", 100)) == [700, 900]
        assert (await till.balances())["pool/cup/p"] == 400
        assert await till.settled(NORTH) == {"anna": 400}
        assert await till.balances() == {"viewer/anna": 1100, "viewer/ben": 900, "house": -2000}

    run(tmp_path, work)


def test_after_VAR_the_right_people_are_paid(tmp_path: Path) -> None:  # noqa: N802
    async def work(till: Till) -> None:
        await till.taken(pick("anna", "1", 300), pick("ben", "2", 100), pick("cid", "2", 200))
        await till.settled(NORTH)
        doubted = replace(LOCKED, changed=4)
        assert await till.settled(doubted) == {}
        assert (await till.balances())["pool/cup/p"] == 600
        assert await till.settled(replace(SOUTH, changed=5)) == {"ben": 200, "cid": 400}
        found = {"viewer/anna": 700, "viewer/ben": 1100, "viewer/cid": 1200, "house": -3000}
        assert await till.balances() == found

    run(tmp_path, work)


def test_settled_anew_without_a_doubt_between(tmp_path: Path) -> None:
    async def work(till: Till) -> None:
        await till.taken(pick("anna", "1", 1), pick("ben", "1", 2), pick("cid", "2", 10))
        assert await till.settled(NORTH) == {"anna": 4, "ben": 8}
        assert (await till.balances())["house"] == 1 - 3 * WELCOME
        assert await till.settled(SOUTH) == {"cid": 13}
        assert (await till.balances())["house"] == -3 * WELCOME

    run(tmp_path, work)


def test_once_for_each_result(tmp_path: Path) -> None:
    async def work(till: Till) -> None:
        await till.taken(pick("anna", "1", 300))
        assert await till.settled(NORTH) == {"anna": 300}
        before = await till.balances()
        assert await till.settled(NORTH) is None
        assert await till.bank.settlements() == {"p": NORTH.changed}
        assert await till.balances() == before

    run(tmp_path, work)


def test_void_and_late_stakes_go_back(tmp_path: Path) -> None:
    async def work(till: Till) -> None:
        late = pick("ben", "1", 100, seen=100 * S)
        await till.taken(pick("anna", "2", 300), late, pick("cid", "1", 50))
        assert await till.settled(NORTH) == {"ben": 100, "cid": 350}
        voided = replace(NORTH, changed=5, stage=Stage.VOIDED, outcome=None)
        assert await till.settled(voided) == {"anna": 300, "ben": 100, "cid": 50}
        assert (await till.balances())["viewer/anna"] == WELCOME

    run(tmp_path, work)


@pytest.mark.parametrize(
    ("picks", "answers"),
    [
        pytest.param([pick("anna", "1", WELCOME)], [0], id="all-one-has"),
        pytest.param([pick("anna", "1", WELCOME + 1)], ["not_enough"], id="more-than-one-has"),
        pytest.param(
            [pick("anna", "1", 700), pick("anna", "1", 400, "2")], [300, "not_enough"], id="in-two"
        ),
        pytest.param([pick("anna", "1", 9), pick("anna", "1", 9, "2")], [991, 982], id="more"),
        pytest.param([pick("anna", "1", 9), pick("anna", "1", 9)], [991, 991], id="replayed"),
        pytest.param(
            [pick("anna", "1", 9), pick("anna", "2", 9, "2")], [991, "side_taken"], id="both-sides"
        ),
        pytest.param(
            [pick("anna", "1", 9), pick("ben", "2", 9)], [991, 991], id="another-s-own-name"
        ),
    ],
)
def test_what_is_taken(picks: list[Pick], answers: list[int | str], tmp_path: Path) -> None:
    async def at_once(till: Till) -> None:
        assert await till.taken(*picks) == answers
        await till.balances()

    async def one_by_one(till: Till) -> None:
        assert [(await till.taken(one))[0] for one in picks] == answers

    (tmp_path / "2").mkdir()
    run(tmp_path, at_once)
    run(tmp_path / "2", one_by_one)


def test_who_has_lost_nearly_all_is_given_something_once_a_day(tmp_path: Path) -> None:
    async def work(till: Till) -> None:
        await till.taken(pick("anna", "1", WELCOME - 3))
        assert await till.bank.points("anna", 5 * S) == FLOOR
        await till.taken(pick("anna", "1", FLOOR, "2"))
        assert await till.bank.points("anna", 6 * S) == 0
        assert await till.bank.points("anna", DAY + 6 * S) == FLOOR
        await till.balances()

    run(tmp_path, work)


def test_an_older_state_of_a_prediction_changes_nothing(tmp_path: Path) -> None:
    async def work(database: Database) -> list[tuple[str, str | None]]:
        bank = Bank(database, "cup", asyncio.Lock())
        for one in (OPEN, NORTH, LOCKED, OPEN):
            await bank.project(one)
        async with database.begin() as base:
            return [(row.stage, row.outcome) for row in await base.execute(sa.select(prediction))]

    assert with_database(tmp_path, work) == [("resolved", "1")]


def test_two_channels_share_a_viewer_s_points(tmp_path: Path) -> None:
    async def work(database: Database) -> list[list[Taken | PickError]]:
        turn = asyncio.Lock()
        banks = [Bank(database, name, turn) for name in ("cup", "final")]
        both = (bank.take([pick("anna", "1", 700)]) for bank in banks)
        return list(await asyncio.gather(*both))

    outcomes = [one[0] for one in with_database(tmp_path, work)]
    assert sorted(type(one) is Taken for one in outcomes) == [False, True]


def test_ten_thousand_picks(tmp_path: Path) -> None:
    async def work(till: Till) -> None:
        for start in range(0, 10_000, 500):
            numbers = range(start, start + 500)
            await till.bank.take([pick(f"v{n}", str(1 + n % 2), 1 + n % 700) for n in numbers])
        paid = await till.settled(NORTH)
        assert paid is not None
        assert len(paid) == 5000
        assert set(await till.balances()) >= {"house", "viewer/v0", "viewer/v9999"}
        assert "pool/cup/p" not in await till.balances()

    run(tmp_path, work)


def test_the_last_who_may_pick_is_waited_for() -> None:
    assert LAG >= 20 * S
