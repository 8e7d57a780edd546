"""Mappings: what may stand in one, each mistake with its line, and one that changes."""

import os
from pathlib import Path

import pytest

from feeds import mapping
from feeds.mapping import MappingFile
from feeds.mistake import MistakesError
from feeds.sport import Sport

GOOD = """\
sport = "ice_hockey"
[fields]
home_score = "home.goals"
home_skaters = "home.ice"
[goals]
rows = "goals"
side = "side"
[words.phase]
P2 = "playing 2"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "club.toml"


def mistakes(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MistakesError) as caught:
        mapping.read(path)
    return [line.replace(str(path), "club.toml") for line in caught.value.lines()]


def test_a_good_one(path: Path) -> None:
    path.write_text(GOOD, encoding="utf-8")
    found = mapping.read(path)
    assert found.sport is Sport.ICE_HOCKEY
    assert found.fields["home_score"].of({"home": {"goals": 2}}) == 2
    assert sorted(found.lists_of_rows()) == ["goals"]
    assert found.terms().words == {"phase": {"P2": "playing 2"}}


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        pytest.param('"ice_hockey"', '"curling"', "club.toml:1: sport: 'curling' is", id="sport"),
        pytest.param(
            "home_score",
            "home_scor",
            "club.toml:3: fields.home_scor: unknown key; did you mean home_score?",
            id="field",
        ),
        pytest.param(
            "home_skaters", "balls", "club.toml:4: fields.balls: unknown key; use", id="of-another"
        ),
        pytest.param(
            '"home.goals"',
            '"home..goals"',
            "club.toml:3: fields.home_score: is no JMESPath expression (",
            id="expression",
        ),
        pytest.param(
            '"home.goals"', "3", "club.toml:3: fields.home_score: is no text", id="number"
        ),
        pytest.param(
            'rows = "goals"\n',
            "",
            "club.toml:5: goals: says nowhere where the rows are; give rows",
            id="no-rows",
        ),
        pytest.param("side =", "site =", "club.toml:7: goals.site: unknown key; did you", id="row"),
        pytest.param(
            '"playing 2"',
            '"thinking"',
            "club.toml:9: words.phase.P2: 'thinking' is no phase",
            id="phase",
        ),
        pytest.param(
            "[words.phase]", "[words.fase]", "club.toml:8: words.fase: unknown", id="words"
        ),
        pytest.param("P2 =", "[words.side]\nP =", "is neither side; use home or away", id="side"),
        pytest.param("[goals]", "[goles]", "club.toml:5: goles: unknown key", id="list"),
        pytest.param("[fields]", "[fields", "club.toml:2: no TOML", id="no-toml"),
    ],
)
def test_mistakes_name_line_key_and_remedy(path: Path, now: str, then: str, said: str) -> None:
    assert now in GOOD
    found = mistakes(path, GOOD.replace(now, then))
    assert len(found) == 1
    assert said in found[0]


def test_all_mistakes_come_at_once_in_their_order(path: Path) -> None:
    text = GOOD.replace("home_score", "home_scor").replace('"goals"', '"["').replace("ice_h", "h")
    assert [line.split(":")[1] for line in mistakes(path, text)] == ["1", "3", "6"]


def test_a_file_that_is_not_there(path: Path) -> None:
    with pytest.raises(MistakesError, match="no such file or directory; name a mapping that"):
        mapping.read(path)


def test_a_constant_is_known_as_one(path: Path) -> None:
    path.write_text(GOOD.replace('"home.goals"', "\"'2'\""), encoding="utf-8")
    fields = mapping.read(path).fields
    assert (fields["home_score"].is_constant, fields["home_skaters"].is_constant) == (True, False)


def test_what_does_not_fit_an_expression_is_a_value_error(path: Path) -> None:
    path.write_text(GOOD.replace('"home.goals"', '"length(home)"'), encoding="utf-8")
    with pytest.raises(ValueError, match="does not fit: "):
        mapping.read(path).fields["home_score"].of({"home": 2})


def test_the_file_is_read_again_when_it_changes(path: Path) -> None:
    file = MappingFile(path)
    assert file.now()[0] is None
    assert "no such file" in file.now()[1]
    path.write_text(GOOD, encoding="utf-8")
    first, wrong = file.now()
    assert first is not None
    assert (first.sport, wrong) == (Sport.ICE_HOCKEY, "")
    assert file.now()[0] is first
    path.write_text(GOOD.replace("ice_hockey", "curling"), encoding="utf-8")
    kept, wrong = file.now()
    assert kept is first
    assert "club.toml:1: sport: 'curling' is wrong" in wrong
    path.write_text(GOOD.replace("ice_hockey", "basketball").replace("home_skaters", "home_fouls"))
    os.utime(path, ns=(1, 1))
    later, wrong = file.now()
    assert later is not None
    assert (later.sport, wrong) == (Sport.BASKETBALL, "")
    path.unlink()
    assert file.now()[0] is later
    assert "no such file" in file.now()[1]
