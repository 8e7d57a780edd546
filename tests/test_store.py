"""The media store: the index says what is on disk; nothing half-made looks whole."""

import os
import re
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from engine.errors import StoreError
from engine.segment import Part, VideoGrid
from engine.store import Shelf, Store
from engine.window import track

VIDEO = track("360p", "video", "avc1.64001e", VideoGrid(rate=Fraction(25)), (640, 360))


def parts(count: int) -> list[Part]:
    return [
        Part(
            payload=bytes([65 + number]) * (number + 1),
            media_sequence=7 + number // 6,
            index=number % 6,
            first=336 + 8 * number,
            frames=8,
            duration=8_000,
            is_independent=number % 6 == 0,
        )
        for number in range(count)
    ]


def filled(folder: Path, count: int) -> tuple[Store, Shelf]:
    store = Store(folder)
    shelf = store.add(VIDEO, b"header")
    for part in parts(count):
        shelf.append(part)
    return store, shelf


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_index_says_where_each_part_stands(tmp_path: Path) -> None:
    _, shelf = filled(tmp_path / "out", 8)
    window = shelf.window()
    assert len(window.parts) == 8
    for indexed, part in zip(window.parts, parts(8), strict=True):
        segment = (shelf.folder / f"{indexed.msn}.m4s").read_bytes()
        assert segment[indexed.offset : indexed.offset + indexed.length] == part.payload
        assert (indexed.msn, indexed.part) == (part.media_sequence, part.index)
        assert (indexed.first, indexed.duration) == (part.first, part.duration)
        assert indexed.independent == part.is_independent


def test_segments_hold_their_parts_and_nothing_else(tmp_path: Path) -> None:
    _, shelf = filled(tmp_path / "out", 8)
    whole = [part.payload for part in parts(8)]
    assert (shelf.folder / "7.m4s").read_bytes() == b"".join(whole[:6])
    assert (shelf.folder / "8.m4s").read_bytes() == b"".join(whole[6:])
    assert (shelf.folder / "init.mp4").read_bytes() == b"header"


def test_the_index_grows_a_part_at_a_time(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    shelf = store.add(VIDEO, b"header")
    assert shelf.window().parts == ()
    for count, part in enumerate(parts(3), start=1):
        shelf.append(part)
        assert len(shelf.window().parts) == count


def test_playlists_come_with_the_end(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "out", 8)
    assert not any(name.endswith(".m3u8") for name in files(tmp_path))
    windows = store.end()
    assert [len(window.parts) for window in windows] == [8]
    assert files(tmp_path / "out") == [
        "360p/7.m4s",
        "360p/8.m4s",
        "360p/index.m3u8",
        "360p/init.mp4",
        "360p/parts.jsonl",
        "index.m3u8",
    ]


def test_clean_rungs_have_a_playlist_of_their_own(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "out", 8)
    clean = store.add(replace(VIDEO, name="clean", variant="clean"), b"header")
    for part in parts(8):
        clean.append(part)
    store.end()
    names = {
        path.name: re.findall(r"^(\w+)/index", path.read_text(), re.MULTILINE)
        for path in (tmp_path / "out").glob("*.m3u8")
    }
    assert names == {"index.m3u8": ["360p"], "clean.m3u8": ["clean"]}
    store.withdraw()
    assert files(tmp_path) == []


def test_an_end_without_media_lists_nothing(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "out", 0)
    with pytest.raises(StoreError, match="no media was made"):
        store.end()
    assert not any(name.endswith(".m3u8") for name in files(tmp_path))


def test_folders_are_made(tmp_path: Path) -> None:
    Store(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    store, _ = filled(tmp_path, 1)
    store.end()
    assert (tmp_path / "index.m3u8").exists()


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not empty; name a new or empty folder"):
        Store(tmp_path)
    assert files(tmp_path) == ["mine.txt"]


@pytest.mark.parametrize("below", ["file", "file/out", "file/a/b"])
def test_a_folder_under_a_file_is_refused(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="name another folder"):
        Store(tmp_path / below)
    assert files(tmp_path) == ["file"]


@pytest.mark.parametrize("is_ended", [False, True], ids=["half-made", "ended"])
def test_withdraw_leaves_nothing_of_ours(tmp_path: Path, is_ended: bool) -> None:  # noqa: FBT001
    store, _ = filled(tmp_path / "a" / "out", 8)
    if is_ended:
        store.end()
    store.withdraw()
    assert list(tmp_path.iterdir()) == []


def test_withdraw_leaves_strangers_files_and_folders(tmp_path: Path) -> None:
    store, shelf = filled(tmp_path / "out", 8)
    (shelf.folder / "notes.txt").write_text("mine")
    (tmp_path / "out" / "more").mkdir()
    store.withdraw()
    assert files(tmp_path) == ["out/360p/notes.txt"]
    assert (tmp_path / "out" / "more").is_dir()


def test_withdraw_leaves_a_folder_that_was_there_before(tmp_path: Path) -> None:
    store, _ = filled(tmp_path, 3)
    store.withdraw()
    assert tmp_path.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_withdraw_where_the_folder_is_gone(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "a" / "out", 3)
    shutil.rmtree(tmp_path / "a" / "out")
    store.withdraw()
    assert list(tmp_path.iterdir()) == []


def test_an_end_where_the_folder_is_gone_is_a_store_error(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "out", 3)
    shutil.rmtree(tmp_path / "out")
    with pytest.raises(StoreError, match="no such file or directory; "):
        store.end()


def test_a_header_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    with files_no_longer_than(4), pytest.raises(StoreError, match=r"init\.mp4: file too large"):
        store.add(VIDEO, b"header")
    store.withdraw()
    assert list(tmp_path.iterdir()) == []


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """As on a full disk, of a written file only the first bytes arrive."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_two_shelves_of_one_name(tmp_path: Path) -> None:
    store, _ = filled(tmp_path / "out", 1)
    with pytest.raises(StoreError, match="360p"):
        store.add(VIDEO, b"other")
    assert (tmp_path / "out" / "360p" / "init.mp4").read_bytes() == b"header"


def test_a_write_that_fails_is_a_store_error(tmp_path: Path) -> None:
    _, shelf = filled(tmp_path / "out", 1)
    (shelf.folder / "8.m4s").mkdir()
    with pytest.raises(StoreError, match=r"8\.m4s: is a directory; free space"):
        shelf.append(parts(8)[6])
    assert len(shelf.window().parts) == 1


def test_an_index_cut_by_a_crash_is_read_to_its_last_whole_line(tmp_path: Path) -> None:
    _, shelf = filled(tmp_path / "out", 3)
    index = shelf.folder / "parts.jsonl"
    os.truncate(index, index.stat().st_size - 10)
    assert len(shelf.window().parts) == 2
