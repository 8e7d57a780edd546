"""What the bus may ask of a channel's predictions: open one, lock, resolve and void it."""

import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from engine.channel import prediction
from engine.channel.live import Channel
from engine.channel.prediction import Mode, Prediction
from engine.timebase import MICROSECONDS
from feeds import event_time
from feeds.bus import RefusedError
from feeds.codec import TYPES

FEWEST, MOST = 2, 10
_LONGEST_TEXT = 120
_KEYS_AT_MOST = 8
_WINDOW_S = range(5, 6 * 3600 + 1)

type Coded = dict[str, Any]
type Commit = Callable[[Coded, Coded, int], Awaitable[Coded]]


class PredictionDesk:
    """A channel's; nothing opens in the past.

    `moment` is the event time (µs) of a press, `commit` has an event committed.
    """

    def __init__(self, channel: Channel, moment: Callable[[Coded], int], commit: Commit) -> None:
        self._channel = channel
        self._moment = moment
        self._commit = commit
        self.commands: dict[str, Callable[[Coded], Awaitable[Coded]]] = {
            "open_prediction": self._open,
            "lock_prediction": self._lock,
            "resolve_prediction": self._resolve,
            "void_prediction": self._void,
        }

    async def _open(self, asked: Coded) -> Coded:
        name, moment = uuid.uuid4().hex[:12], self._moment(asked)
        opens_at = max(self._aired(moment), self._channel.next_program_time)
        coded = prediction.payload(prediction.OPENED, name, opens_at)
        coded |= {
            "question": _text(asked.get("question"), "question"),
            "outcomes": _outcomes(asked.get("outcomes")),
            "mode": _mode(asked.get("mode")),
        }
        window = asked.get("locks_after_s")
        if window is not None:
            if type(window) is not int or window not in _WINDOW_S:
                raise RefusedError(
                    "bad_prediction",
                    f"locks_after_s must be whole seconds, {_WINDOW_S[0]} to {_WINDOW_S[-1]}",
                )
            coded["locks_at"] = event_time.to_iso(opens_at + window * MICROSECONDS)
        return {**await self._commit(asked, coded, moment), "id": name}

    async def _lock(self, asked: Coded) -> Coded:
        return await self._step(asked, prediction.LOCKED, {})

    async def _resolve(self, asked: Coded) -> Coded:
        known, outcome = self._known(asked), asked.get("outcome")
        ids = [choice.id for choice in known.outcomes]
        if outcome not in ids:
            raise RefusedError(
                "unknown_outcome", f"{outcome!r} is no outcome; use one of {', '.join(ids)}"
            )
        if known.may(prediction.LOCKED):
            await self._step(asked, prediction.LOCKED, {})
        return await self._step(asked, prediction.RESOLVED, {"outcome": outcome})

    async def _void(self, asked: Coded) -> Coded:
        reason = asked.get("reason")
        more = {"reason": _text(reason, "reason")} if reason else {}
        return await self._step(asked, prediction.VOIDED, more)

    async def _step(self, asked: Coded, kind: str, more: Mapping[str, Any]) -> Coded:
        known = self._known(asked)
        if not known.may(kind):
            raise RefusedError(
                "wrong_stage", f"the prediction is {known.stage}: {kind} cannot follow on that"
            )
        moment = self._moment(asked)
        coded = prediction.payload(kind, known.id, self._aired(moment))
        return await self._commit(asked, {**coded, **more}, moment)

    def _known(self, asked: Coded) -> Prediction:
        known = self._channel.predictions.by_id.get(str(asked.get("prediction")))
        if known is None:
            raise RefusedError("unknown_prediction", "there is no such prediction on this channel")
        return known

    def _aired(self, moment: int) -> int:
        """The programme time of a moment's picture (both µs)."""
        return moment + self._channel.dressing.timing.behind


def _outcomes(given: object) -> list[Coded]:
    """Two to ten, each a title, or one with the fact that makes it come true."""
    if not isinstance(given, list) or not FEWEST <= len(given) <= MOST:
        raise RefusedError("bad_prediction", f"give {FEWEST} to {MOST} outcomes")
    found = [_outcome(number, one) for number, one in enumerate(given, start=1)]
    titles = [one["title"].casefold() for one in found]
    if len(set(titles)) < len(titles):
        raise RefusedError("bad_prediction", "two outcomes have the same title")
    return found


def _outcome(number: int, given: object) -> Coded:
    told = given if isinstance(given, dict) else {"title": given}
    coded: Coded = {"id": str(number), "title": _text(told.get("title"), f"outcome {number}")}
    when = told.get("when")
    if when is None:
        return coded
    if not isinstance(when, dict) or not _is_of_fact(when):
        raise RefusedError(
            "bad_prediction",
            f"outcome {number}: when: write what the fact says, with a type of {', '.join(TYPES)}",
        )
    return {**coded, "when": when}


def _is_of_fact(when: Coded) -> bool:
    is_plain = all(isinstance(value, str | int) for value in when.values())
    return is_plain and when.get("type") in TYPES and len(when) <= _KEYS_AT_MOST


def _mode(given: object) -> str:
    try:
        return Mode(str(given or Mode.FRONTIER)).value
    except ValueError:
        raise RefusedError("bad_prediction", f"mode must be one of {', '.join(Mode)}") from None


def _text(given: object, what: str) -> str:
    text = " ".join(str(given).split()) if isinstance(given, str) else ""
    if not text or len(text) > _LONGEST_TEXT or not text.isprintable():
        raise RefusedError(
            "bad_prediction", f"{what}: write a line of 1 to {_LONGEST_TEXT} characters"
        )
    return text
