"""The event of another overlay config: what it sets, and that its fold dresses the programme."""

from dataclasses import replace
from pathlib import Path

from engine.channel import overlay_set
from engine.channel.events import Script
from engine.channel.graphics import Dresser
from engine.show_log import ShowEvent, ShowLog
from overlays.config.overlay import BUILT_IN
from overlays.stage import names
from tests.test_dressing import AT, FIRST, GOAL, LADDER, MATCH, TIMING, dressing, events_of

OFF = "graphics: {score_bug: {on: false}}\nrules: []\n"
LIGHT = "theme: daylight\nrules: []\n"


def test_what_an_event_sets() -> None:
    found = overlay_set.overlay_of(overlay_set.payload("o.yaml", LIGHT))
    assert found is not None
    assert found.style.theme.name == "daylight"
    assert overlay_set.overlay_of(overlay_set.payload("o.yaml", LIGHT)) is found
    assert overlay_set.overlay_of(overlay_set.NONE) is BUILT_IN
    assert overlay_set.overlay_of(overlay_set.payload("o.yaml", "theme: dusk\n")) is None
    assert overlay_set.overlay_of({"type": "goal", "text": LIGHT}) is None
    without = {"type": "overlay_set", "file": "o.yaml", "text": LIGHT}
    assert overlay_set.overlay_of(without) is None


def test_it_holds_from_its_frame_on_and_a_wrong_one_changes_nothing() -> None:
    one = dressing()
    one.restore(events_of(MATCH, GOAL))
    assert one.draw(FIRST + 1)[0]
    one.restore(events_of(overlay_set.payload("o.yaml", OFF)))
    assert (one.overlay["text"], list(one.draw(FIRST + 2)[0])) == (OFF, [])
    assert names(one.stands(AT + 200_000)) == frozenset()
    one.restore(events_of(overlay_set.payload("o.yaml", "theme: dusk\n")))
    assert (one.overlay["text"], list(one.draw(FIRST + 3)[0])) == (OFF, [])
    one.restore(events_of(dict(overlay_set.NONE)))
    assert one.draw(FIRST + 4)[0]
    assert "lower_third" in names(one.stands(AT + 200_000))


def test_another_look_has_other_pixels_and_the_same_the_same() -> None:
    drawn = []
    for text in ("", LIGHT, LIGHT):
        one = dressing()
        one.restore(events_of(MATCH, overlay_set.payload("o.yaml", text)))
        one.draw(FIRST + 1)
        drawn.append(b"".join(box.pixels.tobytes() for box in one.top))
    assert drawn[0] != drawn[1] == drawn[2]


def boxes(folder: Path, events: list[ShowEvent], overlay: str | None) -> list[int]:
    """On each of four frames, how many boxes stand on the top rung."""
    folder.mkdir()
    given = None if overlay is None else overlay_set.payload("o.yaml", overlay)
    with ShowLog(folder / "show.db") as log:
        dresser = Dresser(LADDER, TIMING, Script(events), log, given)
        return [len(dresser.boxes(FIRST + n)[0]) for n in range(4)]


def test_a_job_has_the_overlay_it_is_given_until_its_events_set_another(tmp_path: Path) -> None:
    match, bare = events_of(MATCH, overlay_set.payload("o.yaml", OFF))
    events = [match, replace(bare, frame=FIRST + 2)]
    counts = boxes(tmp_path / "a", events, LIGHT)
    assert counts[0] == counts[1] > 0
    assert counts[2:] == [0, 0]
    assert boxes(tmp_path / "b", [match], OFF) == [0] * 4
    assert all(boxes(tmp_path / "c", [match], None))
