"""Previews: what a rung shows once a graphic was taken, and all that stands with it."""

import base64
from fractions import Fraction
from typing import Any

import cv2
import numpy as np
import pytest

from engine.channel import events
from engine.channel.dressing import Dressing
from engine.channel.preview import preview
from engine.rendition import Rendition
from engine.show_log import ShowEvent
from engine.timebase import Timing
from feeds.bus import RefusedError
from feeds.codec import encode_fact
from feeds.fact import ClockSet, Match, Stat, Team
from overlays.box import Box, Pixels
from overlays.composite import lay
from overlays.takes import Move

LADDER = (
    Rendition(name="720p", width=1280, height=720, kbit=900),
    Rendition(name="360p", width=640, height=360, kbit=500),
    Rendition(name="360p-de", width=640, height=360, kbit=500, variant="de"),
    Rendition(name="360p-clean", width=640, height=360, kbit=500, variant="clean"),
)
TIMING = Timing(rate=Fraction(25))
FIRST = 48_000
AT = TIMING.content_time(FIRST)
SECONDS = 25
PITCH = (46, 92, 52)


class Show:
    """A match with a ticker and a sponsor on air, beside the score bug."""

    def __init__(self) -> None:
        self.dressing = Dressing(LADDER, {"source": TIMING}, "source", {})
        north, south = Team(name="North", color="#1a56db"), Team(name="South", color="#d33f49")
        match = Match(event_time=AT, received=AT, id="m", home=north, away=south)
        clock = ClockSet(event_time=AT, received=AT, period=1, clock=0, running=True)
        shots = Stat(event_time=AT, received=AT, name="shots", home=7, away=3)
        for fact in (match, clock, shots):
            self.fold(encode_fact(fact), FIRST)
        self.take("ticker", {"items": "CUP: Ada Quist is fit\nNext Sunday"}, FIRST)
        self.take("sponsor", {"sponsors": "Quist Motors"}, FIRST)
        self.number = FIRST + 10 * SECONDS

    def fold(self, payload: dict[str, Any], frame: int) -> None:
        event = ShowEvent(
            sequence=1, frame=frame, event_time=None, arrival=AT, actor="t", payload=payload
        )
        self.dressing.fold(event)

    def take(self, graphic: str, fields: dict[str, str], frame: int) -> None:
        self.fold({"type": events.TAKEN, "v": 1, "graphic": graphic, "fields": fields}, frame)

    def previewed(
        self, graphic: str, fields: dict[str, str], rung: str = "", width: int = 640
    ) -> Pixels:
        at = TIMING.content_time(self.number)
        png = preview(self.dressing, Move(graphic=graphic, at=at, fields=fields), rung, width)
        return seen(png)

    def aired(self, graphic: str, fields: dict[str, str], later: int) -> dict[str, Pixels]:
        """What each rung shows so many frames after it was taken."""
        self.take(graphic, fields, self.number)
        self.dressing.draw(self.number + later)
        return {
            rung.name: laid(rung.drawn, rung.size.width, rung.size.height)
            for rung in self.dressing._look._rungs
        }


def seen(png: str) -> Pixels:
    content = np.frombuffer(base64.b64decode(png), np.uint8)
    found: Pixels = np.asarray(cv2.imdecode(content, cv2.IMREAD_COLOR), np.uint8)[:, :, ::-1]
    return found


def laid(boxes: tuple[Box, ...], width: int, height: int) -> Pixels:
    picture = np.full((height, width, 3), PITCH, np.uint8)
    lay(picture, boxes)
    return picture


def scaled(picture: Pixels, width: int) -> Pixels:
    size = width, width * 9 // 16
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize(
    ("graphic", "fields", "later"),
    [
        pytest.param("lower_third", {"title": "Ada Quist"}, 4 * SECONDS, id="beside-what-stands"),
        pytest.param("statistics", {}, 4 * SECONDS, id="takes-the-bug-out"),
        pytest.param("added_time", {"minutes": "4"}, 4 * SECONDS, id="takes-the-sponsor-out"),
        pytest.param("wipe", {}, 12, id="halfway"),
    ],
)
def test_it_is_the_top_rung_s_picture_as_it_will_be_on_air(
    graphic: str, fields: dict[str, str], later: int
) -> None:
    show = Show()
    found = show.previewed(graphic, fields)
    aired = show.aired(graphic, fields, later)["720p"]
    assert found.shape == (360, 640, 3)
    difference = np.abs(found.astype(int) - scaled(aired, 640))
    # The wipe's halfway is no frame's own moment.
    assert (difference > 2).mean() < (0.02 if graphic == "wipe" else 1e-9)


def test_what_stands_is_there_and_what_is_pushed_out_is_gone() -> None:
    """Score bug top left, sponsor top right, ticker along the foot."""
    show = Show()
    strap = show.previewed("lower_third", {"title": "Ada Quist"})
    panel = show.previewed("statistics", {})
    for rows, columns, is_left in (
        (slice(20, 40), slice(34, 160), False),
        (slice(20, 40), slice(540, 606), True),
        (slice(328, 340), slice(40, 600), True),
    ):
        assert (strap[rows, columns] != PITCH).any()
        assert (panel[rows, columns] != PITCH).any() == is_left


def test_a_rung_that_is_named_shows_its_own_variant_and_language() -> None:
    show = Show()
    top = show.previewed("statistics", {})
    small = show.previewed("statistics", {}, "360p", width=1280)
    german = show.previewed("statistics", {}, "360p-de")
    aired = show.aired("statistics", {}, 4 * SECONDS)
    assert np.array_equal(small, aired["360p"])
    assert np.array_equal(german, aired["360p-de"])
    assert (small != german).any()
    assert (small != top).any()


@pytest.mark.parametrize("rung", ["1080p", "360p-clean"])
def test_a_rung_without_graphics_is_refused(rung: str) -> None:
    with pytest.raises(RefusedError, match=f"{rung} is no rung with graphics") as error:
        Show().previewed("wipe", {}, rung)
    assert error.value.code == "unknown_rung"


def test_a_graphic_that_is_no_more_is_refused() -> None:
    with pytest.raises(RefusedError, match="crawler is no graphic"):
        Show().previewed("crawler", {})


def test_nothing_of_it_is_drawn_for_the_rungs() -> None:
    show = Show()
    show.dressing.draw(show.number)
    rung = show.dressing.rung()
    assert rung is not None
    drawn = rung.renderer.drawn
    show.previewed("statistics", {})
    assert rung.renderer.drawn == drawn
