"""Other matches: told beside the one on air where a feed is set to, each as it stands."""

from dataclasses import replace
from typing import Any

import pytest

from feeds.account import Account
from feeds.fact import Fact, OtherMatch, Retraction, Team
from feeds.fold import OTHERS_AT_MOST, fold
from feeds.parsers import TELL_OTHERS, names, parser
from feeds.settings import FeedSettings
from feeds.state import GameState
from feeds.timeline import Timeline
from tests import test_api_football, test_football_data, test_openligadb
from tests.checks import coded
from tests.test_espn import board, event

OTHER = OtherMatch(
    event_time=10,
    received=0,
    id="o1",
    home=Team(name="North", short="NTH"),
    away=Team(name="South"),
    score=(1, 0),
    state="67'",
    is_live=True,
    order=1,
)


def shown(*facts: Fact, at: int = 1_000) -> GameState:
    timeline = Timeline()
    for fact in facts:
        timeline.add(fact, visible_from=fact.event_time or 0)
    return timeline.as_of(at)


def test_the_latest_telling_stands() -> None:
    later = replace(OTHER, event_time=20, score=(1, 1), revision=1)
    assert shown(OTHER, later).others == (later,)
    assert shown(later, OTHER, at=15).others == (OTHER,)


def test_they_stand_by_their_order() -> None:
    first = replace(OTHER, id="o2", event_time=30, order=0)
    assert [one.id for one in shown(OTHER, first).others] == ["o2", "o1"]


def test_one_without_an_id_goes_by_its_sides() -> None:
    plain = replace(OTHER, id=None)
    later = replace(plain, event_time=20, state="FT")
    elsewhere = replace(plain, away=Team(name="West"))
    assert [one.state for one in shown(plain, later, elsewhere).others] == ["FT", "67'"]


def test_what_is_retracted_is_gone() -> None:
    later = replace(OTHER, event_time=20, score=(1, 1), revision=1)
    back = Retraction(event_time=30, received=0, retracts="o1")
    assert shown(OTHER, later, back).others == ()
    assert shown(OTHER, later, back, at=25).others == (later,)


def test_only_so_many_are_kept() -> None:
    many = [replace(OTHER, id=f"o{n:03}", order=n) for n in range(OTHERS_AT_MOST + 5)]
    kept = shown(*reversed(many)).others
    assert [one.order for one in kept] == list(range(OTHERS_AT_MOST))


def test_one_told_anew_folds_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    folded = 0

    def counted(*given: Any, **named: Any) -> GameState:
        nonlocal folded
        folded += 1
        return fold(*given, **named)

    monkeypatch.setattr("feeds.timeline.fold", counted)
    timeline = Timeline()
    for minute in range(90):
        for name in ("o1", "o2", "o3"):
            told = replace(OTHER, id=name, event_time=minute, state=f"{minute}'", revision=minute)
            timeline.add(told, visible_from=minute)
        timeline.as_of(minute)
    assert [one.state for one in timeline.as_of(100).others] == ["89'"] * 3
    assert folded <= 3 * 90


def test_one_that_is_told_no_more_is_taken_back() -> None:
    account, second = Account(), replace(OTHER, id="o2")
    account.news([OTHER, second], 1)
    (gone,) = account.news([second], 2)
    assert isinstance(gone, Retraction)
    assert gone.retracts == "o1"


API = test_api_football.fixture("1H", 11, (1, 0))
API["response"] += [
    test_api_football.fixture(status, elapsed, goals, number=number)["response"][0]
    for number, (status, elapsed, goals) in enumerate(
        [("2H", 67, (2, 1)), ("NS", None, (None, None)), ("PST", None, (None, None))], 4
    )
]
DATA = {
    "matches": [
        test_football_data.match("IN_PLAY", 0, 0, number=1),
        test_football_data.match("IN_PLAY", 2, 1, number=2, minute=90, injuryTime=3),
        test_football_data.match("TIMED", number=3),
        test_football_data.match(
            "FINISHED", 5, 3, number=4, score={"penalties": {"home": 4, "away": 2}}
        ),
    ]
}
LIGA = [
    test_openligadb.match(test_openligadb.goal(1, 1, 0)),
    test_openligadb.match(test_openligadb.goal(2, 1, 1), test_openligadb.goal(1, 1, 0), number=8),
    test_openligadb.match(number=9),
    test_openligadb.match(final=(2, 2), number=10),
]
BOARD = board(
    event("STATUS_FIRST_HALF", "11'", 1),
    event("STATUS_SECOND_HALF", "67'", 2, ("2", "1"), number="901"),
    event("STATUS_SCHEDULED", number="902"),
    event("STATUS_FULL_TIME", "90'", 2, ("0", "3"), number="903"),
)


@pytest.mark.parametrize(
    ("provider", "payload", "wanted"),
    [
        pytest.param(
            "api_football",
            API,
            [("4", (2, 1), "67'", 1), ("5", None, None, 2), ("6", None, "Postponed", 3)],
            id="api_football",
        ),
        pytest.param(
            "football_data",
            DATA,
            [("2", (2, 1), "90+3'", 1), ("3", None, None, 2), ("4", (1, 1), "FT", 3)],
            id="football_data",
        ),
        pytest.param(
            "openligadb",
            LIGA,
            [("8", (1, 1), None, 1), ("9", None, None, 2), ("10", (2, 2), "FT", 3)],
            id="openligadb",
        ),
        pytest.param(
            "espn",
            BOARD,
            [("901", (2, 1), "67'", 1), ("902", None, None, 2), ("903", (0, 3), "90'", 3)],
            id="espn",
        ),
    ],
)
def test_who_tells_of_others(provider: str, payload: Any, wanted: list[Any]) -> None:
    raw = coded(payload)
    told = parser(provider, others=True).parse(raw, 5)
    others = [fact for fact in told.facts if isinstance(fact, OtherMatch)]
    found = [(one.id, one.score, one.state, one.order) for one in others]
    assert sorted(found, key=lambda one: one[3]) == [
        (f"other/{number}", *rest) for number, *rest in wanted
    ]
    assert [one.is_live for one in sorted(others, key=lambda one: one.order)] == [
        True,
        False,
        False,
    ]
    plain = parser(provider).parse(raw, 5)
    assert plain.facts == tuple(fact for fact in told.facts if not isinstance(fact, OtherMatch))


@pytest.mark.parametrize("provider", sorted(set(names()) - {"daktronics", "score_lines"}))
def test_only_they_can_be_asked_to(provider: str) -> None:
    given = {"name": "a", "provider": provider, "url": "https://host/x", "others": True}
    given |= {"mapping": "m.toml"} if provider == "mapped" else {}
    if provider in TELL_OTHERS:
        assert FeedSettings.model_validate(given).others
    else:
        with pytest.raises(ValueError, match="tells of others; only api_football, espn"):
            FeedSettings.model_validate(given)
