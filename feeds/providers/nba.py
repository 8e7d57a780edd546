"""The NBA's liveData: the box score, which names the sides, and the play-by-play, in any order.

Actions are put right for an hour and told out of order: they go by their number. The clock runs
down and stands at every whistle, which only the kind of the action tells.
"""

import re
from collections.abc import Iterator
from typing import Any

from feeds.event_time import MICROSECONDS
from feeds.fact import (
    ClockSet,
    Correction,
    Fact,
    Match,
    MatchEnded,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    Points,
    Team,
)
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, moment_of, rows, text, whole
from feeds.reading import Listed, Reading, Voice
from feeds.situation import Fouls
from feeds.sport import Sport
from feeds.squad import LineUp, Player

NAME = "nba"
_CLOCK = re.compile(r"PT(\d{1,2})M(\d{2})\.(\d{2})S", re.ASCII)
_WORTH = {"2pt": 2, "3pt": 3, "freethrow": 1}
_PLAYED = {"2pt", "3pt", "rebound", "steal", "block", "jumpball"}
_LIVE, _OVER = 2, 3


class NbaParser:
    """Both files of one game; the box score says who is at home."""

    def __init__(self) -> None:
        self._box: dict[str, Any] = {}
        self._actions: list[dict[str, Any]] = []

    def parse(self, payload: bytes, received: int) -> Reading:
        """What both say by now; PayloadError."""
        game = at(json_of(payload), "game")
        if isinstance(at(game, "actions"), list):
            self._actions = sorted(rows(game, "actions"), key=_order)
        elif at(game, "homeTeam") is not None:
            self._box = game
        else:
            raise PayloadError("neither a box score nor a play-by-play of the NBA's")
        voice = Voice(provider=NAME, received=received)
        sides = _sides(self._box, self._actions)
        if len(sides) < len(Side):
            return Reading(warnings=("nobody says yet who is at home",))
        told = _Game(self._box, self._actions, sides, voice)
        is_live = whole(self._box, "gameStatus") == _LIVE
        matches = (Listed(id=text(game, "gameId") or "game", title=told.title, is_live=is_live),)
        return Reading(facts=tuple(told.facts()), matches=matches)


def _order(action: dict[str, Any]) -> int:
    return whole(action, "orderNumber") or 0


def _sides(box: dict[str, Any], actions: list[dict[str, Any]]) -> dict[str | None, Side]:
    """Whose side an id is: by the box score, else by whose score rose when a team scored."""
    if box:
        return {text(box, f"{side.value}Team", "teamId"): side for side in Side}
    found: dict[str | None, Side] = {}
    before = (0, 0)
    for action in actions:
        score = whole(action, "scoreHome") or 0, whole(action, "scoreAway") or 0
        if _worth(action) and score != before:
            team = text(action, "teamId")
            found.setdefault(team, Side.HOME if score[0] > before[0] else Side.AWAY)
        before = score
    return found


def _worth(action: dict[str, Any]) -> int:
    """The points an action made."""
    made = text(action, "shotResult") == "Made"
    return _WORTH.get(text(action, "actionType") or "", 0) if made else 0


class _Game:
    def __init__(
        self,
        box: dict[str, Any],
        actions: list[dict[str, Any]],
        sides: dict[str | None, Side],
        voice: Voice,
    ) -> None:
        self._box = box
        self._actions = actions
        self._sides = sides
        self._of = voice.of
        self._teams = {side: self._team(number, side) for number, side in sides.items()}

    @property
    def title(self) -> str:
        """Both sides' names."""
        return " - ".join(self._teams[side].name for side in Side)

    def facts(self) -> Iterator[Fact]:
        """All that is said, in the order of events."""
        yield Match(
            sport=Sport.BASKETBALL,
            home=self._teams[Side.HOME],
            away=self._teams[Side.AWAY],
            competition="NBA",
            venue=text(self._box, "arena", "arenaName"),
            **self._of("match"),
        )
        yield from self._line_ups()
        counted = dict.fromkeys(Side, 0)
        for action in self._actions:
            for fact in self._action(action):
                if isinstance(fact, Points):
                    counted[fact.side] += fact.points
                yield fact
        yield from self._scores(counted)
        if self._box:
            yield from self._standing()

    def _team(self, number: str | None, side: Side) -> Team:
        team = at(self._box, f"{side.value}Team")
        letters = text(team, "teamTricode") or next(
            (text(one, "teamTricode") for one in self._actions if text(one, "teamId") == number),
            None,
        )
        names = text(team, "teamCity"), text(team, "teamName")
        name = " ".join(one for one in names if one) or letters or side.value
        return Team(name=name, short=letters and letters[:8], ref=number)

    def _action(self, action: dict[str, Any]) -> Iterator[Fact]:
        kind, period = text(action, "actionType"), whole(action, "period") or 0
        number, moment = text(action, "actionNumber"), moment_of(action, "timeActual")
        if number is None or moment is None or not 1 <= period <= 99:
            return
        which = kind, text(action, "subType")
        if which == ("period", "start"):
            yield PeriodStarted(period=period, **self._of(f"period/{period}", moment))
        elif which == ("game", "end"):
            yield MatchEnded(**self._of("end", moment))
        yield from self._clock(action, kind or "", period, self._of(f"clock/{number}", moment))
        if which == ("period", "end"):
            yield PeriodEnded(period=period, **self._of(f"period/{period}/end", moment))
        side, worth = self._sides.get(text(action, "teamId")), _worth(action)
        if side is not None and worth:
            player = text(action, "playerNameI") or text(action, "playerName")
            by = self._of(f"points/{number}", moment)
            yield Points(side=side, points=worth, player=player, way=kind, **by)

    def _clock(
        self, action: dict[str, Any], kind: str, period: int, by: dict[str, Any]
    ) -> Iterator[ClockSet]:
        clock = _clock(text(action, "clock"))
        if clock is not None and kind not in {"period", "game"}:
            is_free = text(action, "subType") == "out-of-bounds"
            running = kind in _PLAYED and not is_free
            yield ClockSet(clock=clock, period=period, running=running, **by)

    def _scores(self, counted: dict[Side, int]) -> Iterator[Fact]:
        """The score where the actions do not come to it, and what each period came to."""
        last = self._actions[-1] if self._actions else None
        scores = [
            whole(self._box, f"{side.value}Team", "score")
            if self._box
            else whole(last, f"score{side.value.title()}")
            for side in Side
        ]
        told = [counted[side] for side in Side]
        is_newer = not self._actions or whole(self._box, "gameStatus") == _OVER
        if scores[0] is not None and scores[1] is not None and scores != told and is_newer:
            yield Correction(home=scores[0], away=scores[1], **self._of("score"))
        periods = [
            [whole(one, "score") or 0 for one in rows(self._box, f"{side.value}Team", "periods")]
            for side in Side
        ]
        if all(periods) and not self._actions:
            pairs = tuple((home, away) for home, away in zip(*periods, strict=False))
            yield PeriodScores(scores=pairs, **self._of("periods"))

    def _standing(self) -> Iterator[Fact]:
        home, away = (at(self._box, f"{side.value}Team") for side in Side)
        timeouts = [whole(team, "timeoutsRemaining") for team in (home, away)]
        few = [one if one is not None and 0 <= one <= 9 else None for one in timeouts]
        yield Fouls(
            home_bonus=text(home, "inBonus") == "1",
            away_bonus=text(away, "inBonus") == "1",
            home_timeouts=few[0],
            away_timeouts=few[1],
            **self._of("fouls"),
        )
        status, period = whole(self._box, "gameStatus"), whole(self._box, "period") or 0
        clock = _clock(text(self._box, "gameClock"))
        if self._actions or not 1 <= period <= 99:
            return
        if status == _LIVE and clock is not None:
            yield ClockSet(clock=clock, period=period, running=False, **self._of("clock"))
        elif status == _OVER:
            yield PeriodEnded(period=period, **self._of(f"period/{period}/end"))
            yield MatchEnded(**self._of("end"))

    def _line_ups(self) -> Iterator[LineUp]:
        for side in Side:
            players = tuple(
                Player(
                    name=name,
                    number=text(one, "jerseyNum"),
                    position=text(one, "position"),
                    is_starter=text(one, "starter") == "1",
                    provider_id=text(one, "personId"),
                )
                for one in rows(self._box, f"{side.value}Team", "players")[:64]
                if (name := text(one, "name") or text(one, "nameI"))
            )
            if players:
                yield LineUp(side=side, players=players, **self._of(f"line-up/{side.value}"))


def _clock(given: str | None) -> int | None:
    """µs of a duration such as PT11M38.00S."""
    match = _CLOCK.fullmatch(given or "")
    if match is None:
        return None
    minutes, seconds, hundredths = map(int, match.groups())
    return (minutes * 60 + seconds) * MICROSECONDS + hundredths * 10_000


def parser(_match: str | None = None) -> NbaParser:
    """A parser; its files hold one game."""
    return NbaParser()
