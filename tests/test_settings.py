"""Settings of channels, feeds and the bus, value by value."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import ValidationError

from engine.channel.settings import ChannelSettings
from feeds.settings import BusSettings, FeedSettings, seconds, shift

KICK_OFF = datetime(2026, 7, 12, 19, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "micros"),
    [
        pytest.param(0, 0, id="zero"),
        pytest.param(2.5, 2_500_000, id="a-fraction"),
        pytest.param("0.1", 100_000, id="a-text-is-read-as-a-decimal"),
        pytest.param(86_400, 86_400_000_000, id="a-day"),
    ],
)
def test_durations(given: object, micros: int) -> None:
    assert seconds(given) == micros


@pytest.mark.parametrize("given", [True, -1, "x", "NaN", 86_401, None, float("inf")])
def test_what_is_no_duration(given: object) -> None:
    with pytest.raises(ValueError, match="is no duration; use seconds"):
        seconds(given)


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        pytest.param(25, Fraction(25), id="whole"),
        pytest.param(23.98, Fraction(24000, 1001), id="rounded"),
        pytest.param("60000/1001", Fraction(60000, 1001), id="exact"),
    ],
)
def test_rates(given: object, rate: Fraction) -> None:
    assert ChannelSettings.model_validate({"name": "a", "rate": given}).rate == rate


@pytest.mark.parametrize("name", ["", "Main", "-a", "a b", "a/b", "..", "a" * 33, 1])
def test_names_that_cannot_stand_in_a_path(name: object) -> None:
    with pytest.raises(ValidationError, match=r"use small letters, digits|valid string"):
        ChannelSettings.model_validate({"name": name})


@pytest.mark.parametrize("seed", ["demo:x", "demo:-1", "demo:1234567890"])
def test_a_demo_source_s_seed(seed: str) -> None:
    with pytest.raises(ValidationError, match="is no seed; use demo: or demo:NUMBER"):
        ChannelSettings.model_validate({"name": "a", "source": {"input": seed}})


@pytest.mark.parametrize(
    ("given", "micros"),
    [
        pytest.param(-2.5, -2_500_000, id="negative"),
        pytest.param("0.000001", 1, id="the-least"),
        pytest.param(86_400, 86_400_000_000, id="a-day"),
    ],
)
def test_shifts(given: object, micros: int) -> None:
    assert shift(given) == micros


@pytest.mark.parametrize("given", [False, "x", "NaN", -86_401, None])
def test_what_is_no_shift(given: object) -> None:
    with pytest.raises(ValueError, match="is no shift; use seconds from -86400"):
        shift(given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"provider": "facts_file"}, "a facts_file has one", id="no-path"),
        pytest.param({"provider": "demo", "path": "x"}, "take it out", id="a-path-too-many"),
        pytest.param({"provider": "opto"}, "use facts_file, demo, api_football", id="provider"),
        pytest.param({"provider": "opta"}, "needs a url or the path", id="neither"),
        pytest.param(
            {"provider": "opta", "path": "x", "url": "http://h/"},
            "path and url; give one",
            id="both",
        ),
        pytest.param({"provider": "demo", "url": "http://h/"}, "take it out", id="a-url-too-many"),
        pytest.param(
            {"provider": "espn", "url": "https://u:p@h/"}, "without a password", id="password"
        ),
        pytest.param({"provider": "espn", "url": "file:///x"}, "is no address", id="no-web"),
        pytest.param(
            {"provider": "espn", "url": "http://h/", "every": 0.5}, "too short", id="too-often"
        ),
        pytest.param(
            {"provider": "espn", "url": "http://h/", "token_env": "T"}, "half a token", id="token"
        ),
        pytest.param({"provider": "demo", "listen": "udp://h:1"}, "take it out", id="a-port"),
        pytest.param({"provider": "espn", "push": "webhook"}, "name the variable", id="no-key"),
        pytest.param({"provider": "espn", "push": "mail"}, "'webhook'", id="another-push"),
        pytest.param(
            {"provider": "espn", "url": "http://h/", "push": "webhook", "secret_env": "K"},
            "one of them",
            id="asked-and-sent",
        ),
        pytest.param(
            {"provider": "espn", "url": "http://h/", "secret_env": "K"},
            'add push = "webhook"',
            id="a-key-too-many",
        ),
        pytest.param(
            {"provider": "espn", "url": "http://h/", "subscribe": ["x"]},
            "only a wss:// url can",
            id="no-socket",
        ),
        pytest.param(
            {"provider": "espn", "url": "http://h/", "silence": 5}, "take it out", id="silence"
        ),
        pytest.param({"provider": "espn", "listen": "tcp://h:1"}, "write it like udp://", id="tcp"),
        pytest.param({"provider": "espn", "listen": "udp://h"}, "write it like udp://", id="port"),
        pytest.param(
            {"provider": "daktronics", "path": "/dev/x"}, "needs a sport; use one", id="no-sport"
        ),
        pytest.param(
            {"provider": "daktronics", "path": "/dev/x", "sport": "cricket"},
            "use one of football, basketball",
            id="no-such-board",
        ),
        pytest.param(
            {"provider": "daktronics", "path": "/dev/x", "sport": "curling"},
            "'curling' is on none of its boards; use one of football, basketball",
            id="no-such-sport",
        ),
        pytest.param(
            {"provider": "daktronics", "url": "http://h/", "sport": "football"},
            "the path of a serial line or listen",
            id="no-line",
        ),
        pytest.param(
            {"provider": "daktronics", "path": "/dev/x", "sport": "football", "baud": 300},
            "300 is no speed; use 9600, 19200",
            id="baud",
        ),
        pytest.param(
            {"provider": "espn", "url": "http://h/", "sport": "football"}, "only a console", id="of"
        ),
        pytest.param({"provider": "demo", "record": True}, "records; only", id="recorded"),
        pytest.param(
            {"provider": "espn", "url": "http://h/", "replay_from": 5}, "from nowhere", id="replay"
        ),
        pytest.param(
            {"provider": "espn", "path": "x", "replay_speed": 0}, "is no speed", id="speed"
        ),
        pytest.param(
            {"provider": "espn", "path": "x", "replay_from": "2026-07-12T19:15:00"},
            "has no zone",
            id="point-without-a-zone",
        ),
        pytest.param(
            {"provider": "espn", "path": "x", "replay_from": "soon"}, "or a moment", id="point"
        ),
        pytest.param({"provider": "demo", "lateness": -1}, "is no duration", id="lateness"),
    ],
)
def test_feeds_that_cannot_be(given: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        FeedSettings.model_validate({"name": "a", **given})


@pytest.mark.parametrize(
    "given",
    [
        {"provider": "espn", "push": "webhook", "secret_env": "CLUB_KEY"},
        {"provider": "espn", "url": "wss://host/scores", "subscribe": ["x"], "silence": 30},
        {"provider": "espn", "listen": "udp://[::]:5000"},
        {"provider": "daktronics", "listen": "udp://0.0.0.0:5000", "sport": "volleyball"},
        {"provider": "daktronics", "path": "/dev/ttyUSB0", "sport": "football", "baud": 9600},
    ],
)
def test_feeds_that_are_sent_their_payloads(given: dict[str, object]) -> None:
    assert FeedSettings.model_validate({"name": "a", **given}).is_pushed


def test_a_token_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"name": "a", "provider": "football_data", "url": "https://host/v4/matches"}
    token = {"token_header": "X-Auth-Token", "token_env": "CLUB_KEY"}
    feed = FeedSettings.model_validate(given | token)
    monkeypatch.setenv("CLUB_KEY", "one")
    assert feed.headers() == {"X-Auth-Token": "one"}
    monkeypatch.setenv("CLUB_KEY", "another")
    assert feed.headers() == {"X-Auth-Token": "another"}
    assert FeedSettings.model_validate(given).headers() == {}


@pytest.mark.parametrize(
    "url", ["", "nats://h", "tls://h:1", "nats://token@h:4222,nats://[::1]:4223"]
)
def test_addresses_of_the_bus(url: str) -> None:
    assert BusSettings.model_validate({"url": url}).url == url


@pytest.mark.parametrize("url", ["h:4222", "http://h", "nats://", "nats://h:0", "nats://h:x", ","])
def test_what_is_no_address_of_the_bus(url: str) -> None:
    with pytest.raises(ValidationError, match="write it like nats://host:4222"):
        BusSettings.model_validate({"url": url})


def test_a_crowd_knows_the_demo_match_alone() -> None:
    demo = {"name": "a", "source": {"input": "demo:"}, "chat_crowd": True}
    assert ChannelSettings.model_validate(demo).chat_crowd
    with pytest.raises(ValidationError, match="knows the demo match alone; take it out"):
        ChannelSettings.model_validate({**demo, "source": {"input": "a.mp4"}})


@pytest.mark.parametrize(
    ("given", "point"),
    [
        pytest.param(90.5, 90_500_000, id="seconds"),
        pytest.param("90", 90_000_000, id="seconds-of-the-environment"),
        pytest.param(599_000, 599_000_000_000, id="a-week-of-matches"),
        pytest.param("2026-07-12T19:15:00Z", KICK_OFF, id="a-moment"),
        pytest.param(KICK_OFF, KICK_OFF, id="a-moment-of-toml"),
    ],
)
def test_where_a_recording_is_played_from(given: object, point: object) -> None:
    played = {"name": "a", "provider": "espn", "path": "a.recording", "replay_from": given}
    assert FeedSettings.model_validate(played).replay_from == point


@pytest.mark.parametrize(("given", "speed"), [(2, "2"), (0.1, "1/10"), ("0.01", "1/100")])
def test_how_fast_a_recording_is_played(given: object, speed: str) -> None:
    played = {"name": "a", "provider": "espn", "path": "a.recording", "replay_speed": given}
    assert str(FeedSettings.model_validate(played).replay_speed) == speed


def test_a_console_that_was_recorded_is_no_line() -> None:
    board = {"name": "a", "provider": "daktronics", "sport": "basketball"}
    recorded = FeedSettings.model_validate({**board, "path": "a.recording", "replay_from": 5})
    assert (recorded.is_recording, recorded.is_pushed, recorded.wanted) == (
        True,
        False,
        "basketball",
    )
    line = FeedSettings.model_validate({**board, "path": "/dev/ttyUSB0"})
    assert (line.is_recording, line.is_pushed) == (False, True)


def test_what_a_feed_lacks_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mapping = tmp_path / "club.toml"
    token = {"token_header": "X-Token", "token_env": "TOUCHLINE_TEST_TOKEN"}
    secret = {"push": "webhook", "secret_env": "TOUCHLINE_TEST_SECRET"}
    about = {"name": "a", "provider": "mapped", "mapping": str(mapping), **token, **secret}
    feed = FeedSettings.model_validate(about)
    assert list(feed.lacking()) == [
        f"mapping: there is no file {mapping}; write one, or correct the name",
        "token_env: TOUCHLINE_TEST_TOKEN is not set in the environment; set it and start again",
        "secret_env: TOUCHLINE_TEST_SECRET is not set in the environment; set it and start again",
    ]
    mapping.touch()
    for name in ("TOKEN", "SECRET"):
        monkeypatch.setenv(f"TOUCHLINE_TEST_{name}", "x")
    assert list(feed.lacking()) == []
