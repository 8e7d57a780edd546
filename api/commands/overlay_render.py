"""`touchline overlay render`: one picture of a match, as the graphics show it."""

import argparse
import re
from fractions import Fraction
from functools import partial
from pathlib import Path

import cv2

from api.arguments import Checks, check_new_file, moment
from api.commands.encode import START
from engine.channel.boxes import png
from engine.errors import StoreError
from feeds import event_time, facts_file
from feeds.mistake import MistakesError
from feeds.state import GameState
from feeds.timeline import Timeline
from overlays import composite, fonts
from overlays.box import BoxError, Pixels
from overlays.catalogue import UnknownGraphicError, known
from overlays.config import reading
from overlays.config.overlay import BUILT_IN, Overlay
from overlays.grounds import GROUNDS, ground
from overlays.manifest import FieldError
from overlays.renderer import Renderer
from overlays.scene import PictureSize
from overlays.stage import scene
from overlays.still import ImageError
from overlays.takes import Takes
from overlays.words import LANGUAGES

_ORIGIN = event_time.from_iso(START)
_RATE = Fraction(25)
_LARGEST = 8192
_SETTLED = 4_000_000


def set_up(parser: argparse.ArgumentParser) -> None:
    """The arguments of `render`."""
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="an overlay config (YAML)")
    add("--facts", type=Path, metavar="F", help="facts as JSON Lines (default: none are known)")
    add("--at", default="0", metavar="TIME", help="seconds from the first frame, or an ISO time")
    add("--size", default="1920x1080", metavar="WxH", help="of the picture (default 1920x1080)")
    add("--out", required=True, type=Path, metavar="PNG", help="the picture")
    add("--language", metavar="L", help="of the words, whatever the config says")
    add("--graphic", metavar="NAME", help="as if this one was taken by hand")
    add("--field", action="append", default=[], metavar="K=V", help="what it says; any number")
    over = f"an image, or {', '.join(GROUNDS)} (default: transparent)"
    add("--over", metavar="WHAT", help=f"what it is laid over: {over}")


def run(arguments: argparse.Namespace) -> None:
    """Check everything, then draw; MistakesError with all that is wrong."""
    checks = Checks()
    overlay = checks.value(str(arguments.file), lambda: reading.read_file(arguments.file), BUILT_IN)
    if arguments.language:
        language = checks.value("--language", lambda: _language(arguments.language), "en")
        overlay = overlay.spoken(language)
    at = checks.value("--at", lambda: _at(arguments.at), 0)
    size = checks.value("--size", lambda: _size(arguments.size), PictureSize(width=2, height=2))
    face = overlay.style.theme.face
    taken = checks.value("--graphic", lambda: _taken(arguments, at, face), Takes())
    state = checks.value(str(arguments.facts), lambda: _state(arguments.facts, at), GameState())
    over = checks.value("--over", lambda: _over(arguments.over, size), None)
    checks.value(str(arguments.out), partial(check_new_file, arguments.out, Path()), None)
    if checks.mistakes:
        raise MistakesError(checks.mistakes, checks.count)
    fonts.load()
    _write(arguments.out, _drawn(overlay, (state, taken, at), size, over))


def _drawn(
    overlay: Overlay, moment: tuple[GameState, Takes, int], size: PictureSize, over: Pixels | None
) -> bytes:
    """The PNG of what stands."""
    state, taken, at = moment
    standing = overlay.stage(_RATE).standing(state, taken.as_of(at), at)
    boxes = Renderer().boxes(scene(standing, size))
    picture = composite.transparent(size) if over is None else over
    composite.lay(picture, boxes)
    if over is None:
        return png(picture)
    return cv2.imencode(".png", picture[:, :, ::-1])[1].tobytes()


def _language(given: str) -> str:
    if given not in LANGUAGES:
        raise ValueError(f"{given!r} is no language we have; use one of {', '.join(LANGUAGES)}")
    return given


def _at(given: str) -> int:
    """The event time (µs) of a moment, in seconds from the first frame or as a time."""
    try:
        return _ORIGIN + event_time.from_seconds(given)
    except ValueError:
        return moment(given, like=f"12.4 or {START}")


def _size(given: str) -> PictureSize:
    found = re.fullmatch(r"(\d{1,4})x(\d{1,4})", given)
    if found is None or max(map(int, found.groups())) > _LARGEST:
        raise ValueError(f"{given!r} is no size; write it like 1920x1080, {_LARGEST} at most")
    try:
        return PictureSize(width=int(found[1]), height=int(found[2]))
    except BoxError as error:
        raise ValueError(f"{given} must be even and above 0; use 1920x1080") from error


def _taken(arguments: argparse.Namespace, at: int, face: str) -> Takes:
    """What was taken by hand, long enough ago to have come in."""
    takes = Takes()
    if arguments.graphic is None:
        if arguments.field:
            raise ValueError("is not given, and --field is; name the graphic it is of")
        return takes
    pairs = [given.partition("=") for given in arguments.field]
    if any(not mark for _, mark, _ in pairs):
        raise ValueError("a --field says nothing; write it like title=Ada")
    try:
        graphic = known(arguments.graphic)
        fields = graphic.manifest.checked({name: text for name, _, text in pairs}, face)
    except UnknownGraphicError as error:
        raise ValueError(str(error)) from error
    except FieldError as error:
        raise ValueError(str(error) if "; " in str(error) else f"{error}; add --field") from error
    takes.take(graphic.id, at - _SETTLED, {**fields, "seconds": ""})
    return takes


def _state(path: Path | None, at: int) -> GameState:
    """What was known of the match by then."""
    timeline = Timeline()
    if path is None:
        return GameState()
    facts_file.check(path, origin=_ORIGIN)
    for fact in facts_file.facts(path, origin=_ORIGIN):
        if fact.received <= at:
            visible = fact.received if fact.event_time is None else fact.event_time
            timeline.add(fact, visible_from=max(fact.received, visible))
    return timeline.as_of(at)


def _over(what: str | None, size: PictureSize) -> Pixels | None:
    try:
        return None if what is None else ground(what, size)
    except ImageError as error:
        if "/" in str(what) or "." in str(what):
            raise
        raise ValueError(f"{what!r} is no ground; use {', '.join(GROUNDS)} or an image") from error


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"{path}: {reason}; name another file") from error
