"""Opta's F24 (every event of a match) and F7 (its sheet): who, what, and when to the millisecond.

An event is told again when it is put right, under its own id; one that was deleted turns into a
type of its own. F24 has no names of players: they come from the F7 of the same match. Its times
bear no zone and are those of London, where it is made.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from feeds import event_time, football_clock
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
from feeds.happening import Side
from feeds.payload import PayloadError, whole, xml_of
from feeds.providers.opta_sheet import Sheet
from feeds.reading import Listed, Reading, Voice

NAME = "opta"
_LONDON = ZoneInfo("Europe/London")
_OFF, _ENDS, _STARTS = "18", "30", "32"
_PENALTY, _OWN_GOAL, _PARTNER = "9", "28", "55"
_CARDS = {"31": CardColor.YELLOW, "32": CardColor.SECOND_YELLOW, "33": CardColor.RED}
_PLAYED = range(1, 6)
# A shot past, on the post, saved; and one that went in.
_KICKS = {"13": False, "14": False, "15": False, "16": True}
_SHOOT_OUT = 5
_AFTER = 14


class OptaParser:
    """F24 and F7 of one match, in any order; the sheet gives the names."""

    def __init__(self) -> None:
        self._sheet: Sheet | None = None
        self._game: Element | None = None

    def parse(self, payload: bytes, received: int) -> Reading:
        """What both say by now; PayloadError."""
        root = xml_of(payload)
        game = root.find("Game") if root.tag == "Games" else None
        document = root.find("SoccerDocument")
        if game is not None:
            self._game = game
        elif document is not None:
            self._sheet = Sheet(document)
        else:
            raise PayloadError("neither an F24 nor an F7 of Opta's")
        voice = Voice(provider=NAME, received=received)
        if self._game is not None:
            told = _Game(self._game, self._sheet)
            facts, title = tuple(told.facts(voice)), told.title
        else:
            sheet = self._sheet
            facts, title = (tuple(sheet.facts(voice)), sheet.title) if sheet else ((), "")
        return Reading(facts=facts, matches=(Listed(id="match", title=title),))


class _Game:
    """An F24's match, with the names of the sheet where there is one."""

    def __init__(self, game: Element, sheet: Sheet | None) -> None:
        self._game = game
        self._sheet = sheet
        self._sides = {
            game.get("home_team_id"): Side.HOME,
            game.get("away_team_id"): Side.AWAY,
        }
        self._events = game.findall("Event")
        self._went_off = {
            (one.get("team_id"), one.get("event_id")): one
            for one in self._events
            if one.get("type_id") == _OFF
        }

    @property
    def title(self) -> str:
        """Both sides' names."""
        return f"{self._game.get('home_team_name')} - {self._game.get('away_team_name')}"

    def facts(self, voice: Voice) -> Iterator[Fact]:
        """All it says, in the order of events."""
        game = self._game
        home, away = (
            Team(
                name=game.get(f"{side.value}_team_name") or side.value,
                ref=game.get(f"{side.value}_team_id") or None,
            )
            for side in Side
        )
        competition = game.get("competition_name") or None
        yield Match(
            home=home,
            away=away,
            competition=competition,
            venue=self._sheet.venue if self._sheet else None,
            **voice.of("match"),
        )
        if self._sheet is not None:
            yield from self._sheet.line_ups(voice)
        told: set[str | None] = set()
        for event in self._events:
            for fact in self._event(event, voice):
                # Both sides start and end a period: the first to do so says when.
                if fact.id not in told:
                    told.add(fact.id)
                    yield fact

    def _event(self, event: Element, voice: Voice) -> Iterator[Fact]:
        kind, period = event.get("type_id"), whole(event.get("period_id")) or 0
        moment, name = _moment(event.get("timestamp")), event.get("id")
        side = self._sides.get(event.get("team_id"))
        if moment is None or name is None or side is None:
            return
        if kind == _STARTS and period in _PLAYED:
            yield PeriodStarted(period=period, **voice.of(f"period/{period}", moment))
        elif kind == _ENDS and period in _PLAYED:
            yield PeriodEnded(period=period, **voice.of(f"period/{period}/end", moment))
        elif kind == _ENDS and period == _AFTER:
            yield MatchEnded(**voice.of("end", moment))
        elif period in _PLAYED:
            minute, added = _minute(event, period)
            by = voice.of(name, moment)
            if period == _SHOOT_OUT and kind in _KICKS:
                fact: Fact | None = self._kick(event, side, by)
            else:
                by |= {"minute": minute, "added": added}
                fact = self._happened(event, kind or "", side, by)
            if fact is not None:
                yield fact

    def _happened(self, event: Element, kind: str, side: Side, by: dict[str, Any]) -> Fact | None:
        said = {one.get("qualifier_id"): one.get("value") for one in event.findall("Q")}
        player = self._name(event.get("player_id"))
        match kind:
            case "16" if event.get("outcome") == "1":
                return self._goal(event, said, side, by)
            case "17":
                color = next((_CARDS[one] for one in _CARDS if one in said), None)
                by |= {"player_ref": _ref(event)}
                return None if color is None else Card(side=side, color=color, player=player, **by)
            case "19":
                partner = self._went_off.get((event.get("team_id"), said.get(_PARTNER)))
                goes = None if partner is None else self._name(partner.get("player_id"))
                off = None if partner is None else _ref(partner)
                by |= {"player_in_ref": _ref(event), "player_out_ref": off}
                return Substitution(side=side, player_in=player, player_out=goes, **by)
            case _:
                return None

    def _goal(
        self, event: Element, said: dict[str | None, str | None], side: Side, by: dict[str, Any]
    ) -> Goal:
        kind = GoalKind.PENALTY if _PENALTY in said else GoalKind.PLAY
        if _OWN_GOAL in said:
            kind, side = GoalKind.OWN_GOAL, Side.AWAY if side is Side.HOME else Side.HOME
        assist = self._sheet.assists.get(event.get("id") or "") if self._sheet else None
        return Goal(
            side=side,
            player=self._name(event.get("player_id")),
            assist=assist,
            kind=kind,
            player_ref=_ref(event),
            **by,
        )

    def _kick(self, event: Element, side: Side, by: dict[str, Any]) -> Kick | None:
        kind, outcome = event.get("type_id") or "", event.get("outcome")
        if outcome != "1":
            return None
        player = self._name(event.get("player_id"))
        return Kick(side=side, is_scored=_KICKS[kind], player=player, player_ref=_ref(event), **by)

    def _name(self, number: str | None) -> str | None:
        return self._sheet.names.get(f"p{number}") if self._sheet else None


def _ref(event: Element) -> str | None:
    """The id of an event's player, as the sheet writes it."""
    number = event.get("player_id")
    return f"p{number}" if number else None


def _minute(event: Element, period: int) -> football_clock.Minute:
    minutes, seconds = whole(event.get("min")), whole(event.get("sec")) or 0
    if minutes is None or period >= _SHOOT_OUT:
        return football_clock.NO_MINUTE
    return football_clock.from_clock((minutes * 60 + seconds) * MICROSECONDS, period)


def _moment(stamp: str | None) -> int | None:
    """µs since 1970 of a time of London without a zone; None where it is none."""
    try:
        moment = datetime.fromisoformat(stamp or "").replace(tzinfo=_LONDON)
    except ValueError:
        return None
    return event_time.from_iso(moment.isoformat())


def parser(_match: str | None = None) -> OptaParser:
    """A parser; a file holds one match."""
    return OptaParser()
