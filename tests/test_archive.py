"""A zip packed as it is sent."""

import io
import zipfile
from pathlib import Path

from api.clips.archive import media, packed


def test_what_is_packed_comes_out_again(tmp_path: Path) -> None:
    contents = {"a.m4s": b"abc" * 300_000, "b/c ü.m3u8": b"#EXTM3U\n", "b/empty.m4s": b""}
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    blocks = list(packed(media(tmp_path, "final")))
    assert max(map(len, blocks)) < 300_000
    with zipfile.ZipFile(io.BytesIO(b"".join(blocks))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"final/{name}": content for name, content in contents.items()
        }


def test_what_is_ours_alone_stays(tmp_path: Path) -> None:
    for name in ("show.db", "parts.jsonl", "init.mp4", "index.m3u8"):
        (tmp_path / name).touch()
    assert [name for _, name in media(tmp_path, "x")] == ["x/index.m3u8", "x/init.mp4"]
