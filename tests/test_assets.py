"""The images and fonts a config names: loaded from beside it, checked, and told by a digest."""

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from feeds.mistake import MistakesError
from overlays.config.overlay import Overlay
from overlays.config.reading import as_logged, read
from overlays.faces import FOLDER, HOUSE

CONFIG = """\
look: {face: ours}
images:
  club: logos/club.png
fonts:
  ours: {700: bold.woff}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "logos").mkdir()
    cv2.imwrite(str(tmp_path / "logos" / "club.png"), np.full((40, 60, 3), 90, np.uint8))
    shutil.copy(FOLDER / "oswald-latin-700-normal.woff", tmp_path / "bold.woff")
    return tmp_path


def made(folder: Path, text: str = CONFIG) -> Overlay:
    return read(text, str(folder / "o.yaml"))


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(MistakesError) as told:
        made(folder, text)
    return [line.replace(f"{folder}/", "") for line in told.value.lines()]


def test_they_are_loaded(folder: Path) -> None:
    found = made(folder)
    still = found.style.still("club")
    assert still is not None
    assert (still.width, still.height) == (60, 40)
    face = found.style.theme.face
    assert face.startswith("ours-")
    assert found.contents == {"images.club": still.digest, "fonts.ours": face}
    assert {path.name for path in found.paths} == {"club.png", "bold.woff"}


def test_as_logged_there_is_what_was_there_then(folder: Path) -> None:
    found, where = made(folder), str(folder / "o.yaml")
    told = frozenset(found.contents.items())
    assert as_logged(CONFIG, where, told).style == found.style
    cv2.imwrite(str(folder / "logos" / "club.png"), np.full((40, 60, 3), 190, np.uint8))
    other = frozenset({**found.contents, "fonts.ours": "ours-gone"}.items())
    style = as_logged(CONFIG, where, other).style
    assert style.still("club") is None
    assert style.theme.face == HOUSE


def test_forty_at_most(folder: Path) -> None:
    many = "images:\n" + "".join(f"  a{n}: logos/club.png\n" for n in range(41))
    (told,) = mistakes(folder, many)
    assert told.startswith("o.yaml:1: images: ")
    assert made(folder, "images:\n").style.stills == ()


def test_a_face_of_ours(folder: Path) -> None:
    assert made(folder, "look: {face: oswald}\n").style.theme.face == "oswald"
    (told,) = mistakes(folder, "look: {face: arial}\n")
    assert told.startswith("o.yaml:1: look.face: 'arial' is no face; use one of barlow-condensed")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "images: {club: none.png}\n",
            "o.yaml:1: images.club: there is no such file; check its path", id="no-file",
        ),
        pytest.param(
            "images: {club: ../club.png}\n",
            "o.yaml:1: images.club: '../club.png' lies elsewhere; "
            "name a file in the config's folder, or in one below", id="elsewhere",
        ),
        pytest.param(
            "images: {club: /etc/passwd}\n",
            "o.yaml:1: images.club: '/etc/passwd' lies elsewhere; "
            "name a file in the config's folder, or in one below", id="absolute",
        ),
        pytest.param(
            "images: {club: bold.woff}\n",
            "o.yaml:1: images.club: it is no PNG, JPEG or WebP image; "
            "export it as a PNG, JPEG or WebP file", id="no-image",
        ),
        pytest.param(
            "images: {club: bomb.svg}\n",
            "o.yaml:1: images.club: SVG is not taken, since it can run and load things; "
            "export it as a PNG, JPEG or WebP file", id="svg",
        ),
        pytest.param(
            "fonts: {ours: {700: logos/club.png}}\n",
            "o.yaml:1: fonts.ours.700: it must be a .woff, .ttf, .otf file; "
            "give a sound woff, ttf or otf file", id="no-font",
        ),
        pytest.param(
            "fonts: {ours: {600: fake.woff}}\n",
            "o.yaml:1: fonts.ours.600: it is no font; give a .woff, .ttf, .otf file",
            id="fake-font",
        ),
        pytest.param(
            "fonts: {ours: {650: bold.woff}}\n",
            "o.yaml:1: fonts.ours.650: '650' is wrong; it should be '500', '600', '700' or '800'",
            id="no-weight",
        ),
        pytest.param(
            "graphics: {wipe: {image: club}}\n",
            "o.yaml:1: graphics.wipe.image: 'club' is no image; "
            "use one of images (none yet), or name its file there", id="no-such-image",
        ),
        pytest.param(
            "fonts: {A b: {700: bold.woff}}\n",
            "o.yaml:1: fonts.A b: 'A b' is no name; "
            "use small letters, digits, hyphens and _, 32 at most", id="no-name",
        ),
        pytest.param(
            'images: {"Ada Quist": "a\\0b.png"}\n',
            "o.yaml:1: images.Ada Quist: 'a\\x00b.png' lies elsewhere; "
            "name a file in the config's folder, or in one below", id="no-path",
        ),
        pytest.param(
            "images: {club: logos}\n",
            "o.yaml:1: images.club: there is no such file; check its path", id="a-folder",
        ),
        pytest.param(
            "images: [club]\n",
            "o.yaml:1: images: that is wrong; write names below it, each with its file", id="list",
        ),
        pytest.param(
            "images:\n  club:\n",
            "o.yaml:2: images.club: nothing stands there; write a text, in quotes", id="nothing",
        ),
    ],
)  # fmt: skip
def test_mistakes(folder: Path, text: str, told: str) -> None:
    (folder / "bomb.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (folder / "fake.woff").write_bytes(b"no font" * 100)
    assert mistakes(folder, text) == [told]
