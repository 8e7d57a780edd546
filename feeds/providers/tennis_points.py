"""Tennis point by point, as the Grand Slam tables have it: a CSV of points and one of matches.

Player 1 counts as the home side. A row says the score after its point; sets won follow from the
sets' winners.
"""

import re
from collections.abc import Iterator

from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Correction,
    Fact,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    Team,
)
from feeds.happening import Side
from feeds.payload import PayloadError, whole
from feeds.reading import Choice, Listed, Reading, Voice
from feeds.situation import GamePoints
from feeds.sport import Sport
from feeds.table import csv_of, records

NAME = "tennis_points"
_ELAPSED = re.compile(r"(\d{1,2}):(\d{2}):(\d{2})", re.ASCII)
_POINTS = {"0", "15", "30", "40", "AD"}
_SERVERS = {"1": Side.HOME, "2": Side.AWAY, "3": Side.HOME, "4": Side.AWAY}

type Row = dict[str, str]


class TennisPointsParser:
    """Both tables, in any order; the matches' gives the names."""

    def __init__(self, match: str | None = None) -> None:
        self._choice = Choice(match)
        self._matches: dict[str, Row] = {}
        self._points: list[Row] = []

    def parse(self, payload: bytes, received: int) -> Reading:
        """What both say by now; PayloadError."""
        table = _table(payload)
        if table and "PointWinner" in table[0]:
            self._points = table
        elif table and "player1" in table[0]:
            self._matches = {row["match_id"]: row for row in table if row.get("match_id")}
        else:
            raise PayloadError("neither a table of points nor one of matches")
        ids = dict.fromkeys(row.get("match_id") or "" for row in self._points)
        if not self._points:
            ids = dict.fromkeys(self._matches)
        voice = Voice(provider=NAME, received=received)
        return self._choice.reading(ids, self._listed, lambda match: self._read(match, voice))

    def _listed(self, match: str) -> Listed:
        return Listed(id=match, title=" - ".join(self._names(match)))

    def _read(self, match: str, voice: Voice) -> Reading:
        rows = [row for row in self._points if row.get("match_id") == match]
        return Reading(facts=tuple(_facts(self._names(match), rows, voice)))

    def _names(self, match: str) -> tuple[str, str]:
        row = self._matches.get(match, {})
        home, away = (
            " / ".join(name for name in (row.get(f"player{n}"), row.get(f"partner{n}")) if name)
            for n in (1, 2)
        )
        return home or "Player 1", away or "Player 2"


def _table(payload: bytes) -> list[Row]:
    return [
        {name: str(cell) for name, cell in row.items() if cell is not None}
        for row in records(csv_of(payload))
    ]


def _facts(names: tuple[str, str], rows: list[Row], voice: Voice) -> Iterator[Fact]:
    home, away = (Team(name=name[:200]) for name in names)
    best_of = 2 * _sets_to_win(rows[0]) - 1 if rows else None
    yield Match(sport=Sport.TENNIS, home=home, away=away, best_of=best_of, **voice.of("match"))
    sets, games = [0, 0], list[tuple[int, int]]()
    for place, row in enumerate(rows):
        number, moment = whole(row.get("SetNo")), _moment(row.get("ElapsedTime"))
        if number is None or not 1 <= number <= 5:
            continue
        if number > len(games):
            games += [(0, 0)] * (number - len(games))
            yield PeriodStarted(period=number, **voice.of(f"period/{number}", moment))
        yield from _points(row, f"points/{place}", moment, voice)
        score = whole(row.get("P1GamesWon")) or 0, whole(row.get("P2GamesWon")) or 0
        if score != games[number - 1]:
            games[number - 1] = score
            by = voice.of(f"games/{place}", moment)
            yield PeriodScores(scores=tuple(games), **by)
        winner = _set_winner(row, rows[place - 1] if place else {})
        if winner is not None:
            sets[winner] += 1
            yield PeriodEnded(period=number, **voice.of(f"period/{number}/end", moment))
            yield Correction(home=sets[0], away=sets[1], **voice.of(f"sets/{place}", moment))
            if max(sets) == _sets_to_win(row):
                yield MatchEnded(**voice.of("end", moment))


def _set_winner(row: Row, before: Row) -> int | None:
    """Whose set it was with this point, 0 or 1: as it says, or by a tie-break instead of a set."""
    winner = row.get("SetWinner")
    is_only_game = row.get("GameNo") == "1" and row.get("GameWinner") in {"1", "2"}
    if is_only_game and not {before.get("P1Score"), before.get("P2Score")} <= _POINTS:
        winner = row.get("GameWinner")
    return int(winner) - 1 if winner in {"1", "2"} else None


def _sets_to_win(row: Row) -> int:
    """Three in men's singles, whose matches are numbered from 1000 on; two elsewhere."""
    return 3 if (row.get("match_id") or "").rpartition("-")[2].startswith("1") else 2


def _points(row: Row, name: str, moment: int | None, voice: Voice) -> Iterator[GamePoints]:
    home, away = row.get("P1Score", ""), row.get("P2Score", "")
    if not home or not away or not row.get("PointNumber", "").isdecimal():
        return
    yield GamePoints(
        home=home,
        away=away,
        server=_SERVERS.get(row.get("PointServer", "")),
        is_tie_break=not {home, away} <= _POINTS,
        **voice.of(name, moment),
    )


def _moment(elapsed: str | None) -> int | None:
    """µs since the match began."""
    match = _ELAPSED.fullmatch(elapsed or "")
    if match is None:
        return None
    hours, minutes, seconds = map(int, match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * MICROSECONDS


def parser(match: str | None = None) -> TennisPointsParser:
    """A parser of one match: that of an id, else the first."""
    return TennisPointsParser(match)
