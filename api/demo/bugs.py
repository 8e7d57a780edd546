"""The Spoiler Test's score bugs, drawn by the engine for two ways of timing the same feed.

On the left a fact shows from the picture of its moment on, or as soon as it is known where that is
later. On the right it shows when it arrives, whatever the picture; so does the clock.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from api.demo.happenings import Playing
from engine.channel.boxes import Pictures, coded_box
from feeds import event_time
from feeds.event_time import MICROSECONDS
from feeds.fact import Fact, Goal, Retraction
from feeds.timeline import Timeline
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.stage import OnAir, Stage, scene
from overlays.takes import NOTHING

RATE = 25
LEFT, RIGHT = "left", "right"
_FRAME = MICROSECONDS // RATE
_SIZE = PictureSize(width=1280, height=720)
# A household's pages with their sliders; half a minute of what each is shown.
_TRACKS_KEPT = 32
_FRAMES_KEPT = 40 * RATE
_FILES_KEPT = 4000

type Message = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """A stretch of the programme as a viewer sees it `behind` live, of a feed `lateness` late, µs.

    `since` and `until` are programme times. A feed that is ahead has a negative lateness.
    """

    since: int
    until: int
    lateness: int
    behind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What a frame shows: boxes as they are told, their pictures' names, what it speaks of."""

    boxes: list[Message]
    told: list[str]


class Bugs:
    """Draws both sides' bugs, every frame once for all viewers. For one thread at a time."""

    def __init__(self) -> None:
        self._renderer = Renderer()
        self._pictures = Pictures()
        self._files = dict[str, str]()
        self._tracks = OrderedDict[tuple[Playing, range, int], _Track]()

    def drawn(self, playing: Playing, viewing: Viewing, have: Collection[str]) -> Message:
        """The boxes of both sides, as the overlay's socket tells them, wherever they change.

        `told` of each names the goals and annulments it speaks of; `changes` has the programme time
        of each. Pictures named in `have` are left out.
        """
        if len(self._files) > _FILES_KEPT:
            # What was worked out names files that would no longer be there.
            self._tracks.clear()
            self._files.clear()
        # By the moment a viewer sees a picture, the feed has come so much farther than that.
        ahead = round((playing.behind + viewing.behind - viewing.lateness) / _FRAME)
        known = set(have)
        left = self._track(playing, viewing, 0, late=max(0, -ahead))
        right = self._track(playing, viewing, ahead, late=0)
        sides = {
            LEFT: list(self._sets(left, viewing, 0, known)),
            RIGHT: list(self._sets(right, viewing, ahead, known)),
        }
        named = {one for sets in sides.values() for each in sets for one in each["told"]}
        happened = left.happened | right.happened
        return {
            **sides,
            "changes": {
                name: event_time.to_iso(happened[name] + playing.behind) for name in sorted(named)
            },
        }

    def _track(self, playing: Playing, viewing: Viewing, ahead: int, *, late: int) -> "_Track":
        first = viewing.since + min(0, ahead) * _FRAME
        last = viewing.until + max(0, ahead) * _FRAME
        key = playing, playing.loops(first - late * _FRAME, last), late
        track = self._tracks.pop(key, None) or _Track(playing, key[1], late, self._coded)
        self._tracks[key] = track
        if len(self._tracks) > _TRACKS_KEPT:
            self._tracks.popitem(last=False)
        return track

    def _sets(
        self, track: "_Track", viewing: Viewing, ahead: int, known: set[str]
    ) -> Iterator[Message]:
        before: _Shown | None = None
        for number in range(viewing.since // _FRAME, -(-viewing.until // _FRAME) + 1):
            shown = track.frame(number + ahead)
            if shown is before or shown == before:
                continue
            before = shown
            names = {box["version"] for box in shown.boxes} - known
            known |= names
            yield {
                "type": "boxes",
                "frame": number,
                "program_time": event_time.to_iso(number * _FRAME),
                "size": [_SIZE.width, _SIZE.height],
                "boxes": shown.boxes,
                "pictures": {name: self._files[name] for name in sorted(names)},
                "told": shown.told,
            }

    def _coded(self, shown: OnAir) -> list[Message]:
        boxes = self._renderer.boxes(scene(shown, _SIZE))
        coded = [self._pictures.coded(box) for box in boxes]
        self._files |= coded
        return [coded_box(box, name) for box, (name, _) in zip(boxes, coded, strict=True)]


class _Track:
    """The bug on every frame, of facts that show `late` frames after they happened."""

    def __init__(
        self, playing: Playing, loops: range, late: int, code: Callable[[OnAir], list[Message]]
    ) -> None:
        self._behind = playing.behind
        self._code = code
        self._facts = [
            (fact, _happened(fact) + late * _FRAME)
            for loop in loops
            for fact in playing.calls.of_loop(loop).facts(origin=playing.origin, loop=loop)
        ]
        # Without rules the bug stands alone.
        self._stage = Stage((), rate=Fraction(RATE))
        self._timeline = Timeline()
        for fact, shows_from in self._facts:
            self._timeline.add(fact, visible_from=shows_from)
        self.happened = {
            fact.id: _happened(fact)
            for fact, _ in self._facts
            if isinstance(fact, Goal | Retraction) and fact.id
        }
        self._last: tuple[OnAir, list[str], _Shown] | None = None
        self._frames = OrderedDict[int, _Shown]()

    def frame(self, number: int) -> _Shown:
        """What frame n of the programme shows."""
        shown = self._frames.get(number) or self._worked_out(number)
        self._frames[number] = shown
        if len(self._frames) > _FRAMES_KEPT:
            self._frames.popitem(last=False)
        return shown

    def _worked_out(self, number: int) -> _Shown:
        moment = number * _FRAME - self._behind
        bug = self._stage.standing(self._timeline.as_of(moment), NOTHING, moment)
        told = [
            fact.id
            for fact, shows_from in self._facts
            if fact.id in self.happened and shows_from <= moment
        ]
        if self._last is None or self._last[:2] != (bug, told):
            self._last = bug, told, _Shown(boxes=self._code(bug), told=told)
        return self._last[2]


def _happened(fact: Fact) -> int:
    """When it happened; everything in the script has its time."""
    return fact.event_time if fact.event_time is not None else fact.received
