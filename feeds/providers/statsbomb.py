"""StatsBomb's open data: a match's events, and its line-ups for the names on the shirts.

Times count from each period's start; nobody says when that was, so a period begins when the one
before it ended, with an interval of a quarter of an hour between. The first side of the events is
the home side; line-ups are in no order.
"""

import re
from collections.abc import Iterator
from typing import Any

from feeds import football_clock
from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Card,
    CardColor,
    Fact,
    Goal,
    GoalKind,
    Kick,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodStarted,
    Substitution,
    Team,
)
from feeds.formation import written
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, rows, text, whole
from feeds.reading import Listed, Reading, Voice
from feeds.squad import LineUp, Player

NAME = "statsbomb"
_STAMP = re.compile(r"(\d{2}):(\d{2}):(\d{2})\.(\d{3})", re.ASCII)
_INTERVAL = 15 * 60 * MICROSECONDS
_KICK_OFF = 946_728_000 * MICROSECONDS
_STARTS = (0, 45, 90, 105, 120)
_CARDS = {
    "Yellow Card": CardColor.YELLOW,
    "Second Yellow": CardColor.SECOND_YELLOW,
    "Red Card": CardColor.RED,
}
_SHOOT_OUT = 5
_TOLD = {"Half Start", "Half End", "Own Goal For", "Substitution"}


class StatsBombParser:
    """Events and line-ups of one match, in any order. `kick_off` is in µs since 1970."""

    def __init__(self, kick_off: int = _KICK_OFF) -> None:
        self._kick_off = kick_off
        self._line_ups: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []

    def parse(self, payload: bytes, received: int) -> Reading:
        """What both say by now; PayloadError."""
        found = rows(json_of(payload))
        if found and "lineup" in found[0]:
            self._line_ups = found
        elif found and at(found[0], "type", "name") is not None:
            self._events = found
        else:
            raise PayloadError("neither events nor line-ups of StatsBomb's")
        told = _Told(self._events, self._line_ups, self._kick_off)
        facts = tuple(told.facts(Voice(provider=NAME, received=received)))
        title = " - ".join(name for name, _ in told.teams)
        matches = (Listed(id="match", title=title),)
        return Reading(facts=facts, matches=matches, warnings=tuple(told.warnings))


class _Told:
    def __init__(
        self, events: list[dict[str, Any]], line_ups: list[dict[str, Any]], kick_off: int
    ) -> None:
        self._events = events
        self._line_ups = line_ups
        self.warnings: list[str] = []
        self.teams = self._named()
        self._sides = {number: side for side, (_, number) in zip(Side, self.teams, strict=False)}
        self._begins = self._period_starts(kick_off)
        self._names = {
            text(player, "player_id"): text(player, "player_nickname")
            or text(player, "player_name")
            for team in line_ups
            for player in rows(team, "lineup")
        }

    def facts(self, voice: Voice) -> Iterator[Fact]:
        """All that is said, in the order of events."""
        if len(self.teams) < len(Side):
            self.warnings.append("line-ups alone do not say who is at home: give the events too")
            return
        home, away = (Team(name=name, ref=number or None) for name, number in self.teams)
        yield Match(home=home, away=away, **voice.of("match"))
        yield from self._squads(voice)
        for event in self._events:
            yield from self._event(event, voice)
        if any(text(event, "type", "name") == "Half End" for event in self._events):
            ended = max(self._begins)
            is_played = ended >= 2 and self._end(ended) is not None
            if is_played:
                yield MatchEnded(**voice.of("end", self._end(ended)))

    def _named(self) -> list[tuple[str, str]]:
        teams: dict[str, str] = {}
        for event in self._events:
            if text(event, "type", "name") == "Starting XI":
                teams.setdefault(
                    text(event, "team", "id") or "", text(event, "team", "name") or "?"
                )
        return [(name, number) for number, name in teams.items()][: len(Side)]

    def _period_starts(self, kick_off: int) -> dict[int, int]:
        """When each period begins, µs: the first at the kick-off, others an interval later."""
        starts, last = {1: kick_off}, 1
        for period in range(2, _SHOOT_OUT + 1):
            # Kicks may follow full time at once.
            if any(whole(event, "period") == period for event in self._events):
                starts[period] = starts[last] + (self._length(last) or 0) + _INTERVAL
                last = period
        return starts

    def _length(self, period: int) -> int | None:
        """How long a period was (µs), None while it is played."""
        ends = [
            _stamp(event)
            for event in self._events
            if text(event, "type", "name") == "Half End" and whole(event, "period") == period
        ]
        return max((one for one in ends if one is not None), default=None)

    def _end(self, period: int) -> int | None:
        length = self._length(period)
        return None if length is None else self._begins[period] + length

    def _is_plausible(self, event: dict[str, Any]) -> bool:
        """Whether its minute is one of its period: what was put in by hand often is not."""
        period, minute, stamp = whole(event, "period"), whole(event, "minute"), _stamp(event)
        if period is None or minute is None or stamp is None or not 1 <= period <= _SHOOT_OUT:
            self._leave_out(event, "has no time")
            return False
        if minute != _STARTS[period - 1] + stamp // (60 * MICROSECONDS):
            self._leave_out(event, f"is of minute {minute} in period {period}")
            return False
        return True

    def _leave_out(self, event: dict[str, Any], why: str) -> None:
        kind = text(event, "type", "name")
        self.warnings.append(f"event {text(event, 'id')} ({kind}) {why}: left out")

    def _event(self, event: dict[str, Any], voice: Voice) -> Iterator[Fact]:
        if not (_matters(event) and self._is_plausible(event)):
            return
        kind, period = text(event, "type", "name"), whole(event, "period") or 1
        side = self._sides.get(text(event, "team", "id") or "")
        name, moment = text(event, "id"), self._begins[period] + (_stamp(event) or 0)
        match kind:
            case "Half Start":
                yield PeriodStarted(period=period, **voice.of(f"period/{period}", moment))
            case "Half End":
                yield PeriodEnded(period=period, **voice.of(f"period/{period}/end", moment))
            case _ if side is not None and name is not None:
                minute, added = football_clock.from_clock(_clock(event, period), period)
                by = voice.of(name, moment) | {"side": side, "minute": minute, "added": added}
                yield from self._happened(event, kind or "", by)

    def _happened(self, event: dict[str, Any], kind: str, by: dict[str, Any]) -> Iterator[Fact]:
        player, ref = self._name(event, "player"), text(event, "player", "id")
        card = text(event, "foul_committed", "card", "name")
        card = card or text(event, "bad_behaviour", "card", "name")
        if card in _CARDS:
            yield Card(color=_CARDS[card or ""], player=player, player_ref=ref, **by)
        elif kind == "Shot" and whole(event, "period") == _SHOOT_OUT:
            is_scored = text(event, "shot", "outcome", "name") == "Goal"
            kicked = {key: said for key, said in by.items() if key not in {"minute", "added"}}
            yield Kick(is_scored=is_scored, player=player, player_ref=ref, **kicked)
        elif kind == "Shot" and text(event, "shot", "outcome", "name") == "Goal":
            is_penalty = text(event, "shot", "type", "name") == "Penalty"
            scored = GoalKind.PENALTY if is_penalty else GoalKind.PLAY
            by |= {"player_ref": ref}
            yield Goal(player=player, assist=self._assist(event), kind=scored, **by)
        elif kind == "Own Goal For":
            yield Goal(player=self._own_goal_by(event), kind=GoalKind.OWN_GOAL, **by)
        elif kind == "Substitution":
            comes = self._name(event, "substitution", "replacement")
            on = text(event, "substitution", "replacement", "id")
            by |= {"player_in_ref": on, "player_out_ref": ref}
            yield Substitution(player_in=comes, player_out=player, **by)

    def _name(self, event: dict[str, Any], *path: str) -> str | None:
        return self._names.get(text(event, *path, "id")) or text(event, *path, "name")

    def _assist(self, event: dict[str, Any]) -> str | None:
        key = text(event, "shot", "key_pass_id")
        found = next((one for one in self._events if key and text(one, "id") == key), None)
        return None if found is None else self._name(found, "player")

    def _own_goal_by(self, event: dict[str, Any]) -> str | None:
        """Who put it in his own net: the event beside it says so."""
        related = at(event, "related_events")
        for one in self._events:
            is_it = text(one, "type", "name") == "Own Goal Against"
            if is_it and isinstance(related, list) and text(one, "id") in related:
                return self._name(one, "player")
        return None

    def _squads(self, voice: Voice) -> Iterator[LineUp]:
        elevens = [one for one in self._events if text(one, "type", "name") == "Starting XI"]
        formations = {text(one, "team", "id"): text(one, "tactics", "formation") for one in elevens}
        starters = {
            text(player, "player", "id"): text(player, "position", "name")
            for event in elevens
            for player in rows(event, "tactics", "lineup")
        }
        for team in self._line_ups:
            side = self._sides.get(text(team, "team_id") or "")
            players = tuple(
                Player(
                    name=self._names.get(number) or "?",
                    number=text(player, "jersey_number"),
                    position=starters.get(number),
                    is_starter=number in starters,
                    provider_id=number,
                )
                for player in rows(team, "lineup")[:64]
                if (number := text(player, "player_id"))
            )
            if side is not None:
                formation = written(formations.get(text(team, "team_id")))
                by = voice.of(f"line-up/{side.value}")
                yield LineUp(side=side, players=players, formation=formation, **by)


def _matters(event: dict[str, Any]) -> bool:
    """Whether an event is one of the few of four thousand that are told on."""
    is_goal = text(event, "shot", "outcome", "name") == "Goal"
    kind = text(event, "type", "name")
    is_kick = kind == "Shot" and whole(event, "period") == _SHOOT_OUT
    card = at(event, "foul_committed", "card") or at(event, "bad_behaviour", "card")
    return is_goal or is_kick or card is not None or kind in _TOLD


def _stamp(event: dict[str, Any]) -> int | None:
    """The time since the period's start, µs."""
    match = _STAMP.fullmatch(text(event, "timestamp") or "")
    if match is None:
        return None
    hours, minutes, seconds, thousandths = map(int, match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * MICROSECONDS + thousandths * 1000


def _clock(event: dict[str, Any], period: int) -> int:
    return _STARTS[period - 1] * 60 * MICROSECONDS + (_stamp(event) or 0)


def parser(_match: str | None = None) -> StatsBombParser:
    """A parser; a file holds one match."""
    return StatsBombParser()
