"""The lower third: a name with what there is to say of it, for a goal or as typed by hand.

It is drawn once; it comes and goes by the place, the opacity and the crop of what is drawn.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from feeds.state import GameState
from overlays.animation import EASE_IN, EASE_OUT, Keyframe, Track
from overlays.area import Area, even
from overlays.caption import Caption, goal_caption, typed_caption
from overlays.color import INK, WHITE, text_on
from overlays.lower_third_cells import ThirdPlate, ThirdWords
from overlays.lower_third_layout import ThirdLayout, third_layout
from overlays.scene import Layer, PictureSize
from overlays.sizing import drawn
from overlays.spans import Span, goal_spans, hand_spans
from overlays.strap import Strap, StrapText, strap
from overlays.takes import ByHand

OUT = 480_000
# Design lengths: how far the words rise, and what shows behind a tag alone.
_RISE = 22
_STUB = 12
# Shares of the way, by µs since it began: the plate's width, the words', the strap's height.
_PLATE_IN = Track((Keyframe(0, 0.0, EASE_OUT), Keyframe(520_000, 1.0)))
_WORDS_IN = Track((Keyframe(160_000, 0.0, EASE_OUT), Keyframe(560_000, 1.0)))
_STRAP_IN = Track((Keyframe(280_000, 0.0, EASE_OUT), Keyframe(640_000, 1.0)))
# The same, by µs since it began to leave.
_PLATE_OUT = Track((Keyframe(120_000, 1.0, EASE_IN), Keyframe(OUT, 0.0)))
_WORDS_OUT = Track((Keyframe(0, 1.0, EASE_IN), Keyframe(280_000, 0.0)))
_STRAP_OUT = Track((Keyframe(0, 1.0, EASE_IN), Keyframe(240_000, 0.0)))


class Shares(NamedTuple):
    """Of each part, a share of 0 to 1."""

    plate: float
    words: float
    strap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """How far its parts have come in, and how much of that has not left yet."""

    come: Shares
    left: Shares
    is_leaving: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A caption as it stands at a moment. Equal ones look the same on every picture."""

    caption: Caption
    pose: Pose


def shown(state: GameState, by_hand: ByHand, event_time: int) -> tuple[Shown, ...]:
    """What stands at `event_time` (µs since 1970), bottom to top."""
    goals = goal_spans(state, by_hand.third)
    spans: list[tuple[int, Shown]] = []
    for goal in goals:
        pose = _pose(goal, event_time)
        if pose is not None:
            spans.append((goal.begin, Shown(caption=goal_caption(state, goal.what), pose=pose)))
    for typed in hand_spans(by_hand.third, goals):
        pose = _pose(typed, event_time)
        if pose is not None:
            caption = typed_caption(state, typed.what.fields)
            spans.append((typed.begin, Shown(caption=caption, pose=pose)))
    return tuple(one for _, one in sorted(spans, key=_begin))


def layers(standing: Iterable[Shown], size: PictureSize) -> tuple[Layer, ...]:
    """The layers of what stands on a picture of that size, bottom to top."""
    return tuple(layer for one in standing for layer in _layers(one, size))


def _begin(span: tuple[int, Shown]) -> int:
    return span[0]


def _pose[What](span: Span[What], event_time: int) -> Pose | None:
    """None while nothing of it is to be seen. What leaves stops coming in where it is."""
    end = span.end
    came = (event_time if end is None else min(event_time, end)) - span.begin
    gone = -1 if end is None else event_time - end
    if came < 0 or gone >= OUT or (end is not None and end <= span.begin):
        return None
    return Pose(
        come=Shares(_PLATE_IN.at(came), _WORDS_IN.at(came), _STRAP_IN.at(came)),
        left=Shares(_PLATE_OUT.at(gone), _WORDS_OUT.at(gone), _STRAP_OUT.at(gone)),
        is_leaving=gone >= 0,
    )


def _layers(one: Shown, size: PictureSize) -> Iterator[Layer]:
    caption, pose = one.caption, one.pose
    places = third_layout(caption, size)
    window = _revealed(places, pose)
    if not window.width:
        return
    if caption.tag:
        yield from _strap(caption, places, pose)
    plate = Layer(drawing=_plate(caption, places), left=places.plate.left, top=places.plate.top)
    yield from plate.within(window)
    yield from _words(places, pose, window)


def _revealed(places: ThirdLayout, pose: Pose) -> Area:
    """What the plate has been wiped to: the bar stands at once and is the last to go."""
    bar, whole = places.bar.width, places.plate
    width = (bar + (whole.width - bar) * pose.come.plate) * pose.left.plate
    return whole._replace(width=even(width))


def _plate(caption: Caption, places: ThirdLayout) -> ThirdPlate:
    whole = places.plate
    return ThirdPlate(
        width=whole.width,
        height=whole.height,
        scale=places.scale,
        bar=places.bar.within(whole),
        crest=places.crest and places.crest.within(whole),
        figure=places.figure.within(whole),
        figures=places.figures,
        club=caption.club,
        color=caption.color,
    )


def _words(places: ThirdLayout, pose: Pose, window: Area) -> tuple[Layer, ...]:
    """The words rise on the plate, and never beyond it."""
    opacity = round(255 * pose.come.words * pose.left.words)
    if not opacity:
        return ()
    drawing = ThirdWords(
        width=places.text.width,
        height=places.text.height,
        title=places.title,
        title_baseline=places.title_baseline,
        label=places.label,
        line=places.line,
        line_baseline=places.line_baseline,
        line_left=places.label_room,
    )
    top = places.text.top + even(_RISE * places.scale * (1 - pose.come.words))
    return Layer(drawing=drawing, left=places.text.left, top=top, opacity=opacity).within(window)


def _strap(caption: Caption, places: ThirdLayout, pose: Pose) -> tuple[Layer, ...]:
    """The strap comes up from behind the plate's upper edge and goes down there."""
    area, drawing = places.strap, _drawn_strap(caption, places)
    top = area.top + even(area.height * (1 - pose.come.strap * pose.left.strap))
    return Layer(drawing=drawing, left=area.left, top=top).within(area)


def _drawn_strap(caption: Caption, places: ThirdLayout) -> Strap:
    ink = text_on(caption.color)
    has_side = bool(caption.club)
    made = strap(
        StrapText(tag=caption.tag, headline=caption.headline, remark=caption.remark),
        widths=(2, places.strap.width),
        height=places.strap.height,
        scale=places.scale,
        grounds=(caption.color, ink) if has_side else (INK, caption.color),
        inks=(ink, caption.color) if has_side else (WHITE, INK),
    )
    if caption.headline or caption.remark:
        return made
    return replace(made, width=made.tag_width + drawn(_STUB * places.scale))
