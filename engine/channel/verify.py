"""The deterministic show: a log and the kept source give the frames that were aired once more."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from engine import timebase
from engine.channel import brought_crests, events
from engine.channel.as_logged import Looks, Program
from engine.channel.begun import Begun
from engine.channel.dressing import Boxes
from engine.errors import ShowLogError
from engine.ffmpeg import picture
from engine.ffmpeg.picture import Handle
from engine.frame import Frame
from engine.rung import Dressed, RungPictures
from engine.show_log import ShowEvent, read_log


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A segment made again: whether its frames are those aired; None where no source is kept.

    `program_time` is µs.
    """

    segment: int
    program_time: int
    is_same: bool | None


class ShowCheck:
    """Makes the segments of a log again whose hashes it holds, oldest first.

    `last` (µs) leaves out what lies longer before the log's end. ShowLogError where the log cannot
    be read or holds no hashes.
    """

    def __init__(self, path: Path, last: int | None = None) -> None:
        self._folder = path.parent
        logged = list(read_log(path))
        brought_crests.lay_logged(self._folder, logged)
        starts = [n for n, one in enumerate(logged) if one.payload["type"] == events.STARTED]
        runs = [(logged[:a], logged[a:b]) for a, b in pairwise([*starts, len(logged)])]
        self._runs = [_Run(before, run) for before, run in runs if _has_hashes(run)]
        self.segments = [first for run in self._runs for first in run.hashes]
        if not self.segments:
            raise ShowLogError(
                f"{path}: holds no hashes of what was aired; set `hashes = true` in its channel, "
                "and it will"
            )
        if last is not None:
            self._leave_out(last)

    def verdicts(self) -> Iterator[Verdict]:
        """One a segment; SourceError where what is kept of a source cannot be read."""
        for run in self._runs:
            if run.hashes:
                yield from run.verdicts(self._folder)

    def _leave_out(self, last: int) -> None:
        rate = self._runs[-1].begun.rate
        least = self.segments[-1] - last * rate / timebase.MICROSECONDS
        for run in self._runs:
            run.hashes = {at: sha for at, sha in run.hashes.items() if at >= least}
        self.segments = [first for run in self._runs for first in run.hashes]


class _Run:
    """What a channel aired between two starts, frame by frame."""

    def __init__(self, before: list[ShowEvent], logged: list[ShowEvent]) -> None:
        self.begun = Begun.of(logged[0])
        self._before = before
        self._events = logged
        self.hashes = {
            int(one.payload["first_frame"]): str(one.payload["sha256"])
            for one in logged
            if one.payload["type"] == events.HASHED
        }

        self._turns = [
            (str(said["rendition"]), int(said["first_frame"]), bool(said["is_on_air"]))
            for said in (one.payload for one in logged)
            if said["type"] == events.RUNG
        ]

    def verdicts(self, folder: Path) -> Iterator[Verdict]:
        """Each hashed segment made again."""
        segment = timebase.segment_frames(self.begun.rate)
        looks = Looks(self.begun, self._before, self._events, draws_from=min(self.hashes))
        program = Program(self.begun, folder, looks)
        ladder = [(rung.name, RungPictures(n, rung)) for n, rung in enumerate(self.begun.ladder)]
        for first, aired in self.hashes.items():
            sha, is_kept = hashlib.sha256(), True
            rungs = [(one, self._is_on_air(name, first)) for name, one in ladder]
            for number in range(first, first + segment):
                looks.go_to(number)
                handle = program.picture(number) if is_kept else None
                is_kept = handle is not None
                if handle is not None:
                    _hash(sha, self._dressed(number, handle, looks.boxes), rungs)
            yield Verdict(
                segment=first // segment,
                program_time=int(first * timebase.MICROSECONDS / self.begun.rate),
                is_same=sha.hexdigest() == aired if is_kept else None,
            )

    def _is_on_air(self, rendition: str, first: int) -> bool:
        """Whether a rendition was in the segment that begins at that frame."""
        turns = [
            is_on_air for name, at, is_on_air in self._turns if name == rendition and at <= first
        ]
        return turns[-1] if turns else True

    def _dressed(self, number: int, handle: Handle, boxes: Boxes) -> Dressed:
        top = self.begun.ladder[0]
        frame = Frame(
            handle=handle, width=top.width, height=top.height, number=number, content_time=0
        )
        return Dressed(frame=frame, boxes=boxes)


def _has_hashes(logged: list[ShowEvent]) -> bool:
    return any(one.payload["type"] == events.HASHED for one in logged)


def _hash(
    sha: "hashlib._Hash", dressed: Dressed, rungs: Sequence[tuple[RungPictures, bool]]
) -> None:
    """Take a frame's keyed pictures, as `FrameHash` does; of a rung that was shed, none."""
    for rung, is_on_air in rungs:
        clean = rung.clean(dressed)
        if is_on_air:
            shown = rung.keyed(clean, is_own=clean.frame is not dressed.frame)
            for plane in picture.planes(shown):
                sha.update(plane.tobytes())
        dressed = clean
