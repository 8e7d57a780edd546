"""How many channels this machine carries at once without missing a frame."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import clip_source
from bench.minute import Minute, minute, pause
from bench.row import Row
from tests.served import served

_TRIED = (3, 4, 5)
_SETTLED_S = 20


def rows() -> Iterator[Row]:
    """Channels of a 720p25 clip each, three renditions, sound and score bug, for a minute."""
    carried, notes = 0, []
    with tempfile.TemporaryDirectory() as folder:
        clip = clip_source.write_clip(Path(folder))
        for count in _TRIED:
            measured = _measured(clip, count)
            notes.append(f"{count}: {_said(measured)}")
            if not all(_is_whole(one) for one in measured):
                break
            carried = count
    yield Row(
        name="channels at once that miss no frame in a minute",
        figures=(float(carried),),
        bound=3,
        is_least=True,
        goal=4,
        note="; ".join(notes),
    )


def _measured(clip: Path, count: int) -> list[Minute]:
    names = [f"c{number}" for number in range(1, count + 1)]
    with (
        tempfile.TemporaryDirectory() as folder,
        served(clip_source.config(clip, names, autostart=False), Path(folder)) as server,
    ):
        # One after the other: what is measured is what can be carried, not what can start at once.
        for name in names:
            server.owner("POST", f"/channels/{name}/start")
            server.on_air(name)
        pause(_SETTLED_S)
        return minute(server, names)


def _is_whole(one: Minute) -> bool:
    return one.missed == 0 and not one.given_up


def _said(measured: list[Minute]) -> str:
    missed = "+".join(str(one.missed) for one in measured)
    share = sum(one.share for one in measured)
    given_up = sum(bool(one.given_up) for one in measured)
    gave = f", {given_up} gave up part of the ladder" if given_up else ""
    return f"missed {missed}{gave}, {share:.2f} cores, {measured[0].load}"
