"""Opta's F24 and F7: late corrections, deleted events, names from the sheet, in any order."""

import random
import re

import pytest

from feeds.event_time import from_iso
from feeds.fact import CardColor, GoalKind
from feeds.happening import Side
from feeds.parsers import parser
from feeds.state import GameState, Phase
from feeds.timeline import Timeline
from tests.checks import checked, real, score, told

GAME = """<?xml version="1.0" encoding="UTF-8"?>
<Games timestamp="2018-08-20T23:00:00"><Game id="1" away_team_id="22" away_team_name="Gäste"
 home_team_id="11" home_team_name="Heim" competition_name="Liga">{events}</Game></Games>"""
SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<SoccerFeed><SoccerDocument uID="f1"><Competition uID="c1"><Name>Liga</Name></Competition>
<MatchData><MatchInfo Period="{period}"/>
<Stat Type="first_half_start">20180820T210023+0100</Stat>
<Stat Type="first_half_stop">20180820T214523+0100</Stat>
<Stat Type="second_half_start">20180820T220137+0100</Stat>
<TeamData Formation="433" Score="{score}" Side="Home" TeamRef="t11">
<Goal EventID="16" Min="26" Sec="57" Period="FirstHalf" PlayerRef="p7" Type="Penalty"
 TimeStamp="20180820T212720+0100" uID="g1"><Assist PlayerRef="p8"/></Goal>
<PlayerLineUp><MatchPlayer PlayerRef="p7" ShirtNumber="9" Position="Striker" Status="Start"
 Formation_Place="10"
 Captain="1"/><MatchPlayer PlayerRef="p8" ShirtNumber="10" Status="Sub"/></PlayerLineUp></TeamData>
<TeamData Score="0" Side="Away" TeamRef="t22">
<Booking CardType="SecondYellow" EventID="17" Min="47" Sec="1" Period="FirstHalf" PlayerRef="p9"
 TimeStamp="20180820T214724+0100" uID="b1"/>
<Substitution EventID="19" Min="64" Sec="8" Period="2" SubOff="p9" SubOn="p10"
 TimeStamp="20180820T222046+0100" uID="s1"/></TeamData></MatchData>
<Team uID="t11"><Name>Heim</Name><TeamOfficial Type="Manager" uID="m1"><PersonName>
<First>The</First><Last>Coach</Last></PersonName></TeamOfficial><Player uID="p7"><PersonName>
<First>Ann</First><Last>Nine</Last></PersonName></Player>
<Player uID="p8"><PersonName><First>B</First><Last>C</Last><Known>Ten</Known>
</PersonName></Player></Team>
<Team uID="t22"><Name>Gäste</Name><Player uID="p9"><PersonName><Last>Off</Last></PersonName>
</Player><Player uID="p10"><PersonName><Last>On</Last></PersonName></Player></Team>
<Venue uID="v1"><Name>The Ground</Name></Venue></SoccerDocument></SoccerFeed>"""


def event(
    number: int,
    kind: int,
    at: str,
    *said: tuple[int, str],
    period: int = 1,
    clock: tuple[int, int] = (0, 0),
    team: int = 11,
    player: int = 7,
    event_id: int | None = None,
) -> str:
    qualifiers = "".join(f'<Q id="1" qualifier_id="{q}" value="{v}"/>' for q, v in said)
    return (
        f'<Event id="{number}" event_id="{event_id or number}" type_id="{kind}" '
        f'period_id="{period}" min="{clock[0]}" sec="{clock[1]}" team_id="{team}" '
        f'player_id="{player}" outcome="1" timestamp="2018-08-20T{at}" '
        f'last_modified="2018-08-20T{at[:8]}" version="1">{qualifiers}</Event>'
    )


def both(kind: int, at: str, period: int, number: int) -> list[str]:
    return [
        event(number + n, kind, at, period=period, team=team) for n, team in enumerate((11, 22))
    ]


GOAL = event(16, 16, "21:27:20.635", (9, ""), clock=(26, 57))
OWN_GOAL = event(26, 16, "22:48:49.305", (28, ""), period=2, clock=(92, 11), player=8)
EVENTS = [
    *both(32, "21:00:23.635", 1, 100),
    GOAL,
    event(17, 17, "21:47:24.1", (32, ""), clock=(47, 1), team=22, player=9),
    *both(30, "21:48:23.6", 1, 110),
    *both(32, "22:01:37.6", 2, 120),
    event(18, 18, "22:20:46.5", (55, "19"), period=2, clock=(64, 8), team=22, player=9),
    event(19, 19, "22:20:46.6", (55, "18"), period=2, clock=(64, 8), team=22, player=10),
    OWN_GOAL,
    *both(30, "22:51:40.6", 2, 130),
    *both(30, "22:51:59.9", 14, 140),
]


def game(*events: str) -> bytes:
    return GAME.format(events="".join(events)).encode()


def sheet(period: str = "FullTime", home: int = 1) -> bytes:
    return SHEET.format(period=period, score=home).encode()


def test_a_match() -> None:
    outcome = checked("opta", game(*EVENTS))
    state = outcome.state
    assert (score(outcome), state.phase) == ((1, 1), Phase.FULL_TIME)
    assert (state.home.team.name, state.away.team.name) == ("Heim", "Gäste")
    assert (state.away.red_cards, outcome.warnings) == (1, ())


def test_what_happened_when_at_the_venue() -> None:
    facts = parser("opta").parse(game(*EVENTS), 0).facts
    goal, own_goal = told(facts, "goal")
    assert goal.event_time == from_iso("2018-08-20T20:27:20.635Z")
    assert (goal.side, goal.kind, goal.minute) == (Side.HOME, GoalKind.PENALTY, 27)
    assert (own_goal.side, own_goal.kind) == (Side.AWAY, GoalKind.OWN_GOAL)
    assert (own_goal.minute, own_goal.added) == (90, 3)
    (card,) = told(facts, "card")
    assert (card.color, card.minute, card.added) == (CardColor.SECOND_YELLOW, 45, 3)
    assert [fact.period for fact in told(facts, "period_started")] == [1, 2]


def test_kicks_of_a_shoot_out() -> None:
    kicks = [
        event(200 + n, kind, f"23:4{n}:00.0", period=5, clock=(120, 0), team=team)
        for n, (kind, team) in enumerate(((16, 11), (15, 22), (13, 11), (16, 22)))
    ]
    state = checked("opta", game(*EVENTS[:-2], *both(32, "23:30:00.0", 5, 190), *kicks)).state
    assert [(one.side, one.is_scored) for one in state.kicks] == [
        (Side.HOME, True),
        (Side.AWAY, False),
        (Side.HOME, False),
        (Side.AWAY, True),
    ]
    assert (state.home.score, state.home.shootout, state.away.shootout) == (1, 1, 1)


def test_the_sheet_gives_the_names() -> None:
    check = parser("opta")
    check.parse(sheet(), 0)
    facts = check.parse(game(*EVENTS), 1).facts
    goal = told(facts, "goal")[0]
    assert (goal.player, goal.assist) == ("Ann Nine", "Ten")
    (change,) = told(facts, "substitution")
    assert (change.id, change.player_in, change.player_out) == ("19", "On", "Off")
    home = told(facts, "line_up")[0]
    assert (home.formation, home.coach) == ("4-3-3", "The Coach")
    assert [p.column for p in home.players] == [5, None]
    assert [(p.name, p.number, p.is_captain) for p in home.players] == [
        ("Ann Nine", "9", True),
        ("Ten", "10", False),
    ]


def test_the_sheet_alone() -> None:
    outcome = checked("opta", sheet())
    state = outcome.state
    assert (score(outcome), state.phase, state.venue) == ((1, 0), Phase.FULL_TIME, "The Ground")
    assert state.away.red_cards == 1
    assert score(checked("opta", sheet(home=2))) == (2, 0)
    assert checked("opta", sheet(period="HalfTime")).state.phase is Phase.HALF_TIME


@pytest.mark.parametrize("order", ["sg", "gs", "gsg", "sgs"])
def test_both_in_any_order_count_no_goal_twice(order: str) -> None:
    payloads = [sheet() if one == "s" else game(*EVENTS) for one in order]
    outcome = checked("opta", *payloads)
    assert score(outcome) == (1, 1)
    assert outcome.state.away.red_cards == 1


def test_a_deleted_event_did_not_happen() -> None:
    deleted = GOAL.replace('type_id="16"', 'type_id="43"')
    outcome = checked("opta", game(*EVENTS), game(*[deleted if e == GOAL else e for e in EVENTS]))
    assert score(outcome) == (0, 1)


def test_a_goal_put_right_is_the_same_goal() -> None:
    right = OWN_GOAL.replace('qualifier_id="28"', 'qualifier_id="20"')
    outcome = checked("opta", game(*EVENTS), game(*[right if e == OWN_GOAL else e for e in EVENTS]))
    assert score(outcome) == (2, 0)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        pytest.param(b"<Other/>", "neither an F24 nor an F7", id="another-feed"),
        pytest.param(b"<Games/>", "neither an F24 nor an F7", id="no-game"),
        pytest.param(b"{}", "no XML", id="json"),
    ],
)
def test_what_is_something_else(raw: bytes, said: str) -> None:
    assert said in checked("opta", raw).warnings[0]


def modified(raw: bytes) -> list[str]:
    """The events of an F24 in the order in which they were last modified."""
    events = re.findall(r"<Event [^>]*/>|<Event .*?</Event>", raw.decode(), re.DOTALL)
    return sorted(events, key=lambda one: re.findall(r'last_modified="([^"]+)"', one)[0])


def as_they_were_modified(raw: bytes, step: int) -> list[bytes]:
    """The F24 as it grew, so many events at a time, in the order of their modification."""
    events = modified(raw)
    head, tail = raw.decode().partition("<Event ")[0], "</Game></Games>"
    counts = [*range(step, len(events), step), len(events)]
    return [(head + "".join(events[:n]) + tail).encode() for n in counts]


def test_in_the_order_of_modification_it_ends_in_the_same_state() -> None:
    whole = checked("opta", game(*EVENTS)).state
    assert checked("opta", *as_they_were_modified(game(*EVENTS), 1)).state == whole


def ended(facts: list[object]) -> GameState:
    timeline = Timeline()
    for fact in facts:
        timeline.add(fact, visible_from=fact.event_time or 0)  # type: ignore[arg-type, attr-defined]
    return timeline.as_of(2**60)


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_and_doubled_facts_come_to_the_same_state(seed: int) -> None:
    facts: list[object] = [*parser("opta").parse(game(*EVENTS), 0).facts]
    chance = random.Random(seed)
    mixed = [facts[0], *chance.sample(facts * 2, len(facts) * 2)]
    assert ended(mixed) == ended(facts)


def test_the_real_match_ends_as_it_did_however_it_is_told() -> None:
    (f24,), (f7,) = real("opta", "f24-*.xml"), real("opta", "f7-*.xml")
    whole = checked("opta", f24)
    state = whole.state
    assert (state.home.team.name, state.away.team.name) == ("Athletic Club", "Leganés")
    assert (score(whole), state.phase) == ((2, 1), Phase.FULL_TIME)
    assert (state.home.yellow_cards, state.away.yellow_cards) == (4, 5)
    grown = checked("opta", *as_they_were_modified(f24, 40))
    assert grown.state == state
    for payloads in ((f7, f24), (f24, f7)):
        assert score(checked("opta", *payloads)) == (2, 1)


def test_the_real_score_at_every_goal_s_time() -> None:
    (f24,) = real("opta", "f24-*.xml")
    timeline = Timeline()
    facts = parser("opta").parse(f24, 0).facts
    for fact in facts:
        timeline.add(fact, visible_from=fact.event_time or 0)
    scores = []
    for goal in told(facts, "goal"):
        before, after = (timeline.as_of(goal.event_time + n) for n in (-1, 0))
        scores += [(before.home.score, before.away.score), (after.home.score, after.away.score)]
    assert scores == [(0, 0), (1, 0), (1, 0), (1, 1), (1, 1), (2, 1)]
