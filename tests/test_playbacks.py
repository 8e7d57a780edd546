"""Whose playlists a token names, and until when it is believed."""

from typing import override

import pytest

from api.origin.frontiers import Frontier
from api.origin.playbacks import Playbacks, Session
from api.room.viewer import Playback, Sessions

SECOND = 1_000_000
ANNA = Playback(viewer="anna", channel="cup", lag_s=18)


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = 100 * SECOND

    def now(self) -> int:
        return 1_790_000_000 * SECOND + self.moment

    def monotonic(self) -> int:
        return self.moment


class Counted(Sessions):
    """Sessions that count what they read."""

    read = 0

    @override
    def of_playback(self, value: str | None) -> Playback | None:
        self.read += 1
        return super().of_playback(value)


def admitted(playbacks: Playbacks, token: str, channel: str = "cup") -> Session:
    session = playbacks.admitted(token, channel)
    assert session is not None
    return session


def test_a_session_tells_what_stood_a_while_ago_and_notes_it() -> None:
    sessions, clock = Sessions("secret"), HandClock()
    playbacks = Playbacks(sessions, clock)
    session = admitted(playbacks, sessions.playback("anna", "cup", 18))
    assert session.playback == ANNA
    assert session.moment == clock.now() - 18 * SECOND
    session.told(1234)
    assert playbacks.frontiers.of("cup", "anna") == Frontier(1234, clock.now())


@pytest.mark.parametrize("channel", ["league", "", "cup2"])
def test_it_is_of_no_use_in_another_channel(channel: str) -> None:
    sessions = Sessions("secret")
    playbacks = Playbacks(sessions, HandClock())
    token = sessions.playback("anna", "cup", 18)
    assert playbacks.admitted(token, channel) is None
    assert playbacks.admitted(token, "cup") is not None
    assert playbacks.admitted(token, channel) is None


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é", "." * 3000])
def test_what_was_not_signed_here_is_of_no_use(token: str) -> None:
    assert Playbacks(Sessions("secret"), HandClock()).admitted(token, "cup") is None


def test_a_token_is_read_once_a_minute_and_again_when_it_may_be_too_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sessions, clock = Counted("secret"), HandClock()
    playbacks = Playbacks(sessions, clock)
    token = sessions.playback("anna", "cup", 18)
    for _ in range(180):
        admitted(playbacks, token)
        clock.moment += SECOND // 3
    assert sessions.read == 1
    monkeypatch.setattr("api.room.viewer.PLAYBACK_S", -1)
    clock.moment += SECOND
    assert playbacks.admitted(token, "cup") is None
    assert playbacks.admitted(token, "cup") is None


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.origin.playbacks.KEPT", 2)
    sessions = Counted("secret")
    playbacks = Playbacks(sessions, HandClock())
    tokens = [sessions.playback(viewer, "cup", 0) for viewer in ("anna", "ben", "cleo")]
    for token in (*tokens, tokens[2], tokens[1], tokens[0]):
        admitted(playbacks, token)
    assert sessions.read == 4
