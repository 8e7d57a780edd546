"""How long ten thousand picks take to settle, in a real database."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from api.predictions.bank import Bank
from api.storage.database import Database
from bench.row import Row
from engine.channel.prediction import Prediction
from tests.databases import with_database
from tests.test_bank import LOCKED, NORTH, SOUTH, S, pick

_PICKS = 10_000
_STAKE = 100
_TIMES = 5

type Seconds = tuple[float, ...]


def rows() -> Iterator[Row]:
    """Half of the viewers were right; then VAR has it settled again the other way."""
    with tempfile.TemporaryDirectory() as folder:
        settled, again = with_database(Path(folder), _measured)
    yield Row(name=f"{_PICKS} picks settled, s", figures=settled, bound=0.1)
    # What was paid is taken back first, so that twice as much is written.
    yield Row(name=f"{_PICKS} picks settled again after VAR, s", figures=again, bound=0.2)


async def _measured(database: Database) -> tuple[Seconds, Seconds]:
    settled, again = list[float](), list[float]()
    for turn in range(_TIMES):
        bank = Bank(database, f"channel-{turn}", asyncio.Lock())
        await bank.project(LOCKED)
        picks = [pick(f"{turn}-{n}", "12"[n % 2], _STAKE) for n in range(_PICKS)]
        await bank.take(picks)
        settled.append(await _settled(bank, NORTH))
        again.append(await _settled(bank, replace(SOUTH, changed=NORTH.changed + 1)))
    return tuple(settled), tuple(again)


async def _settled(bank: Bank, one: Prediction) -> float:
    """Seconds for one settlement, which must have paid the right half twice their stake."""
    await bank.project(one)
    began = time.perf_counter()
    payout = await bank.settle(one, 200 * S)
    took = time.perf_counter() - began
    if payout is None or sorted(payout.paid.values()) != [2 * _STAKE] * (_PICKS // 2):
        raise RuntimeError(f"the wrong people were paid: {payout}")
    return took
