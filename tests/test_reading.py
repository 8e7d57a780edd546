"""Reading an overlay config: what it makes of the graphics, and every mistake with its remedy."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from feeds.fact import Team
from feeds.happening import Side
from feeds.marks import ScoredMark
from feeds.mistake import MistakesError
from feeds.sport import Sport
from feeds.state import GameState, SideState
from overlays.catalogue import RULES
from overlays.color import Color
from overlays.config.overlay import BUILT_IN, Overlay
from overlays.config.reading import read, read_file
from overlays.graphic import Slot
from overlays.scene import PictureSize
from overlays.stage import scene
from overlays.takes import NOTHING, Move
from overlays.theme import DAYLIGHT
from overlays.words import LANGUAGES

SECOND = 1_000_000
GOAL = ScoredMark(at=0, event_time=0, side=Side.HOME, player="Ada Quist", minute=7)
STATE = GameState(
    sport=Sport.FOOTBALL,
    home=SideState(team=Team(name="North Town"), score=1),
    goal=GOAL,
    competition="Harbour Cup",
)
RULE = """\
rules:
  - on: goal
    take: lower_third
    for: 2.5
    not_over: [full, ticker]
    fields:
      line: "{{ competition }}: {{ home.short }} {{ home.score }}"
"""
WRONG = """\
theme: dusk
look:
  text: #ffffff
  radius: 99
colors: {home: "#0a3d91", away: red}
graphics:
  score_bug:
    on: "no"
  lower_third:
    fields:
      line: "{{ ().__class__ }}"
      side: hme
  tikcer: {}
rules:
  - on: goal
    take: lower_third
    for: 900
    fields:
      title: "{% for x in stats %}{% endfor %}"
  - on: gaol
    take: lower_third
    fields: {seconds: 3}
  - 3
languages: [en]
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(MistakesError) as told:
        read(text, "o.yaml")
    return told.value.lines()


def fields(overlay: Overlay, at: int, state: GameState = STATE) -> dict[str, str]:
    """What the lower third says."""
    standing = overlay.stage(Fraction(25)).standing(state, NOTHING, at)
    found = [dict(one.fields) for one in standing if one.graphic == "lower_third"]
    return found[0] if found else {}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param("on: data_delayed, take: data_delayed", 0, id="for-as-long-as-it-lasts"),
        pytest.param("on: data_delayed, take: data_delayed, for: 20", 20 * SECOND, id="for-20-s"),
        pytest.param("on: card, take: lower_third", 8 * SECOND, id="any-other-eight-seconds"),
    ],
)
def test_how_long_a_rule_s_graphic_stays(rule: str, expected: int) -> None:
    (found,) = read(f"rules:\n  - {{{rule}}}\n", "o.yaml").rules
    assert found.length == expected


@pytest.mark.parametrize("text", ["", "look:\ncolors:\ngraphics:\n", "theme: house\n"])
def test_nothing_said_is_as_built_in(text: str) -> None:
    found = read(text, "o.yaml")
    assert (found.rules, found.style) == (RULES, BUILT_IN.style)
    assert fields(found, SECOND) == fields(BUILT_IN, SECOND)


def test_a_rule_replaces_the_built_in_ones() -> None:
    found = read(RULE, "o.yaml")
    (rule,) = found.rules
    assert rule.not_over == {Slot.FULL, Slot.TICKER}
    said = fields(found, SECOND)
    assert (said["title"], said["line"]) == ("Ada Quist", "Harbour Cup: NOR 1")
    assert fields(found, 2_979_999)
    assert fields(found, 3_000_000) == {}
    assert fields(read("rules: []\n", "o.yaml"), SECOND) == {}


def test_a_field_that_says_nothing_is_left_out() -> None:
    text = RULE.replace("line: ", 'figure: ""\n      line: ')
    assert "figure" not in fields(read(text, "o.yaml"), SECOND)
    assert "figure" in fields(read(RULE, "o.yaml"), SECOND)


def test_what_must_be_given_is_never_empty() -> None:
    text = RULE.replace("line: ", 'title: "{{ venue }}"\n      line: ')
    assert fields(read(text, "o.yaml"), SECOND)["title"] == "Ada Quist"


@pytest.mark.parametrize(
    "name",
    [
        None, "", "N" * 60, "🏆🏆", "نادي الشمال", 'O\'Neil "Nine"', "two\nlines", "<b>&amp;</b>",
        "{{ 7 * 7 }}", "undefined",
    ],
)  # fmt: skip
def test_whatever_stands_in_a_bound_field_can_be_drawn(name: str | None) -> None:
    text = RULE.replace("line: ", 'title: "{{ goal.player }}"\n      line: ')
    stage = read(text, "o.yaml").stage(Fraction(25))
    state = replace(STATE, goal=replace(GOAL, player=name))
    standing = stage.standing(state, NOTHING, SECOND)
    (third,) = (one for one in standing if one.graphic == "lower_third")
    assert 0 < len(third.fields["title"]) <= 40
    assert "49" not in third.fields["title"]
    assert scene(standing, PictureSize(width=640, height=360)).layers


def test_what_fails_is_counted() -> None:
    text = RULE.replace("line: ", 'label: "{{ home.name + home.score }}"\n      line: ')
    found = read(text, "o.yaml")
    assert "label" not in fields(found, SECOND)
    assert (found.failures, BUILT_IN.failures) == (1, 0)


def test_unsaid_fields_of_a_graphic_taken_by_hand() -> None:
    text = 'graphics: {lower_third: {fields: {line: "{{ competition }}", kicker: LIVE}}}\n'
    stage = read(text, "o.yaml").stage(Fraction(25))
    taken = Move(graphic="lower_third", at=20 * SECOND, fields={"title": "A", "kicker": "B"})
    (third,) = stage.standing(STATE, (taken,), 21 * SECOND)[1:]
    assert third.fields == {"title": "A", "kicker": "B", "line": "Harbour Cup"}


def test_look_colours_and_language() -> None:
    text = 'theme: daylight\nlook: {accent: "#AA0000", radius: 4, pace: 1}\nlanguage: pt\n'
    style = read(text + 'colors: {away: "#FF0000"}\n', "o.yaml").style
    assert style.theme == replace(DAYLIGHT, accent=Color(170, 0, 0), radius=4, pace=1)
    assert (style.language, style.colors) == ("pt", (("away", "#ff0000"),))


def test_colours_by_hand_go_over_the_kits() -> None:
    stage = read('colors: {away: "#118844"}\n', "o.yaml").stage(Fraction(25))
    (bug, *_) = stage.standing(STATE, NOTHING, SECOND)
    assert bug.style.side_colors(bug.state)[Side.AWAY] == Color(17, 136, 68)
    (note,) = read('colors: {home: "#aa0000", away: "#bb0000"}\n', "o.yaml").notes
    assert note.key == "colors.away"


def test_a_graphic_that_is_off_and_one_that_is_not_for_small_pictures() -> None:
    text = "graphics: {lower_third: {on: false}, score_bug: {small: false}}\n"
    standing = read(text, "o.yaml").stage(Fraction(25)).standing(STATE, NOTHING, SECOND)
    assert [one.graphic for one in standing] == ["score_bug"]
    sizes = [PictureSize(width=640, height=360), PictureSize(width=1280, height=720)]
    assert [bool(scene(standing, size).layers) for size in sizes] == [False, True]


def test_all_mistakes_are_told_at_once() -> None:
    known = "score_bug, lower_third"
    told = mistakes(WRONG)
    assert [line for line in told if not line.startswith("o.yaml:13")] == [
        "o.yaml:1: theme: 'dusk' is wrong; it should be 'house' or 'daylight'",
        (
            "o.yaml:3: look.text: nothing stands there; "
            'write it in quotes, as # begins a comment: "#1a56db"'
        ),
        "o.yaml:4: look.radius: 99 is out of range; use a number from 0 to 24",
        "o.yaml:5: colors.away: 'red' is no colour; write it in quotes, like \"#1a56db\"",
        "o.yaml:8: graphics.score_bug.on: 'no' is wrong; use true or false",
        (
            "o.yaml:11: graphics.lower_third.fields.line: holds tuple, which is not read; "
            'write it like "{{ goal.player or goal.team }}"'
        ),
        (
            "o.yaml:11: graphics.lower_third.fields.line: __class__ reaches for internals; "
            'write it like "{{ goal.player or goal.team }}"'
        ),
        "o.yaml:12: graphics.lower_third.fields.side: 'hme' is wrong; use one of home, away",
        "o.yaml:17: rules.1.for: 900 is no duration; use seconds from 1 to 600",
        (
            "o.yaml:19: rules.1.fields.title: holds a loop; "
            'write it like "{{ goal.player or goal.team }}"'
        ),
        next(line for line in told if line.startswith("o.yaml:20: rules.2.on: 'gaol' is wrong; ")),
        next(line for line in told if line.startswith("o.yaml:22: rules.2.fields.seconds: unkn")),
        next(line for line in told if line.startswith("o.yaml:23: rules.3")),
        (
            "o.yaml:24: languages: unknown key; "
            "use one of theme, look, colors, language, images, fonts, graphics, rules"
        ),
    ]
    (ticker,) = (line for line in told if line.startswith("o.yaml:13"))
    assert ticker.startswith(f"o.yaml:13: graphics.tikcer: unknown key; use one of {known}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            'look: {text: "#405080"}\n',
            [("o.yaml:1: look.text: its contrast on plate_top is 1.8:1; "
             "choose colours further apart, 4.5:1 or more")],
            id="letters-on-a-plate",
        ),
        pytest.param(
            'theme: daylight\nlook: {plate_top: "#202830"}\n',
            [("o.yaml:2: look.plate_top: the contrast of text on it is 1.2:1; "
             "choose colours further apart, 4.5:1 or more"),
             ("o.yaml:2: look.plate_top: the contrast of muted on it is 2.5:1; "
             "choose colours further apart, 4.5:1 or more")],
            id="a-plate-below-letters",
        ),
        pytest.param(
            "rules: {}\n",
            ["o.yaml:1: rules: that is wrong; write a list below it, each item after a -"],
            id="no-list",
        ),
        pytest.param(
            "language: ~\n", ["o.yaml:1: language: nothing stands there; write a text, in quotes"],
            id="nothing",
        ),
        pytest.param(
            "language: English\n",
            [("o.yaml:1: language: 'English' is no language we have; "
             f"use one of {', '.join(LANGUAGES)}")],
            id="no-language",
        ),
        pytest.param(
            "look: dark\n",
            [("o.yaml:1: look: no keys stand there; "
             "write keys below it, each on a line of its own and indented")],
            id="no-keys",
        ),
        pytest.param(
            "graphics: {countdown: {fields: {minutes: 1.5}}, timer: {fields: {minutes: 12345}}}\n",
            [("o.yaml:1: graphics.timer.fields.minutes: '12345' is wrong; "
              "use a whole number from 0 to 999, such as 10"),
             ("o.yaml:1: graphics.countdown.fields.minutes: 1.5 is no whole number; "
              "use a whole number from 1 to 1440, such as 10")],
            id="numbers-of-fields",
        ),
        pytest.param(
            'graphics: {ticker: {fields: {label: "{{ venue"}}}\n',
            [("o.yaml:1: graphics.ticker.fields.label: no expression (it is not closed); "
              'write it like "{{ goal.player or goal.team }}"')],
            id="not-closed",
        ),
        pytest.param(
            "look: {pace: .inf, slant: true}\n",
            ["o.yaml:1: look.slant: True is out of range; use a number from 0 to 24",
             "o.yaml:1: look.pace: '.inf' is out of range; use a number from 0.5 to 2"],
            id="no-numbers",
        ),
        pytest.param(
            'graphics: {lower_third: {fields: {title: "🏆"}}}\n',
            [("o.yaml:1: graphics.lower_third.fields.title: 🏆 cannot be drawn; leave it out, "
              "write it otherwise, or give a face that has it, under fonts and look")],
            id="nothing-to-draw",
        ),
    ],
)  # fmt: skip
def test_mistakes(text: str, told: list[str]) -> None:
    assert mistakes(text) == told


def test_what_could_be_better_is_noted() -> None:
    found = read('look: {text: "#8a8a8a"}\n', "o.yaml")
    assert [str(note) for note in found.notes] == [
        (
            "o.yaml:1: look.text: its contrast on plate_top is 4.1:1; "
            "choose colours further apart, 4.5:1 or more"
        )
    ]


def test_a_sponsor_whose_image_there_is_not_is_noted() -> None:
    found = read('graphics: {sponsor: {sponsors: "Arden: logo\\nQuist"}}\n', "o.yaml")
    (note,) = map(str, found.notes)
    assert "'logo' is no image: 'Arden' is shown as a text; use one of images" in note


def test_a_file_that_is_not_there_and_one_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(MistakesError, match="no such file or directory; name a YAML file"):
        read_file(tmp_path / "none.yaml")
    path = tmp_path / "o.yaml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(MistakesError, match="not UTF-8: byte 0xff"):
        read_file(path)


def test_the_example_is_right() -> None:
    found = read_file(Path(__file__).parents[1] / "examples" / "overlay.yaml")
    assert not found.notes
    assert found.rules != RULES
