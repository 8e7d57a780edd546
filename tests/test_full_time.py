"""The result card and match facts: what they say in which part of a match."""

from dataclasses import replace

import pytest

from feeds.sport import Sport
from feeds.state import Phase
from overlays import match_facts
from overlays.full_time import GRAPHIC
from overlays.panel_row import Fill, PanelRow
from overlays.score_bug_cells import RED_CARD
from overlays.strap import Strap
from tests.panels import HD, MATCH, shot, words


@pytest.mark.parametrize(
    ("phase", "sport", "expected"),
    [
        pytest.param(Phase.PRE_MATCH, Sport.FOOTBALL, "NEXT", id="before"),
        pytest.param(Phase.FIRST_HALF, Sport.FOOTBALL, "LIVE", id="nobody-knows-which-period"),
        pytest.param(Phase.HALF_TIME, Sport.FOOTBALL, "HALF TIME", id="half-time"),
        pytest.param(Phase.FULL_TIME, Sport.FOOTBALL, "FULL TIME", id="full-time"),
        pytest.param(Phase.FULL_TIME, Sport.BASKETBALL, "FINAL", id="elsewhere"),
        pytest.param(Phase.AFTER_EXTRA_TIME, Sport.FOOTBALL, "AFTER EXTRA TIME", id="extra-time"),
        pytest.param(Phase.SHOOT_OUT, Sport.FOOTBALL, "PENALTIES", id="shoot-out"),
        pytest.param(Phase.AFTER_SHOOT_OUT, Sport.FOOTBALL, "FULL TIME", id="after-it"),
    ],
)
def test_the_strap_says_what_the_score_is(phase: Phase, sport: Sport, expected: str) -> None:
    state = replace(MATCH, phase=phase, sport=sport)
    layers = GRAPHIC.layers(shot(state), HD)
    tags = [one.drawing.tag.text for one in layers if isinstance(one.drawing, Strap)]
    assert tags == [expected]
    assert ("v" in words(layers)) == (phase is Phase.PRE_MATCH)


def test_a_period_is_named() -> None:
    state = replace(MATCH, phase=Phase.PLAYING, sport=Sport.BASKETBALL, period=3)
    strap, *_ = (
        one.drawing for one in GRAPHIC.layers(shot(state), HD) if isinstance(one.drawing, Strap)
    )
    assert strap.tag.text == "3RD"


def test_scorers_stand_below_the_score() -> None:
    said = words(GRAPHIC.layers(shot(MATCH), HD))
    assert said == ["2", "1", "Port Arden", "Northmere", "Quist 12', 44'", "Szabo 31' PEN"]


def test_match_facts_have_cards_and_the_venue_as_well() -> None:
    state = replace(
        MATCH,
        home=replace(MATCH.home, yellow_cards=3),
        away=replace(MATCH.away, red_cards=1),
    )
    layers = match_facts.GRAPHIC.layers(shot(state), HD)
    assert words(layers)[4:] == [
        *("Quist 12', 44'", "Szabo 31' PEN", "Lomax 40'"),
        *("Yellow cards", "3", "0", "Red cards", "0", "1", "Harbour Ground"),
    ]
    rows = (one.drawing for one in layers if isinstance(one.drawing, PanelRow))
    reds = [part for row in rows for part in row.parts if isinstance(part, Fill)]
    assert len([part for part in reds if part.color == RED_CARD]) == 1


def test_of_a_match_without_goals_there_is_the_score_alone() -> None:
    state = replace(MATCH, goals=(), scores=())
    assert words(GRAPHIC.layers(shot(state), HD)) == ["2", "1", "Port Arden", "Northmere"]
