"""Formations: who stands in which line, whatever way a feed says so."""

import pytest

from feeds.formation import lines, written
from feeds.happening import Side
from feeds.squad import LineUp, Player


def line_up(formation: str | None, *positions: str | None, **more: tuple[int, ...]) -> LineUp:
    """Starters named by their positions, in that order."""
    rows, columns = more.get("rows", ()), more.get("columns", ())
    players = tuple(
        Player(
            name=position or f"No. {number}",
            position=position,
            row=rows[number] if rows else None,
            column=columns[number] if columns else None,
        )
        for number, position in enumerate(positions)
    )
    bench = Player(name="Bench", position="G", is_starter=False)
    return LineUp(
        event_time=0, received=0, side=Side.HOME, players=(*players, bench), formation=formation
    )


def shown(told: LineUp) -> list[str]:
    return [" ".join(player.name.replace(" ", "_") for player in line) for line in lines(told)]


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        pytest.param(
            line_up(
                "4-1-4-1",
                *("G", "CD-L", "CD-R", "DM", "LB", "RB", "CM-L", "CM-R", "LM", "RM", "F"),
            ),
            ["G", "LB CD-L CD-R RB", "DM", "LM CM-L CM-R RM", "F"],
            id="by-letters",
        ),
        pytest.param(
            line_up(
                "433",
                *("Left Wing", "Goalkeeper", "Right Back", "Right Center Back"),
                *("Left Center Back", "Left Back", "Center Defensive Midfield"),
                *("Right Center Midfield", "Left Center Midfield", "Right Wing"),
                "Center Forward",
            ),
            [
                "Goalkeeper",
                "Left_Back Left_Center_Back Right_Center_Back Right_Back",
                "Left_Center_Midfield Center_Defensive_Midfield Right_Center_Midfield",
                "Left_Wing Center_Forward Right_Wing",
            ],
            id="by-words",
        ),
        pytest.param(
            line_up(
                "3-4-2-1",
                *("GK", "LCB", "CB", "RCB", "LWB", "LCM", "RCM", "RWB", "LAM", "RAM", "ST"),
            ),
            ["GK", "LCB CB RCB", "LWB LCM RCM RWB", "LAM RAM", "ST"],
            id="wing-backs",
        ),
        pytest.param(
            line_up("2-1", "F", "D", "G", "D", rows=(3, 2, 1, 2), columns=(1, 2, 1, 1)),
            ["G", "D D", "F"],
            id="by-rows",
        ),
        pytest.param(
            line_up(None, "F", "M", "D", "LB", "G", "AM"),
            ["G", "LB D", "M AM", "F"],
            id="without-a-formation",
        ),
        pytest.param(line_up("4-4-2", "G", "D", "F"), ["G", "D", "F"], id="that-does-not-fit"),
        pytest.param(
            line_up("1-1", "a", None, "b"), ["a", "No._1", "b"], id="positions-nobody-knows"
        ),
        pytest.param(line_up("4-4-2"), [], id="nobody"),
    ],
)
def test_lines(told: LineUp, wanted: list[str]) -> None:
    assert shown(told) == wanted


@pytest.mark.parametrize(
    ("told", "as_written"),
    [
        ("442", "4-4-2"),
        ("4-2-3-1", "4-2-3-1"),
        ("3421", "3-4-2-1"),
        ("diamond", "diamond"),
        ("", None),
        (None, None),
    ],
)
def test_how_it_is_written(told: str | None, as_written: str | None) -> None:
    assert written(told) == as_written
