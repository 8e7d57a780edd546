"""`touchline doctor`: checks this machine and says what to do."""

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path

from api import config
from api.console import say
from api.exit_code import DONE, FAILED
from engine.errors import EngineError
from feeds.mistake import MistakesError

_GIB = 1 << 30
_ROOM_WANTED = 2 * _GIB
_MEMORY_WANTED = _GIB
_MEMORY = Path("/proc/meminfo")


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help=f"the config (default {config.DEFAULT_PATH})"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run every check; fail when one failed."""
    is_well = True
    for name, check in [*_CHECKS.items(), ("config", lambda: _config(arguments.config))]:
        try:
            found, remedy = check()
        except MistakesError as error:
            found, remedy = f"{error.count} wrong", "correct " + "\n".join(error.lines())
        except EngineError as error:
            found, _, remedy = str(error).partition("; ")
            remedy = remedy or "run `make setup`"
        except (ImportError, OSError, ValueError, RuntimeError) as error:
            found, remedy = str(error).splitlines()[0], "run `make setup`"
        is_well = is_well and not remedy
        say(f"{'ok  ' if not remedy else 'FAIL'} {name}: {found}{f'; {remedy}' if remedy else ''}")
    return DONE if is_well else FAILED


def _cores() -> tuple[str, str]:
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores", "" if cores >= 2 else "give it two cores or more for live channels"


def _memory() -> tuple[str, str]:
    lines = _MEMORY.read_text(encoding="ascii").splitlines() if _MEMORY.exists() else []
    found = [int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")]
    if not found:
        return "this system does not say how much is free", ""
    room = found[0] * 1024
    return f"{room / _GIB:.1f} GiB free", "" if room >= _MEMORY_WANTED else "free 1 GiB or more"


def _room() -> tuple[str, str]:
    free = shutil.disk_usage(Path.cwd()).free
    text = f"{free / _GIB:.1f} GiB free in {Path.cwd()}"
    return text, "" if free >= _ROOM_WANTED else "free 2 GiB or more, or work elsewhere"


def _ffmpeg() -> tuple[str, str]:
    from engine.ffmpeg.encoder import missing_codecs

    missing = missing_codecs()
    remedy = f"install PyAV's own wheel, it has {' and '.join(missing)}" if missing else ""
    return f"PyAV {version('av')}", remedy


def _encoder() -> tuple[str, str]:
    from engine.ffmpeg import picture
    from engine.ffmpeg.encoder import VideoEncoder
    from engine.rendition import DEFAULT_PRESET, Rendition

    tiny = Rendition(name="tiny", width=64, height=64, kbit=100)
    encoder = VideoEncoder(tiny, Fraction(25), DEFAULT_PRESET)
    packets = encoder.encode(picture.filled(64, 64), 0) + encoder.finish()
    return f"encoded {len(packets)} frame", "" if packets else "reinstall PyAV"


def _graphics() -> tuple[str, str]:
    from overlays import fonts

    fonts.load()
    return "skia draws, the fonts are there", ""


def _temporary() -> tuple[str, str]:
    with tempfile.TemporaryFile() as file:
        file.write(b"touchline")
    return f"{tempfile.gettempdir()} can be written", ""


def _config(path: Path | None) -> tuple[str, str]:
    if path is None and not config.DEFAULT_PATH.exists():
        return f"no {config.DEFAULT_PATH} here, none is needed to encode", ""
    chosen = path or config.DEFAULT_PATH
    channels = config.read(chosen, os.environ).channel
    for overlay in (one.overlay for one in channels if one.overlay):
        from overlays.config import reading

        reading.read_file(Path(overlay))
    names = [channel.name for channel in channels]
    return f"{chosen}: {len(names)} channels ({', '.join(names)})", ""


_CHECKS: dict[str, Callable[[], tuple[str, str]]] = {
    "cores": _cores,
    "memory": _memory,
    "disk": _room,
    "temporary files": _temporary,
    "ffmpeg": _ffmpeg,
    "encoder": _encoder,
    "graphics": _graphics,
}
