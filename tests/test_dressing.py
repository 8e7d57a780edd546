"""The fold of a show log: timing, programme, offsets and state, the same whenever it is folded."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from engine.channel import events
from engine.channel.dressing import Dressing
from engine.rendition import Rendition
from engine.show_log import ShowEvent
from engine.timebase import Timing
from feeds.codec import encode_fact
from feeds.fact import Fact, Goal, Match, Team
from feeds.happening import Side
from overlays.stage import names

LADDER = (Rendition(name="360p", width=640, height=360, kbit=500),)
TIMING = Timing(rate=Fraction(25))
FIRST = 48_000
AT = TIMING.content_time(FIRST)
HOME, AWAY = Team(name="North"), Team(name="South")
MATCH = Match(event_time=AT, received=AT, id="m", home=HOME, away=AWAY)
GOAL = Goal(event_time=AT + 80_000, received=AT, id="g", side=Side.HOME, provider="espn")


def dressing() -> Dressing:
    timings = {"source": TIMING, "backup": Timing(rate=Fraction(25), latency=4_000_000)}
    return Dressing(LADDER, timings, "source", {})


def events_of(*given: Fact | dict[str, Any]) -> list[ShowEvent]:
    """Events of the first frame."""
    return [
        ShowEvent(
            sequence=n,
            frame=FIRST,
            event_time=None if isinstance(one, dict) else one.event_time,
            arrival=AT,
            actor="t",
            payload=one if isinstance(one, dict) else encode_fact(one),
        )
        for n, one in enumerate(given)
    ]


def test_what_changes_timing_programme_and_offset() -> None:
    one = dressing()
    one.restore(
        events_of(
            {"type": events.TIMED, "v": 1, "distance_us": 2_000_000},
            {"type": events.CUT, "v": 1, "source": "backup"},
            {"type": events.CUT, "v": 1, "source": "gone"},
            {"type": events.OFFSET, "v": 1, "feed": "espn", "offset_us": -500_000},
        )
    )
    assert one.timings["source"].distance == one.timings["backup"].distance == 2_000_000
    assert one.timing.behind == 4_000_000
    assert (one.program, one.offsets) == ("backup", {"espn": -500_000})


def test_an_offset_moves_the_facts_known_already() -> None:
    one = dressing()
    one.restore(events_of(MATCH, GOAL))
    assert [one.state(AT + shift).home.score for shift in (0, 80_000)] == [0, 1]
    one.restore(events_of({"type": events.OFFSET, "v": 1, "feed": "espn", "offset_us": 1_000_000}))
    assert [one.state(AT + shift).home.score for shift in (80_000, 1_080_000)] == [0, 1]


def test_the_same_events_give_the_same_boxes() -> None:
    drawn = []
    for _ in range(2):
        one = dressing()
        assert list(one.draw(FIRST)) == [()]
        one.restore(events_of(MATCH, GOAL))
        drawn.append(one.draw(FIRST + 2)[0])
        assert one.top
    first, second = drawn
    assert len(first) == len(second) > 0
    for a, b in zip(first, second, strict=True):
        assert (a.left, a.top, a.window) == (b.left, b.top, b.window)


def test_what_is_unknown_is_passed_over() -> None:
    one = dressing()
    one.restore(events_of({"type": "of_later", "v": 9}, MATCH))
    assert one.state(AT).home.team.name == "North"


def straps(one: Dressing, first: int, last: int) -> int:
    """On how many of some frames something stands beside the bug."""
    return sum(len(one.draw(number)[0]) > 4 for number in range(first, last))


def test_what_was_shown_before_a_jump_is_no_news_after_it() -> None:
    one = dressing()
    one.restore(events_of(MATCH, GOAL))
    assert straps(one, FIRST, FIRST + 50) > 0
    cut = events_of({"type": events.CUT, "v": 1, "source": "backup"})[0]
    one.fold(replace(cut, frame=FIRST + 50))
    assert one.jumped == 4_000_000
    assert straps(one, FIRST + 50, FIRST + 250) == 0
    assert one.state(AT + 80_000).home.score == 1


def test_what_comes_after_a_jump_is_news_wherever_it_happened() -> None:
    one = dressing()
    one.restore(events_of(MATCH))
    cut = events_of({"type": events.CUT, "v": 1, "source": "backup"})[0]
    one.fold(replace(cut, frame=FIRST + 50))
    late = events_of(GOAL)[0]
    one.fold(replace(late, frame=FIRST + 60))
    assert straps(one, FIRST + 60, FIRST + 250) > 0


def test_data_is_told_to_be_late_while_the_clock_is_hidden_by_rule() -> None:
    one, hidden = dressing(), {"field": "clock.hidden", "v": 1}
    held = {**hidden, "type": events.HELD, "value": True, "by_rule": True}
    one.restore(events_of(MATCH, held))
    release = replace(events_of({**hidden, "type": events.RELEASED})[0], frame=FIRST + 20 * 25)
    one.fold(release)
    seconds = [n for n in range(24) if "data_delayed" in names(one.standing(FIRST + n * 25))]
    assert seconds == list(range(10, 20))
