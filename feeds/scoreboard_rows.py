"""What a plain scoreboard lists: goals, kicks, cards, penalties, points, players, statistics.

A row without an id goes by its content, numbered where that stands there twice.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from feeds.coercion import (
    ClockUnit,
    Values,
    amount,
    clock_in,
    count,
    flag,
    is_blank,
    minute,
    moment,
    period,
    text,
    whole,
)
from feeds.fact import Card, CardColor, Fact, Goal, GoalKind, Kick, Points, Stat, Substitution
from feeds.football_clock import NO_MINUTE
from feeds.happening import Side
from feeds.penalty import Penalty
from feeds.reading import Voice
from feeds.squad import LineUp, Player

_WHEN = ("minute", "added", "time")
# The lists there may be, and what may be said in a row of each.
ROW_FIELDS: dict[str, tuple[str, ...]] = {
    "goals": ("id", "side", "player", "assist", "kind", *_WHEN),
    "cards": ("id", "side", "color", "player", *_WHEN),
    "substitutions": ("id", "side", "in", "out", *_WHEN),
    "points": ("id", "side", "points", "player", "way", "time"),
    "kicks": ("id", "side", "scored", "player", "number", "time"),
    "penalties": ("id", "side", "minutes", "player", "infraction", "clock", "period", "time"),
    "players": (
        *("id", "side", "name", "number", "position", "starter", "captain", "row", "column"),
    ),
    "stats": ("name", "home", "away"),
}
_SCORED, _MISSED = {"goal", "scored", "in"}, {"miss", "missed", "save", "saved", "out"}
_PLACE = whole(1, 99)
_OWN, _PENALTY = re.compile(r"(\b|_)own(?!er)"), re.compile(r"(\b|_)pen")
_PLAYERS_AT_MOST = 64
_NAME_AT_MOST = 150

type Rows = Mapping[str, Sequence[Values]]


class ScoreboardRows:
    """The lists of one payload; `words` says by list what the feed's words mean.

    Where `is_own_by`, an own goal's side is that of whoever made it.
    """

    def __init__(
        self,
        rows: Rows,
        words: Mapping[str, Mapping[str, str]],
        read_side: Callable[[object], Side],
        voice: Voice,
        *,
        is_own_by: bool = False,
    ) -> None:
        self._rows = rows
        self._words = words
        self._read_side = read_side
        self._voice = voice
        self._is_own_by = is_own_by
        self._names: Counter[str] = Counter()

    def line_ups(self) -> Iterator[LineUp]:
        """The players of each side that has some."""
        players: dict[Side, list[Player]] = {side: [] for side in Side}
        for row in self._rows.get("players", ()):
            side, name = row.get("side", self._read_side), row.get("name", text)
            if side is None or not name:
                continue
            is_starter = row.get("starter", flag)
            player = Player(
                name=name,
                number=row.get("number", text),
                position=row.get("position", text),
                is_starter=True if is_starter is None else is_starter,
                is_captain=row.get("captain", flag) or False,
                provider_id=row.get("id", text),
                row=row.get("row", _PLACE),
                column=row.get("column", _PLACE),
            )
            players[side].append(player)
        for side, found in players.items():
            if found:
                lined_up = tuple(found[:_PLAYERS_AT_MOST])
                yield LineUp(side=side, players=lined_up, **self._voice.of(f"line-up/{side.value}"))

    def happenings(self) -> Iterator[Fact]:
        """Goals, kicks, cards, penalties, substitutions and points."""
        kinds = {
            "goals": self._goal,
            "kicks": self._kick,
            "penalties": self._penalty,
            "cards": self._card,
            "substitutions": self._substitution,
            "points": self._points,
        }
        for name, read in kinds.items():
            for row in self._rows.get(name, ()):
                side = row.get("side", self._read_side)
                if side is None:
                    if not row.says("side"):
                        row.note("side", "says nothing")
                    continue
                fact = read(row, side)
                if fact is not None:
                    yield fact

    def stats(self) -> Iterator[Stat]:
        """Statistics that have a name and both sides' numbers."""
        for row in self._rows.get("stats", ()):
            name = row.get("name", text)
            home, away = row.get("home", amount), row.get("away", amount)
            if name and home is not None and away is not None:
                called = self._word("stats", name) or name
                yield Stat(name=called, home=home, away=away, **self._voice.of(f"stat/{called}"))

    def _goal(self, row: Values, side: Side) -> Goal:
        word = (self._word("goals", row.get("kind", text)) or "").casefold()
        kind = GoalKind.PENALTY if _PENALTY.search(word) else GoalKind.PLAY
        if _OWN.search(word):
            kind = GoalKind.OWN_GOAL
            other = Side.AWAY if side is Side.HOME else Side.HOME
            side = other if self._is_own_by else side
        player, assist = row.get("player", text), row.get("assist", text)
        return Goal(side=side, player=player, assist=assist, kind=kind, **self._by(row, "goal"))

    def _kick(self, row: Values, side: Side) -> Kick | None:
        is_scored = row.get("scored", _scored)
        if is_scored is None:
            if not row.says("scored"):
                row.note("scored", "says nothing")
            return None
        return Kick(
            side=side,
            is_scored=is_scored,
            player=row.get("player", text),
            number=row.get("number", _PLACE),
            **self._timed(row, "kick"),
        )

    def _penalty(self, row: Values, side: Side) -> Penalty | None:
        minutes = row.get("minutes", whole(1, 60))
        if minutes is None:
            if not row.says("minutes"):
                row.note("minutes", "says nothing")
            return None
        return Penalty(
            side=side,
            minutes=minutes,
            player=row.get("player", text),
            infraction=row.get("infraction", text),
            clock=row.get("clock", clock_in(ClockUnit.SECONDS)),
            period=row.get("period", period),
            **self._timed(row, "penalty"),
        )

    def _card(self, row: Values, side: Side) -> Card | None:
        word = (self._word("cards", row.get("color", text)) or "").casefold()
        is_yellow, is_red = "yellow" in word, "red" in word
        if not is_yellow and not is_red:
            row.note("color", f"{word!r} is no card; it is yellow, second yellow or red")
            return None
        is_second = is_yellow and (is_red or "second" in word)
        color = CardColor.YELLOW if is_yellow else CardColor.RED
        color = CardColor.SECOND_YELLOW if is_second else color
        return Card(side=side, color=color, player=row.get("player", text), **self._by(row, "card"))

    def _substitution(self, row: Values, side: Side) -> Substitution:
        comes, goes = row.get("in", text), row.get("out", text)
        by = self._by(row, "substitution")
        return Substitution(side=side, player_in=comes, player_out=goes, **by)

    def _points(self, row: Values, side: Side) -> Points:
        points = row.get("points", whole(1, 99))
        return Points(
            side=side,
            points=1 if points is None else points,
            player=row.get("player", text),
            way=row.get("way", text),
            **self._timed(row, "points"),
        )

    def _word(self, name: str, given: str | None) -> str | None:
        return None if given is None else self._words.get(name, {}).get(given, given)

    def _by(self, row: Values, kind: str) -> dict[str, Any]:
        at, added = row.get("minute", minute) or NO_MINUTE
        told = row.get("added", count)
        by = self._timed(row, kind)
        return by | {"minute": at, "added": added if told is None else told or None}

    def _timed(self, row: Values, kind: str) -> dict[str, Any]:
        return self._voice.of(self._id(row, kind), row.get("time", moment))

    def _id(self, row: Values, kind: str) -> str:
        name = row.get("id", text)
        if not name:
            said = [str(one).strip() for one in row.given.values() if not is_blank(one)]
            name = "/".join(said)
        name = f"{kind}/{name}"[:_NAME_AT_MOST]
        self._names[name] += 1
        times = self._names[name]
        return name if times == 1 else f"{name}/{times}"


def _scored(given: object) -> bool:
    """Whether a kick was scored: yes or no, or a word for it."""
    word = given.strip().casefold() if isinstance(given, str) else ""
    if word in _SCORED | _MISSED:
        return word in _SCORED
    return flag(given)
