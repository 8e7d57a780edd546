"""A match in short: who plays whom with the score, what it came to before, and who scored."""

from dataclasses import dataclass

from feeds.happening import Side
from feeds.state import GameState
from overlays.graphic import Style
from overlays.match_header import HEAD, Sides, axes, match_header, sides
from overlays.paired_rows import centered, pairs
from overlays.panel import Places
from overlays.scene import Layer
from overlays.scorers import both, score_remark, scorers

# Design lengths.
_REMARK = 64
_SCORERS_AT_MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Both sides, a remark on the score, and the scorers' lines; the latter may be missing.

    The head is so many times as `large` as that of other panels, scorers' rows `row` high (design
    pixels).
    """

    sides: Sides
    remark: str
    scorers: tuple[tuple[str, str], ...]
    large: float
    row: float

    @property
    def heights(self) -> list[float]:
        """How high its rows are, the first of a panel (design pixels)."""
        scored = [self.row] * len(self.scorers)
        return [HEAD * self.large, *[_REMARK] * bool(self.remark), *scored]

    def rows(self, at: Places) -> list[Layer]:
        """Its rows, the scorers below their side's name."""
        made = [match_header(at, self.sides, large=self.large)]
        if self.remark:
            made.append(centered(at, 1, self.remark))
        return [*made, *pairs(at, len(made), self.scorers, self.axes(at))]

    def axes(self, at: Places) -> tuple[int, int]:
        """Where what is said of home ends, and of away begins, in a row's pixels."""
        return axes(at, self.sides, self.large)


def summary(state: GameState, style: Style, *, large: float = 1.0, row: float) -> Summary:
    """What there is to say of a state."""
    return Summary(
        sides=sides(state, style),
        remark=score_remark(state, style.language),
        scorers=both(*(scorers(state, side, style) for side in Side))[:_SCORERS_AT_MOST],
        large=large,
        row=row,
    )
