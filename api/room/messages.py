"""What a viewer's page may say: the messages of the viewers' socket, checked as they are read."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

LONGEST = 2048
type Id = Annotated[str, Meta(min_length=1, max_length=64)]
type Moment = Annotated[str, Meta(max_length=40)]
_ENOUGH = 100


class Resume(Struct):
    """Where the page's own history of the room ends."""

    offset: Annotated[int, Meta(ge=0, le=2**53)]
    epoch: Annotated[str, Meta(max_length=32)]


class Hello(Struct, tag="hello"):
    """Who speaks first: the page, with a ticket where it has no cookie."""

    id: Id | None = None
    ticket: Annotated[str, Meta(max_length=512)] | None = None
    resume: Resume | None = None


class Send(Struct, tag="chat.send"):
    """A line of chat."""

    id: Id
    text: str
    program_time: Moment | None = None


class PickOutcome(Struct, tag="prediction.pick"):
    """A stake on an outcome, at the picture the viewer sees."""

    id: Id
    prediction: Annotated[str, Meta(max_length=32)]
    outcome: Annotated[str, Meta(max_length=32)]
    stake: Any
    program_time: Moment | None = None


class History(Struct, tag="history"):
    """Older lines: before an offset, or of the time up to a picture."""

    id: Id
    before: Annotated[int, Meta(ge=0, le=2**53)] | None = None
    program_time: Moment | None = None
    limit: Annotated[int, Meta(ge=1, le=_ENOUGH)] = 50


class Heartbeat(Struct, tag="playhead"):
    """What the page shows just now."""

    program_time: Moment
    id: Id | None = None
    rate: float = 1.0


class Ping(Struct, tag="ping"):
    """Is anybody there?"""

    id: Id | None = None


type Said = Hello | Send | PickOutcome | History | Heartbeat | Ping

_decoder: msgspec.json.Decoder[Said] = msgspec.json.Decoder(
    Hello | Send | PickOutcome | History | Heartbeat | Ping
)


class MessageError(ValueError):
    """No message: `code` is stable; `message` is its id, where that can be made out."""

    def __init__(self, code: str, text: str, message: str | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.message = message


class _Named(Struct):
    """As much of a wrong message as an answer needs."""

    id: Id | None = None


def decode(payload: bytes) -> Said:
    """The message of a text frame; MessageError where it is none, or over 2 KiB."""
    if len(payload) > LONGEST:
        raise MessageError("too_long", f"{len(payload)} bytes; at most {LONGEST}")
    try:
        return _decoder.decode(payload)
    except (msgspec.ValidationError, msgspec.DecodeError, RecursionError) as error:
        raise MessageError("bad_message", str(error), _name(payload)) from error


def _name(payload: bytes) -> str | None:
    try:
        return msgspec.json.decode(payload, type=_Named).id
    except (msgspec.MsgspecError, RecursionError):
        return None
