"""Cricsheet: a match ball by ball, without any time; one ball is told after the other."""

from collections.abc import Iterator
from typing import Any

from feeds.fact import Fact, Match, MatchEnded, PeriodStarted, Points, Team
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, rows, text, whole
from feeds.reading import Listed, Reading, Voice
from feeds.situation import Over
from feeds.sport import Sport
from feeds.squad import LineUp, Player

NAME = "cricsheet"
_NO_BALLS = ("wides", "noballs")
# Retired batters come back; nobody got them out.
_NOT_OUT = {"retired hurt", "retired not out"}


class CricsheetParser:
    """A match's file. The team named first counts as the home side."""

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a file says; PayloadError."""
        body = json_of(payload)
        teams = at(body, "info", "teams")
        if not isinstance(teams, list) or len(teams) != len(Side):
            raise PayloadError("no match of Cricsheet's")
        told = _Match(body, Voice(provider=NAME, received=received))
        title = " - ".join(str(name) for name in teams)
        return Reading(facts=tuple(told.facts()), matches=(Listed(id="match", title=title),))


class _Match:
    def __init__(self, body: dict[str, Any], voice: Voice) -> None:
        self._body = body
        self._of = voice.of
        self._names = [
            text(body, "info", "teams", place) or side for place, side in enumerate(Side)
        ]
        self._sides = dict(zip(self._names, Side, strict=True))
        self._balls_an_over = whole(body, "info", "balls_per_over") or 6
        self._overs = whole(body, "info", "overs")

    def facts(self) -> Iterator[Fact]:
        """All it says, ball by ball."""
        home, away = (Team(name=name) for name in self._names)
        yield Match(
            sport=Sport.CRICKET,
            home=home,
            away=away,
            competition=text(self._body, "info", "event", "name"),
            venue=text(self._body, "info", "venue"),
            **self._of("match"),
        )
        yield from self._line_ups()
        for number, innings in enumerate(rows(self._body, "innings"), 1):
            side = self._sides.get(text(innings, "team") or "")
            if side is not None and number <= 99 and at(innings, "super_over") is not True:
                yield PeriodStarted(period=number, **self._of(f"period/{number}"))
                yield from self._innings(innings, number, side)
        yield from self._ended()

    def _innings(self, innings: dict[str, Any], number: int, side: Side) -> Iterator[Fact]:
        balls = wickets = place = 0
        target = whole(innings, "target", "runs")
        overs = whole(innings, "target", "overs") or self._overs
        extra = whole(innings, "penalty_runs", "pre") or 0
        if extra:
            by = self._of(f"runs/{number}/before")
            yield Points(side=side, points=extra, way="penalty", **by)
        for over in rows(innings, "overs"):
            for ball in rows(over, "deliveries"):
                place += 1
                extras = at(ball, "extras")
                is_legal = not any(at(extras, name) for name in _NO_BALLS)
                balls += is_legal
                wickets += sum(text(one, "kind") not in _NOT_OUT for one in rows(ball, "wickets"))
                yield from self._ball(ball, f"{number}/{place}", side)
                yield Over(
                    batting=side,
                    wickets=min(10, wickets),
                    balls=balls,
                    balls_an_over=self._balls_an_over,
                    limit=overs * self._balls_an_over if overs else None,
                    target=target,
                    striker=text(ball, "batter"),
                    non_striker=text(ball, "non_striker"),
                    bowler=text(ball, "bowler"),
                    **self._of(f"over/{number}/{place}"),
                )

    def _ball(self, ball: dict[str, Any], place: str, side: Side) -> Iterator[Points]:
        runs = whole(ball, "runs", "total") or 0
        if 1 <= runs <= 99:
            batter = text(ball, "batter")
            yield Points(side=side, points=runs, player=batter, **self._of(f"runs/{place}"))

    def _ended(self) -> Iterator[Fact]:
        outcome = at(self._body, "info", "outcome")
        if isinstance(outcome, dict):
            yield MatchEnded(**self._of("end"))

    def _line_ups(self) -> Iterator[LineUp]:
        people = at(self._body, "info", "registry", "people")
        for name, side in self._sides.items():
            found = at(self._body, "info", "players", name)
            players = tuple(
                Player(name=one[:200], provider_id=text(people, one))
                for one in (found if isinstance(found, list) else [])[:64]
                if isinstance(one, str) and one
            )
            if players:
                yield LineUp(side=side, players=players, **self._of(f"line-up/{side.value}"))


def parser(_match: str | None = None) -> CricsheetParser:
    """A parser; a file holds one match."""
    return CricsheetParser()
