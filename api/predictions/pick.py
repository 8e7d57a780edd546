"""Picks: what a viewer stakes on an outcome, and whether that was in time."""

from typing import NamedTuple

from engine.channel.prediction import Mode, Prediction
from feeds.event_time import MICROSECONDS

LEAST, MOST = 1, 250_000
LAG = 30 * MICROSECONDS
"""How far behind (µs) a viewer may be whose picks still count: they are waited for."""
AHEAD = 3 * MICROSECONDS
"""How much (µs) a player keeps at hand ahead of its picture."""


class Pick(NamedTuple):
    """A viewer's stake, in points, on an outcome of a prediction. Ten thousand are made at once.

    `client_id` is the viewer's own name for it. Times are µs: `program_time` of the picture they
    saw, `arrival` by the server's clock, `frontier` the programme time of the latest media they
    were given (None: not known).
    """

    prediction: str
    viewer: str
    client_id: str
    outcome: str
    stake: int
    program_time: int
    arrival: int
    frontier: int | None = None


def is_in_time(pick: Pick, prediction: Prediction) -> bool:
    """Whether a pick was made before the lock, as far as that is known, by the mode's measure.

    The first locked picture is too late already.
    """
    if prediction.locks_at is None:
        return True
    if prediction.mode is Mode.WALL:
        return pick.arrival < (prediction.locked or prediction.locks_at)
    is_seen = pick.program_time < prediction.locks_at
    if prediction.mode is Mode.MEDIA:
        return is_seen
    return is_seen and (pick.frontier is not None and pick.frontier < prediction.locks_at + AHEAD)
