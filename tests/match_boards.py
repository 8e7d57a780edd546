"""Whole recorded matches on their board: every fact, from the first to the last."""

from feeds.check import Check
from feeds.fact import Fact
from feeds.parsers import parser
from feeds.sport import Sport
from feeds.timeline import Timeline
from overlays.boards.by_sport import board_of
from overlays.scene import PictureSize
from tests.checks import real
from tests.scene_reader import faults, texts
from tests.shots import shot

_SIZE = PictureSize(width=640, height=360)
_SECOND = 1_000_000


def shown_through(provider: str, *patterns: str, sport: Sport, at_least: int) -> list[str]:
    """What the board says after the last fact; on the way nothing may be empty or overflow.

    Facts without a time are told a second after the one before, in the order they came in.
    """
    check = Check(parser(provider))
    payloads = [payload for pattern in patterns for payload in real(provider, pattern)]
    facts = [fact for n, one in enumerate(payloads) for fact in check.take(str(n), one)]
    assert len(facts) >= at_least
    timeline = Timeline()
    times = _times(facts)
    for fact, at in zip(facts, times, strict=True):
        timeline.add(fact, visible_from=at)
    said: list[str] = []
    for at in sorted(set(times)):
        state = timeline.as_of(at)
        if state.sport is None:
            continue
        assert state.sport is sport
        shown = board_of(state).scene(shot(state, at), _SIZE)
        assert faults(shown) == [], f"at {at}"
        said = texts(shown)
        assert len(said) >= 5
    return said


def _times(facts: list[Fact]) -> list[int]:
    """When each is shown; in order where it was not told."""
    told = [fact.event_time for fact in facts if fact.event_time is not None]
    now = min(told, default=1_800_000_000 * _SECOND)
    times = []
    for fact in facts:
        now = now + _SECOND if fact.event_time is None else max(now, fact.event_time)
        times.append(fact.event_time if fact.event_time is not None else now)
    return times
