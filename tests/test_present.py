"""What the API knows of a channel's boxes: whole sets, in order, each picture to all once."""

import json
from typing import Any

from api.overlay.present import SENT_AT_MOST, Present


def told(frame: int, *names: str, pictures: tuple[str, ...] | None = None) -> dict[str, Any]:
    return {
        "type": "boxes",
        "v": 1,
        "frame": frame,
        "program_time": f"2026-11-24T13:00:{frame:02}Z",
        "size": [64, 48],
        "boxes": [{"version": name, "left": 0} for name in names],
        "pictures": {name: f"file-{name}" for name in (names if pictures is None else pictures)},
    }


def sent(text: str | None) -> tuple[int, list[str], dict[str, str]]:
    """The frame, the boxes and the pictures of the one event in a text."""
    assert text is not None
    (event,) = json.loads(text)
    assert event["type"] == "boxes"
    assert set(event) == {"type", "frame", "program_time", "size", "boxes", "pictures"}
    return event["frame"], [box["version"] for box in event["boxes"]], event["pictures"]


def test_a_picture_is_sent_to_all_once() -> None:
    present = Present()
    assert present.welcome() is None
    assert sent(present.take(told(1, "a"))) == (1, ["a"], {"a": "file-a"})
    assert sent(present.take(told(2, "a", "b"))) == (2, ["a", "b"], {"b": "file-b"})
    assert sent(present.take(told(3, pictures=()))) == (3, [], {})
    assert sent(present.take(told(4, "b", pictures=()))) == (4, ["b"], {})


def test_who_comes_later_lacks_nothing() -> None:
    present = Present()
    present.take(told(1, "a"))
    present.take(told(2, "b"))
    assert sent(present.welcome()) == (2, ["b"], {"b": "file-b"})
    # The newcomer has no picture a: all are sent it again.
    assert sent(present.take(told(3, "a", "b", pictures=()))) == (3, ["a", "b"], {"a": "file-a"})


def test_a_set_is_taken_with_all_its_pictures_or_not_at_all() -> None:
    present = Present()
    present.take(told(1, "a"))
    assert present.take(told(2, "a", "b", pictures=())) is None
    assert present.is_lacking
    assert present.have == ["a"]
    assert sent(present.welcome()) == (1, ["a"], {"a": "file-a"})
    assert sent(present.take(told(2, "a", "b", pictures=("b",))))[0] == 2
    assert not present.is_lacking


def test_what_is_no_news_is_not_sent() -> None:
    present = Present()
    present.take(told(5, "a"))
    assert present.take(told(5, "a", pictures=())) is None
    assert present.take(told(4, "b")) is None
    present.forget()
    assert present.welcome() is None
    assert sent(present.take(told(4, "b"))) == (4, ["b"], {"b": "file-b"})


def test_what_is_known_and_sent_is_bounded() -> None:
    present = Present()
    present.take(told(0, "shown"))
    for frame in range(1, 5 * SENT_AT_MOST):
        fresh = f"n{frame}"
        assert present.take(told(frame, "shown", fresh, pictures=(fresh,))) is not None
        assert len(present._sent) <= SENT_AT_MOST
    assert len(present.have) == 256
    assert "shown" in present.have
