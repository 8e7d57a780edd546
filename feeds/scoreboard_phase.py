"""Phases as a plain scoreboard says them: a word for where the match stands, and which period."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from feeds.coercion import key, text
from feeds.fact import MatchStatus

PHASES = ("scheduled", "playing", "break", "shoot_out", "ended")
_STATUSES = {*MatchStatus} - {MatchStatus.AS_PLANNED}
_PHASE = re.compile(rf"({'|'.join(PHASES)})(?:_(\d{{1,2}}))?", re.ASCII)
# Other words for the same, of people and of football.
_ALIASES = {
    "pre_match": "scheduled",
    "first_half": "playing_1",
    "1st_half": "playing_1",
    "half_time": "break_1",
    "ht": "break_1",
    "second_half": "playing_2",
    "2nd_half": "playing_2",
    "extra_first_half": "playing_3",
    "extra_half_time": "break_3",
    "extra_second_half": "playing_4",
    "after_extra_time": "ended_4",
    "penalties": "shoot_out",
    "after_shoot_out": "ended_5",
    "full_time": "ended",
    "ft": "ended",
    "final": "ended",
    "finished": "ended",
    "over": "ended",
    "live": "playing",
    "interval": "break",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the match stands: a phase's word, the period told with it, or what keeps it up."""

    word: str = ""
    period: int | None = None
    status: MatchStatus | None = None


def standing(word: str) -> Standing | None:
    """What a word of ours means, "playing 2" or "half-time"; None for any other."""
    ours = key(word)
    base, _, number = ours.rpartition("_")
    if number.isdecimal() and base in _ALIASES:
        ours = f"{_ALIASES[base]}_{number}"
    ours = _ALIASES.get(ours, ours)
    if ours in _STATUSES:
        return Standing(status=MatchStatus(ours))
    found = _PHASE.fullmatch(ours)
    if found is None or found[2] in {"0", "00"}:
        return None
    return Standing(word=found[1], period=int(found[2]) if found[2] else None)


def reader(words: Mapping[str, str]) -> Callable[[object], Standing]:
    """A reader of phases and statuses, in the feed's words or in ours."""

    def read(given: object) -> Standing:
        told = text(given)
        found = standing(words.get(told, told))
        if found is None:
            raise ValueError(f"is no phase; it is one of {', '.join(PHASES)}, or a status")
        return found

    return read
