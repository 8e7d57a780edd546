"""What the clips' routes take and give."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from api.clips import making
from api.clips.clip import Clip, ClipError
from api.clips.clips import Clips
from api.control.resources import Body


class ClipTerms(BaseModel):
    """What may be brought, whether the owner's token is asked for, how many wait to be made."""

    limit_bytes: int
    asks_for_token: bool
    waiting: int


class Facts(Body):
    """Facts in the coded form of a facts file, in the order in which they became known."""

    facts: list[Any] = Field(min_length=1, max_length=2000)


class ClipSource(BaseModel):
    """What was brought: upright size, rate as "num/den", seconds, pictures, bytes."""

    width: int
    height: int
    rate: str
    duration_s: float | None
    frames: int
    has_sound: bool
    bytes: int


class ClipProgress(BaseModel):
    """Frames made of all (0: not known), the seconds that took, media seconds made a second."""

    done: int
    total: int
    elapsed_s: float
    times: float


class ClipMade(BaseModel):
    """What was made, and where it is. `times`: how many times faster than it lasts."""

    width: int
    height: int
    frames: int
    media_s: float
    wall_s: float
    times: float
    bytes: int
    mp4_url: str
    folder_url: str


class ClipProblem(BaseModel):
    """Why it could not be made."""

    code: str
    detail: str


class ClipResource(BaseModel):
    """A clip. `place` is how many are made before it while it waits."""

    id: str
    name: str
    state: Literal["ready", "waiting", "making", "done", "failed"]
    source: ClipSource
    place: int | None = None
    progress: ClipProgress | None = None
    made: ClipMade | None = None
    problem: ClipProblem | None = None


def resource(clips: Clips, clip: Clip) -> ClipResource:
    """A clip as its page sees it."""
    problem = clip.problem
    return ClipResource(
        id=clip.id,
        name=clip.name,
        state=clip.state.value,
        source=_source(clip),
        place=clips.place(clip.id),
        progress=_progress(clip, clips.seconds(clip)) if clip.state == "making" else None,
        made=_made(clip),
        problem=None if problem is None else _problem(problem),
    )


def _source(clip: Clip) -> ClipSource:
    source = clip.source
    return ClipSource(
        width=source.width,
        height=source.height,
        rate=f"{source.rate.numerator}/{source.rate.denominator}",
        duration_s=None if source.duration is None else float(source.duration),
        frames=source.frames,
        has_sound=source.has_sound,
        bytes=source.size,
    )


def _problem(error: ClipError) -> ClipProblem:
    return ClipProblem(code=error.code, detail=error.detail)


def _progress(clip: Clip, elapsed: float) -> ClipProgress:
    return ClipProgress(
        done=clip.done,
        total=clip.total,
        elapsed_s=round(elapsed, 2),
        times=round(float(clip.done / clip.source.rate) / max(elapsed, 0.001), 2),
    )


def _made(clip: Clip) -> ClipMade | None:
    made = clip.made
    if made is None:
        return None
    return ClipMade(
        width=made.width,
        height=made.height,
        frames=made.frames,
        media_s=round(made.media_s, 3),
        wall_s=round(made.wall_s, 2),
        times=round(made.media_s / max(made.wall_s, 0.001), 2),
        bytes=made.size,
        mp4_url=f"/api/v1/clips/{clip.id}/{making.MP4}",
        folder_url=f"/api/v1/clips/{clip.id}/folder.zip",
    )
