"""The dial between latency and completeness: what each distance leaves missed of each feed."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter

from api.control.problem import RESPONSES
from api.control.resources import DialResource, DialStep, FeedLateness
from api.control.routes import Asked
from feeds.event_time import MICROSECONDS
from feeds.lateness import late_by, missed, quantile

STEPS_S = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 45, 60)

routes = APIRouter(prefix="/api/v1", responses=RESPONSES)

type Latenesses = dict[str, list[int]]


@routes.get("/channels/{name}/dial")
async def dial(name: str, caller: Asked) -> DialResource:
    """How late each feed's facts come, and what of them each distance leaves missed."""
    timing, feeds = caller.timing(name), caller.feeds()
    ours = [feed for feed in feeds if feed.get("channel") == name]
    return dial_of(ours, timing.distance_us, timing.offsets_us)


def dial_of(
    feeds: Iterable[Mapping[str, Any]], distance: int, offsets: Mapping[str, int]
) -> DialResource:
    """The dial of feeds' status, at a distance, with their offsets to the venue (µs)."""
    measured: Latenesses = {}
    counts: dict[str, int] = {}
    for status in feeds:
        feed = str(status["feed"])
        offset = offsets.get(feed, 0)
        measured[feed] = [one - offset for one in status.get("latenesses_us", ())]
        counts[feed] = int(status.get("measured", 0))
    return DialResource(
        distance_us=distance,
        feeds=[
            FeedLateness(
                feed=feed,
                measured=counts[feed],
                least_us=quantile(of, 0),
                p50_us=quantile(of, 50),
                p95_us=quantile(of, 95),
                missed=missed(of, distance),
                late_by_us=late_by(of, distance),
            )
            for feed, of in measured.items()
        ],
        steps=[_step(measured, step * MICROSECONDS) for step in STEPS_S],
    )


def _step(measured: Latenesses, distance: int) -> DialStep:
    shares = {feed: missed(of, distance) for feed, of in measured.items()}
    known = {feed: share for feed, share in shares.items() if share is not None}
    return DialStep(distance_us=distance, missed=known)
