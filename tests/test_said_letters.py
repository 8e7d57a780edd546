"""Letters that an overlay config says and no face has: told with all other mistakes."""

import pytest

from feeds.mistake import MistakesError
from overlays.config.reading import as_logged, read

SIGNS = "'--' has no letter or digit"
OTHERWISE = "leave it out, write it otherwise, or give a face that has it, under fonts and look"


def mistakes(text: str) -> list[str]:
    try:
        read(text, "o.yaml")
    except MistakesError as error:
        return error.lines()
    return []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            'graphics: {lower_third: {fields: {line: "Ada 김철수"}}}\n',
            [f"o.yaml:1: graphics.lower_third.fields.line: 김철수 cannot be drawn; {OTHERWISE}"],
            id="constant",
        ),
        pytest.param(
            "graphics:\n  lower_third:\n    fields:\n"
            "      line: \"{{ venue or '무' }} 😀 {% if venue == '서울' %}x{% endif %}\"\n",
            [f"o.yaml:4: graphics.lower_third.fields.line: 무😀 cannot be drawn; {OTHERWISE}"],
            id="around-expressions",
        ),
        pytest.param(
            'graphics: {sponsor: {sponsors: "김 Motors: kim\\n이 Bank"}}\n',
            [f"o.yaml:1: graphics.sponsor.sponsors: 이 cannot be drawn; {OTHERWISE}"],
            id="a-setting",
        ),
        pytest.param(
            'graphics: {lower_third: {fields: {line: "--", title: "{{ venue }} - {{ sport }}"}}}\n',
            [f"o.yaml:1: graphics.lower_third.fields.line: {SIGNS}; {OTHERWISE}"],
            id="signs",
        ),
        pytest.param(
            'graphics: {ticker: {fields: {label: "نادي 北 Ж"}}}\n', [], id="other-scripts"
        ),
    ],
)  # fmt: skip
def test_letters_that_cannot_be_drawn_are_named(text: str, told: list[str]) -> None:
    assert mistakes(text) == told


def test_other_mistakes_do_not_hide_them() -> None:
    text = 'look: {pace: 9}\ngraphics: {lower_thrid: {fields: {line: "김"}}}\n'
    keys = [line.split(":")[2].strip() for line in mistakes(text)]
    assert keys == ["look.pace", "graphics.lower_thrid", "graphics.lower_thrid.fields.line"]


def test_one_that_was_logged_is_read_as_it_was() -> None:
    text = 'graphics: {lower_third: {fields: {line: "Ada 김"}}}\n'
    assert mistakes(text)
    assert as_logged(text, "o.yaml", frozenset()).texts
