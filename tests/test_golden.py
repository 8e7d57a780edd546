"""Every graphic looks as it did when it was last looked at: `pytest tests/test_golden.py --golden`
takes how it looks now for right, once somebody has looked.
"""

import numpy as np
import pytest

from overlays.catalogue import GRAPHICS
from overlays.graphic import Graphic
from overlays.theme import THEMES
from tests.golden_frames import FOLDER, differs, golden, keep, kept, path

BYTES_AT_MOST = 600_000
EACH = [pytest.param(one, name, id=f"{one.id}-{name}") for one in GRAPHICS for name in THEMES]


@pytest.mark.parametrize(("graphic", "theme"), EACH)
def test_it_looks_as_it_did(graphic: Graphic, theme: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--golden"):
        keep(graphic, theme)
    before = kept(graphic, theme)
    assert before is not None, "none is kept; look at it and run this with --golden"
    assert differs(golden(graphic, theme), before) == ""


def test_no_other_frames_are_kept_and_they_are_small() -> None:
    wanted = {path(one, name) for one in GRAPHICS for name in THEMES}
    assert set(FOLDER.glob("*")) == wanted
    assert sum(one.stat().st_size for one in wanted) <= BYTES_AT_MOST


def test_what_is_seen_to_differ() -> None:
    grey = np.full((40, 40, 3), 100, np.uint8)
    near, spot, wide = grey.copy(), grey.copy(), grey + np.uint8(2)
    near[0, 0] += 2
    spot[3, 5] += 3
    assert differs(near, grey) == ""
    assert differs(spot, grey).startswith("3 apart at 5,3; ")
    assert differs(wide, grey) == "2 apart at 0,0; 42.1 dB"
    assert differs(grey[:20], grey) == "40x20 pixels, not 40x40"
