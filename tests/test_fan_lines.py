"""The lines: there are some for whatever anyone may see, and none tells of what is to come."""

from collections.abc import Mapping
from string import Formatter

import pytest

from api.demo.fan_lines import CHATTER, REACTIONS, Lines, Mood, Stance
from api.demo.fans import FANS
from api.demo.seen import Kind
from api.room.hold import tells
from api.room.line import cleaned

ALL: Mapping[str, Lines] = {
    f"{what.value}-{stance.value}": lines
    for said in (REACTIONS, CHATTER)
    for (what, stance), lines in said.items()
}


@pytest.mark.parametrize("lines", ALL.values(), ids=list(ALL))
def test_lines_can_be_said(lines: Lines) -> None:
    assert len(lines["en"]) >= 3
    assert set(lines) <= {fan.tongue for fan in FANS}
    for line in (one for tongue in lines.values() for one in tongue):
        assert cleaned(line) == line
        assert {name for _, name, _, _ in Formatter().parse(line)} <= {
            None, "player", "team", "score",
        }  # fmt: skip


@pytest.mark.parametrize("kind", Kind)
def test_there_is_a_line_for_whatever_is_seen(kind: Kind) -> None:
    stances = {stance for what, stance in REACTIONS if what is kind}
    assert stances in ({*Stance}, {Stance.NEITHER})


@pytest.mark.parametrize("mood", Mood)
def test_there_is_a_line_for_every_mood(mood: Mood) -> None:
    assert any(what is mood for what, _ in CHATTER)


def test_no_chatter_and_no_attack_reads_like_news() -> None:
    """A goal word before the goal would be held until it, and read oddly then."""
    attacks = [lines for (kind, _), lines in REACTIONS.items() if kind is Kind.ATTACK]
    said = [line for by in (*CHATTER.values(), *attacks) for lines in by.values() for line in lines]
    assert [line for line in said if tells(line)] == []
