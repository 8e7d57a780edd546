"""The show event of another overlay config: its whole text, so that the log needs no file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.channel import events
from feeds.mistake import MistakesError
from overlays.config import reading
from overlays.config.overlay import BUILT_IN, Overlay

NONE = ""
"""The text that stands for what is built in."""


def payload(name: str, text: str, folder: Path | None = None) -> dict[str, Any]:
    """The payload for a config's text; `name` is what its file is called.

    Images stand in the file's `folder`. They are not in the log.
    """
    coded = {"type": events.OVERLAY, "v": events.VERSION, "name": name, "text": text}
    return coded if folder is None else {**coded, "folder": str(folder.resolve())}


def overlay_of(payload: Mapping[str, Any]) -> Overlay | None:
    """The overlay an event sets; None where it sets none, or one that cannot be read here.

    A text that was read before is not read again.
    """
    if payload.get("type") != events.OVERLAY:
        return None
    text = str(payload.get("text") or NONE)
    if text == NONE:
        return BUILT_IN
    try:
        folder = Path(str(payload.get("folder") or "."))
        return reading.read(text, str(payload.get("name")), folder)
    except MistakesError:
        # Of a version that had other graphics: what is shown stays.
        return None
