"""The crest shelf: crests that were brought are drawn, and never read while anything is."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, override

import pytest
from PIL import Image

from feeds.state import GameState
from overlays import (
    countdown,
    crest_shelf,
    full_time,
    league_table,
    line_ups,
    lower_third,
    match_facts,
    match_results,
    score_bug,
    shoot_out,
    statistics,
    wipe,
)
from overlays.graphic import Graphic, Shot
from overlays.renderer import Renderer
from overlays.scene import PictureSize, Scene
from overlays.still import Still
from tests.panels import AT, FULL_HD, MATCH, SMALL, kicks, shot

PINK = (255, 0, 180)
GRAPHICS = [
    *(countdown, full_time, league_table, line_ups, lower_third, match_facts, match_results),
    *(score_bug, shoot_out, statistics, wipe),
]


class Watched(dict[str, Still | None]):
    """A shelf that tells whether anything was ever taken off it."""

    is_touched = False

    @override
    def pop(self, *_: Any) -> Any:
        self.is_touched = True

    @override
    def __delitem__(self, _: str) -> None:
        self.is_touched = True


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crest_shelf, "_shelf", {})
    monkeypatch.setattr(crest_shelf, "_named", {})


def png(color: tuple[int, int, int] = PINK, size: int = 512) -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", (size, size), (*color, 255)).save(made, "PNG")
    return made.getvalue()


def brought(folder: Path, content: bytes, name: str = "") -> str:
    """A crest's digest, under which it, or whatever else, lies in the folder."""
    digest = name or hashlib.sha256(content).hexdigest()
    (folder / f"{digest}.png").write_bytes(content)
    return digest


def crested(digest: str) -> GameState:
    """The match with a crest of both sides, and of the others' first host."""
    home, away = (
        replace(side, team=replace(side.team, crest=digest)) for side in (MATCH.home, MATCH.away)
    )
    first, *others = MATCH.others
    first = replace(first, home=replace(first.home, crest=digest))
    return kicks(replace(MATCH, home=home, away=away, others=(first, *others)), "ox")


def moment(graphic: Graphic, state: GameState) -> Shot:
    """It as it stands, on its way where it does not last."""
    since = 500_000 if graphic.lasts else 20_000_000
    fields = {"title": "Quist", "side": "home"} if graphic is lower_third.GRAPHIC else {}
    return replace(shot(state, since), at=AT, fields=fields)


def pinks(graphic: Graphic, state: GameState, size: PictureSize = FULL_HD) -> int:
    """How many of its pixels are of the crest's colour."""
    boxes = Renderer().boxes(Scene(layers=graphic.layers(moment(graphic, state), size)))
    return sum(int((box.pixels[:, :, :3] == PINK).all(axis=2).sum()) for box in boxes)


@pytest.mark.parametrize("graphic", [one.GRAPHIC for one in GRAPHICS], ids=lambda one: one.id)
def test_a_crest_that_was_brought_is_drawn(graphic: Graphic, tmp_path: Path) -> None:
    digest = brought(tmp_path, png())
    state = crested(digest)
    made = graphic.layers(moment(graphic, state), FULL_HD)
    assert pinks(graphic, state) == 0
    crest_shelf.lay(tmp_path, [digest])
    (tmp_path / f"{digest}.png").unlink()
    assert pinks(graphic, state) > 400
    assert graphic.layers(moment(graphic, state), FULL_HD) != made


def test_small_pictures_have_none(tmp_path: Path) -> None:
    digest = brought(tmp_path, png())
    crest_shelf.lay(tmp_path, [digest])
    for one in (full_time, league_table, match_results, score_bug):
        assert pinks(one.GRAPHIC, crested(digest), SMALL) == 0


def bad(folder: Path) -> Iterator[str]:
    yield "0" * 64
    yield brought(folder, png(), "1" * 64)
    yield brought(folder, b"no image at all")
    yield brought(folder, b"<svg/>")
    yield brought(folder, png()[:-40])


def test_what_is_none_has_the_one_made_of_the_name(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    digests = list(bad(tmp_path))
    crest_shelf.lay(tmp_path, digests)
    for digest in digests:
        state = crested(digest)
        assert crest_shelf.crest_of(state.home.team) is None
        assert pinks(full_time.GRAPHIC, state) == 0
    told = [one.getMessage() for one in caplog.records]
    assert len(told) == len(digests)
    crest_shelf.lay(tmp_path, digests)
    assert len(caplog.records) == len(digests)


def test_the_latest_are_kept_and_made_small(tmp_path: Path) -> None:
    digests = [brought(tmp_path, png((one, 0, 0), 8)) for one in range(60)]
    crest_shelf.lay(tmp_path, digests[:40])
    crest_shelf.lay(tmp_path, [digests[0]])
    crest_shelf.lay(tmp_path, digests[40:])
    kept = [crest_shelf.crest_of(crested(one).home.team) is not None for one in digests]
    assert sum(kept) == crest_shelf.KEPT_AT_MOST
    assert kept[0]
    assert not any(kept[1:13])
    large = brought(tmp_path, png(size=512))
    crest_shelf.lay(tmp_path, [large])
    found = crest_shelf.crest_of(crested(large).home.team)
    assert found is not None
    assert found.width == found.height == 304


def test_one_named_again_stays_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts name it with every poll, and a frame may be drawn at any moment."""
    digest = brought(tmp_path, png())
    crest_shelf.lay(tmp_path, [digest])
    watched = Watched(crest_shelf._shelf)
    monkeypatch.setattr(crest_shelf, "_shelf", watched)
    crest_shelf.lay(tmp_path, [digest])
    assert not watched.is_touched
    assert watched[digest] is not None
