"""The score bug: every sport has its board, which is wiped on and off."""

from dataclasses import replace

import pytest

from feeds.event_time import MICROSECONDS
from feeds.sport import Sport
from feeds.state import Clock, GameState, Phase
from overlays.boards.by_sport import board_of
from overlays.scene import PictureSize
from overlays.score_bug import GRAPHIC, WIPE, layers, moment
from tests.shots import shot

AT = 1_800_000_000 * MICROSECONDS
HD = PictureSize(width=1280, height=720)


def playing(sport: Sport | None) -> GameState:
    return GameState(sport=sport, phase=Phase.PLAYING, clock=Clock(anchor=AT, value=0))


@pytest.mark.parametrize("sport", [*Sport, None])
def test_every_sport_has_its_board(sport: Sport | None) -> None:
    state = playing(sport)
    shown = shot(state, AT)
    assert layers(shown, HD) == board_of(state).scene(shown, HD).layers
    assert moment(shown) == board_of(state).moment(shown)
    assert GRAPHIC.shows(state) == (sport is not None)


def test_it_is_wiped_on_and_off() -> None:
    still = shot(playing(Sport.FOOTBALL), AT)
    widths = []
    for part in (0, 0.25, 0.5, 0.75, 1):
        coming = replace(still, since=int(part * WIPE))
        leaving = replace(still, leaving=int((1 - part) * WIPE))
        assert layers(coming, HD) == layers(leaving, HD)
        shown = layers(coming, HD)
        widths.append(max((one.left + (one.crop or one.drawing).width for one in shown), default=0))
    assert widths == sorted(set(widths))
