"""A row of the bench: what was measured, against what, and how far it may go."""

from dataclasses import dataclass
from statistics import median
from typing import override


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure with its bound. `figures` are the single values the median is taken of.

    `is_least` makes the bound the least the figure may be; else it is the most.
    """

    name: str
    figures: tuple[float, ...]
    bound: float
    is_least: bool = False
    goal: float | None = None
    note: str = ""

    @property
    def figure(self) -> float:
        """The median."""
        return median(self.figures)

    @property
    def is_kept(self) -> bool:
        """Whether the bound is kept."""
        return self.figure >= self.bound if self.is_least else self.figure <= self.bound

    @override
    def __str__(self) -> str:
        spread = f"{min(self.figures):.3f}-{max(self.figures):.3f}"
        goal = f" (goal {self.goal:g})" if self.goal is not None else ""
        kept = "ok  " if self.is_kept else "UNDER" if self.is_least else "OVER"
        note = f"  {self.note}" if self.note else ""
        bounds = f"{'>=' if self.is_least else '<='} {self.bound:g}{goal}"
        return f"{kept:<5} {self.name:<58} {self.figure:8.3f}  {bounds:<20} [{spread}]{note}"
