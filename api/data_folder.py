"""The data folder: one server at a time; the owner's token in it."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feeds.mistake import Mistake, MistakesError

OWNER_TOKEN = "owner-token"  # noqa: S105 - the file's name
_LOCK = "lock"


@contextmanager
def taken(folder: Path) -> Iterator[None]:
    """Make the folder and hold it for this server alone; MistakesError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _mistake(folder, reason, "name a folder that can be written") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise _mistake(
            folder, "another server runs on it", "stop that one, or name another folder"
        ) from error
    try:
        yield
    finally:
        os.close(lock)


def new_owner_token(folder: Path) -> str | None:
    """Make the owner's token where there is none yet and return it; None where there is one."""
    path = folder / OWNER_TOKEN
    if path.exists():
        return None
    token = secrets.token_urlsafe(32)
    beside = path.with_name(f"{OWNER_TOKEN}.new")
    beside.unlink(missing_ok=True)
    new = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(new, "w", encoding="ascii") as file:
        file.write(token + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    return token


def _mistake(folder: Path, wrong: str, right: str) -> MistakesError:
    return MistakesError([Mistake(where=str(folder), key="data", wrong=wrong, right=right)])
