"""A small disk of its own, in memory, that can be filled to the last byte and freed again."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_FILLER = "filler"
_BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A folder on a disk of its own."""

    folder: Path

    def fill(self) -> None:
        """Leave no byte of room."""
        with (self.folder / _FILLER).open("ab", buffering=0) as filler:
            for block in (_BLOCK, 1):
                _write_on(filler.fileno(), bytes(block))

    def free(self) -> None:
        """Give the room back."""
        (self.folder / _FILLER).unlink()


def _write_on(file: int, block: bytes) -> None:
    try:
        while True:
            os.write(file, block)
    except OSError:
        return


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A disk of that size in place of a folder; skips where this user may mount none."""
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk to fill")
    folder.mkdir()
    option = f"size={megabytes}m,mode=755"
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", option, "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no small disk to fill can be mounted here: {done.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        # Lazily, so that it goes also where a process still holds a file on it.
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607 - of the system
