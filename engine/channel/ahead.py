"""Ahead: what a graphic will take to show, drawn before it is taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.channel.plates import PlateName
from engine.channel.rung_look import RungLook
from feeds.state import GameState
from overlays.scene import Drawing
from overlays.stage import Stage, Standing, layers_of
from overlays.takes import Move

# What is made ahead may fill this part of what a rung keeps; the rest is for what is on air.
_PART = 0.5
_BYTES_A_PIXEL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A graphic as it is taken, and the event times (µs) of its frames, the ones that matter first.

    There may be no room for all.
    """

    state: GameState
    taken: Move
    times: tuple[int, ...]


class Ahead:
    """Makes what every rung needs of a graphic; for one thread, which is not the one that shows it.

    `stages` are by language.
    """

    def __init__(
        self, stages: Mapping[str, Stage], rungs: Sequence[RungLook], wanted: Wanted
    ) -> None:
        self._stages = stages
        self._rungs = [_AheadOfRung(rung) for rung in rungs if not rung.is_clean]
        self._wanted = wanted

    def make(self, rest: Callable[[], bool]) -> bool:
        """Draw it for every rung; whether it came to the end.

        `rest` is called before each frame; where it says so nothing more is made.
        """
        standing = {
            language: list(self._standing(stage)) for language, stage in self._stages.items()
        }
        for rung in self._rungs:
            for one in standing[rung.language]:
                if rest():
                    return False
                if not rung.make(one):
                    break
        return True

    def keeps(self) -> bool:
        """Have it kept for as long as if it were shown now; whether all of it still is."""
        missing = 0
        for rung in self._rungs:
            missing += not rung.keeps()
        return missing == 0

    def _standing(self, stage: Stage) -> Iterator[Standing]:
        wanted = self._wanted
        for at in wanted.times:
            for one in stage.standing(wanted.state, (wanted.taken,), at):
                if one.graphic == wanted.taken.graphic:
                    yield one


class _AheadOfRung:
    """What was made ahead for a rung, which is a part of what it keeps at most."""

    def __init__(self, rung: RungLook) -> None:
        self.language = rung.language
        self._rung = rung
        self._drawings: dict[Drawing, None] = {}
        self._plates: dict[PlateName, None] = {}
        self._left = int(_PART * rung.byte_limit)

    def make(self, standing: Standing) -> bool:
        """Make what a graphic takes that stands so; False where there is no room for it."""
        self._rung.keeps((), ())
        for layer in layers_of(standing, self._rung.size):
            if not layer.opacity:
                continue
            if layer.drawing not in self._drawings:
                self._left -= _BYTES_A_PIXEL * layer.drawing.width * layer.drawing.height
            if self._left < 0:
                return False
            self._plates[self._rung.make(layer)] = None
            self._drawings[layer.drawing] = None
        return True

    def keeps(self) -> bool:
        """Have it kept; whether all of it still is."""
        return self._rung.keeps(self._drawings, self._plates)
