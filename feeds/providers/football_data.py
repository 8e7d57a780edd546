"""football-data.org v4: matches with their status and score; goals where the plan has them."""

from collections.abc import Iterator
from typing import Any

from feeds import football_clock
from feeds.fact import (
    ClockSet,
    Correction,
    Fact,
    Goal,
    GoalKind,
    Kick,
    Match,
    MatchEnded,
    MatchStatus,
    OtherMatch,
    PeriodEnded,
    PeriodStarted,
    ShootOutScore,
    StatusSet,
    Team,
)
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, rows, text, whole
from feeds.reading import Choice, Listed, Reading, Voice
from feeds.squad import LineUp, Player

NAME = "football_data"
_STATUSES = {
    "SUSPENDED": MatchStatus.SUSPENDED,
    "POSTPONED": MatchStatus.POSTPONED,
    "CANCELLED": MatchStatus.CANCELLED,
}
_LIVE = {"IN_PLAY", "PAUSED", "EXTRA_TIME", "PENALTY_SHOOTOUT"}
_OVER = {"FINISHED", "AWARDED"}
# What a ticker calls them; the others go by their minute.
_WORDS = {
    "PAUSED": "HT",
    "PENALTY_SHOOTOUT": "Pens",
    "FINISHED": "FT",
    "AWARDED": "FT",
    "SUSPENDED": "Suspended",
    "POSTPONED": "Postponed",
    "CANCELLED": "Cancelled",
}
_KINDS = {"OWN": GoalKind.OWN_GOAL, "PENALTY": GoalKind.PENALTY}


class FootballDataParser:
    """A list of matches or one match."""

    def __init__(self, match: str | None = None, *, others: bool = False) -> None:
        self._choice = Choice(match)
        self._others = others

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a payload says of the match; PayloadError."""
        body = json_of(payload)
        found = rows(body, "matches") or ([body] if at(body, "homeTeam") is not None else [])
        if not found:
            raise PayloadError("no match of football-data.org's")
        voice = Voice(provider=NAME, received=received)
        return self._choice.reading(
            found,
            _listed,
            lambda one: Reading(facts=tuple(_facts(one, voice))),
            (lambda one, order: _other(one, order, voice)) if self._others else None,
        )


def _listed(one: dict[str, Any]) -> Listed:
    names = " - ".join(text(one, team, "name") or "?" for team in ("homeTeam", "awayTeam"))
    return Listed(
        id=text(one, "id") or "", title=names, is_live=(text(one, "status") or "") in _LIVE
    )


def _facts(one: dict[str, Any], voice: Voice) -> Iterator[Fact]:
    home, away = (_team(one, side) for side in Side)
    competition, venue = text(one, "competition", "name"), text(one, "venue")
    yield Match(home=home, away=away, competition=competition, venue=venue, **voice.of("match"))
    yield from _line_ups(one, voice)
    goals = list(_goals(one, voice))
    yield from goals
    yield from _kicks(one, voice)
    yield from _score(one, goals, voice)
    yield from _standing(one, voice)


def _team(one: dict[str, Any], side: Side) -> Team:
    team = at(one, f"{side.value}Team")
    name, short, ref = (text(team, what) for what in ("name", "tla", "id"))
    return Team(name=name or side.value, short=short, ref=ref)


def _other(one: dict[str, Any], order: int, voice: Voice) -> OtherMatch:
    """A match beside the one that is told; its score is without kicks."""
    score, status = _played(one), text(one, "status") or ""
    minute, added = football_clock.from_pair(whole(one, "minute"), whole(one, "injuryTime"))
    state = _WORDS.get(status)
    if state is None and status in _LIVE and minute is not None:
        state = f"{minute}+{added}'" if added else f"{minute}'"
    return OtherMatch(
        home=_team(one, Side.HOME),
        away=_team(one, Side.AWAY),
        score=score,
        state=state,
        is_live=status in _LIVE,
        competition=text(one, "competition", "name"),
        order=order,
        **voice.of(f"other/{text(one, 'id')}"),
    )


def _line_ups(one: dict[str, Any], voice: Voice) -> Iterator[LineUp]:
    """Where the plan has them."""
    for side in Side:
        team = at(one, f"{side.value}Team")
        players = tuple(
            Player(
                name=name,
                number=text(player, "shirtNumber"),
                position=text(player, "position"),
                is_starter=key == "lineup",
                provider_id=text(player, "id"),
            )
            for key in ("lineup", "bench")
            for player in rows(team, key)
            if (name := text(player, "name"))
        )
        if players:
            yield LineUp(
                side=side,
                players=players[:64],
                formation=text(team, "formation"),
                coach=text(team, "coach", "name"),
                **voice.of(f"line-up/{side.value}"),
            )


def _goals(one: dict[str, Any], voice: Voice) -> Iterator[Goal]:
    """Goals have no id: they go by their place among their side's."""
    counted = dict.fromkeys(Side, 0)
    home = text(one, "homeTeam", "id")
    for goal in rows(one, "goals"):
        side = Side.HOME if text(goal, "team", "id") == home else Side.AWAY
        counted[side] += 1
        minute, added = football_clock.from_pair(whole(goal, "minute"), whole(goal, "injuryTime"))
        yield Goal(
            side=side,
            player=text(goal, "scorer", "name"),
            assist=text(goal, "assist", "name"),
            player_ref=text(goal, "scorer", "id"),
            assist_ref=text(goal, "assist", "id"),
            kind=_KINDS.get(text(goal, "type") or "", GoalKind.PLAY),
            minute=minute,
            added=added,
            **voice.of(f"goal/{side.value}/{counted[side]}"),
        )


def _kicks(one: dict[str, Any], voice: Voice) -> Iterator[Kick]:
    """The shoot-out's, in the order they were taken."""
    taken = dict.fromkeys(Side, 0)
    home = text(one, "homeTeam", "id")
    for kick in rows(one, "penalties"):
        side, scored = (
            Side.HOME if text(kick, "team", "id") == home else Side.AWAY,
            at(kick, "scored"),
        )
        if not isinstance(scored, bool):
            continue
        taken[side] += 1
        yield Kick(
            side=side,
            is_scored=scored,
            player=text(kick, "player", "name"),
            number=min(taken[side], 99),
            player_ref=text(kick, "player", "id"),
            **voice.of(f"kick/{side.value}/{taken[side]}"),
        )


def _score(one: dict[str, Any], goals: list[Goal], voice: Voice) -> Iterator[Fact]:
    """The score without kicks, which the full time has in it, where the goals do not come to it."""
    kicks = [whole(one, "score", "penalties", side.value) for side in Side]
    score = _played(one)
    if score is None:
        return
    counted = tuple(sum(goal.side is side for goal in goals) for side in Side)
    if score != counted and min(score) >= 0:
        yield Correction(home=score[0], away=score[1], **voice.of("score"))
    if kicks[0] is not None and kicks[1] is not None:
        yield ShootOutScore(home=kicks[0], away=kicks[1], **voice.of("kicks"))


def _played(one: dict[str, Any]) -> tuple[int, int] | None:
    """The full time's score less the kicks, which it has in it."""
    kicks = [whole(one, "score", "penalties", side.value) or 0 for side in Side]
    home, away = (whole(one, "score", "fullTime", side.value) for side in Side)
    return None if home is None or away is None else (home - kicks[0], away - kicks[1])


def _standing(one: dict[str, Any], voice: Voice) -> Iterator[Fact]:
    status = text(one, "status") or ""
    if status in _STATUSES:
        yield StatusSet(status=_STATUSES[status], **voice.of("status"))
    elif status in _LIVE:
        yield StatusSet(status=MatchStatus.AS_PLANNED, **voice.of("status"))
        yield from _playing(one, status, voice)
    elif status in _OVER:
        yield StatusSet(status=MatchStatus.AS_PLANNED, **voice.of("status"))
        duration = text(one, "score", "duration") or "REGULAR"
        period = {"EXTRA_TIME": 4, "PENALTY_SHOOTOUT": 5}.get(duration, 2)
        yield PeriodEnded(period=period, **voice.of(f"period/{period}/end"))
        yield MatchEnded(**voice.of("end"))


def _playing(one: dict[str, Any], status: str, voice: Voice) -> Iterator[Fact]:
    minute = football_clock.from_pair(whole(one, "minute"), whole(one, "injuryTime"))
    clock = football_clock.clock_of(minute)
    match status:
        case "PAUSED":
            yield PeriodEnded(period=1, **voice.of("period/1/end"))
        case "PENALTY_SHOOTOUT":
            yield PeriodStarted(period=5, **voice.of("period/5"))
        case _ if clock is not None:
            first = 3 if status == "EXTRA_TIME" else 1
            later = first + (1 if (minute[0] or 0) > (105 if first == 3 else 45) else 0)
            yield ClockSet(clock=clock, period=later, **voice.of("clock"))
        case _:
            period = 3 if status == "EXTRA_TIME" else _half(one)
            yield PeriodStarted(period=period, **voice.of(f"period/{period}"))


def _half(one: dict[str, Any]) -> int:
    """Without a minute: a half-time result is there once the second half is played."""
    return 1 if whole(one, "score", "halfTime", "home") is None else 2


def parser(match: str | None = None, *, others: bool = False) -> FootballDataParser:
    """A parser of one match: that of an id, else the one that is played."""
    return FootballDataParser(match, others=others)
