"""API-Football v3: fixtures with events in minutes, and when each half kicked off.

The kick-offs give a clock to the second, so it needs no polling. Events have no id: they go by
kind, side and place, so that a goal keeps its name when its scorer or minute is put right.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from feeds import football_clock
from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Card,
    CardColor,
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
    Substitution,
    Team,
)
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, rows, text, whole
from feeds.reading import Choice, Listed, Reading, Voice
from feeds.squad import LineUp, Player

NAME = "api_football"
_GRID = re.compile(r"([1-9]):([1-9])", re.ASCII)
_LIVE = {"1H", "HT", "2H", "ET", "BT", "P", "LIVE", "INT", "SUSP"}
_OVER = {"FT": 2, "AET": 4, "PEN": 5}
_STATUSES = {
    "SUSP": MatchStatus.SUSPENDED,
    "INT": MatchStatus.SUSPENDED,
    "PST": MatchStatus.POSTPONED,
    "CANC": MatchStatus.CANCELLED,
    "ABD": MatchStatus.ABANDONED,
}
# What a ticker calls them; the others go by their minute.
_WORDS = {
    "HT": "HT",
    "FT": "FT",
    "AET": "AET",
    "P": "Pens",
    "PEN": "Pens",
    "SUSP": "Suspended",
    "INT": "Suspended",
    "PST": "Postponed",
    "CANC": "Cancelled",
    "ABD": "Abandoned",
}
_PLAYED = {"1H": 1, "2H": 2, "P": 5}
_BREAKS = {"HT": 1, "BT": 2}
_KINDS = {"Own Goal": GoalKind.OWN_GOAL, "Penalty": GoalKind.PENALTY}
_MISSED = "Missed Penalty"
_KICKS = "Penalty Shootout"


class ApiFootballParser:
    """The fixtures of a response."""

    def __init__(self, match: str | None = None, *, others: bool = False) -> None:
        self._choice = Choice(match)
        self._others = others

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a payload says of the match; PayloadError."""
        body = json_of(payload)
        errors = at(body, "errors")
        found = [one for one in rows(body, "response") if text(one, "fixture", "id")]
        if errors and not found:
            raise PayloadError(f"API-Football refuses: {errors}")
        if not isinstance(at(body, "response"), list):
            raise PayloadError("no response of API-Football's")
        voice = Voice(provider=NAME, received=received)
        return self._choice.reading(
            found,
            _listed,
            lambda one: Reading(facts=tuple(_facts(one, voice)), as_of=_as_of(one)),
            (lambda one, order: _other(one, order, voice)) if self._others else None,
        )


def _status(one: dict[str, Any]) -> str:
    return text(one, "fixture", "status", "short") or ""


def _listed(one: dict[str, Any]) -> Listed:
    names = " - ".join(text(one, "teams", side.value, "name") or "?" for side in Side)
    return Listed(id=text(one, "fixture", "id") or "", title=names, is_live=_status(one) in _LIVE)


def _facts(one: dict[str, Any], voice: Voice) -> Iterator[Fact]:
    home, away = (_team(one, side) for side in Side)
    competition, venue = text(one, "league", "name"), text(one, "fixture", "venue", "name")
    yield Match(home=home, away=away, competition=competition, venue=venue, **voice.of("match"))
    yield from _line_ups(one, voice)
    yield from _kick_offs(one, voice)
    happened = list(_events(one, voice))
    yield from happened
    yield from _kicks(one, voice)
    yield from _score(one, happened, voice)
    yield from _standing(one, voice)


def _team(one: dict[str, Any], side: Side) -> Team:
    name, ref = (text(one, "teams", side.value, what) for what in ("name", "id"))
    return Team(name=name or side.value, ref=ref)


def _other(one: dict[str, Any], order: int, voice: Voice) -> OtherMatch:
    """A match beside the one that is told."""
    home, away = (whole(one, "goals", side.value) for side in Side)
    status, minute = _status(one), whole(one, "fixture", "status", "elapsed")
    state = _WORDS.get(status)
    if state is None and status in _LIVE and minute is not None:
        state = f"{minute}'"
    return OtherMatch(
        home=_team(one, Side.HOME),
        away=_team(one, Side.AWAY),
        score=None if home is None or away is None else (home, away),
        state=state,
        is_live=status in _LIVE,
        competition=text(one, "league", "name"),
        order=order,
        **voice.of(f"other/{text(one, 'fixture', 'id')}"),
    )


def _line_ups(one: dict[str, Any], voice: Voice) -> Iterator[LineUp]:
    teams = {text(one, "teams", side.value, "id"): side for side in Side}
    for told in rows(one, "lineups"):
        side = teams.get(text(told, "team", "id"))
        players = [
            player
            for key in ("startXI", "substitutes")
            for row in rows(told, key)
            if (player := _player(at(row, "player"), is_starter=key == "startXI")) is not None
        ]
        if side is not None and players:
            yield LineUp(
                side=side,
                players=tuple(players[:64]),
                formation=text(told, "formation"),
                coach=text(told, "coach", "name"),
                **voice.of(f"line-up/{side.value}"),
            )


def _player(one: Any, *, is_starter: bool) -> Player | None:
    name, place = text(one, "name"), _GRID.fullmatch(text(one, "grid") or "")
    if name is None:
        return None
    return Player(
        name=name,
        number=text(one, "number"),
        position=text(one, "pos"),
        is_starter=is_starter,
        provider_id=text(one, "id"),
        row=int(place[1]) if place else None,
        column=int(place[2]) if place else None,
    )


def _kick_offs(one: dict[str, Any], voice: Voice) -> Iterator[Fact]:
    for period, name in ((1, "first"), (2, "second")):
        moment = whole(one, "fixture", "periods", name)
        if moment is not None and 0 < moment < 10**11:
            began = voice.of(f"period/{period}", moment * MICROSECONDS)
            yield PeriodStarted(period=period, **began)


def _as_of(one: dict[str, Any]) -> int | None:
    """The event time (µs) at which the minute told is over, by the kick-off of its half."""
    elapsed = whole(one, "fixture", "status", "elapsed")
    name, before = {"1H": ("first", 0), "2H": ("second", 45)}.get(_status(one), ("", 0))
    kick_off = whole(one, "fixture", "periods", name)
    if elapsed is None or kick_off is None:
        return None
    return (kick_off + (elapsed - before) * 60) * MICROSECONDS


def _events(one: dict[str, Any], voice: Voice) -> Iterator[Fact]:
    teams = {text(one, "teams", side.value, "id"): side for side in Side}
    places: Counter[tuple[str, Side]] = Counter()
    for event in rows(one, "events"):
        side, kind = teams.get(text(event, "team", "id")), (text(event, "type") or "").lower()
        detail = text(event, "detail") or ""
        if side is None or text(event, "comments") == _KICKS:
            continue
        if kind == "goal" and detail == _MISSED:
            continue
        places[kind, side] += 1
        by = voice.of(f"{kind}/{side.value}/{places[kind, side]}")
        fact = _event(event, kind, detail, side, by)
        if fact is not None:
            yield fact


def _kicks(one: dict[str, Any], voice: Voice) -> Iterator[Kick]:
    """The shoot-out's, which stand among the events in the order they were taken."""
    teams = {text(one, "teams", side.value, "id"): side for side in Side}
    taken: Counter[Side] = Counter()
    for event in rows(one, "events"):
        side = teams.get(text(event, "team", "id"))
        if side is None or text(event, "comments") != _KICKS:
            continue
        taken[side] += 1
        yield Kick(
            side=side,
            is_scored=text(event, "detail") != _MISSED,
            player=text(event, "player", "name"),
            number=min(taken[side], 99),
            player_ref=text(event, "player", "id"),
            **voice.of(f"kick/{side.value}/{taken[side]}"),
        )


def _event(
    event: dict[str, Any], kind: str, detail: str, side: Side, by: dict[str, Any]
) -> Fact | None:
    player, assist = text(event, "player", "name"), text(event, "assist", "name")
    elapsed, extra = whole(event, "time", "elapsed"), whole(event, "time", "extra")
    minute, added = football_clock.from_pair(elapsed, extra)
    by |= {"minute": minute, "added": added}
    ref, helper = text(event, "player", "id"), text(event, "assist", "id")
    match kind:
        case "goal":
            scored = _KINDS.get(detail, GoalKind.PLAY)
            by |= {"player_ref": ref, "assist_ref": helper}
            return Goal(side=side, player=player, assist=assist, kind=scored, **by)
        case "card":
            color = CardColor.YELLOW if detail == "Yellow Card" else CardColor.RED
            return Card(side=side, color=color, player=player, player_ref=ref, **by)
        case "subst":
            by |= {"player_in_ref": helper, "player_out_ref": ref}
            return Substitution(side=side, player_in=assist, player_out=player, **by)
        case _:
            return None


def _score(one: dict[str, Any], happened: list[Fact], voice: Voice) -> Iterator[Fact]:
    home, away = (whole(one, "goals", side.value) for side in Side)
    counted = Counter(fact.side for fact in happened if isinstance(fact, Goal))
    if (
        home is not None
        and away is not None
        and (home, away)
        != (
            counted[Side.HOME],
            counted[Side.AWAY],
        )
    ):
        yield Correction(home=home, away=away, **voice.of("score"))
    kicks = [whole(one, "score", "penalty", side.value) for side in Side]
    if kicks[0] is not None and kicks[1] is not None:
        yield ShootOutScore(home=kicks[0], away=kicks[1], **voice.of("kicks"))


def _standing(one: dict[str, Any], voice: Voice) -> Iterator[Fact]:
    status = _status(one)
    if status in _STATUSES:
        yield StatusSet(status=_STATUSES[status], **voice.of("status"))
    elif status in _LIVE or status in _OVER:
        yield StatusSet(status=MatchStatus.AS_PLANNED, **voice.of("status"))
    if status in _BREAKS:
        period = _BREAKS[status]
        yield PeriodEnded(period=period, **voice.of(f"period/{period}/end"))
    elif status in _OVER:
        period = _OVER[status]
        yield PeriodEnded(period=period, **voice.of(f"period/{period}/end"))
        yield MatchEnded(**voice.of("end"))
    elif status in {*_PLAYED, "ET"}:
        yield from _playing(one, status, voice)


def _playing(one: dict[str, Any], status: str, voice: Voice) -> Iterator[Fact]:
    """The half that is played, where no kick-off says so to the second."""
    minute = football_clock.from_pair(
        whole(one, "fixture", "status", "elapsed"), whole(one, "fixture", "status", "extra")
    )
    period = _PLAYED.get(status) or (4 if (minute[0] or 0) > 105 else 3)
    kick_off = {1: "first", 2: "second"}.get(period, "")
    clock = football_clock.clock_of(minute)
    if whole(one, "fixture", "periods", kick_off) is not None:
        return
    if clock is None or period == 5:
        yield PeriodStarted(period=period, **voice.of(f"period/{period}"))
    else:
        yield ClockSet(clock=clock, period=period, **voice.of("clock"))


def parser(match: str | None = None, *, others: bool = False) -> ApiFootballParser:
    """A parser of one match: that of an id, else the one that is played."""
    return ApiFootballParser(match, others=others)
