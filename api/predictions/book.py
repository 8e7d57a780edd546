"""A channel's book: its predictions as the show log has them, who picks what, who is paid."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress

from api.predictions.bank import WELCOME, Bank, Payout, PickError, Taken
from api.predictions.pick import LAG, Pick, is_in_time
from api.predictions.telling import entry_of, totals_of
from api.room.entry import Entry
from api.room.frames import Event, coded
from api.room.room import Outcome, Room, RoomError
from api.storage.database import AwayError
from engine.channel.prediction import Mode, Prediction, Predictions, Stage
from engine.show_log import ShowEvent
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS

TURN_S = 0.05
WAITING_AT_MOST = 4096
_AT_ONCE = 256
_COUNTED_EVERY = 2 * MICROSECONDS
_AGAIN_S = 1.0
_STANDING = 3

type Told = Callable[[Taken | RoomError], None]


class Book:
    """One channel's. `run` is its task; all its methods belong to the event loop.

    Events are written down and told to the room in the log's order; picks are taken in the order
    they came, at most 4,096 wait. Stakes are paid out once the last viewer who may still pick has
    had the time, and again when the result changes.
    """

    def __init__(self, room: Room, bank: Bank, clock: Clock) -> None:
        self.predictions = Predictions()
        self._room = room
        self._bank = bank
        self._clock = clock
        self._happened: list[tuple[Prediction, int]] = []
        self._waiting: list[tuple[Pick, Told]] = []
        self._entries: dict[str, list[Entry]] = {}
        self._totals: dict[str, dict[str, tuple[int, int]]] = {}
        self._settled: dict[str, int | None] = {}
        self._changed: set[str] = set()
        self._counted = 0
        self._wanted = asyncio.Event()
        room.standing = self._all_standing

    def happened(self, event: ShowEvent) -> None:
        """Take the next event of the log."""
        self.predictions = self.predictions.after(event)
        known = self.predictions.by_id.get(str(event.payload["prediction"]))
        if known is not None:
            entries = self._entries.setdefault(known.id, [])
            entries.append(entry_of(known, event))
            self._happened.append((known, len(entries) - 1))
            self._wanted.set()

    def pick(self, pick: Pick, told: Told) -> None:
        """Have a pick taken with the next turn; RoomError where it cannot be."""
        known = self.predictions.by_id.get(pick.prediction)
        if known is None:
            raise RoomError("unknown_prediction", "there is no such prediction")
        if pick.outcome not in {choice.id for choice in known.outcomes}:
            raise RoomError("unknown_outcome", "the prediction has no such outcome")
        if pick.program_time < known.opens_at:
            raise RoomError("too_early", "your picture does not show it yet")
        if self._is_over(known, pick.arrival):
            raise RoomError("too_late", "it is over")
        if known.mode is Mode.FRONTIER and pick.frontier is None:
            raise RoomError("no_session", "play through a playlist of your own, then pick")
        if not is_in_time(pick, known):
            raise RoomError("too_late", "it was locked by then")
        if len(self._waiting) >= WAITING_AT_MOST:
            raise RoomError("busy", "too many pick at once; try again", _AGAIN_S)
        self._waiting.append((pick, told))
        self._wanted.set()

    async def points(self, viewer: str) -> int:
        """What a viewer has to stake; AwayError as of the database."""
        return await self._bank.points(viewer, self._clock.now())

    async def stakes(self, viewer: str) -> list[Pick]:
        """What a viewer has picked of the last predictions; AwayError as of the database."""
        return await self._bank.stakes(viewer, list(self._entries)[-_STANDING:])

    def totals(self, prediction: str) -> dict[str, tuple[int, int]]:
        """Points and picks on each outcome, as of a moment ago."""
        return self._totals.get(prediction, {})

    def standing(self, prediction: str) -> list[Event]:
        """What the room was told of a prediction."""
        return [entry.event() for entry in self._entries.get(prediction, ())]

    async def run(self) -> None:
        """Keep the book, until cancelled."""
        await self._open()
        while True:
            with suppress(AwayError, RoomError):
                await self._note()
                await self._take()
                await self._settle()
                await self._count()
            with suppress(TimeoutError):
                async with asyncio.timeout(TURN_S if self._waiting else 5 * TURN_S):
                    await self._wanted.wait()
            self._wanted.clear()
            await asyncio.sleep(TURN_S)

    async def _open(self) -> None:
        while True:
            try:
                self._settled = await self._bank.settlements()
                for name in list(self._settled)[-_STANDING:]:
                    self._totals[name] = await self._bank.totals(name)
            except AwayError:
                await asyncio.sleep(_AGAIN_S)
            else:
                return

    async def _note(self) -> None:
        """Write down and tell what happened; where that fails it stays for the next turn."""
        while self._happened:
            known, place = self._happened[0]
            await self._bank.project(known)
            done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
            self._room.note(self._entries[known.id][place], done.set_result)
            outcome = await done
            if isinstance(outcome, RoomError):
                raise outcome
            self._entries[known.id][place] = outcome
            self._happened.pop(0)
            if place == 0:
                await self._pay(known)

    async def _take(self) -> None:
        some, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        if not some:
            return
        try:
            outcomes = await self._bank.take([pick for pick, _ in some])
        except AwayError as error:
            refused = RoomError("unavailable", str(error), _AGAIN_S)
            for _, told in some:
                told(refused)
            return
        for (pick, told), outcome in zip(some, outcomes, strict=True):
            if isinstance(outcome, PickError):
                told(RoomError(outcome.code, str(outcome)))
            else:
                told(outcome)
                self._changed.add(pick.prediction)

    async def _settle(self) -> None:
        now = self._clock.now()
        for known in self.predictions.by_id.values():
            if not self._is_due(known, now):
                continue
            payout = await self._bank.settle(known, now)
            self._settled[known.id] = known.changed
            if payout is not None:
                self._changed.add(known.id)
                await self._pay(known, payout)

    def _is_due(self, known: Prediction, now: int) -> bool:
        settled = self._settled.get(known.id)
        if settled is not None and settled >= known.changed:
            return False
        if known.stage is Stage.RESOLVED:
            has_time = now < (known.locks_at or 0) + LAG
            return not has_time and all(pick.prediction != known.id for pick, _ in self._waiting)
        return known.stage is Stage.VOIDED or settled is not None

    def _is_over(self, known: Prediction, now: int) -> bool:
        """Whether nobody may pick any more, whatever they see."""
        if known.stage is Stage.VOIDED or self._settled.get(known.id) is not None:
            return True
        return known.locks_at is not None and now >= known.locks_at + LAG

    async def _pay(self, known: Prediction, payout: Payout | None = None) -> None:
        """Tell those who are here what they have now, and what of it they were paid."""
        seats = self._room.seats()
        points = await self._bank.balances([seat.viewer.viewer for seat in seats])
        about: Event = {"prediction": known.id, **self._last_told(known.id)} if payout else {}
        for seat in seats:
            viewer = seat.viewer.viewer
            paid = {"paid": payout.paid.get(viewer, 0)} if payout else {}
            have = points.get(viewer, WELCOME)
            seat.answer({"type": "points", "points": have, **about, **paid})

    async def _count(self) -> None:
        """Tell how many have picked, and once it is locked what; not for every single pick."""
        now = self._clock.monotonic()
        if not self._changed or now - self._counted < _COUNTED_EVERY:
            return
        self._counted, changed, self._changed = now, self._changed, set()
        for name in changed:
            self._totals[name] = await self._bank.totals(name)
            await self._room.tell(self._updated(self.predictions.by_id[name]))

    def _updated(self, known: Prediction) -> Event:
        is_paid = self._settled.get(known.id) == known.changed
        totals = totals_of(known, self.totals(known.id), is_paid=is_paid)
        return {**totals, **self._last_told(known.id)}

    def _last_told(self, name: str) -> Event:
        """The picture by which what happened last may be known."""
        told = self.standing(name)
        return {"program_time": told[-1]["program_time"]} if told else {}

    def _all_standing(self) -> Sequence[bytes]:
        """What who comes new must know: the last predictions, with all that came of them."""
        events: list[Event] = []
        for name in list(self._entries)[-_STANDING:]:
            events += [*self.standing(name), self._updated(self.predictions.by_id[name])]
        return [coded(event) for event in events]
