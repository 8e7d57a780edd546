"""What graphics cost a 1080p programme: keying a rich scene, a clock's tick, a full redraw, memory.

CPU of the thread, p50 and p95 over the frames in which the named graphic moves.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np

from bench.command import run
from bench.row import Row
from engine import keyer
from engine.channel.graphics import Look
from engine.ffmpeg import picture
from engine.rendition import parse_ladder
from feeds.event_time import MICROSECONDS
from feeds.fact import ClockSet, Goal, Match, Team
from feeds.happening import Side
from feeds.timeline import Timeline
from overlays.catalogue import GRAPHICS
from overlays.graphic import Graphic, Shot
from overlays.renderer import Renderer
from overlays.sample_matches import SampleMatch, matches
from overlays.scene import PictureSize, Scene
from overlays.stage import Stage, scene
from overlays.takes import NOTHING, ByHand, Takes

_SIZE = PictureSize(width=1920, height=1080)
_LADDER = parse_ladder("1920x1080:5000k,1280x720:2800k,854x480:1200k")
_RATE = Fraction(25)
_FRAME = MICROSECONDS // 25
_GOAL = 20 * MICROSECONDS
# The strap and the lower third come in, stand, and leave.
_MOVING = range(_GOAL, _GOAL + 9 * MICROSECONDS, _FRAME)
_TIMES = 5
_ITEMS = "\n".join(f"RESULTS: Port Arden {n} - {n % 3} Northmere" for n in range(12))
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cost:
    """Milliseconds of the thread, of each frame."""

    keyed: list[float]
    made: list[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ticks:
    """Milliseconds of the thread, of each tick: its drawing, and all from state to plates."""

    drawn: list[float]
    whole: list[float]


def rows() -> Iterator[Row]:
    """The rich scene, the tick, the largest redraw, and what all graphics hold at once."""
    timeline, by_hand = _show()
    rounds = [_rich(timeline, by_hand) for _ in range(_TIMES)]
    for share in (50, 95):
        yield Row(
            name=f"key bug, crawling ticker and moving strap at 1080p: p{share}, ms",
            figures=tuple(float(np.percentile(one.keyed, share)) for one in rounds),
            bound=0.6,
            note=f"making their scene {np.percentile(rounds[0].made, share):.2f} ms",
        )
    ticks = _ticks(timeline)
    for share in (50, 95):
        yield Row(
            name=f"a clock tick drawn at 1080p: p{share}, ms",
            figures=(float(np.percentile(ticks.drawn, share)),),
            bound=0.2,
            note=f"from the state to what is keyed {np.percentile(ticks.whole, share):.2f} ms",
        )
    yield from _redraws()
    yield Row(
        name="what all graphics of twelve sports hold on three rungs, MB",
        figures=(float(run([sys.executable, "-m", "bench.graphics"]).report["held_mb"]),),
        bound=120,
    )


def _show() -> tuple[Timeline, ByHand]:
    timeline, takes = Timeline(), Takes()
    for fact in (
        Match(event_time=0, received=0, home=Team(name="Port Arden"), away=Team(name="Northmere")),
        ClockSet(event_time=0, received=0, clock=0, period=1),
        Goal(event_time=_GOAL, received=0, side=Side.HOME, player="Ada Marsh", minute=7),
    ):
        timeline.add(fact, visible_from=fact.event_time or 0)
    takes.take("ticker", 0, {"items": _ITEMS})
    return timeline, takes.as_of(0)


def _rich(timeline: Timeline, by_hand: ByHand) -> _Cost:
    """Key it frame by frame onto pictures that come out of the decoder's memory."""
    look, cost = Look(_LADDER[:1], _RATE), _Cost(keyed=[], made=[])
    source = picture.planes(picture.filled(_SIZE.width, _SIZE.height))
    for at in _MOVING:
        state = timeline.as_of(at)
        made, boxes = _spent(lambda at=at, state=state: look.boxes(state, at, by_hand)[0])  # type: ignore[misc]
        planes = picture.planes(picture.filled(_SIZE.width, _SIZE.height))
        picture.copy(source, planes)
        keyed, _ = _spent(lambda planes=planes, boxes=boxes: keyer.key(planes, boxes))  # type: ignore[misc]
        cost.made.append(made)
        cost.keyed.append(keyed)
    return cost


def _ticks(timeline: Timeline) -> _Ticks:
    """Each second of a minute: a scene whose clock alone is new."""
    look, stage, renderer = Look(_LADDER[:1], _RATE), Stage((), rate=_RATE), Renderer()
    before = 2 * 60 * MICROSECONDS
    look.boxes(timeline.as_of(before), before)
    renderer.boxes(scene(stage.standing(timeline.as_of(before), NOTHING, before), _SIZE))
    ticks = _Ticks(drawn=[], whole=[])
    for second in range(1, 61):
        at = before + second * MICROSECONDS
        state = timeline.as_of(at)
        made = scene(stage.standing(state, NOTHING, at), _SIZE)
        ticks.drawn.append(_spent(lambda made=made: renderer.boxes(made))[0])  # type: ignore[misc]
        ticks.whole.append(_spent(lambda at=at, state=state: look.boxes(state, at))[0])  # type: ignore[misc]
    return ticks


def _redraws() -> Iterator[Row]:
    """Every graphic drawn from nothing at 1080p, of all sports."""
    costs: dict[str, float] = {}
    for match, graphic in product(matches(), GRAPHICS):
        if graphic.shows(match.state):
            made = _scene(graphic, match)
            spent = min(_spent(lambda made=made: Renderer().boxes(made))[0] for _ in range(_TIMES))  # type: ignore[misc]
            costs[f"{graphic.id} of {match.name}"] = spent
    name = max(costs, key=lambda name: costs[name])
    yield Row(
        name="full redraw of the largest graphic at 1080p, ms",
        figures=(costs[name],),
        bound=12,
        note=f"{name}; {len(costs)} drawn",
    )


def _scene(graphic: Graphic, match: SampleMatch) -> Scene:
    shot = Shot(state=match.state, at=match.at, since=4 * MICROSECONDS, fields=_fields(graphic))
    return Scene(layers=graphic.layers(shot, _SIZE))


def _fields(graphic: Graphic) -> dict[str, str]:
    given = {"text": "Ada Marsh", "lines": _ITEMS, "number": "4", "choice": "home"}
    kinds = {field.name: given.get(field.kind, "") for field in graphic.manifest.fields}
    return {name: text for name, text in kinds.items() if text}


def held_mb() -> float:
    """How much more memory is held once every graphic of every sport came and went on a ladder."""
    before = _resident_mb()
    look = Look(_LADDER, _RATE)
    for match, graphic in product(matches(), GRAPHICS):
        takes = Takes()
        takes.take(graphic.id, match.at, _fields(graphic))
        takes.clear(graphic.id, match.at + 2 * MICROSECONDS)
        for number in range(70):
            at = match.at + number * _FRAME
            look.boxes(match.state, at, takes.as_of(at))
    return _resident_mb() - before


def _resident_mb() -> float:
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / _MEGABYTE


def _spent[Result](work: Callable[[], Result]) -> tuple[float, Result]:
    """Milliseconds of this thread's CPU, and what came of it."""
    began = time.thread_time_ns()
    found = work()
    return (time.thread_time_ns() - began) / 1e6, found


if __name__ == "__main__":
    print(json.dumps({"held_mb": held_mb()}))
