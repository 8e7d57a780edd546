"""What the log says of feeds: a line at each change, none while all stays as it is."""

import logging

import pytest

from feeds.feed_log import FeedLog

FAILED = "feed failed channel=cup feed=scores: HTTP 500"
STALE = "feed stale channel=cup feed=scores: HTTP 500"
WELL = "feed well again channel=cup feed=scores"


@pytest.mark.parametrize(
    ("states", "logged"),
    [
        pytest.param("waiting sending sending", [], id="all-is-well"),
        pytest.param("sending failed failed failed", [FAILED], id="one-line-a-failure"),
        pytest.param("failed sending sending", [FAILED, WELL], id="and-back"),
        pytest.param("failed ended", [FAILED, WELL], id="to-its-end"),
        pytest.param("sending stale failed", [STALE, FAILED], id="worse"),
        pytest.param("failed waiting late failed", [FAILED], id="the-channel-began-anew"),
    ],
)
def test_what_is_logged(states: str, logged: list[str], caplog: pytest.LogCaptureFixture) -> None:
    feed_log = FeedLog()
    with caplog.at_level(logging.INFO):
        for state in states.split():
            scores = {"channel": "cup", "feed": "scores", "state": state, "error": "HTTP 500"}
            other = {"channel": "cup", "feed": "other", "state": "sending", "error": ""}
            feed_log.note([scores, other])
    assert [record.getMessage() for record in caplog.records] == logged
