"""The Spoiler Test's score bugs, drawn by the engine for two ways of timing the same feed.

On the left a fact shows from the picture of its moment on, or as soon as it is known where that is
later. On the right it shows when it arrives, whatever the picture; so does the clock.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from api.demo.happenings import Playing
from engine.channel.boxes import Pictures, coded_box
from feeds import event_time
from feeds.demo_match import DURATION
from feeds.event_time import MICROSECONDS
from feeds.fact import Fact, Goal, Retraction
from feeds.timeline import Timeline
from overlays.on_air import OnAir, on_air, scene
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.takes import NOTHING

RATE = 25
LEFT, RIGHT = "left", "right"
_FRAME = MICROSECONDS // RATE
_SIZE = PictureSize(width=1280, height=720)

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
class _Pane:
    """What a side has been told: of facts each with the content time from which it shows (µs)."""

    told: tuple[tuple[Fact, int], ...]
    ahead: int
    """How far its content runs ahead of the picture's, µs."""


class Bugs:
    """Draws both sides' bugs, every picture once. For one thread at a time."""

    def __init__(self) -> None:
        self._renderer = Renderer()
        self._pictures = Pictures()

    def drawn(self, playing: Playing, viewing: Viewing, have: Collection[str]) -> Message:
        """The boxes of both sides, as the overlay's socket tells them, wherever they change.

        `told` of each names the goals and annulments it speaks of; `changes` has the programme time
        of each. Pictures named in `have` are left out.
        """
        known, sides = set(have), dict[str, list[Message]]()
        changes = dict[str | None, str]()
        for name, pane in _panes(playing, viewing).items():
            sides[name] = list(self._sets(pane, playing, viewing, known))
            changes |= {
                fact.id: event_time.to_iso(_happened(fact) + playing.behind)
                for fact, _ in pane.told
                if isinstance(fact, Goal | Retraction)
            }
        named = {one for sets in sides.values() for each in sets for one in each["told"]}
        return {**sides, "changes": {name: changes[name] for name in sorted(named)}}

    def _sets(
        self, pane: _Pane, playing: Playing, viewing: Viewing, known: set[str]
    ) -> Iterator[Message]:
        timeline = Timeline()
        for fact, shows_from in pane.told:
            timeline.add(fact, visible_from=shows_from)
        before: tuple[OnAir, list[str]] | None = None
        for number in range(viewing.since // _FRAME, -(-viewing.until // _FRAME) + 1):
            moment = number * _FRAME - playing.behind + pane.ahead
            shown = replace(on_air(timeline.as_of(moment), NOTHING, moment), third=())
            told = _named(pane, moment)
            if (shown, told) != before:
                before = shown, told
                yield self._coded(number, shown, told, known)

    def _coded(self, number: int, shown: OnAir, told: list[str], known: set[str]) -> Message:
        boxes = self._renderer.boxes(scene(shown, _SIZE))
        coded = [self._pictures.coded(box) for box in boxes]
        fresh = {name: png for name, png in coded if name not in known}
        known.update(fresh)
        return {
            "type": "boxes",
            "frame": number,
            "program_time": event_time.to_iso(number * _FRAME),
            "size": [_SIZE.width, _SIZE.height],
            "boxes": [coded_box(box, name) for box, (name, _) in zip(boxes, coded, strict=True)],
            "pictures": fresh,
            "told": told,
        }


def _panes(playing: Playing, viewing: Viewing) -> dict[str, _Pane]:
    """Both sides. What has arrived by the moment a viewer sees a picture is known by then."""
    ahead = playing.behind + viewing.behind - viewing.lateness
    late = max(0, -ahead)
    facts = _facts(playing, viewing, ahead)
    return {
        LEFT: _Pane(told=tuple((one, _happened(one) + late) for one in facts), ahead=0),
        RIGHT: _Pane(told=tuple((one, _happened(one)) for one in facts), ahead=ahead),
    }


def _facts(playing: Playing, viewing: Viewing, ahead: int) -> list[Fact]:
    """Those of every loop that either side may be speaking of."""
    first = viewing.since - playing.behind + min(0, ahead) - playing.origin
    last = viewing.until - playing.behind + max(0, ahead) - playing.origin
    loops = range(max(0, first // DURATION), max(0, last // DURATION) + 1)
    return [
        fact
        for loop in loops
        for fact in playing.calls.of_loop(loop).facts(origin=playing.origin, loop=loop)
    ]


def _named(pane: _Pane, moment: int) -> list[str]:
    return [
        fact.id
        for fact, shows_from in pane.told
        if isinstance(fact, Goal | Retraction) and fact.id and shows_from <= moment
    ]


def _happened(fact: Fact) -> int:
    """When it happened; everything in the script has its time."""
    return fact.event_time if fact.event_time is not None else fact.received
