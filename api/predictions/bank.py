"""The bank: a channel's stakes and points in SQL, each step one transaction."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from api.predictions import ledger
from api.predictions.ledger import HOUSE, Posting, account_of, pool_of
from api.predictions.pick import Pick, is_in_time
from api.predictions.settlement import settled
from api.storage.database import Database
from api.storage.tables import pick as pick_table
from api.storage.tables import prediction as prediction_table
from engine.channel.prediction import Prediction, Stage
from feeds.event_time import MICROSECONDS

WELCOME = 1000
FLOOR = 100
"""Who has less is brought up to this once a day."""
_DAY = 86_400 * MICROSECONDS

_PICK = tuple(pick_table.c[name] for name in Pick._fields)


class PickError(Exception):
    """A pick that cannot be taken: `code` is stable."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Taken:
    """A pick that was taken, and the points its viewer has left."""

    pick: Pick
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """What came of a settlement: what those got who got something, and of how many picks."""

    paid: Mapping[str, int]
    picks: int
    late: int


class Bank:
    """One channel's. AwayError where the database is not there.

    `turn` is held by whoever reads points and then moves them: all banks have the same.
    """

    def __init__(self, database: Database, channel: str, turn: asyncio.Lock) -> None:
        self._database = database
        self._channel = channel
        self._turn = turn

    async def project(self, one: Prediction) -> None:
        """Remember a prediction as the log has it; an older state of it changes nothing."""
        row = {
            "sequence": one.sequence,
            "changed": one.changed,
            "question": one.question,
            "outcomes": [{"id": choice.id, "title": choice.title} for choice in one.outcomes],
            "mode": one.mode.value,
            "stage": one.stage.value,
            "opens_at": one.opens_at,
            "locks_at": one.locks_at,
            "outcome": one.outcome,
        }
        put = insert(prediction_table).values(
            channel=self._channel, id=one.id, revision=0, settled=None, **row
        )
        async with self._database.begin() as base:
            await base.execute(
                put.on_conflict_do_update(
                    index_elements=["channel", "id"],
                    set_=row,
                    where=prediction_table.c.changed < one.changed,
                )
            )

    async def settlements(self) -> dict[str, int | None]:
        """By which event each prediction was settled last."""
        asked = sa.select(prediction_table.c.id, prediction_table.c.settled)
        async with self._database.begin() as base:
            rows = await base.execute(asked.where(prediction_table.c.channel == self._channel))
            return {row.id: row.settled for row in rows}

    async def totals(self, prediction: str) -> dict[str, tuple[int, int]]:
        """Points and picks on each outcome that has any."""
        points, count = sa.func.sum(pick_table.c.stake), sa.func.count()
        asked = sa.select(pick_table.c.outcome, points.label("points"), count.label("picks"))
        async with self._database.begin() as base:
            rows = await base.execute(
                asked.where(*self._of(prediction)).group_by(pick_table.c.outcome)
            )
            return {row.outcome: (int(row.points), int(row.picks)) for row in rows}

    async def points(self, viewer: str, now: int) -> int:
        """What a viewer has to stake, with what everyone is given."""
        async with self._turn, self._database.begin() as base:
            found = await self._funded(base, [viewer], now)
        return found[viewer]

    async def stakes(self, viewer: str, predictions: Sequence[str]) -> list[Pick]:
        """What a viewer has picked of those predictions."""
        table = pick_table
        async with self._database.begin() as base:
            return await self._picks(
                base, table.c.viewer == viewer, table.c.prediction.in_(predictions)
            )

    async def balances(self, viewers: Sequence[str]) -> dict[str, int]:
        """The points of those viewers who have ever had any."""
        accounts = {account_of(viewer): viewer for viewer in viewers}
        async with self._database.begin() as base:
            found = await ledger.balances(base, accounts)
        return {accounts[account]: points for account, points in found.items()}

    async def take(self, picks: Sequence[Pick]) -> list[Taken | PickError]:
        """Take picks in order, each once: one that was taken before is answered as it was."""
        viewers = list({pick.viewer for pick in picks})
        async with self._turn, self._database.begin() as base:
            points = await self._funded(base, viewers, max(pick.arrival for pick in picks))
            before = await self._picks(base, pick_table.c.viewer.in_(viewers))
            known = {(pick.viewer, pick.client_id): pick for pick in before}
            sides = {(pick.viewer, pick.prediction): pick.outcome for pick in before}
            outcomes, fresh = list[Taken | PickError](), list[Pick]()
            for one in picks:
                name, side = (one.viewer, one.client_id), (one.viewer, one.prediction)
                if name in known:
                    outcomes.append(Taken(known[name], points[one.viewer]))
                elif sides.get(side, one.outcome) != one.outcome:
                    outcomes.append(PickError("side_taken", "you are on another outcome already"))
                elif one.stake > points[one.viewer]:
                    have = points[one.viewer]
                    outcomes.append(PickError("not_enough", f"you have {have} points"))
                else:
                    points[one.viewer] -= one.stake
                    known[name], sides[side] = one, one.outcome
                    fresh.append(one)
                    outcomes.append(Taken(one, points[one.viewer]))
            await self._write(base, fresh)
        return outcomes

    async def settle(self, one: Prediction, now: int) -> Payout | None:
        """Have the stakes lie as the prediction's last event says; None where they do.

        What was paid for an earlier result is taken back first.
        """
        async with self._turn, self._database.begin() as base:
            row = await self._row(base, one.id)
            if row is None or (row.settled is not None and row.settled >= one.changed):
                return None
            revision = row.revision
            before = await ledger.posted(base, "settle", self._ref(one, revision))
            back = None if before is None else before.reversed("unsettle", now)
            picks = await self._picks(base, *self._of(one.id))
            posting, payout = self._settlement(one, picks, revision + 1, now)
            await ledger.post(base, [found for found in (back, posting) if found is not None])
            await base.execute(
                sa.update(prediction_table)
                .where(*self._is(one.id))
                .values(settled=one.changed, revision=revision + 1)
            )
        return payout

    def _settlement(
        self, one: Prediction, picks: Sequence[Pick], revision: int, now: int
    ) -> tuple[Posting | None, Payout]:
        if one.stage in {Stage.OPEN, Stage.LOCKED} or not picks:
            return None, Payout(paid={}, picks=len(picks), late=0)
        taken, late = list[Pick](), list[Pick]()
        for pick in picks:
            (taken if is_in_time(pick, one) else late).append(pick)
        found = settled(taken, one.outcome, late)
        lines = [(account_of(viewer), points) for viewer, points in found.paid.items()]
        if found.dust:
            lines.append((HOUSE, found.dust))
        lines.append((pool_of(self._channel, one.id), -sum(points for _, points in lines)))
        posting = Posting(reason="settle", ref=self._ref(one, revision), at=now, lines=tuple(lines))
        return posting, Payout(paid=found.paid, picks=len(picks), late=len(late))

    async def _funded(
        self, base: AsyncConnection, viewers: Sequence[str], now: int
    ) -> dict[str, int]:
        """The viewers' points, once they were given what is theirs."""
        accounts = {account_of(viewer): viewer for viewer in viewers}
        found = await ledger.balances(base, accounts)
        day = now // _DAY
        gifts = []
        for account, viewer in accounts.items():
            have = found.get(account)
            if have is None:
                gifts.append(_gift("welcome", viewer, WELCOME, now))
            elif have < FLOOR:
                ref = f"{viewer}/{day}"
                if await ledger.posted(base, "allowance", ref) is None:
                    gifts.append(replace(_gift("allowance", viewer, FLOOR - have, now), ref=ref))
        await ledger.post(base, gifts)
        for gift in gifts:
            account, points = gift.lines[1]
            found[account] = found.get(account, 0) + points
        return {viewer: found[account] for account, viewer in accounts.items()}

    async def _write(self, base: AsyncConnection, picks: Sequence[Pick]) -> None:
        if not picks:
            return
        rows = [{"channel": self._channel, **pick._asdict()} for pick in picks]
        await base.execute(sa.insert(pick_table), rows)
        await ledger.post(
            base,
            [
                Posting(
                    reason="pick",
                    ref=f"{self._channel}/{pick.viewer}/{pick.client_id}",
                    at=pick.arrival,
                    lines=(
                        (account_of(pick.viewer), -pick.stake),
                        (pool_of(self._channel, pick.prediction), pick.stake),
                    ),
                )
                for pick in picks
            ],
        )

    async def _picks(self, base: AsyncConnection, *which: sa.ColumnElement[bool]) -> list[Pick]:
        asked = sa.select(*_PICK).where(pick_table.c.channel == self._channel, *which)
        rows = await base.execute(asked.order_by(pick_table.c.arrival))
        return [Pick._make(row) for row in rows.all()]

    async def _row(self, base: AsyncConnection, prediction: str) -> Any:
        asked = sa.select(prediction_table).where(*self._is(prediction))
        return (await base.execute(asked)).one_or_none()

    def _is(self, prediction: str) -> tuple[sa.ColumnElement[bool], ...]:
        table = prediction_table
        return table.c.channel == self._channel, table.c.id == prediction

    def _of(self, prediction: str) -> tuple[sa.ColumnElement[bool], ...]:
        table = pick_table
        return table.c.channel == self._channel, table.c.prediction == prediction

    def _ref(self, one: Prediction, revision: int) -> str:
        return f"{self._channel}/{one.id}/{revision}"


def _gift(reason: str, viewer: str, points: int, now: int) -> Posting:
    lines = ((HOUSE, -points), (account_of(viewer), points))
    return Posting(reason=reason, ref=viewer, at=now, lines=lines)
