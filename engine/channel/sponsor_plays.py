"""Sponsors' plays: what a show log says of whose logo was on air from which frame to which."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from engine.channel import events
from engine.channel.as_logged import Looks
from engine.channel.begun import Begun
from engine.show_log import ShowEvent, read_log
from overlays.proof_of_play import HEADER, on_air, played, rows


def csv_rows(path: Path) -> Iterator[str]:
    """The plays of a whole log as lines of CSV, the header first, in order of programme time.

    ShowLogError where the log cannot be read or is a job's.
    """
    logged = list(read_log(path))
    starts = [n for n, one in enumerate(logged) if one.payload["type"] == events.STARTED]
    runs = [(a, b, Begun.of(logged[a])) for a, b in pairwise([*starts, len(logged)])]
    yield HEADER
    for first, end, begun in runs:
        yield from rows(played(_seen(begun, logged[:first], logged[first:end])), begun.rate)


def _seen(
    begun: Begun, before: list[ShowEvent], logged: list[ShowEvent]
) -> Iterator[tuple[int, str]]:
    """Each frame that was composed between two starts, and whose logo was on it."""
    end = max(event.frame for event in logged)
    looks = Looks(begun, before, logged, draws_from=end)
    for number in range(begun.first_frame, end):
        looks.go_to(number)
        yield number, on_air(looks.standing())
