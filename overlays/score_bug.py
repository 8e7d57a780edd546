"""The score bug: the board of the sport that is played, wiped on and off."""

from collections.abc import Hashable

from feeds.state import GameState
from overlays.animation import EASE_IN_OUT, falling, rising
from overlays.area import Area, even
from overlays.boards.by_sport import board_of
from overlays.graphic import Graphic, Shot, Slot
from overlays.manifest import Manifest
from overlays.scene import Layer, PictureSize
from overlays.storyboard import Storyboard

WIPE = 400_000
_WIPED = Storyboard(
    come={"board": rising(0, WIPE, EASE_IN_OUT)}, leave={"board": falling(0, WIPE, EASE_IN_OUT)}
)


def layers(shot: Shot, size: PictureSize) -> tuple[Layer, ...]:
    """The bug's layers on a picture of that size, as much of them as its way on or off shows."""
    whole = board_of(shot.state).scene(shot, size).layers
    shares = _WIPED.paced(shot.theme.pace).shares(shot.since, shot.leaving)
    if shares is None:
        return ()
    share = shares.shown("board")
    if share == 1:
        return whole
    left = min(layer.left for layer in whole)
    right = max(layer.left + layer.drawing.width for layer in whole)
    window = Area(left, 0, even((right - left) * share), size.height)
    return tuple(shown for layer in whole for shown in layer.within(window))


def moment(shot: Shot) -> Hashable:
    """What a state's scene takes from the moment: equal ones of one state, equal scenes."""
    return board_of(shot.state).moment(shot)


def _is_known(state: GameState) -> bool:
    return state.sport is not None


GRAPHIC = Graphic(
    manifest=Manifest(
        id="score_bug",
        name="Score bug",
        description="Names, score and clock; on air as soon as a match is known.",
    ),
    slot=Slot.BUG,
    layers=layers,
    settles=WIPE,
    out=WIPE,
    moment=moment,
    has_content=_is_known,
    stands=True,
)
