"""The show event of another overlay config: its whole text, and what the files it names held."""

from collections.abc import Mapping
from typing import Any

from engine.channel import events
from feeds.mistake import MistakesError
from overlays.config import reading
from overlays.config.overlay import BUILT_IN, Overlay

type Payload = Mapping[str, Any]


def payload(file: str, text: str, contents: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The payload for a config's text, which stands in a file; `contents` are an overlay's own."""
    return {
        "type": events.OVERLAY,
        "v": events.VERSION,
        "file": file,
        "text": text,
        "contents": dict(contents or {}),
    }


NONE: Payload = payload("", "")
"""The payload for what is built in."""


def overlay_of(payload: Payload) -> Overlay | None:
    """The overlay an event sets; None where it sets none, or one that cannot be read here.

    One that was read before is not read again.
    """
    contents = payload.get("contents")
    if payload.get("type") != events.OVERLAY or not isinstance(contents, Mapping):
        return None
    file, text = str(payload.get("file")), str(payload.get("text") or "")
    if not text:
        return BUILT_IN
    try:
        return reading.as_logged(text, file, frozenset(contents.items()))
    except MistakesError:
        # Of a version that had other graphics, say: what is shown stays.
        return None
