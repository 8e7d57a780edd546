"""`touchline feed record`, `replay` and `import`: payloads kept, and played again."""

import argparse
import asyncio
import json
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from api.arguments import Checks, duration
from api.console import complain, say
from api.exit_code import DONE, FAILED, MISTAKEN
from feeds import toml_file
from feeds.captures import Capture, CapturesError, arrivals, captures
from feeds.clock import SystemClock
from feeds.codec import encode_fact
from feeds.event_time import MICROSECONDS
from feeds.parsers import MAPPED, UnknownProviderError, names, parser
from feeds.payload import PayloadError
from feeds.playback import Point, moment_of
from feeds.recording import Recorder, Recording, RecordingError
from feeds.recording_server import RecordingServer, served_at
from feeds.recording_session import RecordingSession
from feeds.reporter import Reporter
from feeds.settings import FeedSettings, point, speed
from feeds.time_shift import TimeShift
from feeds.vendors import Vendors, source_of

_EVERY = "10"
_ALL = 1_000_000


def set_up(parsers: Any) -> None:
    """The commands' arguments."""
    _set_up_record(parsers)
    _set_up_replay(parsers)
    _set_up_import(parsers)


def _set_up_record(parsers: Any) -> None:
    purpose = "ask a vendor at its rhythm, or watch a file, and keep all that comes"
    record = parsers.add_parser("record", help=purpose, description=purpose)
    add = record.add_argument
    add("provider", metavar="PROVIDER", help=f"whose it is: {', '.join(names())}")
    add("place", metavar="URL_OR_FILE", help="where its payloads are")
    add("--out", type=Path, required=True, metavar="FILE", help="the recording, a new file")
    add("--every", default=_EVERY, metavar="S", help=f"seconds between requests, {_EVERY}")
    add("--for", dest="lasts", metavar="S", help="seconds to record; default: until Ctrl-C")
    add("--token-header", metavar="NAME", help="a header with a token, and")
    add("--token-env", metavar="NAME", help="the environment variable it stands in")
    add("--private", action="store_true", help="let the address be of a private network")
    record.set_defaults(run=_record)


def _set_up_replay(parsers: Any) -> None:
    purpose = "play a recording again: to a facts file, or over HTTP as its vendor did"
    replay = parsers.add_parser("replay", help=purpose, description=purpose)
    add = replay.add_argument
    add("recording", type=Path, metavar="FILE", help="a recording, or a folder of them")
    to = replay.add_mutually_exclusive_group(required=True)
    to.add_argument("--out", type=Path, metavar="FACTS", help="write what it tells as a facts file")
    to.add_argument("--serve", type=int, metavar="PORT", help="answer on this port, until Ctrl-C")
    add("--match", metavar="ID", help="with --out: the match by the provider's id")
    add("--mapping", metavar="FILE", help="with --out: of one that is mapped")
    add("--from", dest="point", default="0", metavar="S", help="with --serve: where to begin")
    add("--speed", default="1", metavar="X", help="with --serve: so many times as fast")
    replay.set_defaults(run=_replay)


def _set_up_import(parsers: Any) -> None:
    purpose = "make a recording of a folder of captured payloads"
    imports = parsers.add_parser("import", help=purpose, description=purpose)
    add = imports.add_argument
    add("provider", metavar="PROVIDER", help=f"who made them: {', '.join(names())}")
    add("folder", type=Path, metavar="FOLDER", help="payloads, gzipped or not, and nothing else")
    add("--out", type=Path, required=True, metavar="FILE", help="the recording, a new file")
    add("--every", metavar="S", help="seconds between them, where their names have no times")
    imports.set_defaults(run=_import)


def _record(arguments: argparse.Namespace) -> int:
    """Record until told to stop; 1 where nothing came."""
    is_web = "://" in arguments.place
    settings = _settings(
        {
            "provider": arguments.provider,
            "url" if is_web else "path": arguments.place,
            "every": arguments.every,
            "private": arguments.private,
            "token_header": arguments.token_header,
            "token_env": arguments.token_env,
            # To record it nobody needs to know where things stand in it.
            "mapping": "-" if arguments.provider == MAPPED else None,
        }
    )
    if settings is None:
        return MISTAKEN
    if settings.is_pushed:
        complain(f"{arguments.place}: comes by itself; record it on air, with record = true")
        return MISTAKEN
    try:
        lasts = duration(arguments.lasts)
        source = source_of(settings.url)
        recorder = Recorder(arguments.out, provider=settings.provider, source=source)
    except ValueError as error:
        complain(f"--for: {error}")
        return MISTAKEN
    except OSError as error:
        complain(f"--out: {arguments.out}: {error.strerror}; name a new file")
        return MISTAKEN
    with recorder:
        code = asyncio.run(_session(settings, recorder, lasts))
    if code == FAILED and next(Recording(recorder.path).payloads(), None) is None:
        recorder.path.unlink(missing_ok=True)
        complain(f"nothing came; {recorder.path} was not kept")
    return code


async def _session(settings: FeedSettings, recorder: Recorder, lasts: int | None) -> int:
    clock, stopping = SystemClock(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    poller = Vendors(clock).poller(settings)
    session = RecordingSession(poller, recorder, clock, every=settings.every)
    try:
        await session.run(None if lasts is None else clock.now() + lasts, stopping)
    except OSError as error:
        complain(f"--out: {recorder.path}: {error.strerror}; what came before is there")
        return FAILED
    if session.error:
        complain(f"odd: {session.error}")
    if not session.counts.payloads:
        return FAILED
    counts = asdict(session.counts)
    say(f"{recorder.path}: {', '.join(f'{count} {name}' for name, count in counts.items())}")
    return DONE


def _replay(arguments: argparse.Namespace) -> int:
    """To a facts file, or over HTTP; 1 where nothing could be read."""
    try:
        recording = Recording(arguments.recording)
        if arguments.out is not None:
            return _told(recording, arguments)
        return _serve(recording, arguments)
    except (RecordingError, UnknownProviderError) as error:
        complain(f"{error}; name a recording of feed record or feed import")
        return MISTAKEN


def _told(recording: Recording, arguments: argparse.Namespace) -> int:
    """All that a feed told of it, in its times."""
    parses = parser(recording.provider, arguments.match, arguments.mapping)
    reporter = Reporter(parses, feed=recording.provider)
    out: Path = arguments.out
    read, lines = 0, list[str]()
    for entry in recording.payloads():
        try:
            reporter.read(recording.payload(entry), entry.received)
        except (PayloadError, RecordingError) as error:
            complain(f"odd: {error}")
            continue
        read += 1
        facts = reporter.take(entry.received, _ALL)
        lines += [json.dumps(encode_fact(fact), ensure_ascii=False) + "\n" for fact in facts]
    try:
        out.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        complain(f"--out: {out}: {error.strerror}; name a file that can be written")
        return MISTAKEN
    say(f"{out}: {len(lines)} facts of {read} payloads")
    return DONE if read else FAILED


def _serve(recording: Recording, arguments: argparse.Namespace) -> int:
    clock, checks = SystemClock(), Checks()
    first: Point = 0
    chosen = checks.value("--from", lambda: point(arguments.point), first)
    fast = checks.value("--speed", lambda: speed(arguments.speed), Fraction(1))
    for mistake in checks.mistakes:
        complain(str(mistake))
    if checks.mistakes:
        return MISTAKEN
    shift = TimeShift(point=moment_of(chosen, recording), begins=clock.now(), speed=fast)
    try:
        server = served_at(RecordingServer(recording, clock, shift), arguments.serve)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        complain(f"--serve: {arguments.serve}: {reason}; name a port nobody listens on")
        return MISTAKEN
    except OverflowError:
        complain(f"--serve: {arguments.serve} is no port; use 0 to 65535")
        return MISTAKEN
    with server:
        say(f"http://127.0.0.1:{server.server_address[1]}/")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    """Write the captures down one by one."""
    if arguments.provider not in names():
        complain(f"{arguments.provider!r} is no provider; use {', '.join(names())}")
        return MISTAKEN
    try:
        found = captures(arguments.folder, duration(arguments.every))
    except CapturesError as error:
        complain(str(error))
        return MISTAKEN
    except ValueError as error:
        complain(f"--every: {error}")
        return MISTAKEN
    return _written(arguments.out, arguments.provider, found)


def _written(out: Path, provider: str, found: Sequence[Capture]) -> int:
    try:
        with Recorder(out, provider=provider, source="captures") as recorder:
            for arrival in arrivals(found):
                recorder.keep(arrival)
    except CapturesError as error:
        out.unlink()
        complain(str(error))
        return MISTAKEN
    except OSError as error:
        complain(f"--out: {out}: {error.strerror}; name a new file")
        return MISTAKEN
    lasts = (found[-1].received - found[0].received) / MICROSECONDS
    say(f"{out}: {len(found)} payloads of {lasts:.0f} s")
    return DONE


def _settings(given: Mapping[str, object]) -> FeedSettings | None:
    """What a vendor's feed of the config would be given; None where that cannot be, told."""
    if given["provider"] not in names():
        complain(f"{given['provider']!r} is no provider; use {', '.join(names())}")
        return None
    try:
        return FeedSettings.model_validate({"name": "feed", **given})
    except ValidationError as error:
        for one in error.errors():
            where = ".".join(map(str, one["loc"]))
            complain(f"{where}: " * bool(where) + "; ".join(toml_file.said(one)))
        return None
