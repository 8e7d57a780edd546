"""The fact-aware hold: who tells of a goal before its picture is read after it.

Lines bear the time of their author's picture, so an honest viewer spoils nothing for those behind.
But who knows from elsewhere (a radio, a faster screen, the stadium) types GOAL at a picture that
does not show it yet. We know when it happened, and on which picture it is.
"""

import re
from collections import deque
from dataclasses import dataclass

from api.room.entry import Entry
from feeds.event_time import MICROSECONDS

LOOKS_BACK = 40 * MICROSECONDS
_KEPT = 16
_RECENT, _USUAL = 3 * MICROSECONDS, 60 * MICROSECONDS
_CALM, _TIMES = 4, 3
_SCORE = re.compile(r"(?<!\d)\d{1,2}\s?[-:\u2013]\s?\d{1,2}(?!\d)")
_STRETCHED = re.compile(r"(\w)\1+")
# What people type in their own language, letters that repeat taken once: goooal is goal.
_WORDS = frozenset(
    [
        "goal",
        "gol",
        "golazo",
        "golaso",
        "tor",
        "doelpunt",
        "rete",
        "penalty",
        "penalti",
        "elfmeter",
        "rigore",
        "scores",
        "scored",
        "scorer",
        "equalizer",
        "equaliser",
        "var",
        "ofside",
        "disalowed",
        "anuled",
        "red",
        "roja",
        "rouge",
        "roso",
        "karte",
        "owngoal",
        "autogol",
        "hatrick",
    ]
)
_LOUD = re.compile(r"!{3,}")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something nobody wants to read of first: when it happened, and its picture (both µs)."""

    event_time: int
    program_time: int


class Hold:
    """The last such moments, and how much is said just now. For one thread."""

    def __init__(self) -> None:
        self._moments: deque[Moment] = deque(maxlen=_KEPT)
        self._recent: deque[int] = deque()
        self._usual: deque[int] = deque()

    def happened(self, moment: Moment) -> None:
        """Know of one more."""
        self._moments.append(moment)

    def heard(self, entry: Entry) -> bool:
        """Take a line's arrival in; whether it tells of something or is one of a sudden many."""
        for said, span in ((self._recent, _RECENT), (self._usual, _USUAL)):
            said.append(entry.at)
            while said[0] <= entry.at - span:
                said.popleft()
        usual = len(self._usual) * _RECENT // _USUAL
        is_burst = len(self._recent) > max(_CALM, _TIMES * usual)
        return is_burst or tells(str(entry.body["text"]))

    def until(self, entry: Entry) -> int | None:
        """The programme time a telling line must wait for; None where it may stay."""
        waits = [moment.program_time for moment in self._moments if _is_ahead(entry, moment)]
        return max(waits, default=None)


def _is_ahead(entry: Entry, moment: Moment) -> bool:
    """Whether it was said after the thing happened, at a picture shortly before it."""
    if entry.program_time is None or entry.at < moment.event_time:
        return False
    before = moment.program_time - entry.program_time
    return 0 < before <= LOOKS_BACK


def tells(text: str) -> bool:
    """Whether a line reads like news: goal words, a score, shouting."""
    words = re.findall(r"\w+", text.casefold())
    plain = {_STRETCHED.sub(r"\1", word) for word in words}
    return bool(plain & _WORDS or _SCORE.search(text) or _LOUD.search(text) or _is_shouted(text))


def _is_shouted(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 3 and all(sign.isupper() for sign in letters)
