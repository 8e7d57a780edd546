"""The catalogue: every graphic there is, one module each."""

from overlays import (
    added_time,
    countdown,
    full_time,
    league_table,
    line_ups,
    lower_third,
    match_facts,
    match_results,
    score_bug,
    shoot_out,
    sponsor,
    statistics,
    tags,
    ticker,
    timer,
    wipe,
)
from overlays.announcement import (
    added_says,
    card_says,
    delayed_says,
    goal_says,
    substitution_says,
)
from overlays.graphic import Graphic, Slot
from overlays.occasions import Occasion
from overlays.rule import Rule

GRAPHICS: tuple[Graphic, ...] = (
    score_bug.GRAPHIC,
    lower_third.GRAPHIC,
    sponsor.GRAPHIC,
    ticker.GRAPHIC,
    added_time.GRAPHIC,
    timer.GRAPHIC,
    tags.REPLAY_TAG,
    tags.DATA_DELAYED,
    tags.LIVE_TAG,
    wipe.GRAPHIC,
    statistics.GRAPHIC,
    line_ups.GRAPHIC,
    full_time.GRAPHIC,
    match_facts.GRAPHIC,
    league_table.GRAPHIC,
    match_results.GRAPHIC,
    shoot_out.GRAPHIC,
    countdown.GRAPHIC,
)
_BY_ID = {graphic.id: graphic for graphic in GRAPHICS}
_NOT_OVER = frozenset({Slot.FULL})
# What comes by itself unless an overlay config says otherwise.
RULES = (
    Rule(
        on=Occasion.GOAL,
        graphic="lower_third",
        length=8_000_000,
        says=goal_says,
        not_over=_NOT_OVER,
    ),
    Rule(
        on=Occasion.CARD,
        graphic="lower_third",
        length=6_000_000,
        says=card_says,
        not_over=_NOT_OVER,
    ),
    Rule(
        on=Occasion.SUBSTITUTION,
        graphic="lower_third",
        length=6_000_000,
        says=substitution_says,
        not_over=_NOT_OVER,
    ),
    Rule(
        on=Occasion.ADDED_TIME,
        graphic="added_time",
        length=8_000_000,
        says=added_says,
        not_over=_NOT_OVER,
    ),
    Rule(on=Occasion.DATA_DELAYED, graphic="data_delayed", length=0, says=delayed_says),
)


class UnknownGraphicError(LookupError):
    """There is no graphic of that name; says which there are."""


def known(name: str) -> Graphic:
    """The graphic of that name; UnknownGraphicError where there is none."""
    found = _BY_ID.get(name)
    if found is None:
        raise UnknownGraphicError(f"{name} is no graphic; use one of {', '.join(_BY_ID)}")
    return found
