"""A user's mistake in something they wrote: where it stands, what is wrong, what would be right."""

from dataclasses import dataclass
from typing import override

SHOWN_AT_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One line for the user. `line` counts from 1; 0 means the file (or argument) as a whole."""

    where: str
    line: int = 0
    key: str = ""
    wrong: str
    right: str

    @override
    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        key = f" {self.key}:" if self.key else ""
        return f"{place}:{key} {self.wrong}; {self.right}"


class MistakesError(Exception):
    """The user's input cannot be taken; carries `most` of the mistakes and the count of all."""

    def __init__(
        self, mistakes: list[Mistake], count: int | None = None, *, most: int = SHOWN_AT_MOST
    ) -> None:
        self.mistakes = mistakes[:most]
        self.count = len(mistakes) if count is None else count
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """A line for each mistake kept, then one that counts the rest."""
        lines = [str(mistake) for mistake in self.mistakes]
        if self.count > len(lines):
            lines.append(f"... and {self.count - len(lines)} more mistakes")
        return lines
