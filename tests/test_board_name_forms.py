"""Names in rows: the forms they have, from long to short."""

import pytest

from feeds.fact import Team
from feeds.happening import Side
from overlays.boards.name_forms import people_forms, team_forms
from overlays.theme import HOUSE

FACE = HOUSE.face


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Ada Quist", ["Ada Quist", "A. Quist", "Quist"]),
        ("Quist", ["Quist"]),
        (
            "Ada Eva Quist /Ines Marlowe",
            ["Ada Eva Quist / Ines Marlowe", "A. E. Quist / I. Marlowe", "Quist / Marlowe"],
        ),
        ("Ada de la Quist", ["Ada de la Quist", "A. de la Quist", "de la Quist"]),
        ("ada quist", ["ada quist"]),
        ("Quist / Marlowe", ["Quist / Marlowe"]),
        ("/", ["HOME"]),
        ("Quist / ", ["Quist"]),
    ],
)
def test_people(name: str, forms: list[str]) -> None:
    assert list(people_forms(Team(name=name), Side.HOME, "en", FACE)) == forms


def test_teams() -> None:
    team = Team(name="Blue Cloud Harbour", short="bch")
    assert team_forms(team, Side.AWAY, "en", FACE) == ("Blue Cloud Harbour", "BCH")
    assert team_forms(Team(name="Blue Cloud"), Side.AWAY, "en", FACE) == ("Blue Cloud",)
