"""The tailing reader: the index by increments, whatever happens to its file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.shelf_reader import Change, MediaReader, ShelfReader, read_slice
from engine.shelf_view import Slice
from engine.store import INDEX
from engine.window import Window, ended_line, part_line, track_line
from tests.windows import PAL, audio, restarted, video

WINDOW = video(PAL, 30)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[ShelfReader]:
    found = ShelfReader(tmp_path)
    yield found
    found.close()


def write(folder: Path, text: str) -> None:
    with (folder / INDEX).open("a", encoding="ascii") as index:
        index.write(text)


def lines(window: Window, first: int = 0, last: int | None = None) -> str:
    return "".join(part_line(part) for part in window.parts[first:last])


def taken(change: Change | None) -> Window:
    """The window of a change that was read anew."""
    assert change is not None
    assert change.view is not None
    return change.view.window()


def test_no_index(reader: ShelfReader) -> None:
    with pytest.raises(FileNotFoundError):
        reader.read()


def test_increments(tmp_path: Path, reader: ShelfReader) -> None:
    write(tmp_path, track_line(WINDOW.track, 3))
    assert taken(reader.read()) == Window(WINDOW.track, (), 3)
    assert reader.read() is None
    for count in range(3):
        write(tmp_path, lines(WINDOW, count, count + 1))
        assert reader.read() == Change(entries=(WINDOW.parts[count],))
    write(tmp_path, lines(WINDOW, 3, 5) + ended_line())
    assert reader.read() == Change(entries=(*WINDOW.parts[3:5], None))
    assert reader.read() is None


@pytest.mark.parametrize("at", [1, 40, -1], ids=["a-byte", "some", "all-but-the-newline"])
def test_a_line_is_there_once_it_is_whole(tmp_path: Path, reader: ShelfReader, at: int) -> None:
    first, second = track_line(WINDOW.track), lines(WINDOW, 0, 1)
    write(tmp_path, first[:at])
    assert reader.read() is None
    write(tmp_path, first[at:] + second[:at])
    assert taken(reader.read()) == Window(WINDOW.track, ())
    assert reader.read() is None
    write(tmp_path, second[at:])
    assert reader.read() == Change(entries=WINDOW.parts[:1])


def test_a_shorter_index_in_its_place_is_read_anew(tmp_path: Path, reader: ShelfReader) -> None:
    window = restarted(WINDOW, 4)
    write(tmp_path, track_line(window.track) + lines(window, 0, 60))
    assert taken(reader.read()).parts == window.parts[:60]
    shorter = tmp_path / "parts.tmp"
    shorter.write_text(track_line(window.track, 1) + lines(window, 30, 61))
    shorter.replace(tmp_path / INDEX)
    assert taken(reader.read()) == Window(window.track, window.parts[30:61], 1)
    write(tmp_path, lines(window, 61, 62))
    assert reader.read() == Change(entries=(window.parts[61],))


def test_a_truncated_index_is_read_anew(tmp_path: Path, reader: ShelfReader) -> None:
    write(tmp_path, track_line(WINDOW.track) + lines(WINDOW, 0, 20))
    reader.read()
    head = len(track_line(WINDOW.track) + lines(WINDOW, 0, 5))
    os.truncate(tmp_path / INDEX, head)
    assert taken(reader.read()).parts == WINDOW.parts[:5]


def test_much_at_once_is_read_anew(tmp_path: Path, reader: ShelfReader) -> None:
    """An hour nobody asked: the view is then made where it was read, not where it is used."""
    window = video(PAL, 100)
    write(tmp_path, track_line(window.track) + lines(window, 0, 2))
    reader.read()
    write(tmp_path, lines(window, 2))
    assert taken(reader.read()) == window


def test_damage_is_told_once_and_mended_by_another_file(
    tmp_path: Path, reader: ShelfReader
) -> None:
    write(tmp_path, track_line(WINDOW.track) + lines(WINDOW, 0, 2) + "\0\0\n")
    with pytest.raises(ValueError, match=r"parts\.jsonl: damaged"):
        reader.read()
    write(tmp_path, lines(WINDOW, 2, 3))
    assert reader.read() is None
    mended = tmp_path / "parts.tmp"
    mended.write_text(track_line(WINDOW.track) + lines(WINDOW, 0, 3))
    mended.replace(tmp_path / INDEX)
    assert taken(reader.read()).parts == WINDOW.parts[:3]


@pytest.fixture
def media(tmp_path: Path) -> Iterator[MediaReader]:
    found = MediaReader(tmp_path)
    yield found
    found.close()


def shelve(folder: Path, window: Window) -> None:
    folder.mkdir()
    write(folder, track_line(window.track) + lines(window))


def test_all_renditions_of_a_channel(tmp_path: Path, media: MediaReader) -> None:
    assert media.read() == {}
    shelve(tmp_path / "360p", WINDOW)
    shelve(tmp_path / "audio", audio(PAL, 3))
    (tmp_path / "180p").mkdir()
    changes = media.read()
    assert taken(changes.pop("360p")) == WINDOW
    assert taken(changes.pop("audio")) == audio(PAL, 3)
    assert changes == {"180p": None}
    write(tmp_path / "audio", ended_line())
    assert media.read()["audio"] == Change(entries=(None,))


def test_renditions_come_and_go(tmp_path: Path, media: MediaReader) -> None:
    shelve(tmp_path / "360p", WINDOW)
    shelve(tmp_path / "180p", WINDOW)
    media.read()
    (tmp_path / "360p" / INDEX).unlink()
    (tmp_path / "180p").rename(tmp_path / "90p")
    changes = media.read()
    assert changes.pop("90p") is not None
    assert changes == {"360p": None, "180p": None}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert MediaReader(tmp_path / "nobody" / "media").read() == {}


@pytest.mark.parametrize("name", ["..", "A", ".tmp", "a b", "-a", "a" * 65])
def test_other_folders_are_no_renditions(tmp_path: Path, media: MediaReader, name: str) -> None:
    (tmp_path / name).mkdir(exist_ok=True)
    write(tmp_path / name, track_line(WINDOW.track))
    assert media.read() == {}


def test_trouble_is_logged_once(
    tmp_path: Path, media: MediaReader, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "360p").mkdir()
    write(tmp_path / "360p", "nonsense\n")
    assert media.read() == {"360p": None}
    assert media.read() == {}
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "rendition=360p" in caplog.text


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param(Slice(name="7.m4s"), b"abcdef", id="all"),
        pytest.param(Slice(name="7.m4s", offset=1, length=2), b"bc", id="a-part"),
        pytest.param(Slice(name="7.m4s", offset=4, length=3), None, id="more-than-there-is"),
        pytest.param(Slice(name="8.m4s"), None, id="no-such-file"),
        pytest.param(Slice(name="."), None, id="a-folder"),
    ],
)
def test_slices(tmp_path: Path, wanted: Slice, found: bytes | None) -> None:
    (tmp_path / "7.m4s").write_bytes(b"abcdef")
    assert read_slice(tmp_path, wanted) == found
