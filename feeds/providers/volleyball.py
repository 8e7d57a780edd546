"""Volleyball scouting files: Data Volley's `.dvw` and VolleyStation's `.vsm`, rally by rally.

Both tell the score after each rally, a `.dvw` with the time of the day. Sets won are counted as
they end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Correction,
    Fact,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodStarted,
    Points,
    Team,
)
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, rows, text, whole
from feeds.reading import Listed, Reading, Voice
from feeds.sport import Sport
from feeds.squad import LineUp, Player

NAME = "volleyball"
_DVW = b"[3DATAVOLLEYSCOUT]"
_RALLY = re.compile(r"[*a]p(\d+):(\d+)", re.ASCII)
_SET = re.compile(r"\*\*(\d)set", re.ASCII)
_TIME = re.compile(r"(\d{2})\.(\d{2})\.(\d{2})", re.ASCII)
_DATE = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_SETS_TO_WIN, _POINTS, _LAST_POINTS = 3, 25, 15
_TIME_AT, _DAY_S = 7, 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rally:
    """A rally of a set: who won it, when (seconds of the day, None where nobody says)."""

    set_number: int
    side: Side
    second: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scouted:
    """What a file says, whichever form it has."""

    names: tuple[str, str]
    refs: tuple[str | None, str | None]
    rallies: tuple[_Rally, ...]
    ended: frozenset[int]
    players: dict[Side, tuple[Player, ...]]


class VolleyballParser:
    """A match's file, which may still grow."""

    def parse(self, payload: bytes, received: int) -> Reading:
        """What a file says by now; PayloadError."""
        if payload.lstrip(b"\xef\xbb\xbf").startswith(_DVW):
            found = _of_data_volley(payload)
        else:
            found = _of_volley_station(json_of(payload))
        voice = Voice(provider=NAME, received=received)
        matches = (Listed(id="match", title=" - ".join(found.names)),)
        return Reading(facts=tuple(_facts(found, voice)), matches=matches)


def _facts(found: _Scouted, voice: Voice) -> Iterator[Fact]:
    named = zip(found.names, found.refs, strict=True)
    home, away = (Team(name=name, ref=ref) for name, ref in named)
    yield Match(sport=Sport.VOLLEYBALL, home=home, away=away, **voice.of("match"))
    for side, players in found.players.items():
        if players:
            yield LineUp(side=side, players=players, **voice.of(f"line-up/{side.value}"))
    sets, first = dict.fromkeys(Side, 0), next(iter(found.rallies), None)
    for number in sorted({rally.set_number for rally in found.rallies}):
        of_set = [rally for rally in found.rallies if rally.set_number == number]
        began = _moment(of_set[0], first)
        yield PeriodStarted(period=number, **voice.of(f"period/{number}", began))
        for place, rally in enumerate(of_set, 1):
            by = voice.of(f"point/{number}/{place}", _moment(rally, first))
            yield Points(side=rally.side, **by)
        if number in found.ended:
            ended = _moment(of_set[-1], first)
            won = sum(rally.side is Side.HOME for rally in of_set) * 2 > len(of_set)
            sets[Side.HOME if won else Side.AWAY] += 1
            yield PeriodEnded(period=number, **voice.of(f"period/{number}/end", ended))
            by = voice.of(f"sets/{number}", ended)
            yield Correction(home=sets[Side.HOME], away=sets[Side.AWAY], **by)
    if max(sets.values()) >= _SETS_TO_WIN:
        last = _moment(found.rallies[-1], first)
        yield MatchEnded(**voice.of("end", last))


def _moment(rally: _Rally, first: _Rally | None) -> int | None:
    """µs from the first rally's midnight on; a match may go on past the next."""
    if rally.second is None or first is None or first.second is None:
        return None
    later = rally.second < first.second
    return (rally.second + (_DAY_S if later else 0)) * MICROSECONDS


def _of_data_volley(payload: bytes) -> _Scouted:
    sections = _sections(payload)
    teams = [line.split(";") for line in sections.get("3TEAMS", [])]
    if len(teams) < len(Side) or any(len(team) < 2 for team in teams):
        raise PayloadError("a Data Volley file without two teams")
    day = _day(sections)
    rallies, ended = _rallies(sections.get("3SCOUT", []), day)
    return _Scouted(
        names=(teams[0][1] or "home", teams[1][1] or "away"),
        refs=(teams[0][0] or None, teams[1][0] or None),
        rallies=tuple(rallies),
        ended=frozenset(ended),
        players={
            side: tuple(_players(sections.get(f"3PLAYERS-{letter}", [])))
            for side, letter in ((Side.HOME, "H"), (Side.AWAY, "V"))
        },
    )


def _sections(payload: bytes) -> dict[str, list[str]]:
    """The lines of each section, in Central Europe's own encoding unless it is UTF-8."""
    try:
        lines = payload.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = payload.decode("cp1250", errors="replace").splitlines()
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            section = found.setdefault(line[1:-1], [])
        else:
            section.append(line)
    return found


def _day(sections: dict[str, list[str]]) -> int:
    """Midnight (seconds since 1970) of the day it was played, as if it were in UTC; 0: unknown."""
    from datetime import UTC, datetime

    line = next(iter(sections.get("3MATCH", [])), "")
    match = _DATE.match(line)
    if match is None:
        return 0
    month, day, year = map(int, match.groups())
    try:
        return int(datetime(year, month, day, tzinfo=UTC).timestamp())
    except ValueError:
        return 0


def _rallies(lines: list[str], day: int) -> tuple[list[_Rally], set[int]]:
    """Points by whose score rose; a correction of the score in between takes none back."""
    rallies, ended = list[_Rally](), set[int]()
    number, before = 1, (0, 0)
    for line in lines:
        fields = line.split(";")
        if (over := _SET.match(line)) is not None:
            ended.add(int(over[1]))
            number, before = int(over[1]) + 1, (0, 0)
        elif (rally := _RALLY.match(line)) is not None:
            score = int(rally[1]), int(rally[2])
            time = _TIME.fullmatch(fields[_TIME_AT]) if len(fields) > _TIME_AT else None
            second = None if time is None else day + _seconds(*map(int, time.groups()))
            for side, more in zip(Side, (score[0] - before[0], score[1] - before[1]), strict=True):
                rallies += [_Rally(set_number=number, side=side, second=second)] * max(0, more)
            before = score
    return rallies, ended


def _seconds(hours: int, minutes: int, seconds: int) -> int:
    return (hours * 60 + minutes) * 60 + seconds


def _players(lines: list[str]) -> Iterator[Player]:
    for line in lines[:64]:
        fields = line.split(";")
        name = " ".join(one for one in (*fields[10:11], *fields[9:10]) if one)
        if name:
            starts = bool(fields[3:4] and fields[3] not in {"", "*"})
            number = fields[8] or None
            yield Player(
                name=name[:200], number=fields[1] or None, is_starter=starts, provider_id=number
            )


def _of_volley_station(body: Any) -> _Scouted:
    if not isinstance(at(body, "scout", "sets"), list):
        raise PayloadError("neither a Data Volley nor a VolleyStation file")
    rallies, ended = list[_Rally](), set[int]()
    for number, one in enumerate(rows(body, "scout", "sets"), 1):
        of_set = list(_by_score(number, rows(one, "events")))
        rallies += of_set
        if at(one, "score") is not None and _is_over(of_set, number):
            ended.add(number)
    return _Scouted(
        names=(
            text(body, "team", "home", "name") or "home",
            text(body, "team", "away", "name") or "away",
        ),
        refs=(text(body, "team", "home", "code"), text(body, "team", "away", "code")),
        rallies=tuple(rallies),
        ended=frozenset(ended),
        players={
            side: tuple(
                Player(
                    name=name[:200],
                    number=text(one, "shirtNumber"),
                    provider_id=text(one, "code"),
                )
                for one in rows(body, "team", side.value, "players")[:64]
                if (name := " ".join(filter(None, (text(one, "firstName"), text(one, "lastName")))))
            )
            for side in Side
        },
    )


def _by_score(number: int, events: list[dict[str, Any]]) -> Iterator[_Rally]:
    """A set's rallies by whose score rose: who is said to have won one is wrong now and then."""
    before = dict.fromkeys(Side, 0)
    for event in events:
        for side in Side:
            points = whole(event, "score", side.value) or 0
            for _ in range(points - before[side]):
                yield _Rally(set_number=number, side=side)
            before[side] = max(points, before[side])


def _is_over(rallies: list[_Rally], number: int) -> bool:
    """Whether a set is won: by two points, at 25, in the fifth at 15."""
    home = sum(rally.side is Side.HOME for rally in rallies)
    most, least = max(home, len(rallies) - home), min(home, len(rallies) - home)
    return most >= (_LAST_POINTS if number == 5 else _POINTS) and most - least >= 2


def parser(_match: str | None = None) -> VolleyballParser:
    """A parser; a file holds one match."""
    return VolleyballParser()
