"""The coded form of facts: there and back, and every mistake named at once."""

import json
from typing import Any

import pytest

from feeds import event_time
from feeds.codec import TYPES, CodedFactError, decode_fact, encode_fact
from feeds.fact import (
    AddedTime,
    Aggregate,
    Card,
    CardColor,
    ClockSet,
    Correction,
    Fact,
    Goal,
    GoalKind,
    InningHalf,
    Kick,
    Match,
    MatchEnded,
    MatchStatus,
    OtherMatch,
    PeriodEnded,
    PeriodScores,
    PeriodStarted,
    Points,
    Retraction,
    ShootOutScore,
    ShotClockSet,
    Stat,
    StatusSet,
    Substitution,
    Team,
)
from feeds.happening import Side
from feeds.penalty import Penalty
from feeds.situation import BatterCount, Down, Fouls, GamePoints, Over, Serve, Strength
from feeds.sport import Direction
from feeds.squad import LineUp, Player, Standings, TableRow

AT = 1_795_458_600_123_456

FACTS: list[Fact] = [
    Match(
        event_time=AT,
        received=AT,
        home=Team(name="Internazionale", short="INT", color="#0a3d91"),
        away=Team(name="Napoli"),
        competition="Serie A",
    ),
    PeriodStarted(event_time=AT, received=AT + 1, period=1),
    PeriodEnded(event_time=AT, received=AT, period=5),
    ClockSet(event_time=AT, received=AT, clock=370_600_000, running=False, period=1),
    ClockSet(event_time=AT, received=AT, clock=0),
    ClockSet(event_time=AT, received=AT, clock=370_650_001),
    AddedTime(event_time=AT, received=AT, minutes=4),
    Goal(event_time=AT, received=AT, side=Side.HOME),
    Goal(
        event_time=AT,
        received=AT + 3_000_000,
        id="g1",
        corrects="g0",
        provider="opta",
        revision=2,
        side=Side.AWAY,
        player="No. 10",
        assist="Lautaro Martínez 😀",
        minute=7,
        kind=GoalKind.OWN_GOAL,
    ),
    Kick(event_time=AT, received=AT, side=Side.AWAY, is_scored=False, player="A", number=5),
    Penalty(
        event_time=AT,
        received=AT,
        side=Side.HOME,
        minutes=2,
        player="A",
        infraction="hooking",
        clock=754_000_000,
        period=2,
    ),
    Card(event_time=AT, received=AT, side=Side.AWAY, color=CardColor.SECOND_YELLOW, minute=90),
    Substitution(event_time=AT, received=AT, side=Side.HOME, player_in="A", player_out="B"),
    Stat(event_time=AT, received=AT, name="xG", home=1.25, away=0),
    Correction(event_time=AT, received=AT, home=1, away=2, reason="feed"),
    Retraction(event_time=None, received=AT, retracts="g1", reason="VAR"),
    MatchEnded(event_time=AT, received=AT),
    StatusSet(event_time=AT, received=AT, status=MatchStatus.SUSPENDED, reason="storm"),
    PeriodStarted(event_time=AT, received=AT, period=9, half=InningHalf.BOTTOM),
    PeriodStarted(event_time=AT, received=AT, period=5, is_shoot_out=True),
    ClockSet(event_time=AT, received=AT, clock=48_000_000, counts=Direction.DOWN, period=6),
    ShotClockSet(event_time=AT, received=AT, clock=14_300_000, running=False),
    Points(event_time=AT, received=AT, side=Side.AWAY, points=3, player="No. 23", way="3pt"),
    PeriodScores(event_time=AT, received=AT, scores=((25, 20), (3, 4))),
    Aggregate(event_time=AT, received=AT, home=1, away=5),
    ShootOutScore(event_time=AT, received=AT, home=4, away=2),
    Fouls(event_time=AT, received=AT, home=4, away=5, away_bonus=True, possession=Side.HOME),
    Strength(event_time=AT, received=AT, home=6, away=4, is_home_empty=True),
    BatterCount(
        event_time=AT,
        received=AT,
        batting=Side.AWAY,
        balls=3,
        strikes=2,
        outs=1,
        bases=(True, False, True),
        batter="Someone",
    ),
    Down(event_time=AT, received=AT, possession=Side.HOME, down=3, distance=7, spot="KC 28"),
    GamePoints(event_time=AT, received=AT, home="AD", away="40", server=Side.AWAY),
    Serve(event_time=AT, received=AT, server=Side.HOME),
    Over(event_time=AT, received=AT, batting=Side.HOME, wickets=3, balls=117, target=212),
    OtherMatch(
        event_time=AT,
        received=AT,
        id="o1",
        home=Team(name="North", short="NTH"),
        away=Team(name="South"),
        score=(1, 0),
        state="45+2'",
        is_live=True,
        competition="League",
        order=3,
    ),
    LineUp(
        event_time=AT,
        received=AT,
        side=Side.HOME,
        players=(
            Player(name="Keeper", number="00", position="GK", is_captain=True, provider_id="0012"),
            Player(name="Bench", is_starter=False),
        ),
        formation="4-3-3",
    ),
    Standings(
        event_time=AT,
        received=AT,
        name="Group A",
        rows=(TableRow(team="Mexico", points=9, played=3, won=3, scored=5, conceded=0),),
    ),
]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.type)
def test_there_and_back(fact: Fact) -> None:
    text = json.dumps(encode_fact(fact))
    assert decode_fact(json.loads(text)) == fact


def test_every_type_goes_there_and_back() -> None:
    assert {fact.type for fact in FACTS} == set(TYPES)


def test_the_coded_form_leaves_out_what_goes_without_saying() -> None:
    assert encode_fact(FACTS[7]) == {
        "t": "2026-11-23T18:30:00.123456Z",
        "type": "goal",
        "v": 1,
        "side": "home",
    }


def test_received_is_said_where_it_differs() -> None:
    coded = encode_fact(FACTS[8])
    assert coded["received"] == "2026-11-23T18:30:03.123456Z"
    assert (coded["kind"], coded["corrects"]) == ("own_goal", "g0")


def test_a_clock_is_coded_as_text() -> None:
    assert encode_fact(FACTS[3])["clock"] == "06:10.6"


GOAL: dict[str, Any] = {"t": 12.4, "type": "goal", "side": "home"}


@pytest.mark.parametrize(
    ("times", "origin", "happened", "received"),
    [
        pytest.param({"t": 12.4}, 0, 12_400_000, 12_400_000, id="seconds"),
        pytest.param({"t": 12.4}, AT, AT + 12_400_000, AT + 12_400_000, id="from-the-first-frame"),
        pytest.param({"t": -1}, AT, AT - 1_000_000, AT - 1_000_000, id="before-it"),
        pytest.param({"t": "1970-01-01T00:00:01Z"}, AT, 1_000_000, 1_000_000, id="iso"),
        pytest.param({"t": 1, "received": 4}, AT, AT + 1_000_000, AT + 4_000_000, id="late"),
        pytest.param({"received": 4}, AT, None, AT + 4_000_000, id="no-time-but-an-arrival"),
    ],
)
def test_times(times: dict[str, Any], origin: int, happened: int | None, received: int) -> None:
    fact = decode_fact({"type": "goal", "side": "home", **times}, origin=origin)
    assert (fact.event_time, fact.received) == (happened, received)


@pytest.mark.parametrize(
    ("coded", "keys"),
    [
        pytest.param([], [""], id="no-object"),
        pytest.param("goal", [""], id="text"),
        pytest.param(None, [""], id="null"),
        pytest.param({}, ["type", "t"], id="empty"),
        pytest.param(GOAL | {"type": "gaol"}, ["type"], id="unknown-type"),
        pytest.param(GOAL | {"type": 7}, ["type"], id="type-of-another-kind"),
        pytest.param(GOAL | {"type": ["goal"]}, ["type"], id="type-as-a-list"),
        pytest.param(GOAL | {"v": 2}, ["v"], id="unknown-version"),
        pytest.param(GOAL | {"v": True}, ["v"], id="version-as-a-bool"),
        pytest.param(GOAL | {"v": "1"}, ["v"], id="version-as-text"),
        pytest.param(GOAL | {"colour": "red"}, ["colour"], id="unknown-key"),
        pytest.param({"t": 1, "type": "goal"}, ["side"], id="missing-key"),
        pytest.param({"type": "goal", "side": "home"}, ["t"], id="no-time"),
        pytest.param(GOAL | {"t": None}, ["t"], id="time-null"),
        pytest.param(GOAL | {"t": True}, ["t"], id="time-as-a-bool"),
        pytest.param(GOAL | {"t": "12.4"}, ["t"], id="seconds-as-text"),
        pytest.param(GOAL | {"t": "2026-11-23T18:30:00"}, ["t"], id="iso-without-a-zone"),
        pytest.param(GOAL | {"t": 1e300}, ["t"], id="far-away"),
        pytest.param(GOAL | {"t": -1e11}, ["t"], id="before-the-year-1"),
        pytest.param(GOAL | {"received": 3e11}, ["received"], id="after-the-year-9999"),
        pytest.param(GOAL | {"t": "0001-01-01T00:00:00+01:00"}, ["t"], id="iso-before-the-year-1"),
        pytest.param(GOAL | {"clock": "1:00"}, ["clock"], id="a-key-of-another-type"),
        pytest.param(GOAL | {"received": {}}, ["received"], id="received"),
        pytest.param(
            {"t": "x", "received": [], "type": "gaol", "v": 9},
            ["v", "type", "t", "received"],
            id="all-at-once",
        ),
        pytest.param(
            GOAL | {"side": "left", "minute": -1, "colour": "red"},
            ["side", "minute", "colour"],
            id="all-fields-at-once",
        ),
        pytest.param(GOAL | {"event_time": 5}, ["event_time"], id="our-inner-name-for-t"),
    ],
)
def test_what_cannot_be_read(coded: object, keys: list[str]) -> None:
    with pytest.raises(CodedFactError) as caught:
        decode_fact(coded)
    assert sorted(wrong.key for wrong in caught.value.wrongs) == sorted(keys)
    assert all(wrong.wrong and wrong.right for wrong in caught.value.wrongs)


def test_whole_numbers_are_taken_where_numbers_are_called() -> None:
    shirts = [{"name": "Ada", "number": 7}, {"name": "Ines", "number": "00"}]
    told = decode_fact({"t": 0, "type": "line_up", "side": "home", "players": shirts})
    assert isinstance(told, LineUp)
    assert [one.number for one in told.players] == ["7", "00"]
    points = decode_fact({"t": 0, "type": "game_points", "home": 15, "away": "AD"})
    assert encode_fact(points)["home"] == "15"


def test_a_number_for_a_text_is_told_with_what_would_be_right() -> None:
    with pytest.raises(CodedFactError, match="player: 7 is wrong, it should be a text in quotes"):
        decode_fact(GOAL | {"player": 7})


@pytest.mark.parametrize(
    ("t", "origin"),
    [
        pytest.param(1, event_time.LAST, id="the-last"),
        pytest.param(-1, event_time.FIRST, id="the-first"),
    ],
)
def test_no_time_reaches_beyond_what_can_be_written(t: int, origin: int) -> None:
    """What is read is written to the show log, and read from there again."""
    edge = decode_fact(GOAL | {"t": 0}, origin=origin)
    assert decode_fact(encode_fact(edge)) == edge
    with pytest.raises(CodedFactError, match="in no year from 1 to 9999"):
        decode_fact(GOAL | {"t": t}, origin=origin)


def test_a_wrong_time_and_a_wrong_field_are_told_together() -> None:
    with pytest.raises(CodedFactError) as caught:
        decode_fact(GOAL | {"t": "soon", "side": "left"})
    assert {wrong.key for wrong in caught.value.wrongs} == {"t", "side"}


def test_the_known_types_are_named() -> None:
    with pytest.raises(CodedFactError, match="gaol") as caught:
        decode_fact(GOAL | {"type": "gaol"})
    assert all(name in caught.value.wrongs[0].right for name in TYPES)


def test_a_long_value_is_shown_short() -> None:
    with pytest.raises(CodedFactError) as caught:
        decode_fact(GOAL | {"side": "x" * 10_000})
    assert len(str(caught.value)) < 200


def test_what_is_decoded_is_left_as_it_was() -> None:
    coded = dict(GOAL)
    decode_fact(coded)
    assert coded == GOAL
