"""Storyboards: how the parts of a graphic come in, leave, change, step and keep moving.

All times are µs, counted as a `Shot` counts them: of `come` since the graphic was taken, which
stands still once it leaves; of `leave` since it began to leave; of `change` and `step` since that
last happened; of `cycle` since it was taken, over and over.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from overlays.animation import AnimationError, Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How a graphic's parts stand at a moment, as shares of 0 to 1. Equal ones look the same.

    A part that a spring moves may be a little beyond that; `animation.opacity` keeps to it.
    """

    parts: tuple[str, ...]
    come: tuple[float, ...]
    left: tuple[float, ...]
    is_leaving: bool

    def came(self, part: str) -> float:
        """How far it has come in; what leaves stops coming in where it is."""
        return self.come[self.parts.index(part)]

    def stays(self, part: str) -> float:
        """How much of it has not left yet."""
        return self.left[self.parts.index(part)]

    def shown(self, part: str) -> float:
        """How much of it is there: what has come and has not left."""
        return self.came(part) * self.stays(part)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Storyboard:
    """The tracks of a graphic's parts, by the part's name.

    Tracks of `come` end at 1, those of `leave` go from 1 to 0. A part without a track of one kind
    is there at once, or stays until the last has left. `change`, `step` and `cycle` hold whatever
    values the graphic makes of them.
    """

    come: Mapping[str, Track]
    leave: Mapping[str, Track]
    change: Mapping[str, Track] = field(default_factory=dict)
    step: Mapping[str, Track] = field(default_factory=dict)
    cycle: Mapping[str, Track] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for part, track in self.come.items():
            if track.keyframes[-1].value != 1:
                raise AnimationError(f"{part} comes in to {track.keyframes[-1].value:g}, not to 1")
        for part, track in self.leave.items():
            ends = track.keyframes[0].value, track.keyframes[-1].value
            if ends != (1, 0):
                raise AnimationError(
                    f"{part} leaves from {ends[0]:g} to {ends[1]:g}, not from 1 to 0"
                )

    @property
    def settles(self) -> int:
        """How long after it was taken, changed or stepped all of that stands."""
        tracks = (*self.come.values(), *self.change.values(), *self.step.values())
        return max((track.end for track in tracks), default=0)

    @property
    def out(self) -> int:
        """How long it takes to leave, until nothing of it is to be seen."""
        return max((track.end for track in self.leave.values()), default=0)

    def shares(self, since: int, leaving: int | None = None) -> Shares | None:
        """How the parts stand, for a shot's `since` and `leaving`; None where none is to be seen.

        What leaves stops coming in where it is.
        """
        gone = -1 if leaving is None else leaving
        if since < 0 or gone >= self.out or (gone >= 0 and since == 0):
            return None
        parts = tuple(dict.fromkeys([*self.come, *self.leave]))
        return Shares(
            parts=parts,
            come=tuple(_at(self.come.get(part), since) for part in parts),
            left=tuple(_at(self.leave.get(part), gone) for part in parts),
            is_leaving=gone >= 0,
        )

    def changed(self, part: str, since: int | None) -> float:
        """The value of `part` so long after a change; as it stands long after one for None."""
        return _last_at(self.change[part], since)

    def stepped(self, part: str, since: int | None) -> float:
        """The value of `part` so long after a step; as it stands long after one for None."""
        return _last_at(self.step[part], since)

    def cycled(self, part: str, since: int) -> float:
        """The value of `part` that moves on for ever; its track begins anew where it ends."""
        track = self.cycle[part]
        return track.at(since % track.end if track.end > 0 else since)

    def paced(self, factor: float) -> "Storyboard":
        """The same in `factor` times the time, as a theme's `pace` says: 0 cuts.

        Cycles keep theirs. It is made once, so that it may be asked for on every frame.
        """
        return self if factor == 1 else _board_paced(self, factor)


def in_turn(parts: Iterable[str], track: Track, *, each: int) -> dict[str, Track]:
    """The same track for several parts, each `each` µs after the one before."""
    return {part: track.delayed(each * place) for place, part in enumerate(parts)}


@lru_cache(maxsize=128)
def _board_paced(board: Storyboard, factor: float) -> Storyboard:
    return Storyboard(
        come=_paced(board.come, factor),
        leave=_paced(board.leave, factor),
        change=_paced(board.change, factor),
        step=_paced(board.step, factor),
        cycle=board.cycle,
    )


def _paced(tracks: Mapping[str, Track], factor: float) -> dict[str, Track]:
    return {part: track.paced(factor) for part, track in tracks.items()}


def _at(track: Track | None, time: int) -> float:
    return 1.0 if track is None else track.at(time)


def _last_at(track: Track, since: int | None) -> float:
    return track.at(track.end if since is None else since)
