"""An overlay config's file: read when it changed and stands still, written whole or not at all."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.channel.overlay_file import OverlayFile
from feeds.mistake import MistakesError

GOOD, OTHER = "theme: daylight # ours\n", "theme: house\n"


class Waiting:
    """Waits that take no time; each first lets somebody write on."""

    def __init__(self) -> None:
        self.count = 0
        self.writes: list[tuple[Path, str]] = []

    def __call__(self, _seconds: float) -> None:
        self.count += 1
        if self.writes:
            path, text = self.writes.pop(0)
            with path.open("a", encoding="utf-8") as file:
                file.write(text)


def opened(path: Path) -> tuple[OverlayFile, Waiting]:
    waiting = Waiting()
    return OverlayFile(path, waiting), waiting


def text_in(file: OverlayFile) -> str | None:
    """That of the last that was right."""
    return None if file.payload is None else str(file.payload["text"])


def test_it_is_read_once_until_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text(GOOD, encoding="utf-8")
    file, waiting = opened(path)
    file.look()
    assert (text_in(file), file.mistakes, waiting.count) == (GOOD, [], 1)
    loaded_at = file.loaded_at
    assert loaded_at is not None
    file.look()
    assert (file.loaded_at, waiting.count) == (loaded_at, 1)
    path.write_text(OTHER, encoding="utf-8")
    file.look()
    assert text_in(file) == OTHER


def test_one_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text("look:\n  radius: 1", encoding="utf-8")
    file, waiting = opened(path)
    waiting.writes = [(path, "2\n"), (path, "  slant: 3\n")]
    file.look()
    assert text_in(file) == "look:\n  radius: 12\n  slant: 3\n"


def test_a_wrong_one_leaves_the_last_right_one(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text(GOOD, encoding="utf-8")
    file, _ = opened(path)
    file.look()
    path.write_text("theme: dusk\n", encoding="utf-8")
    file.look()
    assert text_in(file) == GOOD
    assert [(one.line, one.key) for one in file.mistakes] == [(1, "theme")]
    path.unlink()
    file.look()
    assert text_in(file) == GOOD
    assert file.mistakes[0].wrong == "no such file or directory"
    path.write_text(OTHER, encoding="utf-8")
    file.look()
    assert (text_in(file), file.mistakes) == (OTHER, [])


def test_what_is_written_stands_there_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_text(OTHER, encoding="utf-8")
    file, waiting = opened(path)
    file.look()
    file.write(GOOD)
    assert (path.read_text(encoding="utf-8"), text_in(file)) == (GOOD, GOOD)
    assert [one.name for one in tmp_path.iterdir()] == ["o.yaml"]
    file.look()
    assert waiting.count == 1
    with pytest.raises(MistakesError, match=r"o\.yaml:1: theme: 'dusk' is wrong"):
        file.write("theme: dusk\n")
    assert (path.read_text(encoding="utf-8"), text_in(file)) == (GOOD, GOOD)


def test_one_that_cannot_be_written_stays(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    file, _ = opened(folder / "o.yaml")
    with pytest.raises(OSError, match="No such file"):
        file.write(GOOD)
    assert text_in(file) is None


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, wrong in (("", "no file"), ("none", "no such file"), ("pipe", "no file")):
        file, _ = opened(tmp_path / name)
        file.look()
        assert wrong in file.mistakes[0].wrong
        assert text_in(file) is None


def test_what_it_names_is_watched_as_well(tmp_path: Path) -> None:
    path, logo = tmp_path / "o.yaml", tmp_path / "logo.png"
    path.write_text("images: {club: logo.png}\n", encoding="utf-8")
    file, _ = opened(path)
    for _ in range(2):
        file.look()
        assert [one.key for one in file.mistakes] == ["images.club"]
    cv2.imwrite(str(logo), np.full((40, 60, 3), 90, np.uint8))
    for _ in range(3):
        file.look()
    assert file.payload is not None
    first = file.payload["contents"]["images.club"]
    cv2.imwrite(str(logo), np.full((40, 60, 3), 190, np.uint8))
    file.look()
    assert file.payload["contents"]["images.club"] != first
    assert not file.mistakes
