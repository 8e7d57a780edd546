"""Tags: a word at the top right with a mark that moves: a replay, data that is late, live."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from overlays.animation import EASE_IN_OUT, Keyframe, Track
from overlays.area import Area, even
from overlays.color import Color, text_on
from overlays.corner import BOARD, corner, wiped
from overlays.fonts import Font, fitted
from overlays.graphic import Graphic, Shot, Slot
from overlays.manifest import SECONDS, Field, Manifest
from overlays.names import shown
from overlays.scene import Layer, PictureSize
from overlays.sizing import drawn
from overlays.symbols import RED
from overlays.tag_cells import TagMark, TagPlate
from overlays.theme import Theme
from overlays.words import is_right_to_left, word

# Design lengths.
_HEIGHT = 52
_CELL = 74
_MARK = 46
_PAD = 18
_TEXT = Font(700, 34, 1)
_FLOOR = 0.6
# How much of a mark shows, by µs of its round.
_SWEEP = Track((Keyframe(0, 0.0, EASE_IN_OUT), Keyframe(900_000, 1.0), Keyframe(1_500_000, 1.0)))
_BREATHES = Track(
    (
        Keyframe(0, 0.0, EASE_IN_OUT),
        Keyframe(900_000, 1.0, EASE_IN_OUT),
        Keyframe(1_800_000, 0.0),
    )
)
_COUNTS = Track((Keyframe(0, 0.0), Keyframe(1_200_000, 1.0), Keyframe(2_000_000, 1.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A tag's word, its mark, in how many steps that moves and in which colour it stands."""

    key: str
    shape: str
    round: Track
    steps: int
    ground: Callable[[Theme], Color]


def _accent(theme: Theme) -> Color:
    return theme.accent


def _alert(theme: Theme) -> Color:
    return theme.alert


def _red(_: Theme) -> Color:
    return RED


_REPLAY = _Kind(key="replay", shape="arrows", round=_SWEEP, steps=32, ground=_accent)
_DELAYED = _Kind(key="data_delayed", shape="dots", round=_COUNTS, steps=3, ground=_alert)
_LIVE = _Kind(key="live", shape="dot", round=_BREATHES, steps=32, ground=_red)


def _layers(kind: _Kind, shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    place, theme = corner(size), shot.theme
    scale = place.scale
    cell, height, pad = drawn(_CELL * scale), drawn(_HEIGHT * scale), _PAD * scale
    said = shown(shot.fields.get("title"), theme.face) or word(kind.key, shot.style.language)
    font = _TEXT.scaled(scale, theme.face)
    room = max(1.0, place.widest - cell - 2 * pad)
    text = fitted(said.upper(), font, width=room, floor=font.size * _FLOOR)
    ground = kind.ground(theme)
    slant = theme.slant * scale * 0.75
    mark = TagMark(
        width=max(2, even(cell - slant)),
        height=height,
        size=_MARK * scale,
        shape=kind.shape,
        ink=text_on(ground),
    )
    whole = place.area(min(place.widest, drawn(cell + text.width + 1.8 * pad)), height)
    plate = TagPlate(
        width=whole.width,
        height=height,
        scale=scale,
        cell=cell,
        ground=ground,
        text=text,
        text_left=cell + pad * 0.7,
        mark=mark,
        theme=theme,
    )
    layers = (
        Layer(drawing=plate, left=whole.left, top=whole.top),
        *_moving(kind, mark, whole, _share(kind, shot), shot.style.language),
    )
    return tuple(wiped(shot, whole, layers))


def _moving(
    kind: _Kind, mark: TagMark, whole: Area, share: float, language: str
) -> Iterator[Layer]:
    """The mark in full, as much of it as its round shows: swept back, counted up, or breathing."""
    layer = Layer(drawing=mark, left=whole.left, top=whole.top)
    window = Area(whole.left, whole.top, even(mark.width * share), mark.height)
    match kind.shape:
        case "arrows" if not is_right_to_left(language):
            yield from layer.within(window._replace(left=whole.left + mark.width - window.width))
        case "arrows" | "dots":
            yield from layer.within(window)
        case _:
            yield Layer(drawing=mark, left=whole.left, top=whole.top, opacity=round(255 * share))


def _share(kind: _Kind, shot: Shot) -> float:
    """How much of the mark shows."""
    gone = 0 if shot.leaving is None else shot.leaving
    share = kind.round.at((shot.since + gone) % kind.round.end)
    return round(share * kind.steps) / kind.steps


def _graphic(kind: _Kind, key: str, name: str, description: str) -> Graphic:
    def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
        return _layers(kind, shot, size)

    def moment(shot: Shot) -> float:
        return _share(kind, shot)

    return Graphic(
        manifest=Manifest(
            id=key,
            name=name,
            description=description,
            fields=(
                Field(name="title", title="Word", max_length=24),
                SECONDS,
            ),
        ),
        slot=Slot.CORNER,
        layers=layers,
        settles=BOARD.settles,
        out=BOARD.out,
        moment=moment,
    )


REPLAY_TAG = _graphic(_REPLAY, "replay_tag", "Replay tag", "What is seen is a replay.")
DATA_DELAYED = _graphic(_DELAYED, "data_delayed", "Data delayed", "Score and clock may be late.")
LIVE_TAG = _graphic(_LIVE, "live_tag", "Live tag", "What is seen is live.")
