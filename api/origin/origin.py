"""The origin's ASGI app: `/live/{channel}/…` and nothing else; no framework."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from api.origin import answer, directives
from api.origin.address import Address, Multivariant, Playlist
from api.origin.answer import Answer, Refusal
from api.origin.directives import DirectiveError
from api.origin.frontiers import Frontiers
from api.origin.live_channel import LiveChannel
from api.origin.media_cache import MediaCache
from api.origin.playbacks import Playbacks, Session
from api.origin.request import Request, Scope
from api.origin.serving import RefusedError, serve
from api.origin.waiting import FullError, GoneError, Receive, Seats
from api.origin.watched import Watched
from api.room.viewer import Sessions
from feeds.clock import Clock, SystemClock

type Send = Callable[[Any], Awaitable[None]]
type App = Callable[[Scope, Receive, Send], Awaitable[None]]

PREFIX = "/live/"
_MEDIA = "media"
_READERS = 4
_SEATS = 20_000
_CACHE_BYTES = 96 * 2**20
_SECRET_BYTES = 32
_CLOCK = SystemClock()


class Origin:
    """Serves the channels found as folders under `root`, each with its renditions in `media/`.

    `wake` tells that a channel has something new; without it the folders of those that someone
    waits for are looked at several times a part. At most `seats` requests may wait for what is to
    come; others get 503. Media asked for of late is held in at most `cache_bytes`. `watched` counts
    what is asked for. Viewers have playlists of their own by what `sessions` signs; `frontiers`
    tells how far each of them was told.
    """

    def __init__(
        self,
        root: Path,
        *,
        seats: int = _SEATS,
        cache_bytes: int = _CACHE_BYTES,
        sessions: Sessions | None = None,
        clock: Clock = _CLOCK,
    ) -> None:
        self._root = root
        self._executor = ThreadPoolExecutor(_READERS, thread_name_prefix="origin")
        self._cache = MediaCache(self._executor, cache_bytes)
        self._seats = Seats(seats)
        self._channels: dict[str, LiveChannel] = {}
        self.watched = Watched()
        self.sessions = sessions or Sessions(token_urlsafe(_SECRET_BYTES))
        self._playbacks = Playbacks(self.sessions, clock)

    @property
    def frontiers(self) -> Frontiers:
        """How far each viewer with playlists of their own was told."""
        return self._playbacks.frontiers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        try:
            found = await self._answer(Request(scope, receive))
        except RefusedError as refused:
            found = answer.refused(refused.refusal)
        except FullError:
            found = answer.refused(Refusal.FULL)
        except GoneError:
            return
        await send(
            {"type": "http.response.start", "status": found.status, "headers": found.headers}
        )
        body = b"" if scope["method"] == "HEAD" else found.body
        await send({"type": "http.response.body", "body": body})

    def wake(self, channel: str) -> None:
        """A channel has new parts. From the event loop only; unknown names are ignored."""
        if found := self._channels.get(channel):
            found.wake()

    def release(self) -> None:
        """Answer all who wait at once. To be called when the server is told to stop: else it would
        wait for them.
        """
        for channel in self._channels.values():
            channel.release()

    def close(self) -> None:
        """Let files and threads go. The server's lifespan does it."""
        for channel in self._channels.values():
            channel.close()
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def _answer(self, request: Request) -> Answer:
        if request.method == "OPTIONS":
            return answer.preflight()
        if request.method not in {"GET", "HEAD"}:
            raise RefusedError(Refusal.METHOD)
        asked = request.address
        if asked is None:
            raise RefusedError(Refusal.MISSING)
        session = self._session(asked, request) if directives.has_session(request.query) else None
        found = await serve(await self._channel(asked.channel), asked, request, session)
        if isinstance(asked, Playlist):
            self.watched.asked(asked.channel, asked.rendition)
        return found

    def _session(self, asked: Address, request: Request) -> Session | None:
        """Whose playlist is asked for; None where it is everybody's, or no playlist."""
        if not isinstance(asked, Multivariant | Playlist):
            return None
        try:
            token = directives.session(request.query)
        except DirectiveError as error:
            raise RefusedError(Refusal.MALFORMED) from error
        if token is None:
            return None
        session = self._playbacks.admitted(token, asked.channel)
        if session is None:
            raise RefusedError(Refusal.FORBIDDEN)
        return session

    async def _channel(self, name: str) -> LiveChannel:
        channel = self._channels.get(name)
        if channel is None:
            media = self._root / name / _MEDIA
            channel = LiveChannel(media, self._executor, self._cache, self._seats)
            self._channels[name] = channel
        if channel.is_gone:
            await channel.renew()
        if channel.is_gone:
            channel.close()
            if self._channels.get(name) is channel:
                del self._channels[name]
            raise RefusedError(Refusal.MISSING)
        return channel

    async def _live(self, receive: Receive, send: Send) -> None:
        """The server's own start and end."""
        while True:
            phase = (await receive())["type"]
            if phase == "lifespan.shutdown":
                self.close()
            await send({"type": f"{phase}.complete"})
            if phase == "lifespan.shutdown":
                return


def beside(origin: Origin, rest: App) -> App:
    """An app that gives the origin's paths to it, and everything else to the rest."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        is_live = scope["type"] == "http" and scope["path"].startswith(PREFIX)
        await (origin if is_live else rest)(scope, receive, send)

    return app
