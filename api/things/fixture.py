"""Fixtures: how a match's life goes from being planned to being over."""

from enum import StrEnum


class Status(StrEnum):
    """Where a match stands in its life."""

    SCHEDULED = "scheduled"
    PRE = "pre"
    LIVE = "live"
    BREAK = "break"
    SUSPENDED = "suspended"
    DELAYED = "delayed"
    FINAL = "final"
    ABANDONED = "abandoned"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


_S = Status
# Feeds miss steps, so some may be left out. What is not here is a correction.
_NEXT = {
    _S.SCHEDULED: {_S.PRE, _S.LIVE, _S.DELAYED, _S.POSTPONED, _S.CANCELLED},
    _S.PRE: {_S.SCHEDULED, _S.LIVE, _S.DELAYED, _S.POSTPONED, _S.CANCELLED, _S.ABANDONED},
    _S.DELAYED: {_S.SCHEDULED, _S.PRE, _S.LIVE, _S.POSTPONED, _S.CANCELLED, _S.ABANDONED},
    _S.LIVE: {_S.BREAK, _S.SUSPENDED, _S.FINAL, _S.ABANDONED},
    _S.BREAK: {_S.LIVE, _S.SUSPENDED, _S.FINAL, _S.ABANDONED},
    _S.SUSPENDED: {_S.LIVE, _S.BREAK, _S.FINAL, _S.ABANDONED, _S.POSTPONED},
    _S.POSTPONED: {_S.SCHEDULED, _S.CANCELLED},
    _S.FINAL: set[Status](),
    _S.ABANDONED: set[Status](),
    _S.CANCELLED: set[Status](),
}


def nexts(status: Status) -> list[Status]:
    """What may come after, in the order of a match's life."""
    return [one for one in Status if one in _NEXT[status]]


def may_follow(before: Status, after: Status) -> bool:
    """Whether that is a step of a match's life, or none at all; anything else is a correction."""
    return before is after or after in _NEXT[before]
