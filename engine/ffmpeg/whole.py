"""Whether a file is whole: it holds what its header promises."""

from fractions import Fraction

from engine.errors import SourceError
from engine.ffmpeg.probe import SourceInfo, opened, picture_stream
from engine.ffmpeg.rational import fraction
from engine.ffmpeg.running_time import RunningTime

_SHORT_BY_S = Fraction(1)


def read_through(info: SourceInfo) -> int:
    """Read a file to its end without decoding it; return its pictures.

    SourceError where it is cut short or cannot be read on.
    """
    running, ended, pictures = RunningTime(), info.start, 0
    with opened(info.path) as container:
        picture = picture_stream(container, info.path)
        for packet in container.demux(picture, *container.streams.audio[:1]):
            running.place(packet)
            if packet.pts is None or not packet.size:
                continue
            ticks = packet.pts + (packet.duration or 0)
            ended = max(ended, ticks * fraction(packet.time_base))
            pictures += packet.stream is picture
    check_ends(info, max(ended, ended - running.shift_s))
    return pictures


def check_ends(info: SourceInfo, ended: Fraction) -> None:
    """SourceError where a file that ends at this moment (seconds of its own time) is cut short."""
    if info.duration is None:
        return
    # Some containers count their duration from zero, whenever the first picture is.
    seconds, promised = max(ended, ended - info.start), info.duration
    if seconds < promised - max(_SHORT_BY_S, promised / 20):
        raise SourceError(
            f"{info.path}: ends after {float(seconds):.1f} s of {float(promised):.1f} s; "
            "the file is cut short, get it whole"
        )
