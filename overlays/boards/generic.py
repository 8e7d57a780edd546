"""The board of any other game of two sides: names, scores, period, and a clock if there is one."""

from collections.abc import Hashable

from overlays.boards import strip
from overlays.boards.board import Board
from overlays.boards.flash import (
    goal_flash,
    goal_news,
    points_flash,
    strap_layers,
)
from overlays.boards.glow import is_glowing
from overlays.boards.reading import Reading, reading
from overlays.graphic import Shot
from overlays.scene import PictureSize, Scene
from overlays.score_bug_layout import Plan

_PLAN = Plan(widest=880, heads=(82, 126), score=84)


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    state, theme = shot.state, shot.theme
    places = strip.places_of(shot, size, _PLAN)
    flash = goal_flash(shot, places) or points_flash(shot)
    layers = [
        strip.plate(shot, places),
        *strip.head(_reading(shot), places, theme),
        *strip.scores(state, places, flash, theme),
        *strap_layers(flash, places),
    ]
    return Scene(layers=tuple(layers))


def moment(shot: Shot) -> Hashable:
    """What of the moment shows."""
    flashing = goal_news(shot.state, shot.at) or is_glowing(shot.state.points, shot.at)
    return _reading(shot), shot.at if flashing else None


def _reading(shot: Shot) -> Reading:
    return reading(shot)


BOARD = Board(scene=scene, moment=moment)
