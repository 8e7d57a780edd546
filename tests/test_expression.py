"""Expressions: what they say, what they are refused for, and that whatever they are they end."""

from types import MappingProxyType
from typing import Any

import pytest

from overlays.config.expression import Expression, Shape

SHAPE: Shape = {
    "goal": frozenset({"player", "team", "minute"}),
    "home": frozenset({"name", "score"}),
    "stats": None,
    "venue": frozenset(),
    "scores": None,
}
VALUES: dict[str, Any] = {
    "goal": MappingProxyType({"player": None, "team": "North", "minute": "45+2'"}),
    "home": MappingProxyType({"name": "North", "score": 3}),
    "stats": MappingProxyType({"items": MappingProxyType({"home": 61.0, "away": 38.5})}),
    "scores": ((25, 20), (19, 25)),
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Referee", "Referee", id="plain"),
        pytest.param("{{ goal.player or goal.team }}", "North", id="or"),
        pytest.param("{{ goal.player }}", "", id="none"),
        pytest.param("{{ venue|default('at home', true) }}", "at home", id="default"),
        pytest.param("{{ stats.corners.home }}", "", id="a-part-of-nothing"),
        pytest.param("{{ stats['items'].home }} %", "61 %", id="an-item-not-a-method"),
        pytest.param("{{ stats['items'].away|round }}", "38", id="rounded"),
        pytest.param("{{ stats['items'].away|round(99999999999) }}", "38.5", id="few-digits"),
        pytest.param("{% if home.score > 2 %}{{ home.name|upper }}{% endif %}", "NORTH", id="if"),
        pytest.param("{{ 'won' if home.score == 3 else 'lost' }}", "won", id="else"),
        pytest.param("{{ scores[0][0] ~ ':' ~ scores[0][1] }}", "25:20", id="items"),
        pytest.param("{{ home.score * 2 + 1 }}", "7", id="numbers"),
        pytest.param("{{ home }}{{ stats }}{{ scores }}", "", id="wholes-are-nothing"),
        pytest.param("{{ home.score is defined }}{{ venue is defined }}", "true", id="tests"),
        pytest.param("<b>{{ goal.minute }}</b>", "<b>45+2'</b>", id="no-escapes"),
    ],
)
def test_what_is_said(text: str, said: str) -> None:
    assert Expression(text, SHAPE).said(VALUES) == said


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("{{ goal.__class__ }}", "__class__ reaches for internals", id="dunder"),
        pytest.param("{{ goal['__class__'] }}", "__class__ reaches for internals", id="as-item"),
        pytest.param("{{ (goal|default('')).__init__ }}", "__init__ reaches", id="of-a-filter"),
        pytest.param(
            "{{ ''.__class__.__mro__[1].__subclasses__() }}", "holds a call", id="classic"
        ),
        pytest.param("{{ self.__init__ }}", "self is no name", id="self"),
        pytest.param("{{ cycler }}{{ lipsum }}", "cycler is no name", id="globals"),
        pytest.param("{{ range(10) }}", "holds a call", id="call"),
        pytest.param("{% for a in scores %}{% endfor %}", "holds a loop", id="loop"),
        pytest.param("{% macro m() %}{{ m() }}{% endmacro %}", "holds a macro", id="macro"),
        pytest.param("{% set a = 1 %}", "holds an assignment", id="assignment"),
        pytest.param("{% include 'x' %}", "holds include, which is not read", id="include"),
        pytest.param("{{ 9 ** 9 ** 9 }}", "holds a power", id="power"),
        pytest.param("{{ '%999999999d' % 1 }}", "holds a remainder", id="format"),
        pytest.param("{{ 'a' * 999999999 }}", "only numbers are multiplied", id="repeated"),
        pytest.param("{{ [1, 2] }}", "holds list, which is not read", id="list"),
        pytest.param("{{ home|attr('x') }}", "No filter named 'attr'", id="filter"),
        pytest.param("{{ home|map(attribute='x') }}", "No filter named 'map'", id="map"),
        pytest.param("{{ home is mapping }}", "No test named 'mapping'", id="test"),
        pytest.param("{{ goal.plyer }}", "use one of minute, player, team", id="misspelt"),
        pytest.param("{{ venue.town }}", "it has no parts", id="part-of-a-text"),
        pytest.param("{{ gaol.player }}", "use one of goal, home, scores", id="no-name"),
        pytest.param("{{ goal.player", "no expression", id="not-closed"),
        pytest.param("{{ " + "(" * 230 + "1" + ")" * 230 + " }}", "nested too deep", id="deep"),
        pytest.param("{{ " + "not " * 100 + "1 }}", "nested too deep", id="deep-nots"),
        pytest.param("{{ " + "1+" * 200 + "1 }}", "nested too deep", id="deep-sums"),
        pytest.param("x" * 501, "501 letters", id="long"),
    ],
)
def test_what_is_refused(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match="; ") as told:
        Expression(text, SHAPE)
    assert wrong in str(told.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{{ home.score / (home.score - 3) }}", id="by-zero"),
        pytest.param("{{ home.name + home.score }}", id="text-and-number"),
        pytest.param("{{ home.name * home.score }}", id="a-text-times"),
        pytest.param("{{ scores|round }}", id="no-number"),
        pytest.param("{{ home.name|truncate(1) }}", id="shorter-than-its-end"),
        pytest.param("{{ home.name < home.score }}", id="not-comparable"),
    ],
)
def test_what_fails_on_air_says_nothing_and_is_counted(text: str) -> None:
    made = Expression(text, SHAPE)
    assert [made.said(VALUES), made.said(VALUES)] == ["", ""]
    assert made.failures == 2


def test_what_is_said_is_short() -> None:
    name = {"home": MappingProxyType({"name": "N" * 900})}
    assert Expression("{{ home.name }}", SHAPE).said(name) == "N" * 200


def test_the_names_it_uses() -> None:
    assert Expression("{{ goal.player or home.name }}", SHAPE).names == {"goal", "home"}
    assert Expression("goal", SHAPE).is_plain
