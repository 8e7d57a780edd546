"""Captions: what a lower third says and in whose colours, from a goal or as typed by hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from feeds.fact import GoalKind
from feeds.happening import Side
from feeds.marks import ScoredMark
from feeds.state import GameState
from overlays.color import AMBER, Color
from overlays.kits import kit_colors
from overlays.names import full_name, shown

_KINDS = {GoalKind.PLAY: "", GoalKind.PENALTY: "Penalty", GoalKind.OWN_GOAL: "Own goal"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words of a lower third; each may be empty but the title.

    `tag`, `headline` and `remark` are the strap's above it, which is left out without a tag.
    `label` stands small before the `line` below the title, `figure` at the right. `club` is whose
    crest stands there; `color` is the side's, or the house's own.
    """

    title: str
    label: str = ""
    line: str = ""
    figure: str = ""
    tag: str = ""
    headline: str = ""
    remark: str = ""
    club: str = ""
    color: Color = AMBER


def goal_caption(state: GameState, mark: ScoredMark) -> Caption:
    """Scorer, assist and minute; the side where the scorer is not known or cannot be drawn."""
    club = full_name(state.side(mark.side).team, mark.side)
    player, assist = shown(mark.player), shown(mark.assist)
    return Caption(
        title=player or club,
        label="Assist" if assist else "",
        line=assist,
        figure=mark.minute_text,
        tag="GOAL",
        headline=club if player else "",
        remark=_KINDS[mark.kind],
        club=club,
        color=kit_colors(state)[mark.side],
    )


def typed_caption(state: GameState, fields: Mapping[str, str]) -> Caption:
    """What was typed: `title`, `line`, `kicker`; with a `side` in its colours, with its crest."""
    typed = {name: shown(fields.get(name)) for name in ("title", "line", "kicker")}
    caption = Caption(title=typed["title"], line=typed["line"], tag=typed["kicker"].upper())
    if not fields.get("side"):
        return caption
    side = Side(fields["side"])
    club = full_name(state.side(side).team, side)
    return Caption(
        title=caption.title,
        line=caption.line,
        tag=caption.tag,
        headline=club if caption.tag else "",
        club=club,
        color=kit_colors(state)[side],
    )
