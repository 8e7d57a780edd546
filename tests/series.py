"""A match of each provider's, payload by payload: made ones, of the shape vendors send."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feeds.happening import Side
from feeds.parsers import parser
from feeds.reading import Parser
from tests import (
    test_api_football,
    test_cricsheet,
    test_espn,
    test_football_data,
    test_mlb,
    test_nba,
    test_nhl,
    test_openligadb,
    test_opta,
    test_sportsml,
    test_statsbomb,
    test_tennis_points,
    test_volleyball,
)
from tests.consoles import Console

MAPPING = str(Path(__file__).parents[1] / "examples" / "mapped" / "club.toml")


@dataclass(frozen=True, slots=True)
class Series:
    """Payloads in the order in which they were made; the `last` ones say how it ended."""

    provider: str
    earlier: tuple[bytes, ...]
    last: tuple[bytes, ...]
    match: str | None = None

    def parser(self) -> Parser:
        """A new parser of it."""
        mapping = MAPPING if self.provider == "mapped" else None
        return parser(self.provider, self.match, mapping)

    @property
    def payloads(self) -> tuple[bytes, ...]:
        """All of them."""
        return self.earlier + self.last


def series(
    provider: str, payloads: Sequence[Any], last: int = 1, match: str | None = None
) -> Series:
    """One of payloads that are bytes or to be coded as JSON."""
    raw = tuple(one if isinstance(one, bytes) else json.dumps(one).encode() for one in payloads)
    return Series(provider, raw[:-last], raw[-last:], match)


def _growing(events: list[Any]) -> list[list[Any]]:
    """A list as it grows, three at a time."""
    return [events[: n + 3] for n in range(0, len(events), 3)]


def _api_football() -> list[Any]:
    fixture, goal = test_api_football.fixture, test_api_football.GOAL
    other = test_api_football.event("Goal", "Penalty", 2, 60)
    second = {"first": test_api_football.KICK_OFF, "second": test_api_football.SECOND}
    return [
        fixture("NS", None, (None, None), periods={"first": None, "second": None}),
        fixture("1H", 5, (0, 0)),
        fixture("1H", 12, (1, 0)),
        fixture("1H", 12, (1, 0), goal),
        fixture("HT", 45, (1, 0), goal),
        fixture("2H", 61, (1, 1), goal, other, periods=second),
        fixture("2H", 63, (1, 0), goal, periods=second),
        fixture("FT", 90, (1, 0), goal, periods=second),
    ]


def _football_data() -> list[Any]:
    match, goal = test_football_data.match, test_football_data.goal
    states = [
        match("TIMED"),
        match("IN_PLAY", 0, 0, minute=3),
        match("SUSPENDED", 0, 0),
        match("IN_PLAY", 1, 0, [goal(11, 20)], minute=22),
        match("PAUSED", 1, 0, [goal(11, 20)]),
        match("IN_PLAY", 1, 1, [goal(11, 20), goal(12, 50)], minute=62),
        match("FINISHED", 1, 1, [goal(11, 20), goal(12, 50)]),
    ]
    return [{"matches": [one]} for one in states]


def _openligadb() -> list[Any]:
    match, goal = test_openligadb.match, test_openligadb.goal
    goals = [goal(1, 1, 0), goal(3, 1, 1, 50), goal(4, 2, 1, 80)]
    return [*(match(*goals[:n]) for n in range(4)), match(*goals, final=(2, 1))]


def _mlb() -> list[Any]:
    plays = test_mlb.PLAYS
    feed = test_mlb.feed
    scores = [(0, 0), (0, 0), (1, 0), (1, 2)]
    polls = [feed(*scores[n], plays=plays[: n + 1]) for n in range(4)]
    return [feed(0, 0, "Preview", "Scheduled", []), *polls, feed(1, 2, "Final", "Final")]


def _nba() -> list[Any]:
    actions, box, plays = test_nba.ACTIONS, test_nba.box, test_nba.plays
    polls = [plays(*one) for one in _growing(actions)]
    return [
        box(0, 0),
        polls[0],
        box(3, 0),
        *polls[1:],
        box(status=3),
        plays(*actions, test_nba.OVER),
    ]


def _nhl() -> list[Any]:
    game, goal, play = test_nhl.game, test_nhl.goal, test_nhl.play
    more: dict[str, Any] = {"rosterSpots": test_nhl.ROSTER}
    plays = [play(10, "period-start", 1), goal(12, 1, test_nhl.HOME), play(20, "period-end", 1),
             play(25, "period-start", 2), goal(30, 2, test_nhl.AWAY)]  # fmt: skip
    return [
        game("FUT", 0, 0, **more),
        game("LIVE", 0, 0, plays=plays[:1], **more),
        game("LIVE", 1, 0, plays=plays[:2], **more),
        game("LIVE", 1, 0, plays=plays[:3], **more),
        game("LIVE", 1, 1, 2, plays=plays, **more),
        game("OFF", 1, 1, 3, plays=[*plays, play(90, "game-end", 3)], **more),
    ]


def _sportsml() -> list[Any]:
    item, goal = test_sportsml.item, test_sportsml.goal
    return [
        item(home=0, status="pre-event"),
        item(home=0, status="mid-event"),
        item(goal(1), status="mid-event"),
        item(goal(1), goal(2, 2), away=1, status="mid-event"),
        item(goal(1), goal(2, 2), away=1),
    ]


def _tennis() -> list[Any]:
    rows = [*test_tennis_points.SET, *test_tennis_points.SECOND]
    return [*(test_tennis_points.table(*one) for one in _growing(rows)), test_tennis_points.NAMES]


def _volleyball() -> list[Any]:
    sides = (Side.HOME, Side.AWAY, Side.HOME, Side.HOME)
    sets = [test_volleyball.a_set(number, side) for number, side in enumerate(sides, 1)]
    return [test_volleyball.dvw(*sets[:n]) for n in range(5)]


def _mapped() -> list[Any]:
    goals = [
        {"no": 3, "what": "GOAL", "who": "NOR", "by": "T. Holm"},
        {"no": 5, "what": "GOAL", "who": "RIV", "by": "K. Berg", "how": "PS"},
    ]

    def game(state: str, third: int, left: int, log: list[Any], score: tuple[int, int]) -> Any:
        sides = ("NOR", "Foxes", score[0]), ("RIV", "Rams", score[1])
        home, guest = (
            {"code": code, "club": club, "goals": goals, "thirds": [goals]}
            for code, club, goals in sides
        )
        one = {"state": state, "third": third, "secondsLeft": left, "log": log}
        return {"games": [{"gameNo": "A", "home": home, "guest": guest, **one}]}

    return [
        game("NEW", 1, 1200, [], (0, 0)),
        game("RUN", 1, 900, goals[:1], (1, 0)),
        game("INT", 1, 0, goals[:1], (1, 0)),
        game("RUN", 2, 700, goals, (1, 1)),
        game("RUN", 2, 600, goals[:1], (1, 0)),
        game("INT", 2, 0, goals, (1, 1)),
        game("RUN", 3, 10, goals, (1, 1)),
        game("END", 3, 0, goals, (1, 1)),
    ]


def _sheet() -> list[Any]:
    def board(phase: str, clock: str, home: object, *events: str) -> bytes:
        rows = ["sport,football", "home name,Foxes", "away name,Rams", f"phase,{phase}",
                f"clock,{clock}", f"home score,{home}", "away score,0", "",
                "side,type,player,minute", *events]  # fmt: skip
        return "\n".join(rows).encode()

    goal = "home,goal,A. Ash,12"
    return [
        board("scheduled", "", ""),
        board("first half", "0:00", 0),
        board("first half", "12:10", 1, goal),
        board("half-time", "12:10", 1, goal),
        board("second half", "45:00", 2, goal, "home,goal,B. Birch,50"),
        board("second half", "51:00", 1, goal),
        board("ended 2", "51:00", 1, goal),
    ]


def _daktronics() -> list[bytes]:
    boards = [("12:00", 1, 0, 0), ("11:30", 1, 2, 0), ("8:00", 2, 2, 3)]
    return [
        Console().clock(clock, stopped=True).period(period).score(home, away).whole()
        for clock, period, home, away in boards
    ]


# What consoles send goes on from what they sent before: no order but its own has a sense.
CONSOLES = [
    series("daktronics", _daktronics(), match="basketball"),
    series("score_lines", [
        b"home_name=Foxes,away_name=Rams,home=0,away=0,clock=12:00,running=0,period=1\n",
        b"home=2\n",
    ], match="basketball"),
]  # fmt: skip
ALL = [
    series("api_football", _api_football()),
    series("cricsheet", [
        test_cricsheet.match(),
        test_cricsheet.match(test_cricsheet.innings("Sun", [test_cricsheet.ball(4)])),
        test_cricsheet.match(test_cricsheet.FIRST),
        test_cricsheet.match(test_cricsheet.FIRST, test_cricsheet.SECOND),
        test_cricsheet.match(
            test_cricsheet.FIRST, test_cricsheet.SECOND, outcome={"winner": "Sun"}
        ),
    ]),
    series("espn", test_espn.SERIES),
    series("football_data", _football_data()),
    series("mapped", _mapped()),
    series("mlb", _mlb()),
    series("nba", _nba(), last=2),
    series("nhl", _nhl()),
    series("openligadb", _openligadb()),
    series("opta", [
        *(test_opta.game(*one) for one in _growing(test_opta.EVENTS)), test_opta.sheet()
    ], last=2),
    series("sheet", _sheet()),
    series("sportsml", _sportsml()),
    series("statsbomb", [*_growing(test_statsbomb.MATCH), test_statsbomb.LINE_UPS], last=2),
    series("tennis_points", _tennis(), last=2),
    series("volleyball", _volleyball()),
]  # fmt: skip
