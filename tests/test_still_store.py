"""The still store: nothing twice, and never more than it may hold."""

from pathlib import Path

import pytest
from PIL import Image

from overlays.still import ImageError
from overlays.still_store import StillStore


def photo(folder: Path, name: str, shade: int = 90) -> Path:
    path = folder / name
    Image.new("RGB", (64, 64), (shade, 20, 20)).save(path)
    return path


def test_a_file_and_a_size_are_made_once(tmp_path: Path) -> None:
    store, path = StillStore(), photo(tmp_path, "ada.png")
    whole = store.still(path)
    assert store.still(path) is whole
    small = store.sized(whole, 20, 20, "cover")
    assert store.sized(whole, 20, 20, "cover") is small
    assert store.sized(whole, 20, 20, "contain") is not small


def test_a_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    store, path = StillStore(), photo(tmp_path, "ada.png")
    before = store.still(path)
    photo(tmp_path, "ada.png", shade=200)
    assert store.still(path) != before
    path.unlink()
    with pytest.raises(ImageError, match="no such file"):
        store.still(path)


def test_what_was_not_asked_for_for_the_longest_goes(tmp_path: Path) -> None:
    one, two, three = (photo(tmp_path, f"{n}.png", shade=n) for n in (1, 2, 3))
    store = StillStore(byte_limit=2 * 64 * 64 * 4)
    first, second = store.still(one), store.still(two)
    assert store.still(one) is first
    store.still(three)
    assert store.still(one) is first
    again = store.still(two)
    assert again == second
    assert again is not second


def test_one_larger_than_the_store_is_shown_all_the_same(tmp_path: Path) -> None:
    store = StillStore(byte_limit=10)
    assert store.still(photo(tmp_path, "ada.png")).width == 64
