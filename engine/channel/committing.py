"""From the event loop into the log: offers committed by the thread that dresses frames."""

import asyncio
from collections.abc import Callable, Sequence

from engine.channel.inbox import Inbox, Offer
from engine.errors import ShowLogError
from engine.show_log import ShowEvent

type Outcome = list[ShowEvent] | ShowLogError


async def committed(
    inbox: Inbox,
    offers: Sequence[Offer],
    settled: Callable[[Outcome], None] = lambda _: None,
) -> list[ShowEvent]:
    """The events these become with the next frame.

    InboxFullError where they cannot wait, ShowLogError where the log cannot take them. `settled` is
    called with what came of it even where nobody waits any more.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[list[ShowEvent]] = loop.create_future()

    def settle(outcome: Outcome) -> None:
        settled(outcome)
        if done.done():
            return
        if isinstance(outcome, ShowLogError):
            done.set_exception(outcome)
        else:
            done.set_result(outcome)

    def told(outcome: Outcome) -> None:
        loop.call_soon_threadsafe(settle, outcome)

    inbox.offer(offers, told)
    return await done
