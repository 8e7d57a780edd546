"""The counter: where viewers' picks come in, are weighed, and are passed to the book."""

from collections.abc import Callable, Mapping

from api.predictions.bank import Taken
from api.predictions.book import Book
from api.predictions.pick import LEAST, MOST, Pick
from api.room.frames import Event
from api.room.limits import Limit, Limits
from api.room.messages import PickOutcome
from api.room.room import RoomError
from api.room.viewer import Viewer
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS

PICKS = Limit(burst=10, every=MICROSECONDS)

type Frontier = Callable[[str, str], int | None]
"""The programme time (µs) of the latest media a channel's viewer was given; None: not known."""


class Counter:
    """All channels'. For the event loop."""

    def __init__(self, books: Mapping[str, Book], frontier: Frontier, clock: Clock) -> None:
        self._books = books
        self._frontier = frontier
        self._clock = clock
        self._limits = Limits(PICKS)

    def take(
        self,
        channel: str,
        viewer: Viewer,
        asked: PickOutcome,
        moment: int,
        told: Callable[[Event | RoomError], None],
    ) -> None:
        """Have a pick taken; `moment` is the programme time (µs) of the viewer's picture.

        RoomError where it cannot be; whatever comes of it later is told.
        """
        stake = asked.stake
        if type(stake) is not int or not LEAST <= stake <= MOST:
            raise RoomError("bad_stake", f"stake whole points, {LEAST} to {MOST}")
        wait = self._limits.take(viewer.viewer, self._clock.monotonic())
        if wait:
            raise RoomError("too_fast", "not so fast", round(wait / MICROSECONDS, 3))
        pick = Pick(
            prediction=asked.prediction,
            viewer=viewer.viewer,
            client_id=asked.id,
            outcome=asked.outcome,
            stake=stake,
            program_time=moment,
            arrival=self._clock.now(),
            frontier=self._frontier(channel, viewer.viewer),
        )

        def answer(outcome: Taken | RoomError) -> None:
            if isinstance(outcome, RoomError):
                told(outcome)
            else:
                taken = outcome.pick
                answered = {"prediction": taken.prediction, "outcome": taken.outcome}
                told({**answered, "stake": taken.stake, "points": outcome.points})

        self._books[channel].pick(pick, answer)

    async def points(self, channel: str, viewer: Viewer) -> Event | None:
        """What a viewer has to stake and has staked, where the channel has predictions at all."""
        book, name = self._books[channel], viewer.viewer
        if not book.predictions.by_id:
            return None
        points, stakes = await book.points(name), await book.stakes(name)
        picks = [
            {"prediction": pick.prediction, "outcome": pick.outcome, "stake": pick.stake}
            for pick in stakes
        ]
        return {"type": "points", "points": points, "picks": picks}
