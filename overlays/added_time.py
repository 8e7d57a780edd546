"""The added time: the fourth official's board, by itself as soon as it is told, or by hand."""

from overlays.corner import BOARD, corner, wiped
from overlays.figure_plate import FigureWords, figure_plate
from overlays.graphic import Graphic, Shot, Slot
from overlays.manifest import SECONDS, Field, Manifest
from overlays.names import shown
from overlays.scene import Layer, PictureSize
from overlays.sizing import is_small_picture
from overlays.words import word

_HEIGHT = 96
_DIGITS = 72


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top; small ones have the title alone."""
    fields, state = shot.fields, shot.state
    figure = f"+{fields.get('minutes', '')}"
    face = shot.theme.face
    line = shown(fields.get("line"), face) or shown(state.competition, face)
    said = FigureWords(
        title=shown(fields.get("title"), face) or word("added_time", shot.style.language),
        line="" if is_small_picture(size) else line,
        figure=figure,
        reserve=f"+{'0' * (len(figure) - 1)}",
    )
    made = figure_plate(
        said, corner(size), shot.theme, height=_HEIGHT, digits=_DIGITS, accents=True
    )
    return tuple(wiped(shot, made.whole, made.layers()))


GRAPHIC = Graphic(
    manifest=Manifest(
        id="added_time",
        name="Added time",
        description="The minutes that are added, as the fourth official's board shows them.",
        fields=(
            Field(
                name="minutes",
                title="Minutes",
                kind="number",
                max_length=2,
                is_required=True,
                most=99,
            ),
            Field(name="title", title="Title", max_length=24),
            Field(name="line", title="Line below", max_length=40),
            SECONDS,
        ),
    ),
    slot=Slot.CORNER,
    layers=layers,
    settles=BOARD.settles,
    out=BOARD.out,
)
