"""A row of the bench: what was measured, against what, and how far it may go."""

from dataclasses import dataclass
from statistics import median
from typing import override


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure with its bound. `figures` are the single values the median is taken of."""

    name: str
    figures: tuple[float, ...]
    bound: float
    goal: float | None = None
    note: str = ""

    @property
    def figure(self) -> float:
        """The median."""
        return median(self.figures)

    @property
    def is_kept(self) -> bool:
        """Whether the bound is kept."""
        return self.figure <= self.bound

    @override
    def __str__(self) -> str:
        spread = f"{min(self.figures):.3f}-{max(self.figures):.3f}"
        goal = f" (goal {self.goal:g})" if self.goal is not None else ""
        kept = "ok  " if self.is_kept else "OVER"
        note = f"  {self.note}" if self.note else ""
        bounds = f"<= {self.bound:g}{goal}"
        return f"{kept} {self.name:<58} {self.figure:8.3f}  {bounds:<20} [{spread}]{note}"
