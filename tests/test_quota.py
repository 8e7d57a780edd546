"""Quotas: what answers' headers say is left, and how far apart that puts requests."""

import pytest

from feeds.event_time import to_iso
from feeds.quota import Quota

S = 1_000_000
DAY = 86_400
# An hour before midnight (UTC).
NOW = (20_000 * DAY + 23 * 3600) * S


def heard(headers: dict[str, str], sharers: int = 1) -> Quota:
    quota = Quota()
    quota.sharers = sharers
    quota.hear(headers, NOW)
    return quota


@pytest.mark.parametrize(
    ("headers", "gap_s"),
    [
        pytest.param({}, 0, id="none"),
        pytest.param({"x-ratelimit-requests-remaining": "36"}, 100, id="of-the-day"),
        pytest.param({"x-ratelimit-remaining": "6"}, 10, id="of-the-minute"),
        pytest.param(
            {"x-ratelimit-requests-remaining": "36", "x-ratelimit-remaining": "6"},
            100,
            id="the-tighter-one-counts",
        ),
        pytest.param({"x-requests-available-minute": "4"}, 15, id="football-data"),
        pytest.param(
            {"x-requests-available-minute": "4", "x-requestcounter-reset": "20"},
            5,
            id="football-data-says-until-when",
        ),
        pytest.param({"ratelimit-remaining": "5", "ratelimit-reset": "50"}, 10, id="draft-03"),
        pytest.param({"ratelimit": "limit=9, remaining=5, reset=50"}, 10, id="draft-07"),
        pytest.param({"ratelimit": '"default";r=5;t=50'}, 10, id="draft-09"),
        pytest.param(
            {"x-ratelimit-remaining": "5", "x-ratelimit-reset": str(NOW // S + 50)},
            10,
            id="a-moment",
        ),
        pytest.param({"x-ratelimit-remaining": "0"}, 60, id="nothing-left"),
        pytest.param({"x-ratelimit-requests-remaining": "0"}, 3600, id="nothing-left-today"),
        pytest.param({"x-ratelimit-remaining": "many"}, 0, id="no-number"),
        pytest.param({"x-ratelimit-remaining": "-1"}, 0, id="less-than-nothing"),
        pytest.param({"x-ratelimit-remaining": "9" * 5000}, 0, id="no-number-of-this-world"),
        pytest.param(
            {"x-ratelimit-remaining": "6", "x-ratelimit-reset": "99999999999"},
            10,
            id="a-moment-nobody-means",
        ),
    ],
)
def test_what_is_left_is_spread(headers: dict[str, str], gap_s: int) -> None:
    assert heard(headers).gap(NOW) == gap_s * S


def test_those_who_share_it_get_their_part() -> None:
    assert heard({"x-ratelimit-remaining": "6"}, sharers=3).gap(NOW) == 30 * S


def test_it_is_forgotten_when_it_is_counted_anew() -> None:
    quota = heard({"x-ratelimit-remaining": "0"})
    told = {"per": "minute", "left": 0, "until": to_iso(NOW + 60 * S)}
    assert quota.coded(NOW) == [told]
    assert quota.gap(NOW + 59 * S) == S
    assert (quota.gap(NOW + 60 * S), quota.coded(NOW + 60 * S)) == (0, [])
