"""Payloads read by a mapping: the worked example, all forms, and what is odd."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.exit_code import DONE, MISTAKEN
from api.main import main
from feeds.check import Check, Outcome
from feeds.parsers import parser
from feeds.payload import PayloadError
from feeds.reading import Seeks
from feeds.situation import Strength
from feeds.sport import Sport
from feeds.state import Phase
from tests.checks import coded, score
from tests.test_table import workbook

EXAMPLE = Path(__file__).parents[1] / "examples" / "mapped"
GAME = json.loads((EXAMPLE / "match.json").read_text(encoding="utf-8"))
MAPPING = """\
{more}
[fields]
home_name = "{at}home"
home_score = "{at}hs"
away_score = "{at}as"
phase = "{at}phase"
[goals]
rows = "{goals}"
side = "side"
player = "who"
"""
PLAIN = {"home": "Foxes", "hs": "1", "as": 0, "phase": "live 1"}

type Mapped = Callable[..., Any]


@pytest.fixture
def mapped(tmp_path: Path) -> Mapped:
    """A parser by a mapping of so many words."""

    def opened(at: str = "", goals: str = "goals", more: str = "", text: str = "") -> Any:
        path = tmp_path / "club.toml"
        path.write_text(text or MAPPING.format(at=at, goals=goals, more=more), encoding="utf-8")
        return parser("mapped", None, str(path))

    return opened


def checked(parser: Any, *payloads: Any) -> Outcome:
    check = Check(parser)
    for number, one in enumerate(payloads):
        check.take(str(number), one if isinstance(one, bytes) else coded(one))
    return check.outcome()


def test_the_example() -> None:
    outcome = checked(parser("mapped", None, str(EXAMPLE / "club.toml")), GAME)
    state = outcome.state
    assert (state.sport, score(outcome), state.phase) == (Sport.ICE_HOCKEY, (2, 1), Phase.PLAYING)
    assert (state.home.team.name, state.away.team.short) == ("Northfield Foxes", "RIV")
    assert (outcome.clock, state.period, state.scores) == ("12:34", 2, ((1, 1), (1, 0)))
    assert isinstance(state.situation, Strength)
    assert state.situation.away == 4
    assert state.goal is not None
    assert (state.goal.player, state.competition) == ("J. Ash", "County League")
    assert state.home.line_up is not None
    assert [one.is_captain for one in state.home.line_up.players] == [False, True]
    assert outcome.warnings == ("0: 2 matches in it: took A-18, Northfield Foxes - Riverton Rams",)


def test_the_match_asked_for() -> None:
    outcome = checked(parser("mapped", "A-17", str(EXAMPLE / "club.toml")), GAME)
    assert outcome.state.home.team.name == "Hillside Bears"
    assert outcome.state.phase is Phase.PRE_MATCH
    assert checked(parser("mapped", "X", str(EXAMPLE / "club.toml")), GAME).state.sport is None


@pytest.mark.parametrize(
    ("at", "goals", "more", "payload"),
    [
        pytest.param(
            "game.", "game.events[?kind=='goal']", "", {"game": {**PLAIN, "events": [
                {"kind": "goal", "side": "home", "who": "A"}, {"kind": "shot", "side": "home"}]}},
            id="json",
        ),
        pytest.param(
            "", "goal", 'lists = ["goal"]',
            b'<g home="Foxes" hs="1" as="0"><phase>live 1</phase><goal side="home" who="A"/></g>',
            id="xml",
        ),
        pytest.param("", "goal", "", b'<g home="Foxes" hs="1" as="0" phase="live 1">'
                     b'<goal side="home" who="A"/></g>', id="xml-of-one-goal"),
        pytest.param(
            "[0].", "[?side]", 'format = "csv"',
            b"home,hs,as,phase,side,who\nFoxes,1,0,live 1,,\n,,,,home,A\n", id="csv",
        ),
        pytest.param(
            "Board[0].", "Goals", "",
            workbook(Board=[[*PLAIN], [*PLAIN.values()]], Goals=[["side", "who"], ["home", "A"]]),
            id="excel",
        ),
    ],
)  # fmt: skip
def test_any_form(mapped: Mapped, at: str, goals: str, more: str, payload: Any) -> None:
    outcome = checked(mapped(at, goals, more), payload)
    assert (score(outcome), outcome.state.phase) == ((1, 0), Phase.PLAYING)
    assert outcome.state.goal is not None
    assert (outcome.state.goal.player, outcome.warnings) == ("A", ())


def test_what_does_not_fit_is_odd_and_the_rest_stands(mapped: Mapped) -> None:
    goals = [{"side": "nobody"}, {"side": "home", "who": {}}]
    outcome = checked(mapped(), {**PLAIN, "as": "zero", "goals": goals})
    assert outcome.warnings == (
        "0: goals.side (side): 'nobody' is neither side",
        "0: goals.player (who): {} is no text",
        "0: fields.away_score (as): 'zero' is no number",
    )
    assert score(outcome) == (1, 0)


def test_what_an_expression_cannot_do_is_odd(mapped: Mapped) -> None:
    outcome = checked(mapped(goals="sort_by(goals, &nr)"), {**PLAIN, "goals": "none"})
    assert "goals.rows (sort_by(goals, &nr)): does not fit: " in outcome.warnings[0]
    assert score(outcome) == (1, 0)


def test_where_nothing_was_ever_found_is_told(mapped: Mapped) -> None:
    outcome = checked(mapped(), PLAIN, {**PLAIN, "goals": [{"side": "home"}]})
    assert outcome.warnings == ("goals.player (who) found nothing in any payload",)


def test_a_list_that_is_gone_takes_nothing_back(mapped: Mapped) -> None:
    goal = {**PLAIN, "goals": [{"side": "home", "who": "A"}]}
    outcome = checked(mapped(), goal, {"home": "Foxes"}, {"home": "Foxes", "phase": "HT"})
    assert (score(outcome), outcome.state.goal is not None) == ((1, 0), True)
    outcome = checked(mapped(), goal, {**PLAIN, "hs": 0, "goals": []})
    assert (score(outcome), outcome.state.goal) == ((0, 0), None)


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        pytest.param({"error": "no plan"}, "nothing in it that the mapping speaks of", id="error"),
        pytest.param([], "nothing in it", id="a-list"),
        pytest.param(b"<html><body>Moved", "an HTML page", id="page"),
    ],
)
def test_what_speaks_of_nothing_cannot_be_read(mapped: Mapped, payload: Any, said: str) -> None:
    constant = MAPPING.format(at="", goals="goals", more="").replace('"home"', "\"'Foxes'\"")
    with pytest.raises(PayloadError, match=said):
        mapped(text=constant).parse(payload if isinstance(payload, bytes) else coded(payload), 1)


def test_a_mapping_may_change_and_a_mistake_leaves_the_one_before(
    mapped: Mapped, tmp_path: Path
) -> None:
    one = mapped()
    assert [fact.type for fact in one.parse(coded(PLAIN), 1).facts].count("correction") == 1
    path = tmp_path / "club.toml"
    path.write_text('sport = "curling"\n', encoding="utf-8")
    reading = one.parse(coded(PLAIN), 2)
    assert "club.toml:1: sport: 'curling' is wrong" in reading.warnings[0]
    assert "The mapping before is used." in reading.warnings[0]
    assert len(reading.facts) > 2
    path.write_text('[fields]\nhome_name = "home"\n', encoding="utf-8")
    reading = one.parse(coded(PLAIN), 3)
    assert ([fact.type for fact in reading.facts], reading.warnings) == (["match"], ())


def test_without_any_good_mapping_nothing_can_be_read(tmp_path: Path) -> None:
    one = parser("mapped", None, str(tmp_path / "none.toml"))
    assert isinstance(one, Seeks)
    with pytest.raises(PayloadError, match="name a mapping that can be read"):
        one.parse(coded(PLAIN), 1)


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    payload, mapping = str(EXAMPLE / "match.json"), EXAMPLE / "club.toml"
    command = ["feed", "check", "mapped", payload]
    assert main([*command, "--mapping", str(mapping)]) == DONE
    assert "Northfield Foxes 2 : 1 Riverton Rams" in capsys.readouterr().out
    bad = tmp_path / "bad.toml"
    text = mapping.read_text(encoding="utf-8")
    bad.write_text(text.replace("home_score", "home_scor").replace('"third"', '"["'), "utf-8")
    assert main([*command, "--mapping", str(bad)]) == MISTAKEN
    assert capsys.readouterr().err.count("bad.toml:") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["mapped", "x"], "--mapping: is missing; name the mapping's", id="missing"),
        pytest.param(["espn", "x", "--mapping", "m"], "is of no use to espn; take", id="too-many"),
        pytest.param(["mapped", "x", "--mapping", "/no"], "/no: no such file", id="no-file"),
    ],
)
def test_mistakes_in_the_command(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feed", "check", *arguments]) == MISTAKEN
    assert said in capsys.readouterr().err
