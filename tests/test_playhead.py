"""The programme time a line bears, and what a page can claim."""

import pytest

from api.room.playhead import SLACK, Playhead, stamp

S = 1_000_000
LIVE = 10_000 * S
WINDOW = 600 * S


def playhead(behind: int | None, rate: float = 1.0) -> Playhead:
    """Heard 5 s ago, when it was so far behind."""
    found = Playhead()
    if behind is not None:
        found.hear(LIVE - 5 * S - behind, rate, now=0)
    return found


@pytest.mark.parametrize(
    ("behind", "rate", "claimed", "expected"),
    [
        pytest.param(3 * S, 1, LIVE - 3 * S, LIVE - 3 * S, id="as-claimed"),
        pytest.param(20 * S, 1, LIVE - 21 * S, LIVE - 21 * S, id="within-the-slack"),
        pytest.param(3 * S, 1, LIVE - 30 * S, LIVE - 3 * S - SLACK, id="earlier-than-it-showed"),
        pytest.param(3 * S, 1, LIVE + 60 * S, LIVE, id="in-the-future"),
        pytest.param(3 * S, 1, None, LIVE, id="without-a-claim"),
        pytest.param(None, 1, LIVE - 3 * S, LIVE, id="without-a-playhead"),
        pytest.param(3 * S, 0, LIVE - 8 * S, LIVE - 8 * S, id="paused"),
        pytest.param(3 * S, 0, LIVE - 60 * S, LIVE - 8 * S - SLACK, id="paused-and-forged"),
        pytest.param(900 * S, 1, LIVE - 900 * S, LIVE - WINDOW, id="older-than-the-window"),
        pytest.param(-90 * S, 1, LIVE - 3 * S, LIVE, id="a-playhead-ahead-of-live"),
        pytest.param(3 * S, 1e9, LIVE - 3 * S, LIVE, id="a-rate-nobody-plays-at"),
        pytest.param(3 * S, -5, LIVE - 8 * S, LIVE - 8 * S, id="a-rate-below-nothing"),
    ],
)
def test_a_line_is_stamped(
    behind: int | None, rate: float, claimed: int | None, expected: int
) -> None:
    found = stamp(playhead(behind, rate), claimed, now=5 * S, live=LIVE, window=WINDOW)
    assert found == expected


def test_a_seek_back_is_heard() -> None:
    found = playhead(3 * S)
    found.hear(LIVE - 60 * S, 1, now=5 * S)
    assert stamp(found, LIVE - 60 * S, now=5 * S, live=LIVE, window=WINDOW) == LIVE - 60 * S
