"""The dial: latency against completeness."""

from api.control.dial import STEPS_S, dial_of
from feeds.lateness import quantiles

SECOND = 1_000_000


def status(feed: str, *latenesses: int) -> dict[str, object]:
    return {
        "channel": "one",
        "feed": feed,
        "latenesses_us": quantiles([n * SECOND for n in latenesses]),
        "measured": len(latenesses),
    }


def test_more_distance_misses_less() -> None:
    dial = dial_of([status("one", *range(21))], 10 * SECOND, {})
    (one,) = dial.feeds
    assert (one.measured, one.least_us, one.p50_us, one.p95_us) == (
        21, 0, 10 * SECOND, 19 * SECOND,
    )  # fmt: skip
    assert one.missed == 0.5
    assert one.late_by_us == 6 * SECOND
    shares = [step.missed["one"] for step in dial.steps]
    assert len(shares) == len(STEPS_S)
    assert shares == sorted(shares, reverse=True)
    assert (shares[0], shares[-1]) == (1.0, 0.0)


def test_a_feed_s_offset_is_of_its_lateness() -> None:
    dial = dial_of([status("one", 5)], 3 * SECOND, {"one": 2 * SECOND})
    assert (dial.feeds[0].p50_us, dial.feeds[0].missed) == (3 * SECOND, 0.0)


def test_a_feed_of_which_nothing_is_known_says_so() -> None:
    dial = dial_of([status("one")], 0, {})
    (one,) = dial.feeds
    assert (one.measured, one.p50_us, one.missed) == (0, None, None)
    assert all(step.missed == {} for step in dial.steps)
