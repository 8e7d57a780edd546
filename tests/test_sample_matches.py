"""The sample matches: every sport has one, and each is twisted as feeds twist them."""

import pytest

from feeds.sport import Sport
from overlays.fonts import drawable
from overlays.sample_matches import FOLDER, TWISTS, SampleMatch, matches, text


def football(twist: str) -> SampleMatch:
    return next(one for one in matches(twist) if one.name == "football")


def test_every_sport_has_one() -> None:
    assert {one.state.sport for one in matches()} == set(Sport)
    assert len(matches()) == len(list(FOLDER.glob("*.jsonl")))


@pytest.mark.parametrize("twist", TWISTS)
def test_a_twist_leaves_how_the_match_stands(twist: str) -> None:
    plain, twisted = matches(), matches(twist)
    assert [one.name for one in twisted] == [one.name for one in plain]
    for one, other in zip(plain, twisted, strict=True):
        assert (other.at, other.state.sport, other.state.period) == (
            one.at, one.state.sport, one.state.period,
        )  # fmt: skip


def test_what_football_knows() -> None:
    state = football("plain").state
    assert (state.home.score, state.away.score, state.added_minutes) == (2, 1, 4)
    assert state.home.line_up is not None
    assert len(state.home.line_up.players) == 18
    assert all((state.goal, state.cards, state.substitutions, state.standings, state.others))
    assert len(state.stats) == 9


def test_what_each_twist_does() -> None:
    assert len(football("long").state.home.team.name) > 40
    scripts = {one.state.home.team.name for one in matches("scripts")}
    scripts |= {one.state.away.team.name for one in matches("scripts")}
    assert any("\n" in name for name in scripts)
    assert any(drawable(name) != name for name in scripts)
    bare = football("bare").state
    assert (bare.home.team.short, bare.home.team.color, bare.competition) == (None, None, None)
    assert bare.goal is not None
    assert bare.goal.player is None
    assert [text("Name", twist) for twist in TWISTS][0::3] == ["Name", "N"]
