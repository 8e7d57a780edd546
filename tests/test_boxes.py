"""Boxes told over the bus: what is said, when, and how much of it."""

import asyncio
import base64
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import cv2
import numpy as np
import pytest

from engine.channel import boxes
from engine.channel.boxes import WANTED_US, BoxesTeller, Pictures, png
from feeds.bus import RefusedError
from overlays.box import Box, Crop, next_version
from tests.until import until

RATE = Fraction(25)
FIRST = 44_888_176_949
CROP = Crop(left=2, top=0, width=4, height=6)


@dataclass
class Ticking:
    """A clock that stands where it is put."""

    micros: int = 0

    def now(self) -> int:
        return self.micros

    def monotonic(self) -> int:
        return self.micros


@dataclass
class Heard:
    """What was published."""

    messages: list[dict[str, Any]] = field(default_factory=list)

    async def publish(self, message: Mapping[str, Any]) -> None:
        self.messages.append(dict(message))


def box(value: int = 90, **more: Any) -> Box:
    pixels = np.full((6, 8, 4), value, np.uint8)
    pixels.flags.writeable = False
    return Box(pixels=pixels, left=-4, top=6, version=next_version(), **more)


def told(story: Callable[[BoxesTeller, Heard, Ticking], Awaitable[None]]) -> list[dict[str, Any]]:
    """Run a story with a teller; what it published."""
    heard, clock = Heard(), Ticking()

    async def run() -> None:
        teller = BoxesTeller(RATE, (64, 48), heard.publish, clock)
        async with asyncio.TaskGroup() as group:
            running = group.create_task(teller.run())
            await story(teller, heard, clock)
            running.cancel()

    asyncio.run(run())
    return heard.messages


def test_what_stands_is_told_with_its_pictures() -> None:
    one, other = box(90, crop=CROP, opacity=200), box(40)

    async def story(teller: BoxesTeller, _heard: Heard, _clock: Ticking) -> None:
        teller.shown(FIRST, (one, other))
        answer = await teller.now({})
        first, second = (told["version"] for told in answer["boxes"])
        assert answer["boxes"] == [
            {"version": first, "left": -4, "top": 6, "opacity": 200, "crop": [2, 0, 4, 6]},
            {"version": second, "left": -4, "top": 6, "opacity": 255, "crop": None},
        ]
        assert (answer["frame"], answer["size"]) == (FIRST, [64, 48])
        assert answer["program_time"] == "2026-11-24T13:31:17.960000Z"
        assert list(answer["pictures"]) == [first, second]
        again = await teller.now({"have": [first]})
        assert list(again["pictures"]) == [second]

    assert told(story) == []


def test_nothing_is_encoded_or_told_while_nobody_asks() -> None:
    async def story(teller: BoxesTeller, heard: Heard, clock: Ticking) -> None:
        with pytest.raises(RefusedError):
            await teller.now({})
        clock.micros = WANTED_US
        teller.shown(FIRST, (box(),))
        await teller.now({})
        clock.micros += WANTED_US - 1
        teller.shown(FIRST + 1, (box(),))
        await until(lambda: len(heard.messages) == 1)
        clock.micros += 1
        teller.shown(FIRST + 2, (box(),))
        await teller.now({})
        teller.shown(FIRST + 3, ())
        await until(lambda: len(heard.messages) == 2)

    assert [message["frame"] for message in told(story)] == [FIRST + 1, FIRST + 3]


def test_a_picture_is_published_once() -> None:
    same, other = box(90), box(40)

    async def story(teller: BoxesTeller, heard: Heard, _clock: Ticking) -> None:
        teller.shown(FIRST, ())
        await teller.now({})
        for number, shown in enumerate([(same,), (same, other), (same,)], 1):
            teller.shown(FIRST + number, shown)
        await until(lambda: len(heard.messages) == 3)

    assert [len(message["pictures"]) for message in told(story)] == [1, 1, 0]


def test_what_is_too_much_for_a_message_is_left_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = tuple(box(value) for value in (10, 20, 30))
    _, content = Pictures().coded(shown[0])
    monkeypatch.setattr(boxes, "_PICTURE_BYTES", 2 * len(content) + 10)

    async def story(teller: BoxesTeller, _heard: Heard, _clock: Ticking) -> None:
        teller.shown(FIRST, shown)
        first = (await teller.now({}))["pictures"]
        rest = (await teller.now({"have": list(first)}))["pictures"]
        assert (len(first), len(rest)) == (2, 1)

    told(story)


def test_a_picture_s_name_comes_of_its_bytes() -> None:
    first = Pictures().coded(box(90))
    assert Pictures().coded(box(90)) == first
    assert Pictures().coded(box(91))[0] != first[0]


def test_pictures_are_encoded_once_and_bounded() -> None:
    pictures, shown = Pictures(), box(7)
    kept = pictures.coded(shown)
    for value in range(boxes.PICTURES_KEPT * 2):
        pictures.coded(box(value % 256))
        assert pictures.coded(shown) is kept
    assert len(pictures._kept) == boxes.PICTURES_KEPT
    assert base64.b64decode(kept[1]).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("premultiplied", "straight"),
    [
        pytest.param((128, 64, 0, 128), (255, 128, 0, 128), id="half"),
        pytest.param((1, 2, 3, 255), (1, 2, 3, 255), id="opaque"),
        pytest.param((0, 0, 0, 0), (0, 0, 0, 0), id="nothing"),
        pytest.param((9, 9, 9, 3), (255, 255, 255, 3), id="brighter-than-its-alpha"),
    ],
)
def test_colour_stands_straight_in_the_file(
    premultiplied: tuple[int, ...], straight: tuple[int, ...]
) -> None:
    pixels = np.full((2, 2, 4), premultiplied, np.uint8)
    read = cv2.imdecode(np.frombuffer(png(pixels), np.uint8), cv2.IMREAD_UNCHANGED)
    assert read is not None
    red_first = read[:, :, [2, 1, 0, 3]]
    assert (red_first == np.array(straight)).all()


def test_premultiplied_pixels_come_back_to_within_one() -> None:
    alpha = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 256, 1)
    color = np.minimum(np.repeat(np.arange(256, dtype=np.uint8)[None], 256, 0), alpha)
    pixels = np.dstack([color, color, color, alpha])
    read = cv2.imdecode(np.frombuffer(png(pixels), np.uint8), cv2.IMREAD_UNCHANGED)
    assert read is not None
    back = np.rint(read[..., 0].astype(float) * read[..., 3] / 255)
    assert np.abs(back - color).max() <= 1
