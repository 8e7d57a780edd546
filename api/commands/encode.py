"""`touchline encode`: the pipeline as a job."""

import argparse
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from api import config
from api.arguments import Checks, check_new_file, check_new_folder, count, duration, moment
from api.console import Progress, ProgressLines, complain
from api.encode_report import tell
from api.exit_code import DONE, FAILED, MISTAKEN
from engine import store, timebase
from engine.channel import events, overlay_set
from engine.channel.job import Encode, Job, Report
from engine.channel.settings import ChannelSettings, ladder_of
from engine.errors import EngineError
from engine.ffmpeg import progressive
from engine.ffmpeg.probe import SourceInfo, probe
from engine.rendition import (
    DEFAULT_PRESET,
    PRESETS,
    Rendition,
    check_not_upscaled,
    default_ladder,
)
from engine.show_log import SHOW_LOG, ShowLog, write_lines
from engine.timebase import Timing
from feeds import facts_file
from feeds.demo_match import Script, script_of
from feeds.fact import Fact
from feeds.mistake import MistakesError
from overlays import fonts
from overlays.config import reading
from overlays.config.yaml_text import text_of
from overlays.fonts import FontMissingError

START = "2000-01-01T00:00:00Z"
"""When programmes of jobs begin, unless they are told otherwise."""
_SAID_BY_A_LOG = ("start", "distance", "latency", "lateness")
_LOOPS_AT_MOST = 100_000
_NO_SETTINGS = ChannelSettings(name="encode")
_NO_LADDER: tuple[Rendition, ...] = ()


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add = parser.add_argument
    add("input", metavar="INPUT", help="a media file, or demo: for the demo match")
    add("--out", required=True, type=Path, metavar="DIR", help="a new or empty folder")
    add("--config", type=Path, metavar="FILE", help="take the settings of a channel of this config")
    add("--channel", metavar="NAME", help="which one; needed where the config has several")
    add("--facts", type=Path, metavar="FILE", help="facts as JSON Lines, shown by the graphics")
    add("--show", type=Path, metavar="LOG", help="play the show log of an earlier run instead")
    add("--ladder", metavar="WxH:KBITk,...", help="rungs, top first (default: by the source)")
    add("--preset", choices=PRESETS, metavar="P", help=f"of x264 (default {DEFAULT_PRESET})")
    add("--loops", default="0", metavar="N", help="play the source N times more")
    add("--start", metavar="TIME", help=f"programme time (default {START})")
    add("--distance", metavar="S", help="programme behind the venue, seconds")
    add("--latency", metavar="S", help="of the source against the venue, seconds")
    add("--lateness", metavar="S", help="how much later facts become known, seconds")
    add("--log", type=Path, metavar="FILE", help="write the show log as JSON Lines")
    add(
        "--mp4", type=Path, metavar="FILE", help="also write the top rung as one MP4 with its sound"
    )
    add("--no-graphics", action="store_true", help="leave the picture clean")
    add("--hash", action="store_true", help="report program_sha256 of the keyed frames")
    add("--json", action="store_true", help="print one JSON object on stdout")
    add("--progress", action="store_true", help="say how far it is as lines of JSON on stderr")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check everything first, then do it."""
    try:
        job = _job(arguments)
    except MistakesError as error:
        complain(str(error))
        return MISTAKEN
    except (EngineError, FontMissingError) as error:
        complain(str(error))
        return FAILED
    try:
        report = _encode(job, says_lines=arguments.progress)
        if arguments.log is not None:
            _write_log(job.folder / SHOW_LOG, arguments.log)
        if arguments.mp4 is not None:
            _write_mp4(job, report, arguments.mp4)
    except (EngineError, MistakesError, FontMissingError) as error:
        complain(str(error))
        return FAILED
    tell(job, report, as_json=arguments.json)
    return FAILED if report.is_ended_early else DONE


def _job(arguments: argparse.Namespace) -> Job:
    """The job the arguments ask for; MistakesError with all that is wrong."""
    checks = Checks()
    script = checks.value(arguments.input, lambda: script_of(arguments.input), None)
    clip = _demo_clip(script) if script is not None else arguments.input
    info = None if checks.mistakes else checks.value(clip, lambda: probe(clip), None)
    settings = checks.value("--channel", lambda: _settings(arguments), _NO_SETTINGS)
    rate = settings.rate or (info.rate if info is not None else None)
    asked = _asked(checks, arguments, settings, rate)
    ladder = checks.value("--ladder", lambda: _ladder(arguments.ladder, settings, info), _NO_LADDER)
    start_text = START if arguments.start is None else arguments.start
    start = checks.value("--start", lambda: moment(start_text, like=START), 0)
    loops = checks.value("--loops", lambda: count(arguments.loops, _LOOPS_AT_MOST), 0)
    lateness = checks.value("--lateness", lambda: duration(arguments.lateness), None)
    overlay = checks.value("", lambda: _overlay(settings), None)
    _check_written(checks, arguments)
    started = checks.value(str(arguments.show), lambda: _started(arguments, rate), None)
    timing, first_frame = _beginning(started, asked, start)
    if arguments.facts is not None:
        path, origin = arguments.facts, timing.content_time(first_frame)
        checks.value(str(path), lambda: facts_file.check(path, origin=origin), 0)
    if checks.mistakes or info is None:
        raise MistakesError(checks.mistakes, checks.count)
    if not arguments.no_graphics:
        fonts.load()
    return Job(
        info=info,
        folder=arguments.out,
        ladder=ladder,
        preset=arguments.preset or settings.preset,
        timing=timing,
        first_frame=first_frame,
        loops=loops,
        events=_events(arguments, (script, overlay), (timing, first_frame), lateness or 0),
        draws_graphics=not arguments.no_graphics,
        hashes=arguments.hash,
        overlay=overlay,
    )


def _overlay(settings: ChannelSettings) -> dict[str, Any] | None:
    """The event of the channel's overlay config, where it has one that is right."""
    if settings.overlay is None:
        return None
    path = Path(settings.overlay)
    text = text_of(path)
    contents = reading.read(text, str(path)).contents
    return overlay_set.payload(str(path), text, contents)


def _check_written(checks: Checks, arguments: argparse.Namespace) -> None:
    """That what is to be written can be."""
    checks.value(str(arguments.out), lambda: check_new_folder(arguments.out), None)
    for path in filter(None, (arguments.log, arguments.mp4)):
        checks.value(str(path), partial(check_new_file, path, arguments.out), None)


def _asked(
    checks: Checks, arguments: argparse.Namespace, settings: ChannelSettings, rate: Fraction | None
) -> Timing:
    """The timing asked for; at any rate where none is known."""
    distance = checks.value("--distance", lambda: duration(arguments.distance), None)
    latency = checks.value("--latency", lambda: duration(arguments.latency), None)
    return Timing(
        rate=rate or timebase.RATES[0],
        distance=settings.distance if distance is None else distance,
        latency=_latency(settings) if latency is None else latency,
    )


def _beginning(started: events.Started | None, asked: Timing, start: int) -> tuple[Timing, int]:
    """Timing and first frame: those of the log that is played, else those asked for."""
    if started is None:
        return asked, timebase.first_frame(start, asked.rate)
    timing = replace(asked, distance=started.distance, latency=started.latency)
    return timing, started.first_frame


def _demo_clip(script: Script) -> str:
    """The demo match's clip, drawn if it was not yet."""
    from engine.channel import demo

    path = demo.clip_path(script)
    if not path.exists():
        progress = Progress(demo.FRAMES, "frames of the demo match drawn, once")
        demo.draw_clip(script, path, progress.show)
        progress.clear()
    return str(path)


def _settings(arguments: argparse.Namespace) -> ChannelSettings:
    """The channel's settings, where a config is asked for."""
    if arguments.config is None and arguments.channel is None:
        return _NO_SETTINGS
    path = arguments.config or config.DEFAULT_PATH
    try:
        return config.read(path, os.environ).named(arguments.channel)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def _latency(settings: ChannelSettings) -> int:
    return settings.source.latency if settings.source is not None else 0


def _ladder(
    text: str | None, settings: ChannelSettings, info: SourceInfo | None
) -> tuple[Rendition, ...]:
    ladder = ladder_of(text) if text is not None else settings.ladder or ()
    if info is None:
        return ladder
    if not ladder:
        return default_ladder(*info.display, settings.rate or info.rate)
    check_not_upscaled(ladder, *info.display)
    return ladder


def _started(arguments: argparse.Namespace, rate: Fraction | None) -> events.Started | None:
    """How the log to be played began, where one is; `rate` is None where it is not known."""
    if arguments.show is None:
        return None
    if arguments.facts is not None:
        raise ValueError("a show log holds its facts; give --facts or --show, not both")
    given = [name for name in _SAID_BY_A_LOG if getattr(arguments, name) is not None]
    if given:
        options = ", ".join(f"--{name}" for name in given)
        raise ValueError(f"a show log says when all is shown; leave out {options}")
    started = events.read_started(arguments.show)
    events.check_log(arguments.show)
    if rate is not None and started.rate != rate:
        raise ValueError(
            f"was made at {float(started.rate):.3f} frames/s, this would be made at "
            f"{float(rate):.3f}; use the source and the config it was made with"
        )
    return started


def _events(
    arguments: argparse.Namespace,
    given: tuple[Script | None, dict[str, Any] | None],
    beginning: tuple[Timing, int],
    lateness: int,
) -> events.Events | None:
    """What is told; an overlay config goes over those of a log that is played."""
    (script, overlay), (timing, first_frame) = given, beginning
    if arguments.show is not None:
        without = "" if overlay is None else events.OVERLAY
        return events.Script(events.from_log(arguments.show, without))
    origin = timing.content_time(first_frame)
    if arguments.facts is not None:
        facts: Iterator[Fact] = facts_file.facts(arguments.facts, origin=origin)
    elif script is not None:
        from engine.channel import demo

        facts = demo.facts(script, origin=origin, loops=count(arguments.loops, _LOOPS_AT_MOST))
    else:
        return None
    return events.Script(
        events.from_facts(facts, rate=timing.rate, first_frame=first_frame, lateness=lateness)
    )


def _encode(job: Job, *, says_lines: bool) -> Report:
    """Run the job with a bar, or lines; SIGINT and SIGTERM end it early and whole."""
    seconds = job.info.duration
    total = None if seconds is None else round(seconds * job.timing.rate) * (job.loops + 1)
    encode = Encode(job)
    progress = ProgressLines(total) if says_lines else Progress(total, "frames")
    for warning in job.info.warnings:
        complain(f"{job.info.path}: {warning}")
    with _signals(encode.stop):
        try:
            return encode.run(lambda: progress.show(encode.frames))
        finally:
            progress.clear()


@contextmanager
def _signals(stop: Callable[[], None]) -> Iterator[None]:
    numbers = signal.SIGINT, signal.SIGTERM
    before = [signal.signal(number, lambda *_: stop()) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _write_mp4(job: Job, report: Report, path: Path) -> None:
    """The top rung and the sound, which is made last, as one file."""
    picture, sound = (store.files(job.folder, report.windows[place]) for place in (0, -1))
    progressive.write(path, picture, sound)


def _write_log(show: Path, path: Path) -> None:
    beside = path.with_name(path.name + ".tmp")
    try:
        with ShowLog(show) as log, beside.open("w", encoding="utf-8") as file:
            write_lines(log.events(), file)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        reason = (error.strerror or str(error)).lower()
        raise EngineError(f"{path}: {reason}; the programme itself is whole") from error
