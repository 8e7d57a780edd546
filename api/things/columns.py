"""Columns: what stands in which column of a roster, by its header or else by what is in it."""

import re
from collections.abc import Sequence
from typing import Literal

from api.things.grid import Row
from api.things.naming import folded

type Column = Literal["id", "number", "name", "first", "last", "short", "position", "team"]

# Folded words of English, German, French, Spanish, Italian, Portuguese, Dutch, the Nordic
# languages, Polish, Czech, Turkish; Chinese, Japanese and Russian.
_HEADERS: dict[Column, str] = {
    "id": "id|player id|ref|uuid|license|lizenz|licence",
    "number": (
        "no|nr|num|number|shirt|shirt no|shirt number|squad number|squad no|jersey|jersey number"
        "|kit|kit number|trikot|trikotnummer|ruckennummer|nummer|numero|n|nº|n o|num maillot"
        "|maillot|dorsal|camiseta|maglia|camisola|camisa|rugnummer|drakt|draktnr|trojnummer|cislo"
        "|cislo dresu|numer|forma|forma no|forma numarasi|号码|球衣号码|背番号|номер"
    ),
    "name": (
        "name|player|player name|full name|fullname|spieler|spielername|nom complet|joueur"
        "|nombre completo|jugador|jugadora|giocatore|nome completo|jogador|jogadora|speler|spelare"
        "|spiller|zawodnik|hrac|oyuncu|ad soyad|adi soyadi|nombre|nom|nome|naam|namn|navn"
        "|姓名|名前|选手|球员|选手名|имя|игрок|фио"
    ),
    "first": (
        "first|first name|firstname|given name|given names|forename|vorname|prenom|nombres|primer"
        " nombre|nome proprio|primeiro nome|voornaam|fornamn|fornavn|imie|jmeno|ad|名"
    ),
    "last": (
        "last|last name|lastname|surname|family name|nachname|familienname|nom de famille|apellido"
        "|apellidos|cognome|apelido|sobrenome|achternaam|efternamn|etternavn|efternavn|nazwisko"
        "|prijmeni|soyad|soyadi|姓|фамилия"
    ),
    "short": (
        "short|short name|shortname|nickname|display name|shirt name|name on shirt|kurz|kurzname"
        "|rufname|spitzname|nom court|surnom|apodo|nombre corto|soprannome|apelido curto|alcunha"
        "|roepnaam|kallenavn|smeknamn|简称"
    ),
    "position": (
        "pos|position|role|spielposition|poste|posicion|demarcacion|ruolo|posicao|positie|pozycja"
        "|pozice|post|mevki|posisjon|位置|ポジション|позиция"
    ),
    "team": (
        "team|club|side|squad|mannschaft|verein|equipe|club equipe|equipo|squadra|time|clube|ploeg"
        "|lag|klubb|hold|druzyna|klub|tym|takim|kulup|球队|チーム|команда"
    ),
}
_BY_WORD: dict[str, Column] = {
    folded(word): column for column, words in _HEADERS.items() for word in words.split("|")
}
_NUMBER = re.compile(r"#?\d{1,3}", re.ASCII)
_POSITION = re.compile(r"[A-Z]{1,3}(/[A-Z]{1,3})?", re.ASCII)
_LOOKED_AT = 10
_GUESSED_BY = 50
# So much of a column must be of a kind for it to be that.
_MOST = 0.7


def headed(row: Sequence[str]) -> dict[int, Column]:
    """The columns that a row names, by their places; the first of two alike counts."""
    found: dict[int, Column] = {}
    for place, cell in enumerate(row):
        column: Column | None = "number" if cell.strip() == "#" else _BY_WORD.get(folded(cell))
        if column is not None and column not in found.values():
            found[place] = column
    # Where a sheet has a last name, "nombre" or "nom" beside it is the first.
    names = {column: place for place, column in found.items()}
    if "last" in names and "name" in names and "first" not in names:
        found[names["name"]] = "first"
    elif "first" in names and "name" in names and "last" not in names:
        found[names["name"]] = "last"
    return found


def columns_of(rows: Sequence[Row]) -> tuple[dict[int, Column], int]:
    """What stands in which column, and how many rows are above the players.

    The header is the first row that names two columns, or a name alone. Without one it is guessed.
    """
    for place, (_, cells) in enumerate(rows[:_LOOKED_AT]):
        found = headed(cells)
        named = {"name", "first", "last"} & set(found.values())
        if named and (len(found) > 1 or len([cell for cell in cells if cell]) == 1):
            return found, place + 1
    return guessed([cells for _, cells in rows[:_GUESSED_BY]]), 0


def guessed(rows: Sequence[Sequence[str]]) -> dict[int, Column]:
    """What the columns hold by their content: numbers, positions, and names of two kinds or one."""
    found: dict[int, Column] = {}
    texts = list[tuple[int, float]]()
    for place in range(max(map(len, rows), default=0)):
        cells = [row[place] for row in rows if len(row) > place and row[place]]
        if not cells:
            continue
        if _share(cells, _NUMBER) > _MOST and "number" not in found.values():
            found[place] = "number"
        elif _share(cells, _POSITION) > _MOST and "position" not in found.values():
            found[place] = "position"
        elif _share(cells, _NUMBER) < 1 - _MOST and _are_various(cells):
            spaced = sum(" " in cell for cell in cells) / len(cells)
            texts.append((place, spaced))
    if not texts:
        return found
    full, spaced = max(texts, key=_spaced)
    if spaced < 0.5 and len(texts) > 1:
        found |= {texts[0][0]: "first", texts[1][0]: "last"}
    else:
        found[full] = "name"
    return found


def _share(cells: Sequence[str], kind: re.Pattern[str]) -> float:
    return sum(kind.fullmatch(cell) is not None for cell in cells) / len(cells)


def _are_various(cells: Sequence[str]) -> bool:
    """Whether a column tells its rows apart, as names do and a team's does not."""
    return len(set(cells)) > len(cells) // 2


def _spaced(text: tuple[int, float]) -> float:
    return text[1]
