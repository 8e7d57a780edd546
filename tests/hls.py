"""Reads what `encode` wrote as a player would, and runs the command itself."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import m3u8
import numpy as np
from numpy.typing import NDArray

from api.main import main
from tests.playlist_parser import Violation
from tests.playlist_presentation_rules import check_presentation

SHARED = Path(__file__).parents[2] / "shared" / "data"
COMMAND = [sys.executable, "-c", "import sys; from api.main import main; sys.exit(main())"]


@dataclass(frozen=True, slots=True)
class Run:
    """A finished command: exit code, what it printed, what it complained of."""

    code: int
    out: str
    errors: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON object on stdout."""
        report: dict[str, Any] = json.loads(self.out)
        return report


def touchline(*arguments: object, timeout: float = 300) -> Run:
    """Run `touchline` with these arguments, as its user would."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
        cwd=Path(__file__).parents[1],
    )
    return Run(done.returncode, done.stdout, done.stderr)


def called(*arguments: object) -> Run:
    """The same without a process of its own, for what ends before any work begins.

    To start one costs a second of a core, far more than most mistakes take to be told.
    """
    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors), chdir(Path(__file__).parents[1]):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Run(code, out.getvalue(), errors.getvalue())


def violations(folder: Path) -> list[Violation]:
    """What the rule checker finds in a folder's playlists."""
    text = (folder / "index.m3u8").read_text()
    multivariant = m3u8.loads(text)
    uris = [p.uri for p in multivariant.playlists] + [m.uri for m in multivariant.media]
    return check_presentation(text, {uri: (folder / uri).read_text() for uri in uris})


def media(folder: Path, name: str) -> io.BytesIO:
    """A rendition as one file: its header and all segments its playlist names."""
    playlist = m3u8.loads((folder / name / "index.m3u8").read_text())
    assert playlist.is_endlist
    files = [playlist.segments[0].init_section.uri, *(s.uri for s in playlist.segments)]
    return io.BytesIO(b"".join((folder / name / file).read_bytes() for file in files))


def lumas(folder: Path, name: str) -> Iterator[NDArray[np.uint8]]:
    """The decoded pictures' luma, uint8 (height, width)."""
    with av.open(media(folder, name), "r") as container:
        for frame in container.decode(video=0):
            plane = frame.planes[0]
            rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
            yield rows[: plane.height, : plane.width].copy()


def sound(source: Path | io.BytesIO, *, rate: int = 16_000) -> NDArray[np.float32]:
    """All the sound of a file as mono at `rate`, laid out by its own times from its start on."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    opened = str(source) if isinstance(source, Path) else source
    pieces: list[NDArray[np.float32]] = []
    with av.open(opened, "r") as container:
        if not container.streams.audio:
            return np.zeros(0, np.float32)
        for frame in container.decode(audio=0):
            pieces += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
    pieces += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
