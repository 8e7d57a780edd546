"""`touchline overlay sheet`: every graphic on every sample match, as pictures and as a video."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from api.arguments import Checks, check_new_folder
from api.console import Progress, say
from engine.errors import StoreError
from engine.ffmpeg.recorder import Recorder
from engine.frame import SAMPLE_RATE
from feeds.mistake import MistakesError
from overlays import contact_sheet, fonts
from overlays.box import Pixels
from overlays.catalogue import GRAPHICS
from overlays.config import reading
from overlays.config.overlay import BUILT_IN, Overlay
from overlays.contact_sheet import FULL, RATE
from overlays.graphic import Graphic
from overlays.theme import THEMES
from overlays.words import LANGUAGES

_OPAQUE = np.full((FULL.height, FULL.width), 255, np.uint8)
_SILENCE = np.zeros((2, SAMPLE_RATE // int(RATE)), np.float32)


def set_up(parser: argparse.ArgumentParser) -> None:
    """The arguments of `sheet`."""
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="an overlay config (YAML)")
    add("--out", required=True, type=Path, metavar="DIR", help="a new or empty folder")
    add("--graphic", metavar="NAME", help="this one alone")
    add("--theme", choices=THEMES, help="in this theme alone")


def run(arguments: argparse.Namespace) -> None:
    """Draw the sheets of each theme, then its video; MistakesError with all that is wrong."""
    checks = Checks()
    overlay = checks.value(str(arguments.file), lambda: reading.read_file(arguments.file), BUILT_IN)
    graphics = checks.value("--graphic", lambda: _graphics(arguments.graphic), GRAPHICS)
    checks.value(str(arguments.out), partial(check_new_folder, arguments.out), None)
    if checks.mistakes:
        raise MistakesError(checks.mistakes, checks.count)
    fonts.load()
    for name, themed in _themed(overlay, arguments.theme):
        _draw(arguments.out / name, graphics, themed)
        say(f"{arguments.out / name}")


def _graphics(name: str | None) -> tuple[Graphic, ...]:
    found = tuple(one for one in GRAPHICS if name in {None, one.id})
    if not found:
        known = ", ".join(one.id for one in GRAPHICS)
        raise ValueError(f"{name} is no graphic; use one of {known}")
    return found


def _themed(overlay: Overlay, alone: str | None) -> Iterator[tuple[str, Overlay]]:
    """The overlay in its own look, where it has one, and in each theme; or in one theme alone."""
    if alone is None and overlay.style.theme not in THEMES.values():
        yield "own", overlay
    for name, theme in THEMES.items():
        if alone in {None, name}:
            yield name, replace(overlay, style=replace(overlay.style, theme=theme))


def _draw(folder: Path, graphics: tuple[Graphic, ...], overlay: Overlay) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for graphic in graphics:
            made = {
                graphic.id: contact_sheet.sheet(graphic, overlay),
                f"{graphic.id}-languages": contact_sheet.language_sheet(
                    graphic, overlay, LANGUAGES
                ),
            }
            for name, drawn in made.items():
                if drawn is not None:
                    _write(folder / f"{name}.png", drawn)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"{folder}: {reason}; name another folder") from error
    _record(folder / "graphics.mp4", graphics, overlay)


def _write(path: Path, drawn: Pixels) -> None:
    path.write_bytes(cv2.imencode(".png", drawn[:, :, ::-1])[1].tobytes())


def _record(path: Path, graphics: tuple[Graphic, ...], overlay: Overlay) -> None:
    """Each graphic in and out, one after another."""
    done, progress = 0, Progress(None, "frames of the showreel drawn")
    with Recorder(path, FULL.width, FULL.height, RATE) as clip:
        for graphic in graphics:
            for drawn in contact_sheet.showreel(graphic, overlay):
                colors = np.dstack([drawn[:, :, ::-1], _OPAQUE])
                clip.picture(clip.fitted(colors))
                clip.sound(_SILENCE)
                done += 1
                progress.show(done)
    progress.clear()
