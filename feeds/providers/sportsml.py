"""SportsML 3 in NewsML-G2: a match with its actions, or a table; agencies send it anew each time.

Times are of the match's clock; what happened is told in the document's order.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from feeds import football_clock
from feeds.event_time import MICROSECONDS
from feeds.fact import (
    Card,
    CardColor,
    Correction,
    Fact,
    Goal,
    GoalKind,
    Match,
    MatchEnded,
    MatchStatus,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    StatusSet,
    Substitution,
    Team,
)
from feeds.happening import Side
from feeds.payload import PayloadError, whole, xml_of
from feeds.reading import Choice, Listed, Reading, Voice
from feeds.sport import Sport
from feeds.squad import LineUp, Player, Standings, TableRow

NAME = "sportsml"
_SPORTS = {
    "15054000": Sport.FOOTBALL,
    "15031000": Sport.ICE_HOCKEY,
    "15008000": Sport.BASKETBALL,
    "15003000": Sport.AMERICAN_FOOTBALL,
    "15007000": Sport.BASEBALL,
    "15065000": Sport.TENNIS,
    "15068000": Sport.VOLLEYBALL,
    "15017000": Sport.CRICKET,
}
_STATUSES = {
    "postponed": MatchStatus.POSTPONED,
    "canceled": MatchStatus.CANCELLED,
    "suspended": MatchStatus.SUSPENDED,
    "delayed": MatchStatus.DELAYED,
    "halted": MatchStatus.ABANDONED,
}
_CARDS = {
    "yellow-card": CardColor.YELLOW,
    "yellow-red-card": CardColor.SECOND_YELLOW,
    "red-card": CardColor.RED,
}
_MADE = {"scorer", "shooter", "penalty-committed-by", "infraction-by"}
_PERIODS = range(1, 100)
_FOOTBALL_PERIODS = range(1, 6)
_ROWS_AT_MOST = 64


class SportsMlParser:
    """A news item with events or tables; one event of them."""

    def __init__(self, match: str | None = None) -> None:
        self._choice = Choice(match)

    def parse(self, payload: bytes, received: int) -> Reading:
        """What an item says; PayloadError."""
        root = xml_of(payload)
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        events, tables = root.findall(".//sports-event"), root.findall(".//standing")
        if not events and not tables:
            raise PayloadError("neither a match nor a table in SportsML")
        voice = Voice(provider=NAME, received=received)
        standings = tuple(_standings(table, number, voice) for number, table in enumerate(tables))
        if not events:
            return Reading(facts=standings)
        subjects = {_word(one.get("qcode")) for one in root.iter("subject")}
        subjects |= {_word(one.get("qcode")) for one in root.iter("broader")}
        sport = next((_SPORTS[one] for one in _SPORTS if one in subjects), Sport.GENERIC)
        told = {event.id: event for one in events for event in [_Event(one, sport, voice)]}
        return self._choice.reading(
            told.values(),
            _Event.listed,
            lambda event: Reading(facts=(*event.facts(), *standings)),
        )


def _word(code: str | None) -> str:
    """What a code says, without whose vocabulary it is of."""
    return (code or "").rpartition(":")[2]


def _name(metadata: Element | None, role: str = "full") -> str | None:
    names = [] if metadata is None else metadata.findall("name")
    found = next((one for one in names if _word(one.get("role")) == role), None)
    text = found.text if found is not None else next((one.text for one in names), None)
    return (text or "").strip()[:200] or None


class _Event:
    def __init__(self, event: Element, sport: Sport, voice: Voice) -> None:
        self._event = event
        self._sport = sport
        self._of = voice.of
        metadata = event.find("event-metadata")
        self._metadata = Element("event-metadata") if metadata is None else metadata
        self.id = self._metadata.get("key") or "event"
        self._teams: dict[Side, Element] = {}
        for team in event.findall("team"):
            about = team.find("team-metadata")
            side = "" if about is None else about.get("alignment") or ""
            if side in {"home", "away"}:
                self._teams[Side(side)] = team
        self._sides = {team.get("id"): side for side, team in self._teams.items()}
        self._names = {
            player.get("id"): name
            for player in event.iter("player")
            if (name := _name(player.find("player-metadata")))
        }

    def listed(self) -> Listed:
        """The match by its key."""
        title = " - ".join(self._team(side).name for side in self._teams)
        is_live = _word(self._metadata.get("event-status")) in {"mid-event", "intermission"}
        return Listed(id=self.id, title=title, is_live=is_live)

    def facts(self) -> Iterator[Fact]:
        """All it says, in the document's order."""
        if len(self._teams) < len(Side):
            return
        site = self._metadata.find("site/site-metadata")
        yield Match(
            sport=self._sport,
            home=self._team(Side.HOME),
            away=self._team(Side.AWAY),
            venue=_name(site),
            **self._of("match"),
        )
        yield from self._line_ups()
        told: set[str | None] = set()
        counted: Counter[Side] = Counter()
        for action in self._event.iter("action"):
            for fact in self._action(action):
                # Both sides start and end a period.
                if fact.id not in told:
                    told.add(fact.id)
                    if isinstance(fact, Goal):
                        counted[fact.side] += 1
                    yield fact
        yield from self._scores(counted)
        yield from self._standing()

    def _team(self, side: Side) -> Team:
        about = self._teams[side].find("team-metadata")
        key = None if about is None else about.get("key")
        return Team(name=_name(about) or side.value, ref=key or self._teams[side].get("id"))

    def _action(self, action: Element) -> Iterator[Fact]:
        kind, period = _word(action.get("class")), whole(action.get("period-value")) or 0
        what = _word(action.get("type"))
        played = _FOOTBALL_PERIODS if self._sport is Sport.FOOTBALL else _PERIODS
        if period not in played:
            return
        if what == "period-start":
            yield PeriodStarted(period=period, **self._of(f"period/{period}"))
        elif what == "period-end":
            yield PeriodEnded(period=period, **self._of(f"period/{period}/end"))
        side = self._sides.get(action.get("team-idref"))
        name = action.get("id") or f"{kind}/{action.get('sequence-number')}"
        if side is None:
            return
        minute, added = self._minute(action, period)
        by = self._of(name) | {"side": side, "minute": minute, "added": added}
        player = self._player(action, _MADE)
        if kind == "score":
            helper = self._player(action, {"assist"})
            yield Goal(player=player, assist=helper, **self._goal(action, by))
        elif (color := _CARDS.get(_word(action.get("penalty-level")))) is not None:
            yield Card(color=color, player=player, **by)
        elif what == "sub-on":
            comes = self._player(action, {"sub-on"})
            yield Substitution(player_in=comes, player_out=self._off(action), **by)

    def _goal(self, action: Element, by: dict[str, Any]) -> dict[str, Any]:
        kind = _word(action.get("score-attempt-type"))
        if kind == "own-goal":
            other = Side.AWAY if by["side"] is Side.HOME else Side.HOME
            return by | {"kind": GoalKind.OWN_GOAL, "side": other}
        is_penalty = kind.startswith("penalty")
        return by | {"kind": GoalKind.PENALTY if is_penalty else GoalKind.PLAY}

    def _minute(self, action: Element, period: int) -> football_clock.Minute:
        if self._sport is Sport.FOOTBALL:
            minutes, _, seconds = (action.get("time-elapsed") or "").partition(":")
            at = whole(minutes)
            if at is None:
                return football_clock.NO_MINUTE
            clock = (at * 60 + (whole(seconds) or 0)) * MICROSECONDS
            return football_clock.from_clock(clock, period)
        at = whole((action.get("period-time-elapsed") or "").partition(":")[0])
        if at is None or self._sport is not Sport.ICE_HOCKEY:
            return football_clock.NO_MINUTE
        return (period - 1) * 20 + at + 1, None

    def _player(self, action: Element, roles: set[str]) -> str | None:
        for one in action.findall("participant"):
            if _word(one.get("role")) in roles:
                return self._names.get(one.get("idref"))
        return None

    def _off(self, on: Element) -> str | None:
        """Who made room: of the same team, under the same number."""
        for action in self._event.iter("action"):
            same = all(action.get(key) == on.get(key) for key in ("team-idref", "sequence-number"))
            if same and _word(action.get("type")) == "sub-off":
                return self._player(action, {"sub-off"})
        return None

    def _scores(self, counted: Counter[Side]) -> Iterator[Fact]:
        stats = [self._teams[side].find("team-stats") for side in Side]
        scores = [None if one is None else whole(one.get("score")) for one in stats]
        told = [counted[side] for side in Side]
        if scores[0] is not None and scores[1] is not None and scores != told:
            yield Correction(home=scores[0], away=scores[1], **self._of("score"))
        periods = [
            [whole(part.get("score")) or 0 for part in one.findall("sub-score")]
            for one in stats
            if one is not None
        ]
        if len(periods) == len(Side) and all(periods):
            pairs = tuple((home, away) for home, away in zip(*periods, strict=False))
            yield PeriodScores(scores=pairs, **self._of("periods"))

    def _standing(self) -> Iterator[Fact]:
        status = _word(self._metadata.get("event-status"))
        if status in _STATUSES:
            yield StatusSet(status=_STATUSES[status], **self._of("status"))
        elif status == "post-event":
            yield MatchEnded(**self._of("end"))

    def _line_ups(self) -> Iterator[LineUp]:
        for side, team in self._teams.items():
            players = tuple(
                Player(
                    name=name,
                    number=about.get("uniform-number"),
                    position=_word(about.get("position-event")) or None,
                    is_starter=_word(about.get("status")) in {"", "starter"},
                    provider_id=player.get("id"),
                )
                for player in team.findall("player")[:_ROWS_AT_MOST]
                if (about := player.find("player-metadata")) is not None and (name := _name(about))
            )
            if players:
                yield LineUp(side=side, players=players, **self._of(f"line-up/{side.value}"))


def _standings(table: Element, number: int, voice: Voice) -> Standings:
    about = table.find("standing-metadata")
    name = table.get("content-label") or ("" if about is None else _word(about.get("competition")))
    rows = (_row(team) for team in table.findall("team")[:_ROWS_AT_MOST])
    return Standings(
        name=name or f"table {number + 1}",
        rows=tuple(row for row in rows if row is not None),
        **voice.of(f"table/{number}"),
    )


def _row(team: Element) -> TableRow | None:
    totals = team.findall("team-stats/outcome-totals")
    whole_season = next(
        (one for one in totals if _word(one.get("alignment-scope")) in {"", "events-all"}), None
    )
    name = _name(team.find("team-metadata"))
    if whole_season is None or name is None:
        return None
    return TableRow(
        team=name,
        points=whole(whole_season.get("standing-points")) or 0,
        played=whole(whole_season.get("events-played")) or 0,
        won=whole(whole_season.get("wins")),
        drawn=whole(whole_season.get("ties")),
        lost=whole(whole_season.get("losses")),
        scored=whole(whole_season.get("points-scored-for")),
        conceded=whole(whole_season.get("points-scored-against")),
    )


def parser(match: str | None = None) -> SportsMlParser:
    """A parser of one match: that of an id, else one that is played."""
    return SportsMlParser(match)
