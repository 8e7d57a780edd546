"""MLB's StatsAPI: a game's live feed, whole or as patches to the one before.

Runs are told runner by runner, with the time of the pitch they came home on.
"""

from collections.abc import Iterator
from typing import Any

import jsonpatch

from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Correction,
    Fact,
    InningHalf,
    Match,
    MatchEnded,
    MatchStatus,
    PeriodScores,
    PeriodStarted,
    Points,
    StatusSet,
    Team,
)
from feeds.happening import Side
from feeds.payload import PayloadError, at, json_of, moment_of, rows, text, whole
from feeds.reading import Listed, Reading, Voice
from feeds.situation import BatterCount
from feeds.sport import Sport

NAME = "mlb"
_BASES = ("first", "second", "third")
_HELD_UP = (
    ("Postponed", MatchStatus.POSTPONED),
    ("Suspended", MatchStatus.SUSPENDED),
    ("Delayed", MatchStatus.DELAYED),
    ("Cancelled", MatchStatus.CANCELLED),
)
_LIVE, _OVER = "Live", "Final"


class MlbParser:
    """One game; patches are taken up where the last whole feed left off."""

    def __init__(self) -> None:
        self._feed: dict[str, Any] | None = None

    def parse(self, payload: bytes, received: int) -> Reading:
        """What the feed says by now; PayloadError."""
        body = json_of(payload)
        if isinstance(at(body, "liveData"), dict):
            self._feed = body
        else:
            self._feed = self._patched(body)
        told = _Game(self._feed, Voice(provider=NAME, received=received))
        wait = whole(self._feed, "metaData", "wait")
        return Reading(
            facts=tuple(told.facts()),
            matches=(told.listed(),),
            wait=wait * MICROSECONDS if wait is not None and 0 < wait <= 3600 else None,
        )

    def _patched(self, body: Any) -> dict[str, Any]:
        """The feed with the patches of a `diffPatch` answer in it."""
        patches = [one for one in rows(body) if isinstance(at(one, "diff"), list)]
        if not patches:
            raise PayloadError("neither a live feed of MLB's nor patches to one")
        if self._feed is None:
            raise PayloadError("patches to a feed that was not there: ask for all of it")
        try:
            for one in patches:
                self._feed = jsonpatch.apply_patch(self._feed, at(one, "diff"))
        except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException, TypeError) as error:
            raise PayloadError(f"patches that do not fit: {error}; ask for all of it") from error
        if not isinstance(self._feed, dict):
            raise PayloadError("patches that leave no feed: ask for all of it")
        return self._feed


class _Game:
    def __init__(self, feed: dict[str, Any], voice: Voice) -> None:
        self._game = at(feed, "gameData")
        self._live = at(feed, "liveData")
        self._line = at(self._live, "linescore")
        self._number = text(feed, "gamePk") or "game"
        self._of = voice.of
        self._teams = {side: self._team(side) for side in Side}

    def listed(self) -> Listed:
        """The game by its id."""
        title = " - ".join(self._teams[side].name for side in Side)
        is_live = text(self._game, "status", "abstractGameState") == _LIVE
        return Listed(id=self._number, title=title, is_live=is_live)

    def facts(self) -> Iterator[Fact]:
        """All it says, in the order of events."""
        yield Match(
            sport=Sport.BASEBALL,
            home=self._teams[Side.HOME],
            away=self._teams[Side.AWAY],
            venue=text(self._game, "venue", "name"),
            **self._of("match"),
        )
        counted = dict.fromkeys(Side, 0)
        for play in rows(self._live, "plays", "allPlays"):
            for fact in self._play(play):
                if isinstance(fact, Points):
                    counted[fact.side] += 1
                yield fact
        yield from self._scores(counted)
        yield from self._count()
        yield from self._standing()

    def _team(self, side: Side) -> Team:
        team = at(self._game, "teams", side.value)
        return Team(
            name=text(team, "name") or side.value,
            short=text(team, "abbreviation"),
            ref=text(team, "id"),
        )

    def _play(self, play: dict[str, Any]) -> Iterator[Fact]:
        inning, number = whole(play, "about", "inning") or 0, text(play, "about", "atBatIndex")
        if number is None or not 1 <= inning <= 99:
            return
        is_top = at(play, "about", "isTopInning") is True
        half = InningHalf.TOP if is_top else InningHalf.BOTTOM
        began = moment_of(play, "about", "startTime")
        # The first at-bat of a half inning begins it; those after it say the same under its id.
        if self._is_first(play):
            by = self._of(f"period/{inning}/{half.value}", began)
            yield PeriodStarted(period=inning, half=half, **by)
        side = Side.AWAY if is_top else Side.HOME
        for place, runner in enumerate(rows(play, "runners")):
            if text(runner, "movement", "end") == "score":
                moment = self._home_at(play, runner)
                by = self._of(f"run/{number}/{place}", moment)
                player = text(runner, "details", "runner", "fullName")
                yield Points(side=side, player=player, way=text(runner, "details", "event"), **by)

    def _is_first(self, play: dict[str, Any]) -> bool:
        half = at(play, "about", "inning"), at(play, "about", "isTopInning")
        for one in rows(self._live, "plays", "allPlays"):
            if (at(one, "about", "inning"), at(one, "about", "isTopInning")) == half:
                return one is play
        return False

    def _home_at(self, play: dict[str, Any], runner: dict[str, Any]) -> int | None:
        """When a runner came home: the end of the pitch it was on, else of the at-bat."""
        place = whole(runner, "details", "playIndex")
        pitch = at(play, "playEvents", place) if place is not None else None
        ended = moment_of(pitch, "endTime")
        return ended or moment_of(play, "about", "endTime")

    def _scores(self, counted: dict[Side, int]) -> Iterator[Fact]:
        runs = [whole(self._line, "teams", side.value, "runs") for side in Side]
        told = [counted[side] for side in Side]
        if runs[0] is not None and runs[1] is not None and runs != told:
            yield Correction(home=runs[0], away=runs[1], **self._of("score"))
        innings = [
            (whole(one, "home", "runs") or 0, whole(one, "away", "runs") or 0)
            for one in rows(self._line, "innings")
        ]
        if innings:
            yield PeriodScores(scores=tuple(innings), **self._of("periods"))

    def _count(self) -> Iterator[BatterCount]:
        numbers = [whole(self._line, name) for name in ("balls", "strikes", "outs")]
        balls, strikes, outs = (one if one is not None else -1 for one in numbers)
        if not all(0 <= one <= 9 for one in (balls, strikes, outs)):
            return
        offense = at(self._line, "offense")
        on = tuple(at(offense, base) is not None for base in _BASES)
        yield BatterCount(
            batting=Side.AWAY if at(self._line, "isTopInning") is True else Side.HOME,
            balls=balls,
            strikes=strikes,
            outs=outs,
            bases=(on[0], on[1], on[2]),
            batter=text(offense, "batter", "fullName"),
            pitcher=text(self._line, "defense", "pitcher", "fullName"),
            **self._of("count"),
        )

    def _standing(self) -> Iterator[Fact]:
        state = text(self._game, "status", "abstractGameState")
        detail = text(self._game, "status", "detailedState") or ""
        held_up = next((status for word, status in _HELD_UP if detail.startswith(word)), None)
        if held_up is not None:
            yield StatusSet(status=held_up, **self._of("status"))
        elif state == _LIVE:
            yield StatusSet(status=MatchStatus.AS_PLANNED, **self._of("status"))
        if state == _OVER and held_up is None:
            yield MatchEnded(**self._of("end"))


def parser(_match: str | None = None) -> MlbParser:
    """A parser; a feed holds one game."""
    return MlbParser()
