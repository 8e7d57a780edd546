"""Which containers this process opens: any, or only those that hold their media themselves.

A playlist or a session description makes FFmpeg open what it names: other files, addresses on the
network. Who reads files of unknown origin must not do as they say.
"""

import av

_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2",
    "matroska,webm",
    "mpegts",
    "mpeg",
    "avi",
    "flv",
    "mxf",
    "ogg",
    "asf",
    "ivf",
    "nut",
)
_KINDS = "MP4, MOV, MKV, WebM, MPEG-TS or AVI"
options: dict[str, str] = {}
"""FFmpeg's options for opening a file in this process."""


def insist() -> None:
    """From now on open nothing that refers to anything outside itself; for the whole process."""
    options.update(format_whitelist=",".join(_FORMATS), protocol_whitelist="file")


def refusal(error: av.FFmpegError) -> str:
    """What to say where a file was not opened for that; nothing where it was something else."""
    is_ours = bool(options) and isinstance(error, av.error.ArgumentError)
    return f"is no video of a kind that is taken here; use {_KINDS}" if is_ours else ""
