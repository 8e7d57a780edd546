"""The ledger: points moved between accounts, double entry; all lines together are always nothing.

Points are whole numbers, worth nothing outside, and never bought or paid out.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage.tables import ledger_entry, ledger_line

HOUSE = "house"
_ASKED_AT_ONCE = 500


class LedgerError(ValueError):
    """A posting whose lines do not balance, or that names an account twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One movement: why, of what, at which moment (µs), and points by account."""

    reason: str
    ref: str
    at: int
    lines: tuple[tuple[str, int], ...]

    def __post_init__(self) -> None:
        if sum(points for _, points in self.lines):
            raise LedgerError(f"{self.reason} {self.ref}: the lines do not balance")
        if len({account for account, _ in self.lines}) < len(self.lines):
            raise LedgerError(f"{self.reason} {self.ref}: an account stands there twice")

    def reversed(self, reason: str, at: int) -> "Posting":
        """What takes it back."""
        lines = tuple((account, -points) for account, points in self.lines)
        return Posting(reason=reason, ref=self.ref, at=at, lines=lines)


def account_of(viewer: str) -> str:
    """A viewer's account."""
    return f"viewer/{viewer}"


def pool_of(channel: str, prediction: str) -> str:
    """Where a prediction's stakes are until it is settled."""
    return f"pool/{channel}/{prediction}"


async def post(base: AsyncConnection, postings: Sequence[Posting]) -> None:
    """Write postings down; the database refuses a reason and ref it has already."""
    if not postings:
        return
    entries = [{"reason": one.reason, "ref": one.ref, "at": one.at} for one in postings]
    put = sa.insert(ledger_entry).returning(ledger_entry.c.id, sort_by_parameter_order=True)
    numbers = (await base.execute(put, entries)).scalars().all()
    lines = [
        {"entry": number, "account": account, "points": points}
        for number, one in zip(numbers, postings, strict=True)
        for account, points in one.lines
    ]
    await base.execute(sa.insert(ledger_line), lines)


async def posted(base: AsyncConnection, reason: str, ref: str) -> Posting | None:
    """What was written down under a reason and ref."""
    asked = sa.select(ledger_entry).where(
        ledger_entry.c.reason == reason, ledger_entry.c.ref == ref
    )
    entry = (await base.execute(asked)).one_or_none()
    if entry is None:
        return None
    wanted = sa.select(ledger_line.c.account, ledger_line.c.points)
    rows = await base.execute(wanted.where(ledger_line.c.entry == entry.id))
    lines = tuple((row.account, row.points) for row in rows)
    return Posting(reason=reason, ref=ref, at=entry.at, lines=lines)


async def balances(base: AsyncConnection, accounts: Collection[str]) -> dict[str, int]:
    """The points of those accounts that have any line."""
    found: dict[str, int] = {}
    for some in _slices(list(accounts)):
        points = sa.func.sum(ledger_line.c.points).label("points")
        asked = sa.select(ledger_line.c.account, points).where(ledger_line.c.account.in_(some))
        for row in await base.execute(asked.group_by(ledger_line.c.account)):
            found[row.account] = int(row.points)
    return found


def _slices(accounts: Sequence[str]) -> Iterable[Sequence[str]]:
    """SQLite takes so many values at once and no more."""
    for start in range(0, len(accounts), _ASKED_AT_ONCE):
        yield accounts[start : start + _ASKED_AT_ONCE]
