"""What commands are given: each argument read by itself, the mistakes of all told at once."""

import os
from collections.abc import Callable
from pathlib import Path

from engine.errors import EngineError
from feeds import event_time
from feeds.mistake import Mistake, MistakesError
from feeds.settings import seconds


class Checks:
    """Runs checks, keeps what they give, collects the mistakes of all."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.count = 0

    def value[Value](self, where: str, check: Callable[[], Value], otherwise: Value) -> Value:
        """What the check gives, or `otherwise` with its mistake noted."""
        try:
            return check()
        except MistakesError as error:
            self.mistakes += error.mistakes
            self.count += error.count
        except (EngineError, ValueError) as error:
            wrong, _, right = str(error).removeprefix(f"{where}: ").partition("; ")
            self.mistakes.append(Mistake(where=where, wrong=wrong, right=right or "correct it"))
            self.count += 1
        return otherwise


def moment(text: str, *, like: str) -> int:
    """µs since 1970 of an ISO time with a zone; ValueError where it is none."""
    try:
        found = event_time.from_iso(text)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is no time with a zone; write it like {like}") from error
    if found < 0:
        raise ValueError(f"{text!r} is before 1970; frames are counted from then")
    return found


def count(text: str, at_most: int) -> int:
    """A whole number from 0 on; ValueError where it is none."""
    if not text.isdecimal() or int(text) > at_most:
        raise ValueError(f"{text!r} is no count; use 0 to {at_most}")
    return int(text)


def duration(text: str | None) -> int | None:
    """µs of a duration in seconds, None where none was given; ValueError beyond a day."""
    return None if text is None else seconds(text)


def check_new_folder(folder: Path) -> None:
    """ValueError unless the folder is empty or can be made."""
    try:
        _check_empty(folder)
    except OSError as error:
        raise ValueError(f"{_reason(error)}; name a new or empty folder") from error


def check_new_file(path: Path, made: Path) -> None:
    """ValueError unless a file can be written there; the folder `made` will be there by then."""
    try:
        if path.is_dir():
            raise ValueError("is a folder; name a file")
        if path.parent != made and not path.parent.is_dir():
            raise ValueError(f"there is no folder {path.parent}; make it or name another file")
        if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
            raise ValueError(f"{path.parent} may not be written; name another file")
    except OSError as error:
        raise ValueError(f"{_reason(error)}; name another file") from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _check_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ValueError("is a file; name a new or empty folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise ValueError("is not empty; name a new or empty folder")
    parent = next((path for path in folder.parents if path.exists()), None)
    if parent is not None and not parent.is_dir():
        raise ValueError(f"lies under the file {parent}; name a new or empty folder")
