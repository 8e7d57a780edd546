"""The timer: a free clock at the top right that counts up or down, exact to the frame."""

from feeds.event_time import MICROSECONDS
from overlays.corner import BOARD, corner, wiped
from overlays.figure_plate import FigurePlate, FigureWords, figure_plate
from overlays.graphic import Fields, Graphic, Shot, Slot
from overlays.manifest import SECONDS, Field, Manifest
from overlays.names import shown
from overlays.scene import Layer, PictureSize

_HEIGHT = 66
_DIGITS = 40
_MINUTES_AT_MOST = 999
# A timer that is set anew counts from then on.
_SET = ("minutes", "seconds_on_clock", "counts")
_STOPPED = 2


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """Its layers on a picture of that size, bottom to top."""
    made = _made(shot, size)
    return tuple(wiped(shot, made.whole, made.layers()))


def reading(shot: Shot) -> str:
    """What the clock says: MM:SS.

    Up it tells the seconds that are over, down those that have begun; each is there for as many
    frames, and 00:00 from the moment on at which it ends.
    """
    start, counted = _start(shot.fields), _counted(shot)
    if shot.fields.get("counts") == "up":
        seconds = (start + counted) // MICROSECONDS
    else:
        seconds = -(-max(0, start - counted) // MICROSECONDS)
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def _counted(shot: Shot) -> int:
    """For how long (µs) it has counted since it was set last; at step 2 it is stopped."""
    gone = 0 if shot.leaving is None else shot.leaving
    since = shot.since
    fields = shot.fields
    for former, ago in reversed(shot.past):
        if any(former.get(name) != fields.get(name) for name in _SET):
            since = ago
            break
        fields = former
    if shot.step == _STOPPED and shot.stepped is not None:
        return max(0, since - shot.stepped)
    return since + gone


def _start(fields: Fields) -> int:
    minutes, seconds = (int(fields.get(name) or 0) for name in _SET[:2])
    return (minutes * 60 + seconds) * MICROSECONDS


def _made(shot: Shot, size: PictureSize) -> FigurePlate:
    digits = max(2, len(str(_start(shot.fields) // MICROSECONDS // 60)))
    said = FigureWords(
        title=shown(shot.fields.get("title"), shot.theme.face),
        line="",
        figure=reading(shot),
        reserve=f"{'0' * digits}:00",
    )
    return figure_plate(
        said, corner(size), shot.theme, height=_HEIGHT, digits=_DIGITS, accents=False
    )


GRAPHIC = Graphic(
    manifest=Manifest(
        id="timer",
        name="Timer",
        description="A clock that counts up or down from what is set. Step 2 stops it.",
        fields=(
            Field(name="title", title="Title", max_length=24),
            Field(
                name="counts", title="Counts", kind="choice", max_length=4, choices=("down", "up")
            ),
            Field(
                name="minutes",
                title="Minutes",
                kind="number",
                max_length=3,
                least=0,
                most=_MINUTES_AT_MOST,
            ),
            Field(
                name="seconds_on_clock",
                title="Seconds on the clock",
                kind="number",
                max_length=2,
                least=0,
                most=59,
            ),
            SECONDS,
        ),
        step_count=2,
    ),
    slot=Slot.CORNER,
    layers=layers,
    settles=BOARD.settles,
    out=BOARD.out,
    moment=reading,
)
