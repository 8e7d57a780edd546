"""What stands on air as of a moment: score bug and lower third, as values and as a scene."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from feeds.state import GameState
from overlays import lower_third, score_bug
from overlays.animation import EASE_IN_OUT
from overlays.area import Area, even
from overlays.catalogue import LOWER_THIRD, SCORE_BUG
from overlays.lower_third import Shown
from overlays.scene import Layer, PictureSize, Scene
from overlays.takes import ByHand, Move

WIPE = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bug:
    """The score bug with the share of it that shows, 0 to 1, from its left edge on."""

    state: GameState
    event_time: int = field(compare=False)
    instant: tuple[str, int | None]
    share: float = 1.0
    is_leaving: bool = False

    def layers(self, size: PictureSize) -> tuple[Layer, ...]:
        """Its layers on a picture of that size, bottom to top."""
        whole = score_bug.scene(self.state, self.event_time, size).layers
        if self.share == 1:
            return whole
        left = min(layer.left for layer in whole)
        right = max(layer.left + layer.drawing.width for layer in whole)
        window = Area(left, 0, even((right - left) * self.share), size.height)
        return tuple(shown for layer in whole for shown in layer.within(window))


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAir:
    """All that stands. Equal ones look the same on every picture."""

    bug: Bug | None = None
    third: tuple[Shown, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The graphics that stand and are not on their way out."""
        found = set()
        if self.bug is not None and not self.bug.is_leaving:
            found.add(SCORE_BUG)
        if any(not one.pose.is_leaving for one in self.third):
            found.add(LOWER_THIRD)
        return frozenset(found)


NOTHING_ON_AIR = OnAir()


def on_air(state: GameState, by_hand: ByHand, event_time: int) -> OnAir:
    """What stands at `event_time` (µs since 1970). Without a match there is no score bug."""
    share = _share(by_hand.bug, event_time)
    bug = None
    if state.sport is not None and share:
        bug = Bug(
            state=state,
            event_time=event_time,
            instant=score_bug.instant(state, event_time),
            share=share,
            is_leaving=bool(by_hand.bug) and not by_hand.bug[-1].is_taken,
        )
    return OnAir(bug=bug, third=lower_third.shown(state, by_hand, event_time))


def scene(standing: OnAir, size: PictureSize) -> Scene:
    """Its scene on a picture of that size."""
    bug = () if standing.bug is None else standing.bug.layers(size)
    return Scene(layers=(*bug, *lower_third.layers(standing.third, size)))


def _share(moves: Sequence[Move], event_time: int) -> float:
    """How much of the bug shows: all of it until it is cleared, none until it is taken again."""
    share = 1.0
    ends = [move.at for move in moves[1:]] + [event_time]
    for move, end in zip(moves, ends, strict=False):
        eased = EASE_IN_OUT.at((end - move.at) / WIPE)
        share += (move.is_taken - share) * eased
    return share
