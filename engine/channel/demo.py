"""The demo match as a source: drawn once from its script, kept, and played like any clip."""

import hashlib
import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import overlays.demo_match
from engine import crowd as crowd_module
from engine.crew import Crew
from engine.crowd import Swell, crowd
from engine.ffmpeg import picture, recorder
from engine.ffmpeg.picture import Handle
from engine.ffmpeg.recorder import Recorder
from engine.frame import SAMPLE_RATE
from engine.handoff import Handoff
from feeds import demo_match
from feeds.demo_match import DURATION, Script
from feeds.event_time import MICROSECONDS
from feeds.fact import Fact
from overlays import faces, fonts
from overlays.demo_match.painter import Painter
from overlays.demo_match.projection import VIEW_HEIGHT, VIEW_WIDTH
from overlays.demo_match.scene import scene

RATE = Fraction(25)
FRAMES = int(DURATION * RATE / MICROSECONDS)
_SAMPLES = SAMPLE_RATE // int(RATE)
_AHEAD = 4
_PICTURES = Path(overlays.demo_match.__file__ or "").parent


def clip_path(script: Script) -> Path:
    """Where the drawn match is kept: in the user's cache, named by seed and by what draws it."""
    modules = (demo_match, crowd_module, recorder, picture, faces, fonts)
    drawn_by = [Path(__file__), *(Path(module.__file__ or "") for module in modules)]
    drawn_by += sorted(_PICTURES.glob("*.py"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in drawn_by)).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "touchline" / f"demo-{script.seed}-{digest}.mp4"


def draw_clip(
    script: Script,
    path: Path,
    on_wait: Callable[[int], None],
    frames: range = range(FRAMES),
) -> None:
    """Draw the frames of a loop with their sound into a clip, telling how many are done."""
    crew = Crew()
    drawn: Handoff[Handle] = crew.handoff(_AHEAD)
    done = 0
    with Recorder(path, VIEW_WIDTH, VIEW_HEIGHT, RATE) as clip:

        def draw() -> None:
            painter = Painter(script)
            for number in frames:
                t = int(number * MICROSECONDS / RATE)
                drawn.put(clip.fitted(painter.paint(scene(script, t))))
            drawn.end()

        def write() -> None:
            nonlocal done
            for number, handle in zip(frames, drawn, strict=True):
                clip.picture(handle)
                clip.sound(sound(script, number * _SAMPLES, _SAMPLES).T)
                done += 1

        crew.start("draw", draw)
        crew.start("write", write)
        try:
            crew.join(lambda: on_wait(done))
        finally:
            # Nobody may draw into a clip that is closed.
            crew.end()


def sound(script: Script, first: int, count: int) -> crowd_module.Samples:
    """The crowd from a sample of the loop on, float32 of shape (count, 2)."""
    swells = [
        Swell(at_sample=t * SAMPLE_RATE // MICROSECONDS, strength=strength)
        for t, strength in script.swells()
    ]
    whistles = [t * SAMPLE_RATE // MICROSECONDS for t in script.whistles()]
    return crowd(script.seed, swells, first, count, whistles=whistles)


def facts(script: Script, *, origin: int, loops: int) -> Iterator[Fact]:
    """The facts of `loops` more loops than one; the first begins at event time `origin` (µs)."""
    for loop in range(loops + 1):
        yield from script.facts(origin=origin, loop=loop)
