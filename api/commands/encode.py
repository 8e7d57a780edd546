"""`touchline encode`: the pipeline as a job."""

import argparse
import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from api.console import Progress, complain, say
from api.exit_code import DONE, FAILED, MISTAKEN
from engine import timebase
from engine.channel import events
from engine.channel.job import SHOW_LOG, Encode, Job, Report
from engine.errors import EngineError
from engine.ffmpeg.encoder import DEFAULT_PRESET, PRESETS
from engine.ffmpeg.probe import SourceInfo, probe
from engine.playlist import measured
from engine.rendition import Rendition, check_not_upscaled, default_ladder, parse_ladder
from engine.show_log import ShowLog, write_lines
from engine.timebase import Timing
from feeds import event_time, facts_file
from feeds.demo_match import Script
from feeds.fact import Fact
from feeds.mistake import Mistake, MistakesError
from overlays.fonts import FontMissingError

_DEMO = "demo:"
_START = "2000-01-01T00:00:00Z"
_DAY_S = 86_400
_LOOPS_AT_MOST = 100_000


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    add = parser.add_argument
    add("input", metavar="INPUT", help="a media file, or demo: for the demo match")
    add("--out", required=True, type=Path, metavar="DIR", help="a new or empty folder")
    add("--facts", type=Path, metavar="FILE", help="facts as JSON Lines, shown on the score bug")
    add("--show", type=Path, metavar="LOG", help="play the show log of an earlier run instead")
    add("--ladder", metavar="WxH:KBITk,...", help="rungs, top first (default: by the source)")
    add("--preset", choices=PRESETS, default=DEFAULT_PRESET, metavar="P", help="of x264")
    add("--loops", default="0", metavar="N", help="play the source N times more")
    add("--start", default=_START, metavar="TIME", help=f"programme time (default {_START})")
    add("--distance", default="0", metavar="S", help="programme behind the venue, seconds")
    add("--latency", default="0", metavar="S", help="of the source against the venue, seconds")
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


class _Checks:
    """Runs checks, keeps what they give, collects the mistakes of all."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.count = 0

    def value[Value](self, where: str, check: Callable[[], Value], otherwise: Value) -> Value:
        """What the check gives, or `otherwise` with its mistake noted."""
        try:
            return check()
        except MistakesError as error:
            self.mistakes += error.mistakes
            self.count += error.count
        except (EngineError, ValueError) as error:
            wrong, _, right = str(error).removeprefix(f"{where}: ").partition("; ")
            self.mistakes.append(Mistake(where=where, wrong=wrong, right=right or "correct it"))
            self.count += 1
        return otherwise


def _job(arguments: argparse.Namespace) -> Job:
    """The job the arguments ask for; MistakesError with all that is wrong."""
    checks = _Checks()
    script = checks.value(arguments.input, lambda: _script(arguments.input), None)
    clip = _demo_clip(script) if script is not None else arguments.input
    info = checks.value(clip, lambda: probe(clip), None)
    no_ladder: tuple[Rendition, ...] = ()
    ladder = checks.value("--ladder", lambda: _ladder(arguments.ladder, info), no_ladder)
    start = checks.value("--start", lambda: _start(arguments.start), 0)
    loops = checks.value("--loops", lambda: _loops(arguments.loops), 0)
    distance = checks.value("--distance", lambda: _duration(arguments.distance), 0)
    latency = checks.value("--latency", lambda: _duration(arguments.latency), 0)
    lateness = checks.value("--lateness", lambda: _duration(arguments.lateness), 0)
    checks.value(str(arguments.out), lambda: _check_folder(arguments.out), None)
    if arguments.facts is not None:
        checks.value(str(arguments.facts), lambda: facts_file.check(arguments.facts), 0)
    started = checks.value(str(arguments.show), lambda: _started(arguments, info), None)
    if checks.mistakes or info is None:
        raise MistakesError(checks.mistakes, checks.count)
    if started is not None:
        timing = Timing(rate=info.rate, distance=started.distance, latency=started.latency)
        first_frame = started.first_frame
    else:
        timing = Timing(rate=info.rate, distance=distance, latency=latency)
        first_frame = timebase.first_frame(start, info.rate)
    return Job(
        info=info,
        folder=arguments.out,
        ladder=ladder,
        preset=arguments.preset,
        timing=timing,
        first_frame=first_frame,
        loops=loops,
        events=_events(arguments, script, timing, first_frame, lateness),
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


def _ladder(text: str | None, info: SourceInfo | None) -> tuple[Rendition, ...]:
    ladder = parse_ladder(text) if text is not None else ()
    if info is None:
        return ladder
    if not ladder:
        return default_ladder(*info.display, info.rate)
    check_not_upscaled(ladder, *info.display)
    return ladder


def _start(text: str) -> int:
    try:
        moment = event_time.from_iso(text)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is no time with a zone; write it like {_START}") from error
    if moment < 0:
        raise ValueError(f"{text!r} is before 1970; frames are counted from then")
    return moment


def _loops(text: str) -> int:
    if not text.isdecimal() or int(text) > _LOOPS_AT_MOST:
        raise ValueError(f"{text!r} is no count; use 0 to {_LOOPS_AT_MOST}")
    return int(text)


def _duration(text: str) -> int:
    try:
        micros = event_time.from_seconds(text)
    except ValueError:
        micros = -1
    if not 0 <= micros <= _DAY_S * event_time.MICROSECONDS:
        raise ValueError(f"{text!r} is no duration; use seconds from 0 to {_DAY_S}")
    return micros


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ValueError("is a file; name a new or empty folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise ValueError("is not empty; name a new or empty folder")
    parent = next((path for path in folder.parents if path.exists()), None)
    if parent is not None and not parent.is_dir():
        raise ValueError(f"lies under the file {parent}; name a new or empty folder")


def _started(arguments: argparse.Namespace, info: SourceInfo | None) -> events.Started | None:
    """How the log to be played began, where one is."""
    if arguments.show is None:
        return None
    if arguments.facts is not None:
        raise ValueError("a show log holds its facts; give --facts or --show, not both")
    started = events.read_started(arguments.show)
    events.check_log(arguments.show)
    if info is not None and started.rate != info.rate:
        raise ValueError(
            f"was made at {float(started.rate):.3f} frames/s, the source has "
            f"{float(info.rate):.3f}; use the source it was made of"
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

        facts = demo.facts(script, origin=origin, loops=_loops(arguments.loops))
    else:
        return None
    return events.Script(
        events.from_facts(facts, rate=timing.rate, first_frame=first_frame, lateness=lateness)
    )


def _encode(job: Job) -> Report:
    """Run the job with a bar; SIGINT and SIGTERM end it early and whole."""
    seconds = job.info.duration
    total = None if seconds is None else round(seconds * job.info.rate) * (job.loops + 1)
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
