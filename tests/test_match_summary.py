"""A match in short: whose scorers stand where."""

from dataclasses import replace
from itertools import pairwise

import pytest

from feeds.happening import Side
from overlays import full_time, match_facts
from overlays.graphic import Graphic
from overlays.panel_row import Badge, Kit, PanelRow, Words
from overlays.scene import PictureSize
from tests.panels import FULL_HD, HD, MATCH, SMALL, shot, words

NAMES = {Side.HOME: "Port Arden", Side.AWAY: "Northmere"}
SAID = {Side.HOME: ("Quist 12', 44'",), Side.AWAY: ("Szabo 31' PEN", "Lomax 40'")}


def parts(graphic: Graphic, size: PictureSize) -> list[object]:
    rows = (one.drawing for one in graphic.layers(shot(MATCH), size))
    return [part for row in rows if isinstance(row, PanelRow) for part in row.parts]


def said(graphic: Graphic, size: PictureSize) -> dict[str, Words]:
    return {one.line.text: one for one in parts(graphic, size) if isinstance(one, Words)}


@pytest.mark.parametrize("graphic", [full_time.GRAPHIC, match_facts.GRAPHIC], ids=lambda g: g.id)
@pytest.mark.parametrize("size", [FULL_HD, HD, SMALL], ids=str)
def test_scorers_stand_on_the_line_of_their_side_s_name(
    graphic: Graphic, size: PictureSize
) -> None:
    found = said(graphic, size)
    for side, align in ((Side.HOME, "right"), (Side.AWAY, "left")):
        name = found[NAMES[side]]
        for line in SAID[side]:
            if line in found:
                assert (found[line].left, found[line].align) == (name.left, align)
    assert set(SAID[Side.HOME]) < set(found)


@pytest.mark.parametrize("size", [FULL_HD, HD, SMALL], ids=str)
def test_both_sides_stand_around_the_score_alike(size: PictureSize) -> None:
    made = parts(full_time.GRAPHIC, size)
    found = said(full_time.GRAPHIC, size)
    home, away = found[NAMES[Side.HOME]], found[NAMES[Side.AWAY]]
    kits = [one.area for one in made if isinstance(one, Kit)]
    crests = [one.area for one in made if isinstance(one, Badge)]
    inner = (kits[0].left, kits[1].right)
    assert inner[0] - home.left == away.left - inner[1]
    assert bool(crests) == (size != SMALL)
    if crests:
        assert home.left < crests[0].left < crests[0].right < inner[0]
        assert crests[0].left - home.left == away.left - crests[1].right


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        pytest.param("Northmere", ["Northmere"], id="short"),
        pytest.param("Wolverbridge & Saltmarsh", ["Wolverbridge", "& Saltmarsh"], id="long"),
        pytest.param("نادي الميناء الرياضي", ["نادي الميناء", "الرياضي"], id="arabic"),
        pytest.param("W" * 30, None, id="not-to-be-parted"),
    ],
)
def test_a_long_name_stands_on_two_lines(name: str, lines: list[str] | None) -> None:
    away = replace(MATCH.away, team=replace(MATCH.away.team, name=name))
    layers = full_time.GRAPHIC.layers(shot(replace(MATCH, away=away)), HD)
    (*_, head) = (one.drawing for one in layers if isinstance(one.drawing, PanelRow))
    found = [one for one in head.parts if isinstance(one, Words) and not one.is_tabular]
    home, *others = found
    assert [one.line.text for one in others][: len(lines or [])] == (lines or [])
    assert len({one.line.font.size for one in found}) == 1
    assert {one.align for one in others} == {"left"}
    middle = (head.height + home.line.font.cap_height) / 2
    assert abs(sum(one.baseline for one in others) / len(others) - middle) < 1
    gaps = [after.baseline - one.baseline for one, after in pairwise(others)]
    assert all(gap >= home.line.font.size for gap in gaps)


def test_of_a_scorer_with_a_long_name_the_minutes_are_not_cut_off() -> None:
    long = replace(MATCH.goals[0], player="Maximiliane-Alexandra von Hohenstein-Brück")
    said = words(full_time.GRAPHIC.layers(shot(replace(MATCH, goals=(long,))), HD))
    assert said[-1].endswith(" 12'")
