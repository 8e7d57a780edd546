"""`touchline encode`: the pipeline as a job."""

import argparse
import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from api import config
from api.arguments import Checks, check_new_folder, count, duration, moment
from api.console import Progress, complain, say
from api.exit_code import DONE, FAILED, MISTAKEN
from engine import timebase
from engine.channel import events
from engine.channel.job import SHOW_LOG, Encode, Job, Report
from engine.channel.settings import ChannelSettings
from engine.errors import EngineError
from engine.ffmpeg.encoder import DEFAULT_PRESET, PRESETS
from engine.ffmpeg.probe import SourceInfo, probe
from engine.playlist import measured
from engine.rendition import Rendition, check_not_upscaled, default_ladder, parse_ladder
from engine.show_log import ShowLog, write_lines
from engine.timebase import Timing
from feeds import facts_file
from feeds.demo_match import Script
from feeds.fact import Fact
from feeds.mistake import MistakesError
from overlays.fonts import FontMissingError

_DEMO = "demo:"
_START = "2000-01-01T00:00:00Z"
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
    add("--facts", type=Path, metavar="FILE", help="facts as JSON Lines, shown on the score bug")
    add("--show", type=Path, metavar="LOG", help="play the show log of an earlier run instead")
    add("--ladder", metavar="WxH:KBITk,...", help="rungs, top first (default: by the source)")
    add("--preset", choices=PRESETS, metavar="P", help=f"of x264 (default {DEFAULT_PRESET})")
    add("--loops", default="0", metavar="N", help="play the source N times more")
    add("--start", default=_START, metavar="TIME", help=f"programme time (default {_START})")
    add("--distance", metavar="S", help="programme behind the venue, seconds")
    add("--latency", metavar="S", help="of the source against the venue, seconds")
    add("--lateness", default="0", metavar="S", help="how much later facts become known, seconds")
    add("--log", type=Path, metavar="FILE", help="write the show log as JSON Lines")
    add("--no-graphics", action="store_true", help="leave the picture clean")
    add("--hash", action="store_true", help="report program_sha256 of the keyed frames")
    add("--json", action="store_true", help="print one JSON object on stdout")
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
        report = _encode(job)
        if arguments.log is not None:
            _write_log(job.folder / SHOW_LOG, arguments.log)
    except (EngineError, MistakesError, FontMissingError) as error:
        complain(str(error))
        return FAILED
    _tell(job, report, as_json=arguments.json)
    return FAILED if report.is_ended_early else DONE


def _job(arguments: argparse.Namespace) -> Job:
    """The job the arguments ask for; MistakesError with all that is wrong."""
    checks = Checks()
    script = checks.value(arguments.input, lambda: _script(arguments.input), None)
    clip = _demo_clip(script) if script is not None else arguments.input
    info = checks.value(clip, lambda: probe(clip), None)
    settings = checks.value("--channel", lambda: _settings(arguments), _NO_SETTINGS)
    rate = settings.rate or (info.rate if info is not None else timebase.RATES[0])
    ladder = checks.value("--ladder", lambda: _ladder(arguments.ladder, settings, info), _NO_LADDER)
    start = checks.value("--start", lambda: moment(arguments.start, like=_START), 0)
    loops = checks.value("--loops", lambda: count(arguments.loops, _LOOPS_AT_MOST), 0)
    distance = checks.value("--distance", lambda: duration(arguments.distance), None)
    latency = checks.value("--latency", lambda: duration(arguments.latency), None)
    lateness = checks.value("--lateness", lambda: duration(arguments.lateness), None)
    checks.value(str(arguments.out), lambda: check_new_folder(arguments.out), None)
    if arguments.facts is not None:
        checks.value(str(arguments.facts), lambda: facts_file.check(arguments.facts), 0)
    started = checks.value(str(arguments.show), lambda: _started(arguments, rate), None)
    if checks.mistakes or info is None:
        raise MistakesError(checks.mistakes, checks.count)
    if started is not None:
        timing = Timing(rate=rate, distance=started.distance, latency=started.latency)
        first_frame = started.first_frame
    else:
        timing = Timing(
            rate=rate,
            distance=settings.distance if distance is None else distance,
            latency=settings.latency if latency is None else latency,
        )
        first_frame = timebase.first_frame(start, rate)
    return Job(
        info=info,
        folder=arguments.out,
        ladder=ladder,
        preset=arguments.preset or settings.preset,
        timing=timing,
        first_frame=first_frame,
        loops=loops,
        events=_events(arguments, script, timing, first_frame, lateness or 0),
        draws_graphics=not arguments.no_graphics,
        hashes=arguments.hash,
    )


def _script(text: str) -> Script | None:
    """The demo match's script where the input names it, such as demo: or demo:12."""
    if not text.startswith(_DEMO):
        return None
    seed = text.removeprefix(_DEMO) or "7"
    if not seed.isdecimal() or len(seed) > 9:
        raise ValueError(f"{seed!r} is no seed; use demo: or demo:NUMBER")
    return Script(seed=int(seed))


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


def _ladder(
    text: str | None, settings: ChannelSettings, info: SourceInfo | None
) -> tuple[Rendition, ...]:
    ladder = parse_ladder(text) if text is not None else settings.ladder or ()
    if info is None:
        return ladder
    if not ladder:
        return default_ladder(*info.display, settings.rate or info.rate)
    check_not_upscaled(ladder, *info.display)
    return ladder


def _started(arguments: argparse.Namespace, rate: Fraction) -> events.Started | None:
    """How the log to be played began, where one is."""
    if arguments.show is None:
        return None
    if arguments.facts is not None:
        raise ValueError("a show log holds its facts; give --facts or --show, not both")
    started = events.read_started(arguments.show)
    events.check_log(arguments.show)
    if started.rate != rate:
        raise ValueError(
            f"was made at {float(started.rate):.3f} frames/s, this would be made at "
            f"{float(rate):.3f}; use the source and the config it was made with"
        )
    return started


def _events(
    arguments: argparse.Namespace,
    script: Script | None,
    timing: Timing,
    first_frame: int,
    lateness: int,
) -> events.Events | None:
    if arguments.show is not None:
        return events.Script(events.from_log(arguments.show))
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


def _encode(job: Job) -> Report:
    """Run the job with a bar; SIGINT and SIGTERM end it early and whole."""
    seconds = job.info.duration
    total = None if seconds is None else round(seconds * job.timing.rate) * (job.loops + 1)
    encode = Encode(job)
    progress = Progress(total, "frames")
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


def _write_log(show: Path, path: Path) -> None:
    beside = path.with_name(path.name + ".tmp")
    try:
        with ShowLog(show) as log, beside.open("w", encoding="utf-8") as file:
            write_lines(log.events(), file)
        beside.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise EngineError(f"{path}: {reason}; the programme itself is whole") from error


def _tell(job: Job, report: Report, *, as_json: bool) -> None:
    if report.is_ended_early:
        complain(f"{job.folder}: ended early, after {report.media_s:.1f} s; what is there is whole")
    if as_json:
        say(json.dumps(_coded(job, report)))
        return
    speed = report.media_s / report.wall_s
    say(f"{report.frames} frames, {report.media_s:.2f} s in {report.wall_s:.1f} s ({speed:.1f}x)")
    say(f"dropped {report.dropped}, repeated {report.repeated}")
    for rendition in _renditions(job, report):
        say("{name}: {width}x{height}, {measured_kbit} kbit/s".format(**rendition))
    if report.program_sha256 is not None:
        say(f"program_sha256 {report.program_sha256}")
    say(f"play {job.folder / 'index.m3u8'}")


def _coded(job: Job, report: Report) -> dict[str, Any]:
    coded: dict[str, Any] = {
        "frames": report.frames,
        "media_s": round(report.media_s, 6),
        "wall_s": round(report.wall_s, 3),
        "cpu_s": round(report.cpu_s, 3),
        "dropped": report.dropped,
        "repeated": report.repeated,
        "skipped": 0,
        "stages": report.stages,
        "renditions": _renditions(job, report),
        "warnings": list(report.warnings),
    }
    if report.program_sha256 is not None:
        coded["program_sha256"] = report.program_sha256
    return coded


def _renditions(job: Job, report: Report) -> list[dict[str, Any]]:
    return [
        {
            "name": rendition.name,
            "width": rendition.width,
            "height": rendition.height,
            "kbit": rendition.kbit,
            "measured_kbit": round(measured(window).average / 1000),
            "frames": sum(part.duration for part in window.parts) // window.track.frame_ticks,
        }
        for rendition, window in zip(job.ladder, report.windows, strict=False)
    ]
