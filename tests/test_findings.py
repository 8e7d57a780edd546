"""Findings: no mistake of an overlay config hides another, and none follows from another."""

import pytest

from feeds.mistake import MistakesError
from overlays.config.reading import read

LIGHT = """\
look:
  plate_top: "#ffffff"
  plate_foot: "#ffffff"
  text: "#12"
  muted: "#222222"
  accent: "#222222"
  alert: "#222222"
"""
HIDDEN = """\
look:
  pace: 9
  accent: red
  text: "#223344"
  face: nowhere
look:
  slant: 99
fonts:
  ours: {900: x.ttf, 700: none.ttf, 600: none.woff}
graphics:
  lower_thrid:
    on: maybe
    fields: {line: "{{ vanue }}"}
  sponsor: &s {every: 0}
rules:
  - take: lower_thrid
    for: 0
    not_over: [fulll]
    fields: {line: "{{ clokc }}"}
  - on: goal
    take: ticker
    fields: {itms: x}
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(MistakesError) as told:
        read(text, "o.yaml")
    return told.value.lines()


def test_no_mistake_hides_another() -> None:
    told = mistakes(HIDDEN)
    assert [tuple(line.split(":")[1:3]) for line in told] == [
        ("2", " look.pace"),
        ("3", " look.accent"),
        ("4", " look.text"),
        ("5", " look.face"),
        ("6", " look"),
        ("9", " fonts.ours.900"),
        ("9", " fonts.ours.700"),
        ("9", " fonts.ours.600"),
        ("11", " graphics.lower_thrid"),
        ("12", " graphics.lower_thrid.on"),
        ("13", " graphics.lower_thrid.fields.line"),
        ("14", " graphics.sponsor"),
        ("14", " graphics.sponsor.every"),
        ("16", " rules.1.take"),
        ("16", " rules.1.on"),
        ("17", " rules.1.for"),
        ("18", " rules.1.not_over.1"),
        ("19", " rules.1.fields.line"),
        ("22", " rules.2.fields.itms"),
    ]
    assert told[-1].endswith("unknown key; use one of items, label")


def test_all_that_is_wrong_with_an_expression_is_told() -> None:
    text = "{{ vanue|shout }} {{ nmae }} {{ nmae }} {{ home.nme.__x__ }} {{ goal() }}"
    told = mistakes(f'graphics: {{ticker: {{fields: {{label: "{text}"}}}}}}\n')
    assert [line.split("label: ")[1].partition(";")[0] for line in told] == [
        "no expression (No filter named 'shout')",
        "holds a call",
        "vanue is no name",
        "nmae is no name",
        "__x__ reaches for internals",
        "nme is no part of home",
    ]


def test_what_follows_from_a_loop_is_not_told() -> None:
    text = "{% for one in goals %}{{ one.player }}{% endfor %}"
    (told,) = mistakes(f'graphics: {{ticker: {{fields: {{label: "{text}"}}}}}}\n')
    assert "holds a loop" in told


def test_more_mistakes_than_a_screen_holds_are_told_at_once() -> None:
    assert len(mistakes("".join(f"key{n}: 1\n" for n in range(40)))) == 40


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LIGHT, id="a-colour-that-is-none"),
        pytest.param('theme: dusk\nlook: {plate_top: "#ffffff"}\n', id="a-theme-that-is-none"),
        pytest.param("look: {face: Ours}\nfonts: {Ours: {700: x.ttf}}\n", id="a-name-that-is-none"),
        pytest.param("a: &x 1\ntheme: house\n", id="an-unknown-key"),
    ],
)
def test_what_follows_from_a_mistake_is_none(text: str) -> None:
    assert len(mistakes(text)) == 1 + text.count("&")
