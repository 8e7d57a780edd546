"""The data folder: one server at a time; the owner's token in it."""

import fcntl
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feeds.mistake import Mistake, MistakesError

OWNER_TOKEN = "owner-token"  # noqa: S105 - the file's name
SESSION_SECRET = "session-secret"  # noqa: S105 - the file's name
_LOCK = "lock"

log = logging.getLogger(__name__)


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
    """Make the owner's token where there is none yet and return it; None where there is one.

    MistakesError where it cannot be written.
    """
    return _new(folder, OWNER_TOKEN)


def session_secret(folder: Path) -> str:
    """What viewers' sessions are signed with, made where there is none yet.

    Whoever takes the file away ends all sessions; where it cannot be written they end with the
    process.
    """
    try:
        return _new(folder, SESSION_SECRET) or (folder / SESSION_SECRET).read_text("ascii").strip()
    except (MistakesError, OSError):
        log.warning("session secret not kept folder=%s: viewers are strangers again later", folder)
        return secrets.token_urlsafe(32)


def _new(folder: Path, name: str) -> str | None:
    """Make a secret where there is none; MistakesError where it cannot be written."""
    path = folder / name
    if path.exists():
        return None
    secret = secrets.token_urlsafe(32)
    try:
        _write(path, secret)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        right = "free space there, or name a folder that can be written"
        raise _mistake(folder, reason, right) from error
    return secret


def _write(path: Path, secret: str) -> None:
    """Write it where others cannot read it; it is there whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    new = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(new, "w", encoding="ascii") as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)


def _mistake(folder: Path, wrong: str, right: str) -> MistakesError:
    return MistakesError([Mistake(where=str(folder), key="data", wrong=wrong, right=right)])
