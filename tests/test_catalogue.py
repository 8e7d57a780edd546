"""The catalogue: every graphic once, found by its name."""

import pytest

from overlays.catalogue import GRAPHICS, RULES, UnknownGraphicError, known


def test_an_unknown_graphic_is_told_which_there_are() -> None:
    with pytest.raises(UnknownGraphicError, match="use one of score_bug, lower_third"):
        known("crawl")


def test_names_are_told_apart() -> None:
    names = [one.id for one in GRAPHICS]
    assert len(set(names)) == len(names)
    assert [known(name) for name in names] == list(GRAPHICS)


def test_rules_are_of_graphics_there_are() -> None:
    assert all(known(rule.graphic) for rule in RULES)
