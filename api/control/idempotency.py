"""Writes that are sent again: the first answer is given again, nothing is done twice."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from api.control.problem import ProblemError

KEPT = 1_000

type Answer = dict[str, Any]


class Idempotency:
    """Remembers the answers of the last 1,000 writes that came with a key."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, tuple[str, asyncio.Future[Answer]]] = OrderedDict()

    async def once(
        self, key: str | None, request: str, work: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        """What `work` gives, done once for a key; ProblemError where the key meant another request.

        `request` stands for all that was asked. Work that fails may be tried again.
        """
        if key is None:
            return await work()
        digest = hashlib.sha256(request.encode()).hexdigest()
        known = self._answers.get(key)
        if known is not None:
            if known[0] != digest:
                raise ProblemError("idempotency_conflict", "use a new Idempotency-Key")
            return await asyncio.shield(known[1])
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[key] = digest, answer
        if len(self._answers) > KEPT:
            self._answers.popitem(last=False)
        try:
            answer.set_result(await work())
        except BaseException as error:
            del self._answers[key]
            answer.set_exception(error)
            answer.exception()  # told to whoever waits for it, or to nobody
            raise
        return answer.result()
