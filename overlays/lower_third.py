"""The lower third: a name with what there is to say of it, of a goal, a card, a change or as typed.

It is drawn once; it comes and goes by the place, the opacity and the crop of what is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from overlays.animation import EASE_IN, EASE_OUT, Keyframe, Track
from overlays.area import Area, even
from overlays.caption import SYMBOLS, Caption, caption
from overlays.color import text_on
from overlays.graphic import Graphic, Shot, Slot, Style
from overlays.lower_third_cells import ThirdPlate, ThirdWords
from overlays.lower_third_layout import ThirdLayout, third_layout
from overlays.manifest import Field, Manifest
from overlays.photo import HEAD, Photo, Silhouette
from overlays.scene import Layer, PictureSize
from overlays.sizing import drawn
from overlays.still import Still
from overlays.strap import Strap, StrapText, strap
from overlays.theme import Theme

OUT = 480_000
_SETTLES = 640_000
# Design lengths: how far the words rise, and what shows behind a tag alone.
_RISE = 22
_STUB = 12
# Shares of the way, by µs since it began: the plate's width, the words', the strap's height.
_PLATE_IN = Track((Keyframe(0, 0.0, EASE_OUT), Keyframe(520_000, 1.0)))
_WORDS_IN = Track((Keyframe(160_000, 0.0, EASE_OUT), Keyframe(560_000, 1.0)))
_STRAP_IN = Track((Keyframe(280_000, 0.0, EASE_OUT), Keyframe(640_000, 1.0)))
_WORDS_CHANGE = Track((Keyframe(0, 0.0, EASE_OUT), Keyframe(280_000, 1.0)))
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


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    said = caption(shot.state, shot.fields, shot.theme)
    return tuple(_layers(said, _pose(shot), size, shot.style))


def _pose(shot: Shot) -> Pose:
    came, gone = shot.since, -1 if shot.leaving is None else shot.leaving
    words = _WORDS_IN.at(came)
    if shot.changed is not None:
        words = min(words, _WORDS_CHANGE.at(shot.changed))
    return Pose(
        come=Shares(_PLATE_IN.at(came), words, _STRAP_IN.at(came)),
        left=Shares(_PLATE_OUT.at(gone), _WORDS_OUT.at(gone), _STRAP_OUT.at(gone)),
    )


def _layers(said: Caption, pose: Pose, size: PictureSize, style: Style) -> Iterator[Layer]:
    theme, places = style.theme, third_layout(said, size)
    window = _revealed(places, pose)
    if not window.width:
        return
    if said.tag:
        yield from _strap(said, places, pose, theme)
    drawing = _plate(said, places, theme)
    plate = Layer(drawing=drawing, left=places.plate.left, top=places.plate.top)
    yield from plate.within(window)
    if places.photo is not None:
        photo = _photo(said, places.photo, style)
        layer = Layer(drawing=photo, left=places.photo.left, top=places.photo.top)
        yield from layer.within(window)
    yield from _words(places, pose, window, theme)


def _revealed(places: ThirdLayout, pose: Pose) -> Area:
    """What the plate has been wiped to: the bar stands at once and is the last to go."""
    bar, whole = places.bar.width, places.plate
    width = (bar + (whole.width - bar) * pose.come.plate) * pose.left.plate
    return whole._replace(width=even(width))


def _plate(said: Caption, places: ThirdLayout, theme: Theme) -> ThirdPlate:
    whole = places.plate
    return ThirdPlate(
        width=whole.width,
        height=whole.height,
        scale=places.scale,
        bar=places.bar.within(whole),
        crest=places.crest and places.crest.within(whole),
        figure=places.figure.within(whole),
        figures=places.figures,
        figures_left=places.figures_left,
        symbol=said.symbol,
        card=places.card,
        club=said.club,
        color=said.color,
        theme=theme,
    )


def _photo(said: Caption, area: Area, style: Style) -> Photo | Silhouette:
    """The photo of that name, or where there is none nobody's."""
    ground = said.color.mixed(style.theme.plate_foot, 0.35)
    still = style.still(said.photo)
    if still is not None:
        return Photo(still=_portrait(still, area.width, area.height), ground=ground)
    figure = ground.mixed(text_on(ground), 0.4)
    return Silhouette(width=area.width, height=area.height, ground=ground, figure=figure)


@lru_cache(maxsize=64)
def _portrait(still: Still, width: int, height: int) -> Still:
    """Cut to that size, the head kept."""
    return still.sized(width, height, "cover", focus=HEAD)


def _words(places: ThirdLayout, pose: Pose, window: Area, theme: Theme) -> tuple[Layer, ...]:
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
        indent=places.indent,
        theme=theme,
    )
    top = places.text.top + even(_RISE * places.scale * (1 - pose.come.words))
    return Layer(drawing=drawing, left=places.text.left, top=top, opacity=opacity).within(window)


def _strap(said: Caption, places: ThirdLayout, pose: Pose, theme: Theme) -> tuple[Layer, ...]:
    """The strap comes up from behind the plate's upper edge and goes down there."""
    area, drawing = places.strap, _drawn_strap(said, places, theme)
    top = area.top + even(area.height * (1 - pose.come.strap * pose.left.strap))
    return Layer(drawing=drawing, left=area.left, top=top).within(area)


def _drawn_strap(said: Caption, places: ThirdLayout, theme: Theme) -> Strap:
    ink = text_on(said.color)
    grounds, inks = (said.color, ink), (ink, said.color)
    if not said.club:
        grounds, inks = (theme.cell, said.color), (text_on(theme.cell), text_on(said.color))
    made = strap(
        StrapText(tag=said.tag, headline=said.headline, remark=said.remark),
        widths=(2, places.strap.width),
        height=places.strap.height,
        scale=places.scale,
        grounds=grounds,
        inks=inks,
    )
    if said.headline or said.remark:
        return made
    return replace(made, width=made.tag_width + drawn(_STUB * places.scale))


GRAPHIC = Graphic(
    manifest=Manifest(
        id="lower_third",
        name="Lower third",
        description="A name with a line below it; with a side, in its colours and with its crest.",
        fields=(
            Field(name="title", title="Name", max_length=40, is_required=True),
            Field(name="line", title="Line below", max_length=60),
            Field(name="kicker", title="Strap above", max_length=20),
            Field(name="side", title="Side", kind="choice", max_length=4, choices=("home", "away")),
            Field(name="label", title="Word before the line", max_length=20),
            Field(name="figure", title="Figure at the right", max_length=12),
            Field(name="remark", title="Remark on the strap", max_length=30),
            Field(name="photo", title="Photo, by its image's name", kind="image", max_length=40),
            Field(name="symbol", title="Symbol", kind="choice", max_length=13, choices=SYMBOLS),
            Field(name="seconds", title="Seconds", kind="seconds", max_length=3, most=600),
        ),
    ),
    slot=Slot.LOWER,
    layers=layers,
    settles=_SETTLES,
    out=OUT,
)
