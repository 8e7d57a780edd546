"""What viewers say, weighed: how often, how long, at which programme time."""

from collections.abc import Mapping
from typing import Any

from api.predictions.counter import Counter
from api.room.entry import said
from api.room.frames import Event
from api.room.limits import Limit, Limits
from api.room.line import LineError, cleaned
from api.room.messages import (
    Heartbeat,
    Hello,
    History,
    MessageError,
    PickOutcome,
    Ping,
    Said,
    Send,
    decode,
)
from api.room.playhead import stamp
from api.room.room import Outcome, Room, RoomError
from api.room.seat import Seat
from api.storage.database import AwayError
from feeds import event_time
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS

# Twenty lines in half a minute, but not all at once. A network may hold a whole stadium.
LINES = Limit(burst=8, every=1_500_000)
NETWORK_LINES = Limit(burst=200, every=10_000)
QUESTIONS = Limit(burst=20, every=500_000)
# Who goes on and on against refusals is shown the door.
MESSAGES = Limit(burst=400, every=20_000)
TOO_MUCH = 1008


class Speaker:
    """Hears every socket's messages and answers each: `ack`, or `error` with a stable code.

    `windows` are how far back (µs) the viewers of each room can be.
    """

    def __init__(self, windows: Mapping[str, int], counter: Counter, clock: Clock) -> None:
        self._windows = windows
        self._counter = counter
        self._clock = clock
        self._lines, self._network_lines = Limits(LINES), Limits(NETWORK_LINES)
        self._questions, self._messages = Limits(QUESTIONS), Limits(MESSAGES)

    async def hear(self, room: Room, seat: Seat, payload: bytes) -> None:
        """One message; what is wrong with it is told to whoever sent it."""
        if self._messages.take(seat, self._clock.monotonic()):
            seat.close(TOO_MUCH, "too many messages")
            return
        try:
            said_now = decode(payload)
        except MessageError as error:
            seat.answer(_refusal(error.message, error))
            return
        try:
            await self._do(room, seat, said_now)
        except (RoomError, LineError) as error:
            seat.answer(_refusal(said_now.id, error))
        except AwayError as error:
            seat.answer(_refusal(said_now.id, RoomError("unavailable", str(error), 1.0)))

    async def _do(self, room: Room, seat: Seat, said_now: Said) -> None:
        match said_now:
            case Send():
                self._send(room, seat, said_now)
            case PickOutcome():
                self._pick(room, seat, said_now)
            case History():
                await self._history(room, seat, said_now)
            case Heartbeat():
                self._beat(seat, said_now)
            case Ping():
                seat.answer({"type": "pong", "id": said_now.id})
            case Hello():
                raise RoomError("bad_message", "hello is said once")

    def _send(self, room: Room, seat: Seat, send: Send) -> None:
        self._limit(room, seat)
        text, now = cleaned(send.text), self._clock.now()
        moment = self._stamp(room, seat, send.program_time, now)
        entry = said(seat.viewer, text, client_id=send.id, program_time=moment, at=now)

        def told(outcome: Outcome) -> None:
            if isinstance(outcome, RoomError):
                seat.answer(_refusal(send.id, outcome))
            else:
                seat.answer({"type": "ack", "id": send.id, "message_id": str(outcome.offset)})

        room.say(entry, told)

    def _pick(self, room: Room, seat: Seat, asked: PickOutcome) -> None:
        def told(outcome: Event | RoomError) -> None:
            if isinstance(outcome, RoomError):
                seat.answer(_refusal(asked.id, outcome))
            else:
                seat.answer({"type": "ack", "id": asked.id, **outcome})

        moment = self._stamp(room, seat, asked.program_time, self._clock.now())
        self._counter.take(room.channel, seat.viewer, asked, moment, told)

    def _stamp(self, room: Room, seat: Seat, claimed: str | None, live: int) -> int:
        """The programme time (µs) of the picture a viewer speaks at; `live` is the newest."""
        return stamp(
            seat.playhead,
            None if claimed is None else _moment(claimed),
            now=self._clock.monotonic(),
            live=live,
            window=self._windows[room.channel],
        )

    def _limit(self, room: Room, seat: Seat) -> None:
        """RoomError where this viewer may not speak just now."""
        silent = room.silent_for(seat.viewer.viewer)
        if silent:
            raise RoomError("silenced", "a moderator has silenced you", _seconds(silent))
        now = self._clock.monotonic()
        wait = self._lines.take(seat.viewer.viewer, now)
        wait = wait or self._network_lines.take(seat.network, now)
        if wait:
            raise RoomError("too_fast", "not so fast", _seconds(wait))

    async def _history(self, room: Room, seat: Seat, asked: History) -> None:
        wait = self._questions.take(seat, self._clock.monotonic())
        if wait:
            raise RoomError("too_fast", "not so fast", _seconds(wait))
        moment = None if asked.program_time is None else _moment(asked.program_time)
        found = await room.history.lines(asked.limit, before=asked.before, program_time=moment)
        events = [entry.event() for entry in found]
        seat.answer({"type": "ack", "id": asked.id, "events": events})

    def _beat(self, seat: Seat, beat: Heartbeat) -> None:
        moment = min(_moment(beat.program_time), self._clock.now())
        seat.playhead.hear(moment, beat.rate, self._clock.monotonic())


def _moment(text: str) -> int:
    try:
        return event_time.from_iso(text)
    except (ValueError, OverflowError) as error:
        right = "write program_time as an ISO time with a zone"
        raise RoomError("bad_time", right) from error


def _refusal(message: str | None, error: RoomError | LineError | MessageError) -> Event:
    told: dict[str, Any] = {"type": "error", "id": message, "code": error.code}
    told["message"] = str(error)
    if isinstance(error, RoomError) and error.retry_after is not None:
        told["retry_after"] = error.retry_after
    return told


def _seconds(micros: int) -> float:
    return round(micros / MICROSECONDS, 3)
