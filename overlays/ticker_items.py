"""What a ticker says: lines as typed, and other matches as they stand, with their drawings.

The width of a drawing does not depend on what changes while it is seen: digits, a score, how far a
match is. So all that moves on the strip goes on as it did.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from feeds.fact import OtherMatch
from feeds.happening import Side
from feeds.sport import Sport
from overlays.area import Area, even
from overlays.canvas import digits_width
from overlays.fonts import Font, Line, fitted, width_of
from overlays.graphic import Style
from overlays.names import full_name, shown
from overlays.sizing import drawn
from overlays.theme import Theme
from overlays.ticker_cells import StripItem, StripResult, mark_room
from overlays.words import is_right_to_left, retold

DASH = "\N{EN DASH}"
# Design lengths.
_TEXT_SIZE = 30
_STATE_SIZE = 26
_GAP = 22
_BETWEEN = 10
_WIDEST = 1400
_WIDEST_NAME = 340
_STATE = 60
_SCORE_PAD = 8
_SCORE_INSET = 7
_DIGIT = re.compile(r"\d")
# How many digits a score has at most, as a rule.
_DIGITS = {
    Sport.BASKETBALL: 3,
    Sport.CRICKET: 3,
    Sport.AMERICAN_FOOTBALL: 2,
    Sport.BASEBALL: 2,
    Sport.GENERIC: 2,
}


class Item(NamedTuple):
    """A line as typed; `category` may be empty."""

    category: str
    text: str


class Result(NamedTuple):
    """Another match, whatever its score is now."""

    name: str


@lru_cache(maxsize=32)
def typed(text: str, face: str) -> tuple[Item, ...]:
    """The items of a text, one a line: `CATEGORY: text`, or a text alone.

    Lines of which no letter can be drawn are left out.
    """
    found = []
    for line in text.splitlines():
        category, colon, rest = line.partition(": ")
        parts = (category, rest) if colon else ("", line)
        item = Item(*(shown(part, face) for part in parts))
        if item.text:
            found.append(item)
    return tuple(found)


def results(others: tuple[OtherMatch, ...]) -> dict[Result, OtherMatch]:
    """Other matches by what they go by on the strip."""
    return {Result(one.id or f"{one.home.name} - {one.away.name}"): one for one in others}


@lru_cache(maxsize=256)
def item_cell(item: Item, height: int, scale: float, theme: Theme) -> StripItem:
    """The drawing of a line."""
    size, gap = _TEXT_SIZE * scale, _GAP * scale
    category, category_width = _line(
        item.category.upper(), theme.font(700, size, 0.5 * scale), scale
    )
    text, text_width = _line(item.text, theme.font(600, size), scale)
    begin = gap + (category_width + _BETWEEN * scale if category.text else 0.0)
    return StripItem(
        width=drawn(begin + text_width + gap + mark_room(scale)),
        height=height,
        scale=scale,
        category=category,
        text=text,
        text_left=begin,
        gap=gap,
        theme=theme,
    )


@lru_cache(maxsize=256)
def result_cell(
    match: OtherMatch, sport: Sport | None, height: int, scale: float, style: Style
) -> StripResult:
    """The drawing of another match."""
    theme = style.theme
    size, between = _TEXT_SIZE * scale, _BETWEEN * scale
    competition = _named(
        (match.competition or "").upper(), theme.font(700, size, 0.5 * scale), scale
    )
    home, away = (
        _named(full_name(team, side, style.language, theme.face), theme.font(600, size), scale)
        for team, side in ((match.home, Side.HOME), (match.away, Side.AWAY))
    )
    state_font = theme.font(600, _STATE_SIZE * scale)
    told = retold(shown(match.state, theme.face), style.language)
    state = fitted(told, state_font, width=_STATE * scale, floor=size / 2)
    lefts = [_GAP * scale]
    lefts.append(lefts[0] + (competition.width + between if competition.text else 0.0))
    digits_font = theme.font(700, size)
    reserved = digits_width(_widest(match, sport), digits_font) + 2 * _SCORE_PAD * scale
    score = _score(even(lefts[1] + home.width + between), height, scale, reserved)
    lefts.append(score.right + between)
    lefts.append(lefts[2] + away.width + between)
    return StripResult(
        width=drawn(lefts[3] + (_STATE + _GAP / 2) * scale + mark_room(scale)),
        height=height,
        scale=scale,
        competition=competition,
        home=home,
        away=away,
        state=state,
        lefts=(lefts[0], lefts[1], lefts[2], lefts[3]),
        score=score,
        digits=DASH if match.score is None else _digits(match.score, style.language),
        font=digits_font,
        is_live=match.is_live,
        theme=theme,
    )


def _score(left: int, height: int, scale: float, width: float) -> Area:
    inset = even(_SCORE_INSET * scale)
    return Area(left, inset, drawn(width), max(2, height - 2 * inset))


def _digits(score: tuple[int, int], language: str) -> str:
    """Each side's where its name stands."""
    ordered = reversed(score) if is_right_to_left(language) else score
    return DASH.join(map(str, ordered))


def _widest(match: OtherMatch, sport: Sport | None) -> str:
    """A score with as many digits as one of that sport may have."""
    least = _DIGITS.get(sport, 1) if sport is not None else 1
    counts = [max(least, len(str(score))) for score in match.score or (0, 0)]
    return DASH.join("0" * count for count in counts)


def _named(text: str | None, font: Font, scale: float) -> Line:
    return fitted(shown(text, font.face), font, width=_WIDEST_NAME * scale, floor=font.size * 0.8)


def _line(text: str, font: Font, scale: float) -> tuple[Line, float]:
    """A line cut where it is too long, and the width it has with the widest digits."""
    room, floor = _WIDEST * scale / 2, font.size
    line = fitted(text, font, width=room, floor=floor)
    digit = max("0123456789", key=lambda one: width_of(one, font))
    widest = fitted(_DIGIT.sub(digit, text), font, width=room, floor=floor)
    return line, max(line.width, widest.width)
