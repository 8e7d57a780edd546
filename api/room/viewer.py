"""Who watches: guests, known by a signed cookie; their names; what they play."""

import re
import secrets
import unicodedata
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer

from api.room.line import LineError, cleaned

COOKIE = "tl_session"
COOKIE_S = 90 * 86_400
TICKET_S = 60
PLAYBACK_S = 86_400
LAG_AT_MOST_S = 30
_NAME_AT_MOST = 24
_ID_BYTES = 9
_NOT_SEEN = re.compile(r"[\W_]+")
# What is read leniently could be spelt in many ways, and it stands in playlists.
_TOKEN = re.compile(r"[A-Za-z0-9_.-]{1,512}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """A viewer: an id that may be known to all, and a name."""

    viewer: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Playback:
    """A playlist of a viewer's own: the channel, and by how many seconds it is behind (0 to 30)."""

    viewer: str
    channel: str
    lag_s: int

    def __post_init__(self) -> None:
        if not 0 <= self.lag_s <= LAG_AT_MOST_S:
            raise ValueError(f"a lag of {self.lag_s} s; use 0 to {LAG_AT_MOST_S}")


class Sessions:
    """Signs who a viewer is, for the cookie and for tickets, and what they play; reads it back."""

    def __init__(self, secret: str) -> None:
        self._cookies = URLSafeTimedSerializer(secret, salt="session")
        self._tickets = URLSafeTimedSerializer(secret, salt="ticket")
        self._playbacks = URLSafeTimedSerializer(secret, salt="playback")

    def cookie(self, viewer: Viewer) -> str:
        """The value of the viewer's cookie."""
        return str(self._cookies.dumps([viewer.viewer, viewer.name]))

    def ticket(self, viewer: Viewer) -> str:
        """What says the same for a minute, to those who have no cookie here."""
        return str(self._tickets.dumps([viewer.viewer, viewer.name]))

    def of_cookie(self, value: str | None) -> Viewer | None:
        """Whom a cookie names; None where it is none of ours, or too old."""
        return _read(self._cookies, value, COOKIE_S)

    def of_ticket(self, value: str | None) -> Viewer | None:
        """Whom a ticket names; None where it is none of ours, or over a minute old."""
        return _read(self._tickets, value, TICKET_S)

    def playback(self, viewer: str, channel: str, lag_s: int) -> str:
        """What names a viewer's own playlist in its address, for a day.

        ValueError where the lag is not within 0 and 30 s.
        """
        made = Playback(viewer=viewer, channel=channel, lag_s=lag_s)
        return str(self._playbacks.dumps([made.viewer, made.channel, made.lag_s]))

    def of_playback(self, value: str | None) -> Playback | None:
        """Whose playlist it names; None where it is none of ours, or over a day old."""
        if not value or not _TOKEN.fullmatch(value):
            return None
        try:
            viewer, channel, lag_s = self._playbacks.loads(value, max_age=PLAYBACK_S)
            return Playback(viewer=str(viewer), channel=str(channel), lag_s=int(lag_s))
        except (BadData, ValueError, TypeError):
            return None


def guest() -> Viewer:
    """Someone new."""
    return Viewer(
        viewer=secrets.token_urlsafe(_ID_BYTES), name=f"Guest {secrets.randbelow(9000) + 1000}"
    )


def named(name: str) -> str:
    """A name as it may stand beside lines; LineError where it cannot."""
    clean = cleaned(name)
    if len(clean) > _NAME_AT_MOST:
        raise LineError("too_long", f"{len(clean)} characters; at most {_NAME_AT_MOST}")
    if not name_key(clean):
        raise LineError("bad_name", "use a letter or a number at least")
    return clean


def name_key(name: str) -> str:
    """What names that look alike have in common: no case, accents, spaces or signs."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_SEEN.sub("", letters)


def _read(serializer: URLSafeTimedSerializer, value: str | None, age: int) -> Viewer | None:
    if not value:
        return None
    try:
        viewer, name = serializer.loads(value, max_age=age)
    except (BadData, ValueError, TypeError):
        return None
    return Viewer(viewer=str(viewer), name=str(name))
