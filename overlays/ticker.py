"""The ticker: a strip along the foot, on which one item after another moves from right to left.

It moves by the same whole, even number of pixels on every frame, also as it comes and goes. Each
item is drawn once. An item whose digits change does so where it stands; other changes come in at
the right edge, see `crawl`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from feeds.event_time import MICROSECONDS
from overlays.animation import EASE_IN, EASE_OUT, Keyframe, Track
from overlays.area import Area, even
from overlays.crawl import Crawl, Known, step_for
from overlays.fonts import Font, Line, fitted
from overlays.graphic import Fields, Graphic, Shot, Slot
from overlays.manifest import Field, Manifest
from overlays.names import shown
from overlays.scene import Layer, PictureSize
from overlays.sizing import drawn, strip, strip_scale
from overlays.theme import Theme
from overlays.ticker_cells import Strip, StripItem, StripLabel

OUT = 400_000
_SETTLES = 560_000
SPEED = 160
"""Design pixels a second, where no speed is set."""
_SPEEDS = (60, 480)
_LABEL = "LATEST"
# Design lengths.
_LABEL_SIZE = 28
_TEXT_SIZE = 30
_PAD = 18
_GAP = 22
_BETWEEN = 10
_BAR = 6
_WIDEST = 1400
_WIDEST_LABEL = 320
# Shares of the strip that show, by µs since it began to come, and to leave.
_COME = Track((Keyframe(0, 0.0, EASE_OUT), Keyframe(_SETTLES, 1.0)))
_LEAVE = Track((Keyframe(0, 1.0, EASE_IN), Keyframe(OUT, 0.0)))
_WIDE_DIGIT = re.compile(r"\d")


class Item(NamedTuple):
    """What the ticker says of one thing; `category` may be empty."""

    category: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """The strip and what it is seen through, in picture pixels; the label is laid over its left."""

    scale: float
    whole: Area
    label: StripLabel
    room: Area


def items(fields: Fields) -> tuple[Item, ...]:
    """The items of the field `items`, one a line: `CATEGORY: text`, or a text alone.

    Lines of which no letter can be drawn are left out.
    """
    found = []
    for line in fields.get("items", "").splitlines():
        category, colon, text = line.partition(": ")
        item = Item(shown(category), shown(text)) if colon else Item("", shown(line))
        if item.text:
            found.append(item)
    return tuple(found)


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top; none where there is nothing to say."""
    history = _history(shot)
    if not any(known.items for known in history):
        return ()
    places = _places(shown(shot.fields.get("label")) or _LABEL, size, shot.theme)
    share = _COME.at(shot.since) * (1 if shot.leaving is None else _LEAVE.at(shot.leaving))
    window = places.whole._replace(width=even(places.whole.width * share))
    if not window.width:
        return ()
    return tuple(shown for one in _all(shot, places, history) for shown in one.within(window))


def frame_of(shot: Shot) -> int:
    """How many frames it has moved; it moves on while it leaves."""
    gone = 0 if shot.leaving is None else shot.leaving
    return round((shot.since + gone) * shot.rate / MICROSECONDS)


def step(shot: Shot, size: PictureSize) -> int:
    """The pixels of each frame on a picture of that size."""
    return step_for(_speed(shot) * strip_scale(size), shot.rate)


def _all(shot: Shot, places: _Places, history: tuple[Known[Item], ...]) -> Iterator[Layer]:
    whole, room, theme = places.whole, places.room, shot.theme
    ground = Strip(
        width=whole.width,
        height=whole.height,
        scale=places.scale,
        bar=whole.right - room.right,
        theme=theme,
    )
    yield Layer(drawing=ground, left=whole.left, top=whole.top)
    crawl = Crawl(
        history=history,
        length=lambda item: _cell(item, whole.height, places.scale, theme).width,
        room=room.width,
        step=step_for(_speed(shot) * places.scale, shot.rate),
    )
    for item, left in crawl.at(frame_of(shot)):
        cell = _cell(item, whole.height, places.scale, theme)
        yield from Layer(drawing=cell, left=room.left + left, top=whole.top).within(room)
    yield Layer(drawing=places.label, left=whole.left, top=whole.top)


def _history(shot: Shot) -> tuple[Known[Item], ...]:
    """What its items were from which frame on."""
    known, begin = [], 0
    for fields, ago in shot.past:
        known.append(Known(begin, items(fields)))
        begin = round((shot.since - ago) * shot.rate / MICROSECONDS)
    return (*known, Known(begin, items(shot.fields)))


def _speed(shot: Shot) -> int:
    """As it is set, within what can be read."""
    said = shot.style.setting("ticker", "speed")
    wanted = int(said) if said.isascii() and said.isdecimal() else SPEED
    return min(max(wanted, _SPEEDS[0]), _SPEEDS[1])


@lru_cache(maxsize=16)
def _places(label: str, size: PictureSize, theme: Theme) -> _Places:
    scale, whole = strip_scale(size), strip(size)
    font = Font(800, _LABEL_SIZE * scale, scale)
    room = min(_WIDEST_LABEL * scale, whole.width / 3)
    text = fitted(label.upper(), font, width=room, floor=font.size * 0.7)
    pad, slant = _PAD * scale, theme.slant * scale
    made = StripLabel(
        width=min(whole.width, drawn(text.width + 2 * pad + slant)),
        height=whole.height,
        scale=scale,
        text=text,
        pad=pad,
        theme=theme,
    )
    left = whole.left + made.width - even(slant)
    right = whole.right - drawn(_BAR * scale)
    return _Places(
        scale=scale,
        whole=whole,
        label=made,
        room=Area(left, whole.top, max(2, right - left), whole.height),
    )


@lru_cache(maxsize=256)
def _cell(item: Item, height: int, scale: float, theme: Theme) -> StripItem:
    """The drawing of an item. Its width does not depend on which digits it has."""
    size, gap = _TEXT_SIZE * scale, _GAP * scale
    category, category_width = _line(item.category.upper(), Font(700, size, 0.5 * scale), scale)
    text, text_width = _line(item.text, Font(600, size), scale)
    begin = gap + (category_width + _BETWEEN * scale if category.text else 0.0)
    return StripItem(
        width=drawn(begin + text_width + gap + 13 * scale),
        height=height,
        scale=scale,
        category=category,
        text=text,
        text_left=begin,
        gap=gap,
        theme=theme,
    )


def _line(text: str, font: Font, scale: float) -> tuple[Line, float]:
    """A line cut where it is too long, and the width it has with the widest digits."""
    room, floor = _WIDEST * scale / 2, font.size
    line = fitted(text, font, width=room, floor=floor)
    widest = fitted(_WIDE_DIGIT.sub("4", text), font, width=room, floor=floor)
    return line, max(line.width, widest.width)


GRAPHIC = Graphic(
    manifest=Manifest(
        id="ticker",
        name="Ticker",
        description="Items that crawl along the foot, one a line as `CATEGORY: text`.",
        fields=(
            Field(name="items", title="Items", kind="lines", max_length=4000),
            Field(name="label", title="Label", max_length=20),
        ),
    ),
    slot=Slot.TICKER,
    layers=layers,
    settles=_SETTLES,
    out=OUT,
    moment=frame_of,
)
