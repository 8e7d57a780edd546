"""A scoreboard console of its own make: boards written into, as lines of real-time data."""

from dataclasses import dataclass, field


def line(place: int, text: str) -> bytes:
    """A line that puts text at a place, counted from 0."""
    summed = b"00000000\x01004210%04d\x02%b\x04" % (place, text.encode("latin-1"))
    return b"\x16%b%02X\x17" % (summed, sum(summed) % 256)


@dataclass(slots=True)
class Console:
    """What stands on a board; items count from 1."""

    places: list[str] = field(default_factory=lambda: [" "] * 420)

    def put(self, item: int, text: str, length: int = 0) -> "Console":
        """Write an item, to the right where it has a length."""
        for at, letter in enumerate(text.rjust(length), item - 1):
            self.places[at] = letter
        return self

    def clock(self, text: str, *, stopped: bool = False) -> "Console":
        """The game's clock, in both its forms."""
        self.put(1, f"{text[:5]:5}").put(6, f"{text:8}")
        return self.put(28, "s" if stopped else " ")

    def score(self, home: int, away: int) -> "Console":
        """Both sides' scores."""
        return self.put(108, str(home), 4).put(112, str(away), 4)

    def period(self, number: int) -> "Console":
        """Which period it is."""
        return self.put(142, str(number), 2)

    def whole(self) -> bytes:
        """All that stands on it."""
        return line(0, "".join(self.places))

    def clocks(self) -> bytes:
        """What is sent ten times a second."""
        return line(0, "".join(self.places[:31]))
