"""Answers one request from a channel's views, waiting where the rules say so."""

import asyncio

from api.origin import answer, directives
from api.origin.address import Address, Header, Multivariant, Part, Playlist, Segment
from api.origin.answer import Answer, Refusal
from api.origin.directives import DirectiveError, Directives, Wanted
from api.origin.live_channel import LiveChannel
from api.origin.playbacks import Session
from api.origin.playlists import Playlists
from api.origin.request import Request
from engine import tags
from engine.live_playlist import Standing
from engine.segment import Place
from engine.shelf_view import ShelfView, Slice
from feeds.event_time import MICROSECONDS

_ANYTHING = Wanted(0, 0)
_BLOCKED_TARGETS = 3
_CACHED_TARGETS = 6
_STARTING_S = 6


class RefusedError(Exception):
    """There is nothing to serve, and why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


async def serve(
    channel: LiveChannel, asked: Address, request: Request, session: Session | None = None
) -> Answer:
    """The answer to what a path names; playlists with a session are that session's.

    Raises RefusedError; FullError where it must wait and too many do; GoneError when the client
    leaves while it waits.
    """
    match asked:
        case Multivariant(variant=variant):
            return await _multivariant(channel, request, session, variant)
        case Playlist(rendition=rendition):
            if session:
                return await _own_playlist(channel, rendition, request, session)
            return await _playlist(channel, rendition, request)
        case Part():
            return await _part(channel, asked, request)
        case Segment() | Header():
            return await _file(channel, asked, request)


async def _multivariant(
    channel: LiveChannel, request: Request, session: Session | None, variant: str
) -> Answer:
    await channel.renew()
    deadline = _deadline(_STARTING_S)
    # A programme that just starts has renditions without a part yet.
    while empty := channel.first_empty():
        await _until(channel, empty, _ANYTHING, request, deadline)
    text = channel.multivariant(variant=variant)
    if text is None:
        raise RefusedError(Refusal.MISSING)
    if session:
        own = answer.own_multivariant(text, session.token)
        return own.answer(answer.OWN, is_gzip=request.accepts_gzip)
    return text.answer(answer.FRESH, is_gzip=request.accepts_gzip)


async def _playlist(channel: LiveChannel, rendition: str, request: Request) -> Answer:
    asked = _asked(request)
    await channel.renew()
    target = tags.target(_view(channel, rendition).track)
    deadline = _deadline(_BLOCKED_TARGETS * target)
    while not _is_met(view := _view(channel, rendition), asked.wanted):
        await _until(channel, rendition, asked.wanted or _ANYTHING, request, deadline)
    is_lasting = asked.wanted is not None and not view.is_ended
    cache = answer.immutable_for(_CACHED_TARGETS * target) if is_lasting else answer.FRESH
    text = channel.present().text(rendition, is_delta=asked.is_delta)
    return text.answer(cache, is_gzip=request.accepts_gzip)


async def _own_playlist(
    channel: LiveChannel, rendition: str, request: Request, session: Session
) -> Answer:
    """The playlist as far as the session may be told it, which is noted."""
    asked = _asked(request)
    await channel.renew()
    deadline = _deadline(_BLOCKED_TARGETS * tags.target(_view(channel, rendition).track))
    while True:
        _view(channel, rendition)
        playlists = _playlists(channel, session)
        standing = playlists.standing(rendition)
        if _is_met(standing, asked.wanted):
            break
        if standing.next_due is None:
            await _until(channel, rendition, asked.wanted or _ANYTHING, request, deadline)
        else:
            due = (standing.next_due - session.moment) / MICROSECONDS
            await _pause(channel, due, request, deadline)
    if standing.there is not None:
        session.told(standing.there)
    text = playlists.text(rendition, is_delta=asked.is_delta)
    return text.answer(answer.OWN, is_gzip=request.accepts_gzip)


def _playlists(channel: LiveChannel, session: Session) -> Playlists:
    lag_s = session.playback.lag_s
    return channel.past(lag_s, session.moment) if lag_s else channel.present()


def _asked(request: Request) -> Directives:
    try:
        return directives.parse(request.query)
    except DirectiveError as error:
        raise RefusedError(Refusal.MALFORMED) from error


def _is_met(standing: ShelfView | Standing, wanted: Wanted | None) -> bool:
    """Whether the playlist can go out; RefusedError where nobody may ask so far ahead.

    rfc8216bis 6.2.5.2: after the end the directives count no more.
    """
    edge = standing.edge
    if edge is None:
        return standing.is_ended
    if wanted is None or standing.is_ended or wanted.is_met(edge):
        return True
    if wanted.is_too_far(edge, standing.track.part_target):
        raise RefusedError(Refusal.MALFORMED)
    return False


async def _part(channel: LiveChannel, asked: Part, request: Request) -> Answer:
    rendition, wanted = asked.rendition, Wanted(asked.msn, asked.part)
    place = Place(media_sequence=asked.msn, part=asked.part)
    view = channel.view(rendition)
    if view is None or not view.part(asked.msn, asked.part):
        await channel.renew()
    view = _view(channel, rendition)
    deadline = _deadline(_BLOCKED_TARGETS * tags.target(view.track))
    while (found := view.part(asked.msn, asked.part)) is None:
        # rfc8216bis 6.2.6: what was hinted is waited for; when the plan changes it is not found.
        if view.edge is None or view.edge.following != place:
            raise RefusedError(Refusal.MISSING)
        await _until(channel, rendition, wanted, request, deadline)
        view = _view(channel, rendition)
    return await _content(channel, view, found, rendition, request)


async def _file(channel: LiveChannel, asked: Segment | Header, request: Request) -> Answer:
    found = _slice(channel, asked)
    if found is None:
        await channel.renew()
        found = _slice(channel, asked)
    view = _view(channel, asked.rendition)
    return await _content(channel, view, found, asked.rendition, request)


def _slice(channel: LiveChannel, asked: Segment | Header) -> Slice | None:
    view = channel.view(asked.rendition)
    if view is None:
        return None
    return Slice(name=asked.name) if isinstance(asked, Header) else view.segment(asked.msn)


async def _content(
    channel: LiveChannel, view: ShelfView, found: Slice | None, rendition: str, request: Request
) -> Answer:
    content = await channel.content(rendition, found) if found else None
    if content is None:
        raise RefusedError(Refusal.MISSING)
    kind = b"video/mp4" if view.track.kind == "video" else b"audio/mp4"
    return answer.media(content, kind, request.range)


def _view(channel: LiveChannel, rendition: str) -> ShelfView:
    view = channel.view(rendition)
    if view is None:
        raise RefusedError(Refusal.MISSING)
    return view


def _deadline(seconds: float) -> float:
    return asyncio.get_running_loop().time() + seconds


async def _until(
    channel: LiveChannel, rendition: str, wanted: Wanted, request: Request, deadline: float
) -> None:
    left = deadline - asyncio.get_running_loop().time()
    if left <= 0 or not await channel.wait(rendition, wanted, request.receive, left):
        raise RefusedError(Refusal.LATE)


async def _pause(channel: LiveChannel, seconds: float, request: Request, deadline: float) -> None:
    left = deadline - asyncio.get_running_loop().time()
    if left <= 0 or not await channel.pause(request.receive, min(seconds, left)):
        raise RefusedError(Refusal.LATE)
