"""Window indexes without media, for tests: whole programmes, restarted ones, ones with gaps."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from engine.segment import AudioGrid, Grid, VideoGrid
from engine.timebase import segment_frames
from engine.window import IndexedPart, Window, track

PAL, PAL_50 = Fraction(25), Fraction(50)
NTSC, FILM = Fraction(30000, 1001), Fraction(24000, 1001)
TRIED_RATES = [PAL, NTSC, PAL_50, FILM]
KICK_OFF_S = 1_790_000_000

type Make = Callable[[Fraction, int], Window]


def first_sequence(rate: Fraction) -> int:
    """The first segment of a programme that begins in 2026."""
    return int(KICK_OFF_S * rate) // segment_frames(rate)


def indexed(grid: Grid, numbers: Iterable[int], length: int) -> tuple[IndexedPart, ...]:
    """Frame by frame, the parts that hold frames of those numbers; a part is `length` bytes."""
    parts: list[IndexedPart] = []
    for number in numbers:
        place = grid.place(number)
        if parts and (parts[-1].msn, parts[-1].part) == (place.media_sequence, place.part):
            last = parts[-1]
            parts[-1] = replace(last, duration=last.duration + grid.frame_ticks)
            continue
        parts.append(
            IndexedPart(
                msn=place.media_sequence,
                part=place.part,
                offset=length * place.part,
                length=length,
                duration=grid.frame_ticks,
                independent=isinstance(grid, AudioGrid) or not place.part,
                first=number,
                discontinuity=False,
                map="init.mp4",
            )
        )
    return tuple(parts)


def video(rate: Fraction, segments: int = 8, *, first: int | None = None) -> Window:
    frames, first = segment_frames(rate), first_sequence(rate) if first is None else first
    described = track("360p", "video", "avc1.64001e", VideoGrid(rate=rate), (640, 360))
    numbers = range(first * frames, (first + segments) * frames)
    return Window(described, indexed(VideoGrid(rate=rate), numbers, 28_000))


def audio(rate: Fraction, segments: int = 8, *, first: int | None = None) -> Window:
    first, grid = first_sequence(rate) if first is None else first, AudioGrid(rate=rate)
    numbers = range(grid.first_of(first), grid.first_of(first + segments))
    return Window(track("audio", "audio", "mp4a.40.2", grid), indexed(grid, numbers, 5_120))


def growing(window: Window) -> Window:
    """The window without its last part, so that it ends within a segment."""
    return replace(window, parts=window.parts[:-1])


def lines(text: str, tag: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(tag)]


def values(text: str, tag: str) -> list[str]:
    return [line.partition(":")[2] for line in lines(text, tag)]


def last_of(window: Window) -> tuple[int, int]:
    return window.parts[-1].msn, window.parts[-1].part


def restarted(window: Window, at: int) -> Window:
    """A new process opened at segment `at` with another header."""
    first = window.parts[0].msn + at
    parts = tuple(
        replace(
            part,
            discontinuity=part.msn == first and not part.part,
            map="init.mp4" if part.msn < first else "init-1.mp4",
        )
        for part in window.parts
    )
    return replace(window, parts=parts)


def missed(window: Window, at: int) -> Window:
    """Segment `at` was never made: one part of length 0 in its place."""
    number = window.parts[0].msn + at
    before = tuple(part for part in window.parts if part.msn < number)
    parts = [part for part in window.parts if part.msn == number]
    gap = replace(parts[0], length=0, independent=False)
    rest = tuple(replace(part, length=0, independent=False) for part in parts[1:])
    after = tuple(part for part in window.parts if part.msn > number)
    return replace(window, parts=(*before, gap, *rest, *after))
