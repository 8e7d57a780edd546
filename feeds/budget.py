"""Budgets: how often an address may be asked a day (UTC), counted beyond the process' end."""

import hashlib
import json
import logging
from pathlib import Path

from feeds.event_time import MICROSECONDS

_DAY = 86_400 * MICROSECONDS
_BYTES_AT_MOST = 1024 * 1024

log = logging.getLogger(__name__)


class Budgets:
    """The requests of the day of all addresses, kept in a file where one is given.

    An address, whose query may hold a key, stands in it as its hash. Where the file cannot be read
    or written, what this process asked for counts.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._day = 0
        self._asked: dict[str, int] = {}
        self._is_warned = False
        if path is not None:
            self._read(path)

    def may_ask(self, name: str, now: int, at_most: int | None) -> bool:
        """Count a request to the address of that name; whether its budget has it."""
        key = self._of_today(name, now)
        asked = self._asked.get(key, 0)
        if at_most is not None and asked >= at_most:
            return False
        self._asked[key] = asked + 1
        if at_most is not None:
            self._write()
        return True

    def asked(self, name: str, now: int) -> int:
        """How often it was asked today."""
        return self._asked.get(self._of_today(name, now), 0)

    def _of_today(self, name: str, now: int) -> str:
        if self._day != now // _DAY:
            self._day, self._asked = now // _DAY, {}
        return hashlib.sha256(name.encode()).hexdigest()[:24]

    def _read(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                kept = json.loads(file.read(_BYTES_AT_MOST))
            self._day = int(kept["day"])
            self._asked = {str(key): int(asked) for key, asked in kept["asked"].items()}
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("budgets not read path=%s: %s; the day's requests count anew", path, error)

    def _write(self) -> None:
        """Keep the counts: there whole or not at all."""
        if self._path is None:
            return
        beside = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps({"day": self._day, "asked": self._asked}), "utf-8")
            beside.replace(self._path)
        except OSError as error:
            if not self._is_warned:
                log.warning("budgets not kept path=%s: %s", self._path, error.strerror)
            self._is_warned = True
        else:
            self._is_warned = False
