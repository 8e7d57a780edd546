"""Vendors: who asks what. Feeds that ask the same address share a poller, and its parser."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from feeds.budget import Budgets
from feeds.clock import Clock
from feeds.fetch import Fetch, FileFetch, HttpFetch
from feeds.parsers import parser
from feeds.playback import Playback
from feeds.polled import Polled
from feeds.poller import Poller
from feeds.quota import Quota
from feeds.reading import Parser
from feeds.recordings import Recordings
from feeds.reporter import Reporter
from feeds.rhythm import Rhythm
from feeds.settings import FeedSettings
from feeds.shared_parser import SharedParser
from feeds.time_shift import ShiftedParser

_PLACE = {"url", "path", "token_header", "token_env", "private"}
# What does not change what a payload says.
_OWN = {"name", "every", "budget", "lateness", "offset", "record", "replay_from", "replay_speed"}


class Vendors:
    """All that a process asks. A poller stays when nobody needs it, so that its patience does.

    `folder` is where recordings and counts are kept; nowhere where there is none.
    """

    def __init__(self, clock: Clock, folder: Path | None = None) -> None:
        self._clock = clock
        self._folder = folder
        self._budgets = Budgets(None if folder is None else folder / "feeds" / "budgets.json")
        self._quotas: dict[tuple[str, str | None], Quota] = {}
        self._pollers: dict[str, Poller] = {}
        self._parsers = WeakValueDictionary[str, SharedParser]()
        self._recordings: dict[tuple[str, str], Recordings] = {}

    def open(
        self, channel: str, settings: FeedSettings, origin: int, wakes: Callable[[], None]
    ) -> Polled:
        """A channel's feed; a recording's point is played at `origin` (µs since 1970)."""
        path = settings.path
        poller: Poller
        parses: Parser
        if settings.is_recording or (path is not None and Path(path).is_dir()):
            poller, parses = self._played(channel, settings, origin)
        else:
            poller, parses = self.poller(settings), self._parser(settings)
        reporter = Reporter(
            parses,
            feed=settings.name,
            lateness=settings.lateness,
            stale=settings.stale,
            recordings=self.recordings(channel, settings),
        )
        rhythm = Rhythm(every=settings.every, budget=settings.budget)
        return Polled(poller, reporter, self._clock, rhythm=rhythm, wakes=wakes)

    def poller(self, settings: FeedSettings) -> Poller:
        """The one of the feed's address, or of the file it watches."""
        name = settings.model_dump_json(include=_PLACE)
        if name not in self._pollers:
            self._pollers[name] = Poller(
                lambda: _fetch(settings, self._clock),
                self._clock,
                name=name,
                budgets=self._budgets,
                quota=self._quota(settings),
            )
        return self._pollers[name]

    def recordings(self, channel: str, settings: FeedSettings) -> Recordings | None:
        """Where what a channel's feed is sent is kept; None where it is not recorded."""
        if not settings.record or self._folder is None:
            return None
        key = channel, settings.name
        if key not in self._recordings:
            self._recordings[key] = Recordings(
                self._folder / "recordings" / "feeds" / channel / settings.name,
                provider=settings.provider,
                source=source_of(settings.url),
            )
        return self._recordings[key]

    def close(self) -> None:
        """No more is recorded."""
        for recordings in self._recordings.values():
            recordings.close()

    def _parser(self, settings: FeedSettings) -> SharedParser:
        name = settings.model_dump_json(exclude=_OWN)
        found = self._parsers.get(name)
        if found is None:
            found = SharedParser(_opened(settings))
            self._parsers[name] = found
        return found

    def _quota(self, settings: FeedSettings) -> Quota:
        host = urlsplit(settings.url or settings.path or "").netloc
        return self._quotas.setdefault((host, settings.token_env), Quota())

    def _played(
        self, channel: str, settings: FeedSettings, origin: int
    ) -> tuple[Poller, ShiftedParser]:
        """A recording's, which is this feed's alone: each payload of it is read."""
        playback = Playback(
            Path(settings.path or ""),
            self._clock,
            point=settings.replay_from,
            begins=origin,
            speed=settings.replay_speed,
        )
        poller = Poller(
            lambda: playback,
            self._clock,
            name=f"{channel}/{settings.name}",
            budgets=self._budgets,
            quota=Quota(),
        )
        parses = ShiftedParser(
            _opened(settings),
            lambda: playback.shift,
        )
        return poller, parses


def _opened(settings: FeedSettings) -> Parser:
    return parser(settings.provider, settings.wanted, settings.mapping, others=settings.others)


def source_of(url: str | None) -> str:
    """Whom an address is of, without a path or a query, which may hold a key."""
    parts = urlsplit(url or "")
    return f"{parts.scheme}://{parts.hostname}" if parts.hostname else "file"


def _fetch(settings: FeedSettings, clock: Clock) -> Fetch:
    if settings.url is None:
        return FileFetch(Path(settings.path or ""))
    return HttpFetch(settings.url, clock, headers=settings.headers, may_be_private=settings.private)
