"""Columns of a roster: headers in many languages, and none at all."""

import pytest

from api.things.columns import columns_of, headed
from api.things.grid import rows_of


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("No,Name,Pos", "number name position", id="english"),
        pytest.param("#,Player,Position", "number name position", id="hash"),
        pytest.param("Shirt No.,First Name,Surname", "number first last", id="two-names"),
        pytest.param("Nr.;Spieler;Kurzname", "number name short", id="german"),
        pytest.param("Nr;Name;Kurz", "number name short", id="kurz"),
        pytest.param("Rückennummer;Vorname;Nachname", "number first last", id="umlaut"),
        pytest.param("N°,Nom,Prénom,Poste", "number last first position", id="french"),
        pytest.param("Dorsal,Nombre,Apellidos,Demarcación", "number first last position", id="es"),
        pytest.param("Numero,Cognome,Nome,Ruolo", "number last first position", id="italian"),
        pytest.param("Camisola,Jogador,Clube", "number name team", id="portuguese"),
        pytest.param("Rugnummer,Speler,Positie", "number name position", id="dutch"),
        pytest.param("Forma No,Ad\u0131 Soyad\u0131,Mevki", "number name position", id="turkish"),
        pytest.param("Numer,Imię,Nazwisko", "number first last", id="polish"),
        pytest.param("号码,姓名,位置", "number name position", id="chinese"),
        pytest.param("Номер,Игрок,Позиция", "number name position", id="russian"),
        pytest.param("ID,NAME,Weight", "id name ", id="one-unknown"),
        pytest.param("Name,Player,Name", "name  ", id="the-first-of-two-alike"),
    ],
)
def test_headers(header: str, expected: str) -> None:
    cells = header.replace(";", ",").split(",")
    found = headed(cells)
    assert " ".join(found.get(place, "") for place in range(len(cells))) == expected


@pytest.mark.parametrize(
    ("text", "expected", "above"),
    [
        pytest.param("7,Ann Ash,GK\n9,Bo Birch,FW\n", "number name position", 0, id="no-header"),
        pytest.param("Ann Ash\t7\nBo Birch\t9\n", "name number", 0, id="the-other-way-round"),
        pytest.param("7,Ann,Ash\n9,Bo,Birch\n", "number first last", 0, id="first-and-last"),
        pytest.param("Ann Ash\nBo Birch\n", "name", 0, id="names-alone"),
        pytest.param("Name\nAnn\n", "name", 1, id="a-header-alone"),
        pytest.param("Squad list\n\nNo,Name\n7,Ann\n", "number name", 2, id="a-title-above"),
        pytest.param(
            "North Town,7,Ann Ash\nNorth Town,9,Bo Birch\nNorth Town,1,Cy\n",
            " number name",
            0,
            id="the-same-in-all-rows-is-no-name",
        ),
        pytest.param("7\n9\n", "number", 0, id="numbers-alone"),
    ],
)
def test_columns_are_found(text: str, expected: str, above: int) -> None:
    columns, found_above = columns_of(rows_of(text.encode()))
    places = range(max(columns) + 1)
    assert " ".join(columns.get(place, "") for place in places) == expected
    assert found_above == above
