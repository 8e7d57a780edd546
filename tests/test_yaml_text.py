"""YAML texts: what is read of them, where it stands, and what is refused before it is made."""

from pathlib import Path

import pytest

from feeds.mistake import MistakesError
from overlays.config.yaml_text import read, text_of

BOMB = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}]\n" for before, name in zip("abc", "bcd", strict=True)
)
A_TAB = "found character '\\t' that cannot start any token"
IN_QUOTES = 'put a text that holds {{ … }} in quotes, like "{{ venue }}"'
GOOD = """\
# of the evening
theme: house
on: true
look: {radius: 4, color: "#1a56db"}
rules:
  - on: goal
    for: 8.5

  - on: card
none:
"""


def mistakes(text: str) -> list[str]:
    """Of a text that is read on, or of one that cannot be."""
    try:
        return [str(one) for one in read("o.yaml", text).mistakes]
    except MistakesError as error:
        return error.lines()


def test_values_are_pythons_own_and_keys_have_lines() -> None:
    found = read("o.yaml", GOOD)
    assert found.values == {
        "theme": "house",
        "on": True,
        "look": {"radius": 4, "color": "#1a56db"},
        "rules": [{"on": "goal", "for": 8.5}, {"on": "card"}],
        "none": None,
    }
    assert {type(value) for value in found.values["rules"][0].values()} == {str, float}
    lines = [found.lines[place] for place in (("look",), ("look", "color"), ("rules", 1, "on"))]
    assert lines == [4, 4, 9]


def test_a_mistake_is_told_on_the_line_of_the_deepest_key_that_stands() -> None:
    found = read("o.yaml", GOOD)
    told = found.mistake(("rules", 1, "fields", "title"), "missing", "give it")
    assert str(told) == "o.yaml:9: rules.2.fields.title: missing; give it"
    assert str(found.mistake(("x",), "missing", "give it")) == "o.yaml: x: missing; give it"


def test_texts_without_quotes_are_what_yaml_1_2_says_they_are() -> None:
    text = "[1, -2, 1.5, 1e3, true, yes, ~, 2026-99-99, 19:45, 0x10, '7', 1_000]"
    assert read("o.yaml", f"a: {text}\n").values["a"] == [
        1, -2, 1.5, 1000.0, True, "yes", None, "2026-99-99", "19:45", "0x10", "7", "1_000",
    ]  # fmt: skip


def test_a_file_that_is_no_utf_8_is_told_with_line_and_byte(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_bytes("# é\ntitle: Jos".encode() + b"\xe9\n")
    with pytest.raises(MistakesError) as told:
        text_of(path)
    where = f"{path}:2: not UTF-8: byte 0xe9 as letter 11 of the line"
    assert str(told.value) == f"{where}; save the file as UTF-8"


def test_nothing_is_nothing() -> None:
    assert read("o.yaml", "").values == read("o.yaml", "# theme: house\n").values == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "a: [1,\n b: 2\n",
            ["o.yaml:3: no YAML (expected ',' or ']', but got '<stream end>'); correct it"],
            id="no-yaml",
        ),
        pytest.param(
            "a: 1\nb: 2\na: 3\n",
            ["o.yaml:3: a: stands there twice, first on line 1; take one of them out"],
            id="a-key-twice",
        ),
        pytest.param(
            "- 1\n", ["o.yaml:1: no keys stand there; begin with one, such as theme: house"],
            id="a-list",
        ),
        pytest.param(
            "\na: !!python/object:os.system x\n",
            ["o.yaml:2: a: tag:yaml.org,2002:python/object:os.system is a tag; take it out"],
            id="a-tag",
        ),
        pytest.param(
            "a: &x [*x]\n",
            [
                "o.yaml:1: a: x is an anchor; write out what it stands for",
                "o.yaml:1: a.1: x is an alias; write out what it stands for",
            ],
            id="one-that-holds-itself",
        ),
        pytest.param(
            "a: 'one\x01'\n", ["o.yaml:1: holds the control character U+0001; take it out"],
            id="a-control-character",
        ),
        pytest.param(
            "[" * 60_000, ["o.yaml:1: nested too deep; write it flatter"], id="very-deep"
        ),
        pytest.param(
            "a" * 65_537, ["o.yaml: longer than 65536 bytes; take out what is not needed"],
            id="very-long",
        ),
        pytest.param(
            "a: 1\n---\nb: 1\n", ["o.yaml:2: another document begins; take the line --- out"],
            id="two-documents",
        ),
        pytest.param(
            "a: {{ venue }}\n", [f"o.yaml:1: a: no text stands before the colon; {IN_QUOTES}"],
            id="an-expression-without-quotes",
        ),
        pytest.param(
            "a:\n\tb: 1\n",
            [f"o.yaml:2: no YAML ({A_TAB}); indent with spaces, not with tabs"],
            id="a-tab",
        ),
        pytest.param(
            "a: !x 1\nb: &y 2\nc: *y\nd: 1\nd: 2\n",
            [
                "o.yaml:1: a: !x is a tag; take it out",
                "o.yaml:2: b: y is an anchor; write out what it stands for",
                "o.yaml:3: c: y is an alias; write out what it stands for",
                "o.yaml:5: d: stands there twice, first on line 4; take one of them out",
            ],
            id="all-at-once",
        ),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, told: list[str]) -> None:
    assert mistakes(text) == told


def test_no_more_of_a_file_is_read_than_may_stand_there(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    path.write_bytes(b"#" * 65_536)
    assert len(text_of(path)) == 65_536
    path.write_bytes(b"#" * 65_535 + "é".encode())
    with pytest.raises(MistakesError, match="longer than 65536 bytes"):
        text_of(path)


def test_windows_lines_and_marks_are_read() -> None:
    found = read("o.yaml", "\ufefftheme: house\r\nlook:\r\n  radius: 1\r\n")
    assert found.values == {"theme": "house", "look": {"radius": 1}}
    assert found.lines[("look", "radius")] == 3


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    assert len(mistakes(BOMB)) == 4 + 6
