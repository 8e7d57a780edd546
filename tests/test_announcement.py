"""What comes by itself says, in every language, and when it does."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from feeds.event_time import MICROSECONDS
from feeds.fact import AddedTime, CardColor, Fact, GoalKind, PeriodStarted, Team
from feeds.fold import fold
from feeds.happening import Side
from feeds.marks import AddedMark, CardMark, ScoredMark, SubstitutionMark
from feeds.sport import Sport
from feeds.state import GameState, SideState
from overlays.announcement import added_says, card_says, goal_says, substitution_says
from overlays.catalogue import RULES, known
from overlays.graphic import PLAIN, Style
from overlays.manifest import FieldError
from overlays.occasions import Mark
from overlays.stage import Stage
from overlays.takes import NOTHING

S = MICROSECONDS
AT = 1_800_000_000 * S
STATE = GameState(
    sport=Sport.FOOTBALL,
    home=SideState(team=Team(name="Port Arden", color="#e8432b")),
    away=SideState(team=Team(name="Northmere", color="#3f8cff")),
)
CARD = CardMark(at=AT, side=Side.AWAY, color=CardColor.YELLOW, player="Orrin", minute=90, added=4)
CHANGE = SubstitutionMark(at=AT, side=Side.HOME, player_in="Quist", player_out="Rusk", minute=62)
SAYS = {CardMark: card_says, SubstitutionMark: substitution_says, ScoredMark: goal_says}


def said(mark: Mark, style: Style = PLAIN, state: GameState = STATE) -> dict[str, str]:
    return dict(SAYS[type(mark)](state, mark, style))


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        pytest.param(
            CARD,
            {
                "kicker": "YELLOW CARD",
                "title": "Orrin",
                "figure": "90+4'",
                "side": "away",
                "symbol": "yellow_card",
            },
            id="yellow",
        ),
        pytest.param(
            replace(CARD, color=CardColor.SECOND_YELLOW, player="⚽", minute=None),
            {
                "kicker": "SECOND YELLOW",
                "title": "Northmere",
                "side": "away",
                "symbol": "second_yellow",
            },
            id="nobody-to-read-of",
        ),
        pytest.param(
            CHANGE,
            {
                "kicker": "SUBSTITUTION",
                "title": "Quist",
                "line": "Rusk",
                "figure": "62'",
                "side": "home",
                "symbol": "substitution",
            },
            id="a-change",
        ),
        pytest.param(
            replace(CHANGE, player_out=None, minute=None),
            {
                "kicker": "SUBSTITUTION",
                "title": "Quist",
                "side": "home",
                "symbol": "substitution",
            },
            id="who-goes-is-not-known",
        ),
        pytest.param(
            replace(CHANGE, player_in=None, minute=None),
            {
                "kicker": "SUBSTITUTION",
                "title": "Port Arden",
                "label": "OUT",
                "line": "Rusk",
                "side": "home",
            },
            id="who-comes-is-not-known",
        ),
        pytest.param(
            replace(CHANGE, player_in=None, player_out="\n", minute=None),
            {"kicker": "SUBSTITUTION", "title": "Port Arden", "side": "home"},
            id="nobody-is-known",
        ),
    ],
)
def test_what_is_said(mark: Mark, expected: dict[str, str]) -> None:
    assert said(mark) == expected


def test_changes_at_one_moment_are_told_together() -> None:
    second = replace(CHANGE, player_in="Lindqvist", player_out=None)
    before = replace(CHANGE, at=AT - 3 * S, player_in="Szabo")
    state = replace(STATE, substitutions=(before, replace(CHANGE, side=Side.AWAY), CHANGE, second))
    told = said(CHANGE, state=state)
    assert (told["title"], told["line"]) == ("Quist, Lindqvist", "Rusk")
    titles = [(fields["title"], end) for fields, begin, end in shown(state) if begin != end]
    assert titles == [("Szabo", 0), ("Quist, Lindqvist", 6)]


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "pt", "nl", "ar", "zh", "ja"])
@pytest.mark.parametrize(
    "mark",
    [
        CARD,
        replace(CARD, color=CardColor.RED),
        CHANGE,
        ScoredMark(at=AT, side=Side.HOME, player="Quist", assist="Rusk", kind=GoalKind.OWN_GOAL),
    ],
    ids=["yellow", "red", "change", "goal"],
)
def test_every_language_fits_the_graphic_s_fields(mark: Mark, language: str) -> None:
    told = said(mark, Style(language=language))
    assert known("lower_third").manifest.checked(told) == told


def test_it_is_said_in_the_programme_s_language() -> None:
    assert said(CARD, Style(language="de"))["kicker"] == "GELBE KARTE"


def test_a_symbol_is_chosen() -> None:
    with pytest.raises(FieldError, match="yellow_card"):
        known("lower_third").manifest.checked({"title": "A", "symbol": "blue_card"})


def shown(state: GameState) -> list[tuple[dict[str, str], int, int | None]]:
    """What rules bring: fields, begin and end in seconds."""
    spans = Stage(RULES).spans(state, NOTHING)
    return [
        (dict(one.fields), (one.begin - AT) // S, one.end and (one.end - AT) // S)
        for one in spans
        if one.graphic.id == "lower_third"
    ]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param(replace(STATE, cards=(CARD,)), [(0, 6)], id="a-card"),
        pytest.param(replace(STATE, substitutions=(CHANGE,)), [(0, 6)], id="a-change"),
        pytest.param(
            replace(STATE, cards=(CARD, replace(CARD, at=AT + 2 * S))),
            [(0, 2), (2, 8)],
            id="the-next-takes-its-place",
        ),
        pytest.param(
            replace(STATE, cards=(replace(CARD, event_time=AT - 61 * S),)), [], id="no-news"
        ),
        pytest.param(
            replace(
                STATE, cards=tuple(replace(CARD, at=AT - n * 60 * S) for n in range(9, -1, -1))
            ),
            [(-180, -174), (-120, -114), (-60, -54), (0, 6)],
            id="the-latest-of-many",
        ),
    ],
)
def test_when_it_comes_by_itself(state: GameState, expected: Sequence[tuple[int, int]]) -> None:
    assert [(begin, end) for _, begin, end in shown(state)] == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param([(1, 4)], (1, 4), id="told"),
        pytest.param([(1, 4), (2, 4)], (1, 4), id="told-again"),
        pytest.param([(1, 4), (2, 5)], (2, 5), id="one-more"),
        pytest.param([(1, 4), (2, None), (3, 4)], (3, 4), id="in-the-next-period"),
    ],
)
def test_added_time_is_news_once(
    facts: list[tuple[int, int | None]], expected: tuple[int, int]
) -> None:
    state = GameState(sport=Sport.FOOTBALL)
    for at, minutes in facts:
        fact: Fact = PeriodStarted(event_time=at, received=0, period=2)
        if minutes is not None:
            fact = AddedTime(event_time=at, received=0, minutes=minutes)
        state = fold(state, fact, shown_at=at)
    mark = state.added_mark
    assert mark is not None
    assert (mark.at, mark.minutes) == expected
    assert added_says(state, mark, PLAIN) == {"minutes": str(expected[1])}


def test_no_added_time_says_nothing() -> None:
    assert added_says(STATE, AddedMark(at=0, minutes=0), PLAIN) == {}
