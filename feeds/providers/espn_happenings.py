"""What happens in ESPN's payloads: goals, cards, substitutions, situations, numbers, line-ups."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from feeds import football_clock
from feeds.fact import (
    Card,
    CardColor,
    Fact,
    Goal,
    GoalKind,
    Kick,
    PeriodEnded,
    PeriodStarted,
    Stat,
    Substitution,
)
from feeds.football_clock import NO_MINUTE
from feeds.happening import Side
from feeds.payload import at, moment_of, rows, text, whole
from feeds.providers.espn_match import EspnMatch
from feeds.situation import BatterCount, Down
from feeds.sport import Sport
from feeds.squad import LineUp, Player

_KICKS = range(1, 100)
_STATS = {
    "possessionPct": "possession",
    "totalShots": "shots",
    "shotsOnTarget": "shots on target",
    "wonCorners": "corners",
    "foulsCommitted": "fouls",
}


def details(match: EspnMatch) -> Iterator[Fact]:
    """A scoreboard's goals and cards; what happens twice at once is numbered."""
    seen: Counter[str] = Counter()
    for one in rows(match.competition, "details"):
        side = match.teams.get(text(one, "team", "id"))
        kind = _kind(one)
        if side is None or kind is None or at(one, "shootout") is True:
            continue
        where = f"{kind}/{side.value}/{text(one, 'clock', 'displayValue') or ''}"
        seen[where] += 1
        name = f"{where}/{seen[where]}"
        athlete = at(one, "athletesInvolved", 0)
        yield from _happened(match, kind, side, one, name, (athlete, None))


def key_events(match: EspnMatch, summary: Any) -> Iterator[Fact]:
    """A summary's: with an id, and the venue's time where ESPN has it."""
    for one in rows(summary, "keyEvents"):
        name, kind = text(one, "id"), _kind(one)
        side = match.teams.get(text(one, "team", "id"))
        yield from _period_events(match, one)
        if name is None or kind is None or side is None or at(one, "shootout") is True:
            continue
        athletes = [at(who, "athlete") for who in rows(one, "participants")]
        first, second = (*athletes, None, None)[:2]
        yield from _happened(match, kind, side, one, f"{kind}/{name}", (first, second))


def kicks(match: EspnMatch, summary: Any) -> Iterator[Kick]:
    """The shoot-out's: a summary has them all, a scoreboard those that went in."""
    teams = rows(summary, "shootout")
    for team in teams:
        side = match.teams.get(text(team, "id"))
        for shot in rows(team, "shots"):
            number, scored = whole(shot, "shotNumber"), at(shot, "didScore")
            if side is not None and number in _KICKS and isinstance(scored, bool):
                yield Kick(
                    side=side,
                    is_scored=scored,
                    player=text(shot, "player"),
                    number=number,
                    player_ref=text(shot, "playerId"),
                    **match.of(f"kick/{side.value}/{number}"),
                )
    if not teams:
        yield from _told_kicks(match, rows(match.competition, "details"))


def _told_kicks(match: EspnMatch, found: list[Any]) -> Iterator[Kick]:
    seen: Counter[Side] = Counter()
    for one in found:
        side = match.teams.get(text(one, "team", "id"))
        if side is None or at(one, "shootout") is not True or at(one, "penaltyKick") is not True:
            continue
        seen[side] += 1
        player = at(one, "athletesInvolved", 0)
        yield Kick(
            side=side,
            is_scored=at(one, "scoringPlay") is True,
            player=text(player, "displayName"),
            player_ref=text(player, "id"),
            **match.of(f"kick/{side.value}/{seen[side]}"),
        )


def _period_events(match: EspnMatch, one: dict[str, Any]) -> Iterator[Fact]:
    kind, period = text(one, "type", "type"), whole(one, "period", "number") or 0
    moment = moment_of(one, "wallclock")
    if kind in {"kickoff", "start-2nd-half", "start-extra-time"} and period:
        yield PeriodStarted(period=period, **match.of(f"period/{period}", moment))
    elif kind in {"halftime", "end-regular-time"} and period:
        yield PeriodEnded(period=period, **match.of(f"period/{period}/end", moment))


def _happened(
    match: EspnMatch,
    kind: str,
    side: Side,
    one: Any,
    name: str,
    who: tuple[object, object],
) -> Iterator[Fact]:
    minute, added = football_clock.from_text(text(one, "clock", "displayValue"))
    if match.sport is not Sport.FOOTBALL:
        minute, added = NO_MINUTE
    by = match.of(name, moment_of(one, "wallclock")) | {"minute": minute, "added": added}
    player, other = (text(one, "displayName") for one in who)
    ref, other_ref = (text(one, "id") for one in who)
    match kind:
        case "goal":
            scored = GoalKind.OWN_GOAL if at(one, "ownGoal") is True else GoalKind.PLAY
            scored = GoalKind.PENALTY if at(one, "penaltyKick") is True else scored
            by |= {"player_ref": ref, "assist_ref": other_ref}
            yield Goal(side=side, player=player, assist=other, kind=scored, **by)
        case "red" | "yellow":
            color = CardColor.RED if kind == "red" else CardColor.YELLOW
            yield Card(side=side, color=color, player=player, player_ref=ref, **by)
        case _:
            by |= {"player_in_ref": ref, "player_out_ref": other_ref}
            yield Substitution(side=side, player_in=player, player_out=other, **by)


def situation(match: EspnMatch) -> Iterator[Fact]:
    now = at(match.competition, "situation")
    if not isinstance(now, dict):
        return
    if match.sport is Sport.AMERICAN_FOOTBALL:
        down, distance = whole(now, "down"), whole(now, "distance")
        yield Down(
            possession=match.teams.get(text(now, "possession")),
            down=down if down in {1, 2, 3, 4} else None,
            distance=distance if distance is not None and 0 <= distance <= 99 else None,
            spot=text(now, "possessionText"),
            is_red_zone=at(now, "isRedZone") is True,
            home_timeouts=_few(whole(now, "homeTimeouts")),
            away_timeouts=_few(whole(now, "awayTimeouts")),
            **match.of("situation"),
        )
    elif match.sport is Sport.BASEBALL:
        balls, strikes, outs = (
            _few(whole(now, name)) or 0 for name in ("balls", "strikes", "outs")
        )
        is_top = "top" in (text(match.status, "type", "detail") or "").lower()
        bases = tuple(at(now, name) is True for name in ("onFirst", "onSecond", "onThird"))
        yield BatterCount(
            batting=Side.AWAY if is_top else Side.HOME,
            balls=balls,
            strikes=strikes,
            outs=outs,
            bases=(bases[0], bases[1], bases[2]),
            batter=text(now, "batter", "athlete", "displayName"),
            pitcher=text(now, "pitcher", "athlete", "displayName"),
            **match.of("situation"),
        )


def stats(match: EspnMatch) -> Iterator[Fact]:
    found = [
        {
            text(one, "name"): text(one, "displayValue")
            for one in rows(match.sides[side], "statistics")
        }
        for side in Side
    ]
    for theirs, ours in _STATS.items():
        values = [_number(side.get(theirs)) for side in found]
        if values[0] is not None and values[1] is not None:
            yield Stat(name=ours, home=values[0], away=values[1], **match.of(f"stat/{ours}"))


def line_ups(match: EspnMatch) -> Iterator[Fact]:
    for roster in rows(match.event, "summary", "rosters"):
        side = {"home": Side.HOME, "away": Side.AWAY}.get(text(roster, "homeAway") or "")
        players = tuple(
            Player(
                name=name,
                number=text(one, "jersey"),
                position=text(one, "position", "abbreviation"),
                is_starter=at(one, "starter") is True,
                provider_id=text(one, "athlete", "id"),
            )
            for one in rows(roster, "roster")[:64]
            if (name := text(one, "athlete", "displayName"))
        )
        if side is not None and players:
            formation = text(roster, "formation")
            yield LineUp(
                side=side,
                players=players,
                formation=formation,
                **match.of(f"line-up/{side.value}"),
            )


def _kind(one: dict[str, Any]) -> str | None:
    if at(one, "scoringPlay") is True:
        return "goal"
    word = text(one, "type", "type") or ""
    if at(one, "redCard") is True or word == "red-card":
        return "red"
    if at(one, "yellowCard") is True or word == "yellow-card":
        return "yellow"
    return "substitution" if word == "substitution" else None


def _few(number: int | None) -> int | None:
    return number if number is not None and 0 <= number <= 9 else None


def _number(given: str | None) -> int | float | None:
    try:
        value = float(given or "")
    except ValueError:
        return None
    if not abs(value) < 1e9:
        return None
    return int(value) if value.is_integer() else value
