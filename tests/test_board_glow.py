"""The glow of what changed: whole at first, then fading, and none for old news."""

import pytest

from feeds.happening import Side
from feeds.marks import PointsMark
from overlays.boards.glow import GLOW, glow, is_glowing

AT = 1_800_000_000_000_000


@pytest.mark.parametrize(
    ("ago", "least", "most"),
    [
        (-1, 0, 0),
        (0, 255, 255),
        (600_000, 255, 255),
        (1_500_000, 100, 155),
        (GLOW, 0, 0),
    ],
)
def test_how_it_fades(ago: int, least: int, most: int) -> None:
    mark = PointsMark(at=AT - ago, side=Side.HOME, points=1)
    assert least <= glow(mark, AT) <= most
    assert is_glowing(mark, AT) == (0 <= ago < GLOW)


def test_old_news_does_not_glow() -> None:
    late = PointsMark(at=AT, event_time=AT - 61_000_000, side=Side.HOME, points=1)
    assert glow(late, AT) == 0
    assert glow(None, AT) == 0
