"""Opta's F7: a match's sheet, with names, line-ups, score, goals and cards."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from feeds import event_time, football_clock
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
    PeriodEnded,
    PeriodStarted,
    Substitution,
    Team,
)
from feeds.formation import written
from feeds.happening import Side
from feeds.payload import whole
from feeds.reading import Voice
from feeds.squad import LineUp, Player

_CARDS = {
    "Yellow": CardColor.YELLOW,
    "SecondYellow": CardColor.SECOND_YELLOW,
    "StraightRed": CardColor.RED,
}
# Where across the pitch, from the left, Opta's places are: in any formation, and in some.
_COLUMNS = {"2": 5, "3": 1, "7": 5, "11": 1}
_COLUMNS_OF = {"4": {"5": 4, "6": 2}, "433": {"8": 1, "10": 5}}
_KINDS = {"Own": GoalKind.OWN_GOAL, "Penalty": GoalKind.PENALTY}
_PERIODS = {
    "FirstHalf": 1,
    "SecondHalf": 2,
    "ExtraFirstHalf": 3,
    "ExtraSecondHalf": 4,
    "ShootOut": 5,
    **{str(period): period for period in range(1, 6)},
}
_STARTS = {
    "first_half": 1,
    "second_half": 2,
    "first_half_extra": 3,
    "second_half_extra": 4,
}
_ENDED = {"HalfTime": 1, "FullTime90": 2, "ExtraHalfTime": 3, "FullTimePens": 4}
_OVER = {"FullTime", "Full"}


class Sheet:
    """One F7. `names` are the players' by their `uID`, `assists` those of goals by event id."""

    def __init__(self, document: Element) -> None:
        self._document = document
        data = document.find("MatchData")
        self._data = Element("MatchData") if data is None else data
        self._sides = {
            Side(side): one
            for one in self._data.findall("TeamData")
            if (side := (one.get("Side") or "").lower()) in {"home", "away"}
        }
        self.names = {
            one.get("uID") or "": name for one in document.iter("Player") if (name := _name(one))
        }
        self.assists = {
            goal.get("EventID") or "": name
            for goal in document.iter("Goal")
            if (helper := goal.find("Assist")) is not None
            and (name := self.names.get(helper.get("PlayerRef") or ""))
        }

    @property
    def title(self) -> str:
        """Both sides' names."""
        return " - ".join(self._team(side).name for side in self._sides)

    @property
    def venue(self) -> str | None:
        """The ground's name."""
        return self._document.findtext("Venue/Name")

    def facts(self, voice: Voice) -> Iterator[Fact]:
        """All it says, in the order in which it is to be told."""
        if len(self._sides) < len(Side):
            return
        home, away = (self._team(side) for side in Side)
        competition = self._document.findtext("Competition/Name")
        yield Match(
            home=home, away=away, competition=competition, venue=self.venue, **voice.of("match")
        )
        yield from self.line_ups(voice)
        yield from self._periods(voice)
        goals = [one for side in Side for one in self._goals(side, voice)]
        yield from goals
        for side in Side:
            yield from self._bookings(side, voice)
        scores = [whole(self._sides[side].get("Score")) for side in Side]
        counted = [sum(goal.side is side for goal in goals) for side in Side]
        if scores[0] is not None and scores[1] is not None and scores != counted:
            yield Correction(home=scores[0], away=scores[1], **voice.of("score"))
        yield from self._standing(voice)

    def line_ups(self, voice: Voice) -> Iterator[LineUp]:
        """Who plays, as far as their names are known."""
        for side, team in self._sides.items():
            players = tuple(
                Player(
                    name=name,
                    number=one.get("ShirtNumber"),
                    position=one.get("Position"),
                    is_starter=one.get("Status") == "Start",
                    is_captain=one.get("Captain") == "1",
                    provider_id=one.get("PlayerRef"),
                    column=_column(team.get("Formation"), one.get("Formation_Place")),
                )
                for one in team.findall("PlayerLineUp/MatchPlayer")[:64]
                if (name := self.names.get(one.get("PlayerRef") or ""))
            )
            if players:
                by = voice.of(f"line-up/{side.value}")
                yield LineUp(
                    side=side,
                    players=players,
                    formation=written(team.get("Formation")),
                    coach=self._coach(team.get("TeamRef")),
                    **by,
                )

    def _coach(self, reference: str | None) -> str | None:
        teams = [one for one in self._document.findall("Team") if one.get("uID") == reference]
        managers = (
            one
            for team in teams
            for one in team.findall("TeamOfficial")
            if one.get("Type") == "Manager"
        )
        return next((name for one in managers if (name := _name(one))), None)

    def _team(self, side: Side) -> Team:
        reference = self._sides[side].get("TeamRef")
        for team in self._document.findall("Team"):
            if team.get("uID") == reference:
                short = (team.findtext("SYMID") or "")[:8] or None
                # An F24 writes the same id without its letter.
                ref = (reference or "").removeprefix("t") or None
                return Team(name=team.findtext("Name") or side.value, short=short, ref=ref)
        return Team(name=side.value)

    def _periods(self, voice: Voice) -> Iterator[Fact]:
        stats = {one.get("Type"): one.text for one in self._data.findall("Stat")}
        for name, period in _STARTS.items():
            began, ended = _moment(stats.get(f"{name}_start")), _moment(stats.get(f"{name}_stop"))
            if began is not None:
                yield PeriodStarted(period=period, **voice.of(f"period/{period}", began))
            if ended is not None:
                yield PeriodEnded(period=period, **voice.of(f"period/{period}/end", ended))

    def _goals(self, side: Side, voice: Voice) -> Iterator[Goal]:
        for goal in self._sides[side].findall("Goal"):
            if goal.get("Period") == "ShootOut":
                continue
            name = goal.get("EventID") or goal.get("uID") or ""
            yield Goal(
                side=side,
                player=self.names.get(goal.get("PlayerRef") or ""),
                assist=self.assists.get(goal.get("EventID") or ""),
                kind=_KINDS.get(goal.get("Type") or "", GoalKind.PLAY),
                player_ref=goal.get("PlayerRef"),
                **_timed(goal, name, voice),
            )

    def _bookings(self, side: Side, voice: Voice) -> Iterator[Card | Substitution]:
        for one in self._sides[side].findall("Booking"):
            color = _CARDS.get(one.get("CardType") or "")
            if color is not None:
                player = self.names.get(one.get("PlayerRef") or "")
                by = _timed(one, one.get("EventID") or one.get("uID") or "", voice)
                by |= {"player_ref": one.get("PlayerRef")}
                yield Card(side=side, color=color, player=player, **by)
        for one in self._sides[side].findall("Substitution"):
            comes, goes = (self.names.get(one.get(name) or "") for name in ("SubOn", "SubOff"))
            by = _timed(one, one.get("EventID") or one.get("uID") or "", voice)
            by |= {"player_in_ref": one.get("SubOn"), "player_out_ref": one.get("SubOff")}
            yield Substitution(side=side, player_in=comes, player_out=goes, **by)

    def _standing(self, voice: Voice) -> Iterator[Fact]:
        stands = self._data.find("MatchInfo")
        period = "" if stands is None else stands.get("Period") or ""
        if period in _ENDED:
            number = _ENDED[period]
            yield PeriodEnded(period=number, **voice.of(f"period/{number}/end"))
        elif period in _OVER:
            yield MatchEnded(**voice.of("end"))


def _column(formation: str | None, place: str | None) -> int | None:
    columns = dict(_COLUMNS)
    for begins, some in _COLUMNS_OF.items():
        if formation is not None and formation.startswith(begins):
            columns |= some
    return columns.get(place or "")


def _timed(one: Element, name: str, voice: Voice) -> dict[str, Any]:
    """What every fact of a sheet carries, with its minute."""
    minutes, seconds = whole(one.get("Min")), whole(one.get("Sec")) or 0
    period = _PERIODS.get(one.get("Period") or "", 0)
    minute, added = football_clock.NO_MINUTE
    if minutes is not None:
        clock = (minutes * 60 + seconds) * MICROSECONDS
        minute, added = football_clock.from_clock(clock, period)
    return voice.of(name, _moment(one.get("TimeStamp"))) | {"minute": minute, "added": added}


def _name(player: Element) -> str | None:
    """What a player is called: the name he is known by, else both."""
    known = player.findtext("PersonName/Known")
    names = player.findtext("PersonName/First"), player.findtext("PersonName/Last")
    return known or " ".join(name for name in names if name) or None


def _moment(stamp: str | None) -> int | None:
    """µs since 1970 of a stamp such as 20180820T210023+0100; None where it is none."""
    try:
        moment = datetime.strptime(stamp or "", "%Y%m%dT%H%M%S%z")
    except ValueError:
        return None
    return event_time.from_iso(moment.isoformat())
