"""The lower third: a name with what there is to say of it, of a goal, a card, a change or as typed.

It is drawn once; it comes and goes by the place, the opacity and the crop of what is drawn.
"""

from collections.abc import Iterator
from dataclasses import replace

from overlays.animation import falling, rising
from overlays.area import Area, even
from overlays.caption import SYMBOLS, Caption, caption
from overlays.color import text_on
from overlays.graphic import Graphic, Shot, Slot, Style
from overlays.lower_third_cells import ThirdPlate, ThirdWords
from overlays.lower_third_layout import ThirdLayout, third_layout
from overlays.manifest import SECONDS, Field, Manifest
from overlays.photo import Photo, Silhouette, head_in
from overlays.scene import Layer, PictureSize
from overlays.score_bug_cells import Club
from overlays.sizing import drawn
from overlays.storyboard import Shares, Storyboard
from overlays.strap import Strap, StrapText, strap
from overlays.theme import Theme

OUT = 480_000
# Design lengths: how far the words rise, and what shows behind a tag alone.
_RISE = 22
_STUB = 12
# The plate's width, how far the words have come, the strap's height.
_BOARD = Storyboard(
    come={
        "plate": rising(0, 520_000),
        "words": rising(160_000, 560_000),
        "strap": rising(280_000, 640_000),
    },
    leave={
        "plate": falling(120_000, OUT),
        "words": falling(0, 280_000),
        "strap": falling(0, 240_000),
    },
    change={"words": rising(0, 280_000)},
)


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    said = caption(shot.state, shot.fields, shot.style)
    return tuple(_layers(said, shot, size))


def _layers(said: Caption, shot: Shot, size: PictureSize) -> Iterator[Layer]:
    board, theme = _BOARD.paced(shot.theme.pace), shot.theme
    shares = board.shares(shot.since, shot.leaving)
    places = third_layout(said, size, theme.face)
    window = _revealed(places, shares)
    if shares is None or not window.width:
        return
    if said.tag:
        yield from _strap(said, places, shares.shown("strap"), theme)
    drawing = _plate(said, places, theme)
    plate = Layer(drawing=drawing, left=places.plate.left, top=places.plate.top)
    yield from plate.within(window)
    if places.photo is not None:
        photo = _photo(said, places.photo, shot.style)
        layer = Layer(drawing=photo, left=places.photo.left, top=places.photo.top)
        yield from layer.within(window)
    came = min(shares.came("words"), board.changed("words", shot.changed))
    words = _words(places, came, shares.stays("words"), theme)
    if words.opacity:
        yield from words.within(window)


def _revealed(places: ThirdLayout, shares: Shares | None) -> Area:
    """What the plate has been wiped to: the bar stands at once and is the last to go."""
    bar, whole = places.bar.width, places.plate
    if shares is None:
        return whole._replace(width=0)
    width = (bar + (whole.width - bar) * shares.came("plate")) * shares.stays("plate")
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
        club=Club(said.club, said.color, said.badge),
        color=said.color,
        theme=theme,
    )


def _photo(said: Caption, area: Area, style: Style) -> Photo | Silhouette:
    """The photo of that name, or where there is none nobody's."""
    ground = said.color.mixed(style.theme.plate_foot, 0.35)
    still = style.still(said.photo)
    if still is not None:
        return Photo(still=head_in(still, area.width, area.height), ground=ground)
    figure = ground.mixed(text_on(ground), 0.4)
    return Silhouette(width=area.width, height=area.height, ground=ground, figure=figure)


def _words(places: ThirdLayout, came: float, stays: float, theme: Theme) -> Layer:
    """The words rise on the plate as they come."""
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
    top = places.text.top + even(_RISE * places.scale * (1 - came))
    opacity = round(255 * came * stays)
    return Layer(drawing=drawing, left=places.text.left, top=top, opacity=opacity)


def _strap(said: Caption, places: ThirdLayout, share: float, theme: Theme) -> tuple[Layer, ...]:
    """The strap comes up from behind the plate's upper edge and goes down there."""
    area, drawing = places.strap, _drawn_strap(said, places, theme)
    top = area.top + even(area.height * (1 - share))
    return Layer(drawing=drawing, left=area.left, top=top).within(area)


def _drawn_strap(said: Caption, places: ThirdLayout, theme: Theme) -> Strap:
    ink = text_on(said.color)
    grounds, inks = (said.color, ink), (ink, said.color)
    if not said.club:
        grounds, inks = (theme.cell, said.color), (text_on(theme.cell), text_on(said.color))
    made = strap(
        StrapText(tag=said.tag, headline=said.headline, remark=said.remark, theme=theme),
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
            Field(name="photo", title="Photo", kind="image", max_length=40),
            Field(name="symbol", title="Symbol", kind="choice", max_length=13, choices=SYMBOLS),
            SECONDS,
        ),
    ),
    slot=Slot.LOWER,
    layers=layers,
    settles=_BOARD.settles,
    out=OUT,
)
