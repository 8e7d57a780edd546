"""The faces: all declared files there, opened when needed, and faces of an editor's own."""

import shutil
from pathlib import Path

import pytest

from overlays import faces, fonts
from overlays.faces import FOLDER, HOUSE, WEIGHTS, cut_of, is_face, own_cuts, register_face
from overlays.font_file import FontFileError
from overlays.fonts import Font, FontMissingError, width_of

OSWALD = FOLDER / "oswald-latin-700-normal.woff"
BARLOW = FOLDER / "barlow-condensed-latin-500-normal.woff"


def test_the_declared_files_are_there_and_checking_them_keeps_none_open() -> None:
    kept = faces._declared.cache_info().currsize
    fonts.load()
    assert faces._declared.cache_info().currsize == kept


@pytest.mark.parametrize(
    "name",
    [
        "barlow-condensed-latin-500-normal.woff",
        "oswald-cyrillic-700-normal.woff",
        "noto-kufi-arabic-arabic-800-normal.woff",
        "NotoSansHans-Bold.otf",
    ],
)
@pytest.mark.parametrize("content", [None, b"", b"<html>404</html>"])
def test_a_declared_file_that_is_bad_is_named_with_what_to_do(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    for path in FOLDER.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FontMissingError, match=f"{name} is missing or unreadable.*make setup"):
        fonts.load(tmp_path)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("face", [HOUSE, "oswald"])
@pytest.mark.parametrize(
    ("letter", "family"),
    [
        pytest.param("م", "Noto Kufi Arabic", id="arabic"),
        pytest.param("磊", "Noto Sans S Chinese", id="chinese"),
        pytest.param("榮", "Noto Sans S Chinese", id="traditional"),
        pytest.param("ガ", "Noto Sans S Chinese", id="kana"),
        pytest.param("Ω", "Roboto Condensed", id="greek"),
        pytest.param("Қ", "Roboto Condensed", id="kazakh"),
    ],
)
def test_letters_a_face_lacks_come_from_another(
    letter: str, family: str, face: str, weight: int
) -> None:
    cut = cut_of(letter, face, weight)
    assert cut is not None
    assert cut.typeface.getFamilyName().startswith(family)


def test_a_face_draws_its_own_letters_first() -> None:
    for letter in "AżЖ":
        cut = cut_of(letter, "oswald", 700)
        assert cut is not None
        assert cut.typeface.getFamilyName().startswith("Oswald")


def test_no_face_has_it() -> None:
    assert cut_of("손", HOUSE, 700) is None
    assert cut_of("⚽", "oswald", 700) is None


def test_a_face_of_an_editor_s_own_draws_what_it_has() -> None:
    name = register_face("club", {700: OSWALD})
    assert name.startswith("club-")
    assert is_face(name)
    assert width_of("Club", Font(500, 40, face=name)) == width_of(
        "Club", Font(700, 40, 0, "oswald")
    )
    assert cut_of("Ж", name, 700) is cut_of("Ж", HOUSE, 700)


def test_a_face_is_named_by_what_is_in_its_files(tmp_path: Path) -> None:
    name = register_face("club", {700: OSWALD})
    copied = tmp_path / "copy.woff"
    shutil.copy(OSWALD, copied)
    assert register_face("club", {700: copied}) == name
    assert register_face("club", {700: OSWALD, 500: BARLOW}) != name
    assert register_face("club", {500: OSWALD}) != name


def test_a_face_without_files_is_refused() -> None:
    with pytest.raises(FontFileError, match="face club: it has no files"):
        register_face("club", {})


def test_a_face_that_is_not_known_is_the_house_s() -> None:
    assert not is_face("comic")
    assert own_cuts("comic", 700) == own_cuts(HOUSE, 700)
