"""The American football board: clock, score, possession, down and distance, time-outs left."""

from collections.abc import Hashable

from feeds.happening import Side
from feeds.situation import Down
from feeds.state import Phase
from overlays.boards import strip
from overlays.boards.board import Board
from overlays.boards.cells import BallCell, TallyCell
from overlays.boards.flash import points_flash
from overlays.boards.glow import is_glowing
from overlays.boards.reading import Reading, reading
from overlays.graphic import Shot
from overlays.names import shown
from overlays.scene import Layer, PictureSize, Scene
from overlays.score_bug_layout import Layout, Plan
from overlays.words import ENGLISH, ordinal, word

_PLAN = Plan(widest=960, heads=(126,), score=76, tail=188, foot=38)
_WITHOUT_FOOT = Plan(widest=960, heads=(66, 126), score=76, tail=188)
_PIP = 26


def scene(shot: Shot, size: PictureSize) -> Scene:
    """The board on a picture of that size."""
    state = shot.state
    down = state.situation if isinstance(state.situation, Down) else None
    said = _play(shot, down)
    plan = _WITHOUT_FOOT if down is None else _PLAN
    places = strip.places_of(shot, size, plan, has_tail=said is not None)
    layers = [
        strip.plate(shot, places),
        *strip.head(_reading(shot), places, shot.theme),
        *strip.scores(state, places, points_flash(shot), shot.theme),
    ]
    if down is not None:
        layers += _sides(down, shot, places)
        if said is not None:
            layers += _tail(said, shot, places, is_hot=down.is_red_zone)
    return Scene(layers=tuple(layers))


def moment(shot: Shot) -> Hashable:
    """What of the moment shows: the clock, and points while they are news."""
    flashing = is_glowing(shot.state.points, shot.at)
    return _reading(shot), shot.at if flashing else None


def down_text(down: Down, language: str = ENGLISH) -> str:
    """3RD & 7, 1ST & GOAL, 4TH where nobody told how far; "" without a down."""
    if down.down is None:
        return ""
    if down.distance is None:
        return ordinal(down.down, language)
    return f"{ordinal(down.down, language)} & {down.distance or word('to_goal', language)}"


def _reading(shot: Shot) -> Reading:
    return reading(shot)


def _play(shot: Shot, down: Down | None) -> tuple[str, str] | None:
    """The down, and where the ball lies; None where neither is known, or nothing is played."""
    if down is None or shot.state.phase is not Phase.PLAYING:
        return None
    text = down_text(down, shot.style.language)
    spot = shown(down.spot, shot.theme.face).upper()
    return (text, spot) if text or spot else None


def _tail(said: tuple[str, str], shot: Shot, places: Layout, *, is_hot: bool) -> list[Layer]:
    """The down above and the spot in the foot; near the end zone the down's ground is lit."""
    text, spot = said
    area, theme = places.tail, shot.theme
    ground = theme.alert if is_hot else theme.accent
    layers = [strip.tab(text or spot, area, places.scale, theme, ground)]
    if text and spot:
        layers.append(
            strip.label(spot, places.tail_foot, places.scale, theme, size=strip.FOOT_SIZE)
        )
    return layers


def _sides(down: Down, shot: Shot, places: Layout) -> list[Layer]:
    """Time-outs left in the foot, and the ball below the score of whose it is."""
    layers = []
    for is_home, area, timeouts in (
        (True, places.home_foot, down.home_timeouts),
        (False, places.away_foot, down.away_timeouts),
    ):
        cell = TallyCell(
            width=area.width,
            height=area.height,
            scale=places.scale,
            outer="left" if is_home else "right",
            pips=timeouts or 0,
            pip=_PIP,
            theme=shot.theme,
        )
        layers.append(strip.at(cell, area))
    if down.possession is not None and shot.state.phase is Phase.PLAYING:
        layers.append(_ball(down.possession, shot, places))
    return layers


def _ball(side: Side, shot: Shot, places: Layout) -> Layer:
    """In the foot, below the side's score."""
    score = places.home_score if side is Side.HOME else places.away_score
    area = places.middle._replace(left=score.left, width=score.width)
    ball = BallCell(width=area.width, height=area.height, scale=places.scale, theme=shot.theme)
    return strip.at(ball, area)


BOARD = Board(scene=scene, moment=moment)
