"""SportsML: a match as an agency files it, whatever the sport, and a table."""

import pytest

from feeds.fact import CardColor, GoalKind, MatchStatus
from feeds.happening import Side
from feeds.parsers import parser
from feeds.sport import Sport
from feeds.state import Phase
from tests.checks import checked, real, score, told

ITEM = """<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta>
<subject qcode="subj:{sport}"><broader qcode="subj:15000000"/></subject></contentMeta><contentSet>
<inlineXML><sports-content>{content}</sports-content></inlineXML></contentSet></newsItem>"""
EVENT = """<sports-event><event-metadata key="vendevent:e.1"
 event-status="speventstatus:{status}"><site><site-metadata><name role="nrol:full">Park</name>
</site-metadata></site></event-metadata>{home}{away}<actions>{actions}</actions></sports-event>"""
TEAM = """<team id="{number}"><team-metadata alignment="{side}"><name role="nrol:short">S</name>
<name role="nrol:full">{side} full</name></team-metadata><team-stats score="{points}">
<sub-score period-value="1" score="{points}"/></team-stats><player id="p{number}">
<player-metadata uniform-number="7" status="spplayerstatus:starter">
<name role="nrol:full">Player {number}</name></player-metadata></player></team>"""
TABLE = """<standing><standing-metadata competition="spct:tournament"/>
<team><team-metadata><name role="nrol:full">First</name></team-metadata><team-stats>
<outcome-totals alignment-scope="events-home" standing-points="12" events-played="4"/>
<outcome-totals alignment-scope="events-all" standing-points="21" events-played="7" wins="7"
 losses="0" ties="0" points-scored-for="23" points-scored-against="3"/></team-stats></team>
<team><team-metadata><name>No totals</name></team-metadata></team></standing>"""


def action(number: int, team: int = 1, period: int = 1, **said: str) -> str:
    who = said.pop("who", "")
    attributes = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in said.items())
    people = "".join(
        f'<participant idref="p{one[0]}" role="x:{one[1:]}"/>' for one in who.split() if who
    )
    return (
        f'<action id="a.{number}" sequence-number="{number}" team-idref="{team}" '
        f'period-value="{period}"{attributes}>{people}</action>'
    )


def goal(number: int, team: int = 1, kind: str = "regular", time: str = "81:47") -> str:
    return action(
        number,
        team,
        2,
        **{"class": "x:score", "score_attempt_type": f"x:{kind}"},
        time_elapsed=time,
        who=f"{team}shooter",
    )


def item(
    *actions: str, home: int = 1, away: int = 0, status: str = "post-event", sport: str = "15054000"
) -> bytes:
    teams = [
        TEAM.format(number=number, side=side.value, points=points)
        for number, side, points in ((1, Side.HOME, home), (2, Side.AWAY, away))
    ]
    event = EVENT.format(status=status, home=teams[0], away=teams[1], actions="".join(actions))
    return ITEM.format(sport=sport, content=event).encode()


def test_a_match() -> None:
    outcome = checked("sportsml", item(goal(1)))
    state = outcome.state
    assert (state.sport, state.phase, state.venue) == (Sport.FOOTBALL, Phase.FULL_TIME, "Park")
    assert (score(outcome), state.scores) == ((1, 0), ((1, 0),))
    assert state.home.team.name == "home full"
    assert state.home.line_up is not None
    assert state.home.line_up.players[0].number == "7"
    assert outcome.warnings == ()


def test_actions() -> None:
    raw = item(
        action(1, 1, 1, type="x:period-start"),
        action(2, 2, 1, type="x:period-start"),
        goal(3, 1, "penalty-kick", "93:10"),
        goal(4, 1, "own-goal"),
        action(5, 2, 2, type="x:penalty", penalty_level="x:yellow-red-card", who="2infraction-by"),
        action(6, 1, 2, type="x:sub-on", who="1sub-on"),
        action(6, 1, 2, type="x:sub-off", who="2sub-off").replace("a.6", "a.7"),
        action(8, 1, 2, type="x:pass-complete"),
        action(9, 1, 14, type="x:period-end"),
        away=1,
    )
    facts = parser("sportsml").parse(raw, 0).facts
    assert len(told(facts, "period_started")) == 1
    first, second = told(facts, "goal")
    assert (first.kind, first.minute, first.added) == (GoalKind.PENALTY, 90, 4)
    assert (second.kind, second.side, second.player) == (GoalKind.OWN_GOAL, Side.AWAY, "Player 1")
    (card,) = told(facts, "card")
    assert (card.side, card.color) == (Side.AWAY, CardColor.SECOND_YELLOW)
    (change,) = told(facts, "substitution")
    assert (change.player_in, change.player_out) == ("Player 1", "Player 2")
    assert told(facts, "period_ended") == []


@pytest.mark.parametrize(
    ("status", "said"),
    [("postponed", MatchStatus.POSTPONED), ("mid-event", MatchStatus.AS_PLANNED)],
)
def test_statuses(status: str, said: MatchStatus) -> None:
    outcome = checked("sportsml", item(status=status, home=0))
    assert (outcome.state.status, outcome.state.phase) == (said, Phase.PRE_MATCH)


def test_the_score_stands_where_the_actions_do_not_come_to_it() -> None:
    assert score(checked("sportsml", item(goal(1), home=3, away=2))) == (3, 2)


def test_a_table() -> None:
    raw = ITEM.format(sport="15054000", content=TABLE).encode()
    (table,) = told(parser("sportsml").parse(raw, 0).facts, "standings")
    (row,) = table.rows
    assert (row.team, row.points, row.played, row.won) == ("First", 21, 7, 7)
    assert (row.scored, row.conceded) == (23, 3)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"<a/>", "neither a match nor a table", id="something-else"),
        pytest.param(b"<!DOCTYPE a><a/>", "no XML", id="a-document-type"),
    ],
)
def test_what_is_something_else(raw: bytes, said: str) -> None:
    assert said in checked("sportsml", raw).warnings[0]


def test_real_files() -> None:
    hockey, football, table = real("sportsml", "*.xml")
    outcome = checked("sportsml", football)
    state = outcome.state
    assert (state.home.team.name, state.away.team.name) == ("Aston Villa", "Manchester City")
    assert (score(outcome), state.scores) == ((0, 2), ((0, 0), (0, 2)))
    goals = told(parser("sportsml").parse(football, 0).facts, "goal")
    assert [one.minute for one in goals] == [82, 88]
    outcome = checked("sportsml", hockey)
    assert (outcome.state.sport, score(outcome)) == (Sport.ICE_HOCKEY, (1, 3))
    (standings,) = told(parser("sportsml").parse(table, 0).facts, "standings")
    assert (standings.rows[0].points, len(standings.rows)) == (21, 18)
