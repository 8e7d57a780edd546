"""Captions: what a lower third says and in whose colours."""

from dataclasses import dataclass

from feeds.happening import Side
from feeds.state import GameState
from overlays.color import AMBER, Color
from overlays.crest_shelf import crest_of
from overlays.graphic import Fields, Style
from overlays.names import full_name, shown
from overlays.still import Still

SYMBOLS = ("yellow_card", "second_yellow", "red_card", "substitution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words of a lower third; each may be empty but the title.

    `tag`, `headline` and `remark` are the strap's above it, which is left out without a tag.
    `label` stands small before the `line` below the title, `figure` at the right. `club` is whose
    crest stands there; `color` is the side's, or the house's own. `symbol` is one of `SYMBOLS`: a
    card by the figure, or the arrows of a change by title and line. `photo` is whose takes the
    crest's place; `badge` is the crest, where one was brought.
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
    symbol: str = ""
    photo: str = ""
    badge: Still | None = None


def caption(state: GameState, fields: Fields, style: Style) -> Caption:
    """What the fields say; with a `side` in its colours and with its crest.

    The side's name is the strap's headline, unless the title says it already.
    """
    said = {name: shown(text, style.theme.face) for name, text in fields.items()}
    title, tag = said.get("title", ""), said.get("kicker", "").upper()
    club, color, badge = "", style.theme.accent, None
    if fields.get("side"):
        side = Side(fields["side"])
        club = full_name(state.side(side).team, side, style.language, style.theme.face)
        color = style.side_colors(state)[side]
        badge = crest_of(state.side(side).team)
    return Caption(
        title=title,
        label=said.get("label", ""),
        line=said.get("line", ""),
        figure=said.get("figure", ""),
        tag=tag,
        headline=club if tag and title != club else "",
        remark=said.get("remark", "") if tag else "",
        club=club,
        color=color,
        symbol=fields.get("symbol", ""),
        photo=fields.get("photo", ""),
        badge=badge,
    )
