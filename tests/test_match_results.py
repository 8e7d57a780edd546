"""Results of other matches: what stands in a row, before, during and after a match."""

from dataclasses import replace

from feeds.fact import OtherMatch, Team
from overlays.match_results import GRAPHIC
from overlays.panel_row import Fill, Kit, PanelRow
from overlays.strap import Strap
from tests.panels import HD, MATCH, OTHERS, other, shot, words


def strap(*others: OtherMatch) -> Strap:
    state = replace(MATCH, others=others)
    (found,) = (
        one.drawing for one in GRAPHIC.layers(shot(state), HD) if isinstance(one.drawing, Strap)
    )
    return found


def test_a_row_has_both_sides_their_score_and_how_far_they_are() -> None:
    said = words(GRAPHIC.layers(shot(MATCH), HD))
    assert said == [
        *("Halden", "Kestrel Bay", "0", "0", "67'"),
        *("Ostermark", "Vale United", "3", "1", "FT"),
        *("Sundry Town", "Corvin City", "19:45"),
    ]


def test_what_is_to_come_without_a_time_says_who_against_whom() -> None:
    state = replace(MATCH, others=(other("Halden", "Lorne", None, None),))
    assert words(GRAPHIC.layers(shot(state), HD)) == ["Halden", "Lorne", "v"]


def test_the_strap_says_whether_there_are_results() -> None:
    assert strap(*OTHERS).tag.text == "RESULTS"
    assert strap(OTHERS[-1]).tag.text == "FIXTURES"


def test_the_strap_names_the_competition_of_all() -> None:
    one, two = (replace(match, competition="Cup") for match in OTHERS[:2])
    assert strap(one, two).headline.text == "Cup"
    assert not strap(one, replace(two, competition="League")).headline.text


def test_kits_that_nobody_knows_have_no_bar() -> None:
    plain = replace(OTHERS[0], home=Team(name="Halden"))
    for match, expected in ((OTHERS[0], 2), (plain, 0)):
        layers = GRAPHIC.layers(shot(replace(MATCH, others=(match,))), HD)
        rows = (one.drawing for one in layers if isinstance(one.drawing, PanelRow))
        parts = [part for row in rows for part in row.parts]
        assert len([part for part in parts if isinstance(part, Kit)]) == expected
        assert len([part for part in parts if isinstance(part, Fill)]) == 3
