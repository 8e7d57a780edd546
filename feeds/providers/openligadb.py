"""OpenLigaDB: match days and single matches, typed in by people, minutes late.

There is no clock. A goal says the score it made, so whose it was follows from the goal before it.
"""

from collections.abc import Iterator
from typing import Any

from feeds import football_clock
from feeds.fact import (
    Correction,
    Fact,
    Goal,
    GoalKind,
    Match,
    MatchEnded,
    OtherMatch,
    PeriodEnded,
    Team,
)
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, rows, text, whole
from feeds.reading import Choice, Listed, Reading, Voice

NAME = "openligadb"
_HALF_TIME, _FINAL = 1, 2


class OpenLigaParser:
    """A list of matches or one match."""

    def __init__(self, match: str | None = None, *, others: bool = False) -> None:
        self._choice = Choice(match)
        self._others = others

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a payload says of the match; PayloadError."""
        body = json_of(payload)
        found = [body] if isinstance(body, dict) else rows(body)
        found = [one for one in found if text(one, "matchID")]
        if not found:
            raise PayloadError("no match of OpenLigaDB's")
        voice = Voice(provider=NAME, received=received)
        return self._choice.reading(
            found,
            _listed,
            lambda one: _read(one, voice),
            (lambda one, order: _other(one, order, voice)) if self._others else None,
        )


def _read(one: dict[str, Any], voice: Voice) -> Reading:
    warnings: list[str] = []
    facts = tuple(_facts(one, voice, warnings))
    return Reading(facts=facts, warnings=tuple(warnings))


def _listed(one: dict[str, Any]) -> Listed:
    names = " - ".join(text(one, team, "teamName") or "?" for team in ("team1", "team2"))
    has_begun = bool(rows(one, "goals")) or bool(rows(one, "matchResults"))
    is_live = has_begun and at(one, "matchIsFinished") is False
    return Listed(id=text(one, "matchID") or "", title=names, is_live=is_live)


def _facts(one: dict[str, Any], voice: Voice, warnings: list[str]) -> Iterator[Fact]:
    home, away = (_team(one, side) for side in Side)
    competition, venue = text(one, "leagueName"), text(one, "location", "locationStadium")
    yield Match(home=home, away=away, competition=competition, venue=venue, **voice.of("match"))
    before, final = (0, 0), _final(one)
    for goal in sorted(rows(one, "goals"), key=_running):
        score = whole(goal, "scoreTeam1"), whole(goal, "scoreTeam2")
        side, name = _scorer(before, score, final), text(goal, "goalID")
        if side is None or name is None:
            made, stood = "-".join(map(str, score)), "-".join(map(str, before))
            warnings.append(f"goal {name} makes it {made} after {stood}: left out")
            continue
        before = (before[0] + 1, before[1]) if side is Side.HOME else (before[0], before[1] + 1)
        yield _goal(goal, side, f"goal/{name}", voice)
    yield from _results(one, before, voice)


def _team(one: dict[str, Any], side: Side) -> Team:
    team = at(one, "team1" if side is Side.HOME else "team2")
    short = (text(team, "shortName") or "")[:3].upper() or None
    return Team(name=text(team, "teamName") or side.value, short=short, ref=text(team, "teamId"))


def _other(one: dict[str, Any], order: int, voice: Voice) -> OtherMatch:
    """A match beside the one that is told; the goals typed in so far are its score."""
    is_over, is_live = at(one, "matchIsFinished") is True, _listed(one).is_live
    score = _final(one)
    if score is None and (is_over or is_live):
        last = max(rows(one, "goals"), key=_running, default=None)
        home, away = (whole(last, name) or 0 for name in ("scoreTeam1", "scoreTeam2"))
        score = home, away
    return OtherMatch(
        home=_team(one, Side.HOME),
        away=_team(one, Side.AWAY),
        score=score,
        state="FT" if is_over else None,
        is_live=is_live,
        competition=text(one, "leagueName"),
        order=order,
        **voice.of(f"other/{text(one, 'matchID')}"),
    )


def _running(goal: dict[str, Any]) -> int:
    return (whole(goal, "scoreTeam1") or 0) + (whole(goal, "scoreTeam2") or 0)


def _scorer(
    before: tuple[int, int], score: tuple[int | None, int | None], final: tuple[int, int] | None
) -> Side | None:
    """Whose goal makes the score so; None for one that cannot be, or that the result has not."""
    if final is not None and (before[0] + before[1] + 1 > sum(final)):
        return None
    if score == (before[0] + 1, before[1]):
        return Side.HOME
    return Side.AWAY if score == (before[0], before[1] + 1) else None


def _goal(goal: dict[str, Any], side: Side, name: str, voice: Voice) -> Goal:
    kind = GoalKind.PENALTY if at(goal, "isPenalty") is True else GoalKind.PLAY
    kind = GoalKind.OWN_GOAL if at(goal, "isOwnGoal") is True else kind
    minute, added = _minute(goal)
    return Goal(
        side=side,
        player=text(goal, "goalGetterName"),
        kind=kind,
        minute=minute,
        added=added,
        player_ref=text(goal, "goalGetterID"),
        **voice.of(name),
    )


def _minute(goal: dict[str, Any]) -> football_clock.Minute:
    """Its minute; past ninety it was added, unless there was extra time."""
    minute = whole(goal, "matchMinute")
    if minute is None or not 0 < minute <= 999:
        return football_clock.NO_MINUTE
    is_added = minute > 90 and at(goal, "isOvertime") is not True
    return (90, minute - 90) if is_added else (minute, None)


def _final(one: dict[str, Any]) -> tuple[int, int] | None:
    """The final score, once it is over and somebody typed it in."""
    if at(one, "matchIsFinished") is not True:
        return None
    results = {whole(found, "resultTypeID"): found for found in rows(one, "matchResults")}
    home, away = (whole(results.get(_FINAL), name) for name in ("pointsTeam1", "pointsTeam2"))
    return None if home is None or away is None or min(home, away) < 0 else (home, away)


def _results(one: dict[str, Any], counted: tuple[int, int], voice: Voice) -> Iterator[Fact]:
    """Half-time and final results, and the score where the goals told do not come to it."""
    if at(one, "matchIsFinished") is not True:
        if any(whole(found, "resultTypeID") == _HALF_TIME for found in rows(one, "matchResults")):
            yield PeriodEnded(period=1, **voice.of("period/1/end"))
        return
    final = _final(one)
    if final is not None and final != counted:
        yield Correction(home=final[0], away=final[1], **voice.of("score"))
    yield PeriodEnded(period=2, **voice.of("period/2/end"))
    yield MatchEnded(**voice.of("end"))


def parser(match: str | None = None, *, others: bool = False) -> OpenLigaParser:
    """A parser of one match: that of an id, else the one that is played."""
    return OpenLigaParser(match, others=others)
