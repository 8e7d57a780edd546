"""The NHL's api-web: the play-by-play of a game and its landing page.

Plays have no time of the wall, only that of their period, and are told in their own order. A
shoot-out's goals stand apart; its winner has one more in the score.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from feeds.event_time import MICROSECONDS
from feeds.fact import (
    ClockSet,
    Correction,
    Fact,
    Goal,
    GoalKind,
    Kick,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodStarted,
    Stat,
    Team,
)
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, rows, text, whole
from feeds.penalty import Penalty
from feeds.reading import Listed, Reading, Voice
from feeds.situation import Strength
from feeds.sport import RULES, Sport
from feeds.squad import LineUp, Player

NAME = "nhl"
_LIVE, _OVER = {"LIVE", "CRIT"}, {"FINAL", "OFF", "OVER"}
_SHOOT_OUT, _PLAY_OFF = "SO", "3"
_SINCE = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_SHOTS = {"goal", "shot-on-goal", "missed-shot", "failed-shot-attempt"}


class NhlParser:
    """One game's files; a play-by-play says more than a landing page, either stands alone."""

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a payload says of its game; PayloadError."""
        body = json_of(payload)
        if at(body, "homeTeam", "id") is None or at(body, "gameState") is None:
            raise PayloadError("no game of the NHL's")
        told = _Game(body, Voice(provider=NAME, received=received))
        is_live = text(body, "gameState") in _LIVE
        matches = (Listed(id=text(body, "id") or "game", title=told.title, is_live=is_live),)
        return Reading(facts=tuple(told.facts()), matches=matches)


class _Game:
    def __init__(self, body: dict[str, Any], voice: Voice) -> None:
        self._body = body
        self._of = voice.of
        self._sides = {text(body, f"{side.value}Team", "id"): side for side in Side}
        self._letters = {text(body, f"{side.value}Team", "abbrev"): side for side in Side}
        self._teams = {side: self._team(side) for side in Side}
        self._names = {text(one, "playerId"): _full_name(one) for one in rows(body, "rosterSpots")}
        self._period = whole(body, "periodDescriptor", "number") or 0
        self._penalties: Counter[str] = Counter()
        self._is_shoot_out = text(body, "periodDescriptor", "periodType") == _SHOOT_OUT

    @property
    def title(self) -> str:
        """Both sides' names."""
        return " - ".join(self._teams[side].name for side in Side)

    def facts(self) -> Iterator[Fact]:
        """All it says, in the order in which it is to be told."""
        yield Match(
            sport=Sport.ICE_HOCKEY,
            home=self._teams[Side.HOME],
            away=self._teams[Side.AWAY],
            competition="NHL",
            venue=text(self._body, "venue", "default"),
            **self._of("match"),
        )
        yield from self._line_ups()
        happened = list(self._plays() if rows(self._body, "plays") else self._scoring())
        yield from happened
        yield from self._score(happened)
        yield from self._stats()
        yield from self._standing()

    def _team(self, side: Side) -> Team:
        team = at(self._body, f"{side.value}Team")
        names = text(team, "placeName", "default"), text(team, "commonName", "default")
        name = " ".join(one for one in names if one) or side.value
        return Team(name=name, short=text(team, "abbrev"), ref=text(team, "id"))

    def _plays(self) -> Iterator[Fact]:
        for play in sorted(rows(self._body, "plays"), key=_order):
            kind, number = text(play, "typeDescKey"), text(play, "eventId")
            period = whole(play, "periodDescriptor", "number") or 0
            if number is None or not 1 <= period <= 99:
                continue
            match kind:
                case "period-start":
                    yield self._started(play, period)
                case "period-end":
                    yield PeriodEnded(period=period, **self._of(f"period/{period}/end"))
                case _ if kind in _SHOTS and _is_shoot_out(play):
                    yield from self._kick(play, f"kick/{number}")
                case "penalty":
                    owner = self._sides.get(text(play, "details", "eventOwnerTeamId"))
                    yield from self._penalty(play, period, owner)
                case "goal":
                    yield from self._goal(play, f"goal/{number}")
                case _:
                    pass

    def _started(self, play: dict[str, Any], period: int) -> PeriodStarted:
        by = self._of(f"period/{period}")
        return PeriodStarted(period=period, is_shoot_out=_is_shoot_out(play), **by)

    def _goal(self, play: dict[str, Any], name: str) -> Iterator[Goal]:
        side = self._sides.get(text(play, "details", "eventOwnerTeamId"))
        if side is not None:
            scorer, helper = (
                text(play, "details", f"{who}PlayerId") for who in ("scoring", "assist1")
            )
            yield Goal(
                side=side,
                player=self._names.get(scorer),
                assist=self._names.get(helper),
                minute=_minute(text(play, "timeInPeriod"), play),
                player_ref=scorer,
                assist_ref=helper,
                **self._of(name),
            )

    def _kick(self, play: dict[str, Any], name: str) -> Iterator[Kick]:
        side = self._sides.get(text(play, "details", "eventOwnerTeamId"))
        if side is not None:
            is_scored = text(play, "typeDescKey") == "goal"
            shooter = text(play, "details", "scoringPlayerId" if is_scored else "shootingPlayerId")
            yield Kick(
                side=side,
                is_scored=is_scored,
                player=self._names.get(shooter),
                player_ref=shooter,
                **self._of(name),
            )

    def _penalty(self, told: dict[str, Any], period: int, side: Side | None) -> Iterator[Penalty]:
        """One of a play or of a landing page, which call it the same; a penalty shot is none."""
        about = at(told, "details") or told
        minutes, since = whole(about, "duration") or 0, text(told, "timeInPeriod")
        if side is None or not 1 <= minutes <= 60:
            return
        name = f"penalty/{period}/{since}/{side.value}"
        self._penalties[name] += 1
        ref = text(about, "committedByPlayerId") or text(about, "servedByPlayerId")
        yield Penalty(
            side=side,
            minutes=minutes,
            player=self._names.get(ref) or text(about, "committedByPlayer", "default"),
            infraction=text(about, "descKey"),
            clock=self._remaining(since, period),
            period=period,
            player_ref=ref,
            **self._of(f"{name}/{self._penalties[name]}"),
        )

    def _scoring(self) -> Iterator[Fact]:
        """A landing page's goals, period by period."""
        for group in rows(self._body, "summary", "scoring"):
            period = whole(group, "periodDescriptor", "number") or 0
            if not 1 <= period <= 99:
                continue
            if _is_shoot_out(group):
                continue
            yield PeriodStarted(period=period, **self._of(f"period/{period}"))
            for goal in rows(group, "goals"):
                side = self._letters.get(text(goal, "teamAbbrev", "default"))
                number = text(goal, "eventId")
                if side is not None and number is not None:
                    kind = text(goal, "goalModifier")
                    yield Goal(
                        side=side,
                        player=_full_name(goal),
                        assist=text(goal, "assists", 0, "name", "default"),
                        player_ref=text(goal, "playerId"),
                        assist_ref=text(goal, "assists", 0, "playerId"),
                        minute=_minute(text(goal, "timeInPeriod"), group),
                        kind=GoalKind.OWN_GOAL if kind == "own-goal" else GoalKind.PLAY,
                        **self._of(f"goal/{number}"),
                    )
        yield from self._sent_off()
        yield from self._shots()

    def _sent_off(self) -> Iterator[Penalty]:
        """A landing page's penalties, period by period."""
        for group in rows(self._body, "summary", "penalties"):
            period = whole(group, "periodDescriptor", "number") or 0
            for penalty in rows(group, "penalties") if 1 <= period <= 99 else ():
                side = self._letters.get(text(penalty, "teamAbbrev", "default"))
                yield from self._penalty(penalty, period, side)

    def _remaining(self, since: str | None, period: int) -> int | None:
        """What the clock read (µs) so long after a period began."""
        seconds = _SINCE.fullmatch(since or "")
        if seconds is None:
            return None
        rules = RULES[Sport.ICE_HOCKEY]
        is_long = text(self._body, "gameType") == _PLAY_OFF
        length = rules.length if is_long else rules.starts_at(period)
        return max(0, length - (int(seconds[1]) * 60 + int(seconds[2])) * MICROSECONDS)

    def _shots(self) -> Iterator[Fact]:
        """A landing page's shoot-out."""
        shots = rows(self._body, "summary", "shootout")
        if not shots or not self._is_shoot_out:
            return
        by = self._of(f"period/{self._period}")
        yield PeriodStarted(period=self._period, is_shoot_out=True, **by)
        for shot in shots:
            side = self._letters.get(text(shot, "teamAbbrev", "default"))
            if side is not None:
                yield Kick(
                    side=side,
                    is_scored=text(shot, "result") == "goal",
                    player=_full_name(shot),
                    player_ref=text(shot, "playerId"),
                    **self._of(f"kick/{text(shot, 'sequence')}"),
                )

    def _score(self, happened: list[Fact]) -> Iterator[Fact]:
        """The score, where the goals told do not come to it: a shoot-out's winner has one more."""
        home, away = (whole(self._body, f"{side.value}Team", "score") for side in Side)
        counted: Counter[Side] = Counter()
        counted.update(fact.side for fact in happened if isinstance(fact, Goal))
        told = counted[Side.HOME], counted[Side.AWAY]
        if home is not None and away is not None and (home, away) != told:
            yield Correction(home=home, away=away, **self._of("score"))

    def _stats(self) -> Iterator[Stat]:
        shots = [whole(self._body, f"{side.value}Team", "sog") for side in Side]
        if shots[0] is not None and shots[1] is not None:
            name = "shots on goal"
            yield Stat(name=name, home=shots[0], away=shots[1], **self._of(f"stat/{name}"))

    def _standing(self) -> Iterator[Fact]:
        state, seconds = (
            text(self._body, "gameState"),
            whole(self._body, "clock", "secondsRemaining"),
        )
        clock = seconds * MICROSECONDS if seconds is not None and 0 <= seconds <= 6000 else None
        if state in _OVER:
            if clock is not None and not self._is_shoot_out:
                yield ClockSet(clock=clock, running=False, **self._of("clock"))
            if 1 <= self._period <= 99:
                by = self._of(f"period/{self._period}/end")
                yield PeriodEnded(period=self._period, **by)
            yield MatchEnded(**self._of("end"))
            return
        if state not in _LIVE or not 1 <= self._period <= 99:
            return
        yield from self._strength()
        if at(self._body, "clock", "inIntermission") is True:
            yield PeriodEnded(period=self._period, **self._of(f"period/{self._period}/end"))
        elif self._is_shoot_out:
            by = self._of(f"period/{self._period}")
            yield PeriodStarted(period=self._period, is_shoot_out=True, **by)
        elif clock is not None:
            running = at(self._body, "clock", "running") is True
            by = self._of("clock")
            yield ClockSet(clock=clock, period=self._period, running=running, **by)

    def _strength(self) -> Iterator[Strength]:
        """By the latest play's code: away goalie and skaters, home skaters and goalie."""
        plays = sorted(rows(self._body, "plays"), key=_order)
        code = text(plays[-1], "situationCode") if plays else None
        if code is None or len(code) != 4 or not code.isdecimal():
            return
        goalie, skaters, own, own_goalie = (int(one) for one in code)
        if 3 <= skaters <= 6 and 3 <= own <= 6:
            yield Strength(
                home=own,
                away=skaters,
                is_home_empty=own_goalie == 0,
                is_away_empty=goalie == 0,
                **self._of("strength"),
            )

    def _line_ups(self) -> Iterator[LineUp]:
        for number, side in self._sides.items():
            players = tuple(
                Player(
                    name=name,
                    number=text(one, "sweaterNumber"),
                    position=text(one, "positionCode"),
                    provider_id=text(one, "playerId"),
                )
                for one in rows(self._body, "rosterSpots")
                if text(one, "teamId") == number and (name := _full_name(one))
            )
            if players:
                by = self._of(f"line-up/{side.value}")
                yield LineUp(side=side, players=players[:64], **by)


def _order(play: dict[str, Any]) -> int:
    return whole(play, "sortOrder") or 0


def _is_shoot_out(within: dict[str, Any]) -> bool:
    return text(within, "periodDescriptor", "periodType") == _SHOOT_OUT


def _full_name(one: dict[str, Any]) -> str | None:
    names = text(one, "firstName", "default"), text(one, "lastName", "default")
    return " ".join(name for name in names if name) or None


def _minute(time: str | None, within: dict[str, Any]) -> int | None:
    """The minute of the game that runs at a time of a period of twenty minutes."""
    minutes = whole((time or "").partition(":")[0])
    period = whole(within, "periodDescriptor", "number")
    return None if minutes is None or period is None else (period - 1) * 20 + minutes + 1


def parser(_match: str | None = None) -> NhlParser:
    """A parser; a file holds one game."""
    return NhlParser()
