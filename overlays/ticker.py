"""The ticker: a strip along the foot, on which one item after another moves from right to left.

It moves by the same whole, even number of pixels on every frame, also as it comes and goes. Each
item is drawn once. A score changes where it stands; what is typed anew comes in at the right edge,
see `crawl`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from feeds.event_time import MICROSECONDS
from overlays.animation import falling, rising
from overlays.area import Area, even
from overlays.crawl import Crawl, Known, step_for
from overlays.fonts import fitted
from overlays.graphic import Fields, Graphic, Shot, Slot
from overlays.manifest import Field, Manifest
from overlays.names import shown
from overlays.scene import Layer, PictureSize
from overlays.sizing import drawn, strip, strip_scale
from overlays.storyboard import Storyboard
from overlays.theme import Theme
from overlays.ticker_cells import Strip, StripItem, StripLabel, StripResult
from overlays.ticker_items import Item, Result, item_cell, result_cell, results, typed
from overlays.words import word

OUT = 400_000
_SETTLES = 560_000
SPEED = 160
"""Design pixels a second, where no speed is set."""
_SPEEDS = (60, 480)
# Design lengths.
_LABEL_SIZE = 28
_PAD = 18
_BAR = 6
_WIDEST_LABEL = 320
_WIPED = Storyboard(come={"strip": rising(0, _SETTLES)}, leave={"strip": falling(0, OUT)})

type Entry = Item | Result


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """The strip and what it is seen through, in picture pixels; the label is laid over its left."""

    scale: float
    whole: Area
    label: StripLabel
    room: Area


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top; none where there is nothing to say."""
    history = _history(shot)
    if not any(known.items for known in history):
        return ()
    places = _places(_label(shot), size, shot.theme)
    shares = _WIPED.paced(shot.theme.pace).shares(shot.since, shot.leaving)
    share = 0.0 if shares is None else shares.shown("strip")
    window = places.whole._replace(width=even(places.whole.width * share))
    if not window.width:
        return ()
    made = _all(shot, places, history)
    if window == places.whole:
        return tuple(made)
    return tuple(shown for one in made for shown in one.within(window))


def frame_of(shot: Shot) -> int:
    """How many frames it has moved; it moves on while it leaves."""
    gone = 0 if shot.leaving is None else shot.leaving
    return round((shot.since + gone) * shot.rate / MICROSECONDS)


def _all(shot: Shot, places: _Places, history: tuple[Known[Entry], ...]) -> Iterator[Layer]:
    whole, room, theme = places.whole, places.room, shot.theme
    ground = Strip(
        width=whole.width,
        height=whole.height,
        scale=places.scale,
        bar=whole.right - room.right,
        theme=theme,
    )
    yield Layer(drawing=ground, left=whole.left, top=whole.top)
    matches = results(shot.state.others)

    def cell(entry: Entry) -> StripItem | StripResult:
        if isinstance(entry, Item):
            return item_cell(entry, whole.height, places.scale, theme)
        match, sport = matches[entry], shot.state.sport
        return result_cell(match, sport, whole.height, places.scale, shot.style)

    cells = {entry: cell(entry) for known in history for entry in known.items}
    crawl = Crawl(
        history=history,
        length=lambda entry: cells[entry].width,
        room=room.width,
        step=step_for(_speed(shot) * places.scale, shot.rate),
    )
    for entry, left in crawl.at(frame_of(shot)):
        layer = Layer(drawing=cells[entry], left=room.left + left, top=whole.top)
        yield from layer.within(room)
    yield Layer(drawing=places.label, left=whole.left, top=whole.top)


def _history(shot: Shot) -> tuple[Known[Entry], ...]:
    """What its items were from which frame on."""
    known, begin = [], 0
    for fields, ago in shot.past:
        known.append(Known(begin, _entries(shot, fields)))
        begin = round((shot.since - ago) * shot.rate / MICROSECONDS)
    return (*known, Known(begin, _entries(shot, shot.fields)))


def _entries(shot: Shot, fields: Fields) -> tuple[Entry, ...]:
    """What is typed, or where nothing is the other matches."""
    return typed(fields.get("items", ""), shot.theme.face) or tuple(results(shot.state.others))


def _label(shot: Shot) -> str:
    face = shot.theme.face
    said = "latest" if typed(shot.fields.get("items", ""), face) else "results"
    return shown(shot.fields.get("label"), face) or word(said, shot.style.language)


def _speed(shot: Shot) -> int:
    return int(shot.style.setting("ticker", "speed") or SPEED)


@lru_cache(maxsize=16)
def _places(label: str, size: PictureSize, theme: Theme) -> _Places:
    scale, whole = strip_scale(size), strip(size)
    font = theme.font(800, _LABEL_SIZE * scale, scale)
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


GRAPHIC = Graphic(
    manifest=Manifest(
        id="ticker",
        name="Ticker",
        description="Other matches, or lines as typed (`CATEGORY: text`), crawl along the foot.",
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
    settings=(
        Field(
            name="speed",
            title="Design pixels a second",
            kind="number",
            max_length=3,
            least=_SPEEDS[0],
            most=_SPEEDS[1],
        ),
    ),
)
