"""An editor's own font file: taken where graphics can be drawn with it, else refused with why."""

from pathlib import Path

import pytest

from overlays.faces import FOLDER
from overlays.font_file import LARGEST, FontFileError, check_font

WOFF = (FOLDER / "barlow-condensed-latin-700-normal.woff").read_bytes()
ARABIC = (FOLDER / "noto-kufi-arabic-arabic-700-normal.woff").read_bytes()


def test_a_font_that_is_right_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "Club Bold.WOFF"
    path.write_bytes(WOFF)
    check_font(path)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.woff", b"", "is empty", id="empty"),
        pytest.param("a.ttf", b"<html>404</html>", "is no font; give a .woff", id="a-page"),
        pytest.param("a.woff", b"wOF2" + bytes(90), "cannot be read; give the woff", id="woff2"),
        pytest.param("a.otf", b"ttcf" + bytes(90), "collection of fonts", id="collection"),
        pytest.param("a.png", WOFF, r"must be a \.woff, \.ttf, \.otf file", id="other-suffix"),
        pytest.param("a.woff", WOFF[: len(WOFF) // 2], "is damaged", id="half-of-it"),
        pytest.param("a.otf", b"OTTO" + bytes(900), "is damaged", id="only-a-head"),
        pytest.param("a.ttf", bytes(LARGEST + 1), "larger than 8 MB", id="too-large"),
        pytest.param(
            "a.woff",
            WOFF[:16] + b"\x7f\xff\xff\xf0" + WOFF[20:],
            "unpacks to too much",
            id="it-would-fill-memory",
        ),
        pytest.param("a.woff", ARABIC, "lacks ABCD.*give a font with A to Z", id="no-letters"),
    ],
)
def test_another_file_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FontFileError, match=rf"{name}: .*{reason}"):
        check_font(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FontFileError, match=r"none\.ttf: there is no such file"):
        check_font(tmp_path / "none.ttf")
