"""What a clip is: asked of `touchline probe`, in a process of its own."""

import json
from fractions import Fraction
from pathlib import Path

from api.clips import command
from api.clips.clip import ClipError, Source
from engine import timebase

_WITHIN_S = 120.0


async def look_at(path: Path, name: str, size: int) -> Source:
    """Read a file to its end; ClipError with what is wrong where it cannot be dressed."""
    arguments = ["probe", str(path), "--whole", "--json"]
    ended = await command.run(arguments, lambda *_: None, within_s=_WITHIN_S)
    if ended.code:
        raise ClipError("not_a_clip", reason(ended.complaints, path, name))
    found = json.loads(ended.result)
    width, height = (int(side) for side in found["picture"]["display"].split("x"))
    seconds = found["source"]["duration_s"]
    return Source(
        width=width,
        height=height,
        rate=timebase.nominal_rate(Fraction(str(found["fit"]["frame_rate"]))),
        duration=None if seconds is None else Fraction(str(seconds)),
        frames=int(found["picture"]["frames"]),
        has_sound="codec" in found["sound"],
        size=size,
    )


def reason(complaints: str, path: Path, name: str) -> str:
    """A command's last complaint as a sentence about the file by the name it came with."""
    last = complaints.splitlines()[-1] if complaints.strip() else "it ended without a word"
    _, was_said, said = last.partition(f"{path}: ")
    if not was_said:
        return f"{name}: {last.replace(f'{path.parent}/', '')}"
    return f"{name} {said}" if said.startswith(("is ", "has ", "ends ")) else f"{name}: {said}"
