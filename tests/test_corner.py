"""The corner: what stands there is clear of every sport's board, on pictures of every size."""

import pytest

from overlays.area import Area
from overlays.catalogue import known
from overlays.graphic import Shot, Style
from overlays.sample_matches import SampleMatch, matches
from overlays.scene import PictureSize
from overlays.theme import THEMES

WORDS = "Wolverbridge & Saltmarsh"
CORNERS: dict[str, dict[str, str]] = {
    "timer": {"title": WORDS, "minutes": "100"},
    "added_time": {"minutes": "12", "title": WORDS, "line": WORDS},
    "sponsor": {"sponsors": WORDS},
    **{name: {"title": WORDS} for name in ("replay_tag", "data_delayed", "live_tag")},
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (640, 360)], ids=str)
def test_no_board_touches_what_stands_in_the_corner(size: tuple[int, int], theme: str) -> None:
    picture, style = PictureSize(width=size[0], height=size[1]), Style(theme=THEMES[theme])
    least = 16 * size[1] / 1080
    for match in (one for twist in ("plain", "long") for one in matches(twist)):

        def stands(name: str, fields: dict[str, str], match: SampleMatch = match) -> list[Area]:
            made = Shot(state=match.state, at=match.at, since=9_000_000, fields=fields, style=style)
            return [
                Area(one.left, one.top, one.drawing.width, one.drawing.height)
                for one in known(name).layers(made, picture)
            ]

        boards = stands("score_bug", {})
        for name, fields in CORNERS.items():
            for area in stands(name, fields):
                for board in boards:
                    beside = area.left - board.right >= least
                    assert beside or area.top - board.bottom >= least, (match.name, name)
