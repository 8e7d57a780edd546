"""A match in ESPN's payloads: who plays whom at what, and where its parts are found."""

from typing import Any

from feeds.fact import Match, OtherMatch, Team
from feeds.happening import Side
from feeds.payload import at, rows, text, whole
from feeds.reading import Listed, Voice
from feeds.sport import Sport

LIVE, OVER = "in", "post"
_SPORTS = {
    "1": Sport.BASEBALL,
    "20": Sport.AMERICAN_FOOTBALL,
    "40": Sport.BASKETBALL,
    "70": Sport.ICE_HOCKEY,
    "600": Sport.FOOTBALL,
    "850": Sport.TENNIS,
}


def listed(event: dict[str, Any]) -> Listed:
    """What a list of matches says of one."""
    state = text(event, "competitions", 0, "status", "type", "state")
    names = [
        text(one, "team", "displayName") for one in rows(event, "competitions", 0, "competitors")
    ]
    title = text(event, "name") or " - ".join(name or "?" for name in names)
    return Listed(id=text(event, "id") or "", title=title, is_live=state == LIVE)


class EspnMatch:
    """One match of a payload. `sides` are its competitors, `teams` whose team an id is."""

    def __init__(self, event: dict[str, Any], voice: Voice) -> None:
        self.event = event
        self.of = voice.of
        self.competition = at(event, "competitions", 0)
        self.status = at(self.competition, "status")
        number = (text(event, "uid") or "").removeprefix("s:").partition("~")[0]
        self.sport = _SPORTS.get(number, Sport.GENERIC)
        self.sides = {
            Side(side): one
            for one in rows(self.competition, "competitors")
            if (side := text(one, "homeAway")) in {"home", "away"}
        }
        self.teams = {
            text(one, "team", "id") or text(one, "id"): side for side, one in self.sides.items()
        }

    @property
    def state(self) -> str | None:
        """Whether it is to come, played or over, in ESPN's words."""
        return text(self.status, "type", "state")

    @property
    def kind(self) -> str:
        """The status by ESPN's name."""
        return text(self.status, "type", "name") or ""

    @property
    def _competition(self) -> str | None:
        names = at(self.event, "season", "name"), at(self.competition, "altGameNote")
        return next((name for name in names if isinstance(name, str) and name), None)

    def named(self) -> Match:
        """The match itself."""
        home, away = (self.team(side) for side in Side)
        venue = text(self.competition, "venue", "fullName")
        return Match(
            sport=self.sport,
            home=home,
            away=away,
            competition=self._competition,
            venue=venue,
            **self.of("match"),
        )

    def team(self, side: Side) -> Team:
        """A side's names, its main colour and the other's."""
        team = at(self.sides[side], "team") or {}
        name = text(team, "displayName") or text(team, "name") or side.value
        return Team(
            name=name,
            short=(text(team, "abbreviation") or "")[:8] or None,
            color=_color(text(team, "color")),
            second_color=_color(text(team, "alternateColor")),
            ref=text(team, "id"),
        )

    def other(self, order: int) -> OtherMatch | None:
        """It as one beside another that is told; None where it has not two sides."""
        if len(self.sides) != len(Side):
            return None
        home, away = (whole(self.sides[side], "score") for side in Side)
        has_begun = self.state in {LIVE, OVER}
        state = text(self.status, "type", "shortDetail") or text(self.status, "displayClock")
        return OtherMatch(
            home=self.team(Side.HOME),
            away=self.team(Side.AWAY),
            score=(home or 0, away or 0) if has_begun else None,
            state=(state or "")[:40] or None if has_begun else None,
            is_live=self.state == LIVE,
            competition=self._competition,
            order=order,
            **self.of(f"other/{text(self.event, 'id')}"),
        )


def _color(given: str | None) -> str | None:
    """A colour as it is told, of one without a sharp."""
    digits = (given or "").lower()
    is_color = len(digits) == 6 and all(one in "0123456789abcdef" for one in digits)
    return f"#{digits}" if is_color else None
