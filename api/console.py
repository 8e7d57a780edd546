"""What the commands say: results on stdout, mistakes and progress on stderr."""

import json
import sys
import time


def say(text: str) -> None:
    """A line of the result."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """A line about what went wrong, or a warning."""
    sys.stderr.write(text + "\n")


class Progress:
    """A bar on stderr while it is a terminal; nothing otherwise."""

    _WIDTH = 32

    def __init__(self, total: int | None, unit: str) -> None:
        self._total = total
        self._unit = unit
        self._began = time.monotonic()
        self._is_shown = sys.stderr.isatty()

    def show(self, done: int) -> None:
        """Draw the bar at `done` of the total."""
        if not self._is_shown or not done:
            return
        pace = done / max(0.001, time.monotonic() - self._began)
        text = f"{done} {self._unit} · {pace:.0f}/s"
        if self._total:
            share = min(1.0, done / self._total)
            filled = round(share * self._WIDTH)
            left = max(0.0, (self._total - done) / pace)
            bar = "█" * filled + "·" * (self._WIDTH - filled)
            text = f"{bar} {share:4.0%} · {text} · {left:.0f} s left"
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


class ProgressLines:
    """How far it is as lines of JSON on stderr: `{"done": 120, "total": 750}`."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._shown = 0

    def show(self, done: int) -> None:
        """Say so where it has gone on."""
        if done == self._shown:
            return
        self._shown = done
        sys.stderr.write(json.dumps({"done": done, "total": self._total}) + "\n")
        sys.stderr.flush()

    def clear(self) -> None:
        """Nothing is to be taken away."""
