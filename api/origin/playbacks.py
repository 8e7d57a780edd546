"""Playlists of a viewer's own: who asks for them, by the token in their address."""

from collections import OrderedDict
from dataclasses import dataclass

from api.origin.frontiers import Frontiers
from api.room.viewer import Playback, Sessions
from feeds.clock import Clock
from feeds.event_time import MICROSECONDS

KEPT = 65_536
_AGAIN = 60 * MICROSECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who asks for playlists of their own, and where it is noted how far they were told."""

    token: str
    playback: Playback
    clock: Clock
    frontiers: Frontiers

    @property
    def moment(self) -> int:
        """The programme time (µs) up to which it may be told now."""
        return self.clock.now() - self.playback.lag_s * MICROSECONDS

    def told(self, program_time: int) -> None:
        """Note that it is told of media up to a programme time, µs."""
        viewer, channel = self.playback.viewer, self.playback.channel
        self.frontiers.note(channel, viewer, program_time, self.clock.now())


class Playbacks:
    """Reads tokens, each once a minute: a player asks three times a second.

    Remembers 65,536; beyond, those read the longest ago are read again. For one thread.
    """

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self.frontiers = Frontiers()
        self._sessions = sessions
        self._clock = clock
        self._known: OrderedDict[str, tuple[Playback, int]] = OrderedDict()

    def admitted(self, token: str, channel: str) -> Session | None:
        """Whose playlists of a channel a token names; None where it is of no use there."""
        playback = self._playback(token)
        if playback is None or playback.channel != channel:
            return None
        return Session(token=token, playback=playback, clock=self._clock, frontiers=self.frontiers)

    def _playback(self, token: str) -> Playback | None:
        now = self._clock.monotonic()
        known = self._known.get(token)
        if known and now - known[1] < _AGAIN:
            return known[0]
        self._known.pop(token, None)
        playback = self._sessions.of_playback(token)
        if playback:
            self._known[token] = playback, now
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        return playback
