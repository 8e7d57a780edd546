"""Themes: what stands on their grounds can be read."""

import pytest

from overlays.color import contrast, text_on
from overlays.theme import HOUSE, THEMES, Theme


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_text_reads_on_every_ground(theme: Theme) -> None:
    for ground in (theme.plate_top, theme.plate_foot):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
    for ground in (theme.cell, theme.paper, theme.accent, theme.alert):
        assert contrast(text_on(ground), ground) >= 3


def test_themes_are_told_by_name() -> None:
    assert HOUSE.name == "house"
    assert all(theme.name == name for name, theme in THEMES.items())
    assert len(THEMES) == 2
