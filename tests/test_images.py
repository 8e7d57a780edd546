"""Images of an overlay config: read from its folder, and every file that is none told in words."""

from pathlib import Path

import pytest
from PIL import Image

from engine.channel import overlay_set
from feeds.mistake import MistakesError
from overlays.config.images import images
from overlays.config.reading import read, read_file
from overlays.still import ImageError, Still

TEXT = 'images:\n  arden: logos/arden.png\n  "Ada Quist": quist.jpg\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "logos").mkdir()
    Image.new("RGBA", (60, 20), (200, 30, 60, 128)).save(tmp_path / "logos" / "arden.png")
    Image.new("RGB", (30, 40), (20, 30, 60)).save(tmp_path / "quist.jpg")
    (tmp_path / "overlay.yaml").write_text(TEXT, "utf-8")
    return tmp_path


def test_they_go_by_their_names(folder: Path) -> None:
    style = read_file(folder / "overlay.yaml").style
    sizes = {name: (still.width, still.height) for name, still in style.stills}
    assert sizes == {"arden": (60, 20), "Ada Quist": (30, 40)}
    assert style.still("arden") == dict(style.stills)["arden"]
    assert style.still("nobody") is None


@pytest.mark.parametrize(
    ("file", "said"),
    [
        pytest.param("none.png", "there is no such file", id="missing"),
        pytest.param("overlay.yaml", "it is no PNG, JPEG or WebP image", id="no-image"),
        pytest.param("../secret.png", "it stands elsewhere", id="above"),
        pytest.param("/etc/passwd", "it stands elsewhere", id="absolute"),
        pytest.param("logos", "there is no such file", id="a-folder"),
        pytest.param("a\0b.png", "it is no path", id="no-path"),
    ],
)
def test_what_is_wrong_with_a_file(folder: Path, file: str, said: str) -> None:
    ((name, found),) = images({"one": file}, folder)
    assert name == "one"
    assert isinstance(found, ImageError)
    assert found.reason == said
    assert found.remedy


def test_a_mistake_has_its_line(folder: Path) -> None:
    (folder / "quist.jpg").unlink()
    with pytest.raises(MistakesError, match=r"overlay\.yaml:3: .*there is no such file"):
        read_file(folder / "overlay.yaml")


def test_forty_at_most(folder: Path) -> None:
    many = "images:\n" + "".join(f"  a{n}: quist.jpg\n" for n in range(41))
    with pytest.raises(MistakesError, match="images"):
        read(many, str(folder / "overlay.yaml"))


def test_from_the_log_one_that_is_gone_is_left_out(folder: Path) -> None:
    payload = overlay_set.payload("overlay.yaml", TEXT, folder)
    (folder / "quist.jpg").unlink()
    found = overlay_set.overlay_of(payload)
    assert found is not None
    assert [(name, type(one)) for name, one in found.style.stills] == [("arden", Still)]
    assert len(found.notes) == 1


@pytest.mark.parametrize("given", ["images: []\n", "images:\n  a: 7\n", "images:\n  a:\n"])
def test_what_is_no_list_of_images_is_told(given: str) -> None:
    with pytest.raises(MistakesError, match="images"):
        read(given, "overlay.yaml")


def test_none_at_all_is_none() -> None:
    assert read("images:\n", "overlay.yaml").style.stills == ()
