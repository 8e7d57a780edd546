"""Who viewers are: signed sessions, names that look like nobody else's."""

import pytest

from api.room.line import LineError
from api.room.viewer import Playback, Sessions, Viewer, guest, name_key, named

ANNA = Viewer(viewer="a1", name="Anna")


def test_a_session_says_who_it_was_made_for() -> None:
    sessions = Sessions("secret")
    assert sessions.of_cookie(sessions.cookie(ANNA)) == ANNA
    assert sessions.of_ticket(sessions.ticket(ANNA)) == ANNA


@pytest.mark.parametrize("value", [None, "", "x", "é" * 300, "a.b.c", "." * 5000])
def test_what_was_not_signed_here_says_nothing(value: str | None) -> None:
    sessions = Sessions("secret")
    assert sessions.of_cookie(value) is None
    assert sessions.of_ticket(value) is None


def test_neither_stands_for_the_other_nor_for_another_server_s() -> None:
    sessions = Sessions("secret")
    assert sessions.of_cookie(sessions.ticket(ANNA)) is None
    assert sessions.of_ticket(sessions.cookie(ANNA)) is None
    assert Sessions("other").of_cookie(sessions.cookie(ANNA)) is None


def test_a_changed_session_says_nothing() -> None:
    sessions = Sessions("secret")
    cookie = sessions.cookie(ANNA)
    assert all(sessions.of_cookie(cookie[:at] + cookie[at + 1 :]) is None for at in range(9))


def test_a_ticket_ends_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions("secret")
    ticket, cookie = sessions.ticket(ANNA), sessions.cookie(ANNA)
    monkeypatch.setattr("api.room.viewer.TICKET_S", -1)
    assert sessions.of_ticket(ticket) is None
    assert sessions.of_cookie(cookie) == ANNA


@pytest.mark.parametrize("lag_s", [0, 1, 18, 30])
def test_a_playback_says_whose_it_is_and_how_far_behind(lag_s: int) -> None:
    sessions = Sessions("secret")
    made = Playback(viewer="a1", channel="cup", lag_s=lag_s)
    assert sessions.of_playback(sessions.playback("a1", "cup", lag_s)) == made


@pytest.mark.parametrize("lag_s", [-1, 31])
def test_nobody_is_ahead_or_more_than_half_a_minute_behind(lag_s: int) -> None:
    with pytest.raises(ValueError, match="use 0 to 30"):
        Sessions("secret").playback("a1", "cup", lag_s)


def test_a_playback_is_nothing_else_and_no_other_server_s() -> None:
    sessions = Sessions("secret")
    token = sessions.playback("a1", "cup", 0)
    assert sessions.of_cookie(token) is None
    assert sessions.of_ticket(token) is None
    assert sessions.of_playback(sessions.cookie(ANNA)) is None
    assert Sessions("other").of_playback(token) is None


@pytest.mark.parametrize("value", [None, "", "x", "é" * 300, "a.b.c", "." * 5000])
def test_what_is_no_playback_says_nothing(value: str | None) -> None:
    assert Sessions("secret").of_playback(value) is None


def test_a_changed_playback_says_nothing() -> None:
    """Nor one that is merely spelt otherwise: it stands in playlists as it is."""
    sessions = Sessions("secret")
    token = sessions.playback("a1", "cup", 5)
    assert all(sessions.of_playback(token[:at] + token[at + 1 :]) is None for at in range(9))
    assert all(sessions.of_playback(token + more) is None for more in ("\n", "!", "é", "="))


def test_a_playback_ends_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions("secret")
    token = sessions.playback("a1", "cup", 5)
    monkeypatch.setattr("api.room.viewer.PLAYBACK_S", -1)
    assert sessions.of_playback(token) is None


def test_guests_differ() -> None:
    assert len({guest().viewer for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna", "ANNA"),
        ("Anna", "\uff21\uff4e\uff4e\uff41"),
        ("Anna", "A n_n-a!"),
        ("Änna", "Anna"),
        ("ß", "SS"),
    ],
)
def test_names_that_look_alike_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("name", "code"),
    [("", "empty"), ("...", "bad_name"), ("x" * 25, "too_long"), ("\u202e\u200b", "empty")],
)
def test_not_everything_is_a_name(name: str, code: str) -> None:
    with pytest.raises(LineError) as refused:
        named(name)
    assert refused.value.code == code


def test_a_name_is_cleaned_like_a_line() -> None:
    assert named("  Zoë \u202e ") == "Zoë"
