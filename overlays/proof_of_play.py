"""Proof of play: from which frame to which each sponsor was on air, frame by frame."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from feeds import event_time
from feeds.event_time import MICROSECONDS
from overlays.catalogue import known
from overlays.graphic import Slot
from overlays.sponsor import GRAPHIC, playing
from overlays.stage import OnAir, Standing

HEADER = "sponsor,from,to,seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """A sponsor was on air from frame `first` up to and without frame `end`."""

    sponsor: str
    first: int
    end: int


def on_air(standing: OnAir) -> str:
    """Whose logo is to be seen on a frame where that stands.

    It is nobody's, "", below a wipe or a graphic that fills the frame.
    """
    if any(map(_covers, standing)):
        return ""
    return next((playing(one.shot) for one in standing if one.graphic == GRAPHIC.id), "")


def _covers(one: Standing) -> bool:
    """Whether it is over the sponsor; a wipe is until it has crossed the picture."""
    graphic = known(one.graphic)
    if graphic.slot is Slot.WIPE:
        return one.shot.since + (one.shot.leaving or 0) < graphic.settles
    return graphic.slot is Slot.FULL


def played(frames: Iterable[tuple[int, str]]) -> Iterator[Play]:
    """The plays of frames in order, each with its number and whose logo is to be seen."""
    sponsor, first, end = "", 0, 0
    for number, seen in frames:
        if (seen, number) != (sponsor, end):
            if sponsor:
                yield Play(sponsor=sponsor, first=first, end=end)
            sponsor, first = seen, number
        end = number + 1
    if sponsor:
        yield Play(sponsor=sponsor, first=first, end=end)


def rows(plays: Iterable[Play], rate: Fraction) -> Iterator[str]:
    """The plays as lines of CSV below `HEADER`; `from` and `to` are programme time."""
    for play in plays:
        begin, end = (_time(number, rate) for number in (play.first, play.end))
        seconds = (play.end - play.first) / rate
        yield _line((play.sponsor, begin, end, f"{float(seconds):.3f}"))


def _time(number: int, rate: Fraction) -> str:
    return event_time.to_iso(round(number * MICROSECONDS / rate))


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
