"""Commands in processes of their own: how they end, and that none is left behind."""

import asyncio
import json
from pathlib import Path

import pytest

from api.clips import command
from api.clips.clip import ClipError
from tests.clip_server import children
from tests.clips import Clip


def encode(folder: Path, frames: int) -> list[str]:
    clip = Clip(frames=frames).write(folder / "clip.mp4")
    made = ["--out", str(folder / "out"), "--ladder", "64x48:80k"]
    return ["encode", str(clip), *made, "--json", "--progress"]


def nothing(_done: int, _total: int) -> None:
    """Nobody wants to know."""


def test_it_tells_how_far_it_is_and_what_it_made(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    arguments = encode(tmp_path, 200)
    ended = asyncio.run(command.run(arguments, lambda *at: told.append(at), within_s=60))
    assert ended.code == 0, ended.complaints
    assert json.loads(ended.result)["frames"] == 200
    assert told[-1] == (200, 200)
    assert ended.complaints == ""


def test_what_it_complains_of(tmp_path: Path) -> None:
    ended = asyncio.run(command.run(["probe", str(tmp_path / "no")], nothing, within_s=60))
    assert (ended.code, ended.result) == (2, "")
    assert ended.complaints == f"{tmp_path / 'no'}: no such file; name a media file"


def test_it_takes_too_long(tmp_path: Path) -> None:
    arguments = [*encode(tmp_path, 50), "--loops", "100000"]
    with pytest.raises(ClipError) as late:
        asyncio.run(command.run(arguments, nothing, within_s=0.5))
    assert late.value.code == "too_slow"
    assert children() == []


def test_who_is_told_may_end_it(tmp_path: Path) -> None:
    def told(done: int, _total: int) -> None:
        if done > 100:
            raise ClipError("no_room", "enough")

    arguments = [*encode(tmp_path, 50), "--loops", "100000"]
    with pytest.raises(ClipError, match="enough"):
        asyncio.run(command.run(arguments, told, within_s=60))
    assert children() == []


def test_cancelled_it_is_gone(tmp_path: Path) -> None:
    arguments = [*encode(tmp_path, 50), "--loops", "100000"]

    async def cancel() -> None:
        begun = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            running = group.create_task(command.run(arguments, lambda *_: begun.set(), within_s=60))
            await begun.wait()
            assert len(children()) == 1
            running.cancel()

    asyncio.run(cancel())
    assert children() == []
