"""Easings as an editor writes them: a name, `cubic-bezier(…)` as in CSS, or `spring(…)`."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from overlays.animation import (
    EASE_IN,
    EASE_IN_OUT,
    EASE_OUT,
    LINEAR,
    AnimationError,
    CubicBezier,
    Easing,
    Spring,
)

# css-easing-1, 2.2 and 2.3; the last three are the ones the graphics use of themselves.
NAMED: dict[str, Easing] = {
    "linear": LINEAR,
    "ease": CubicBezier(0.25, 0.1, 0.25, 1),
    "ease-in": CubicBezier(0.42, 0, 1, 1),
    "ease-out": CubicBezier(0, 0, 0.58, 1),
    "ease-in-out": CubicBezier(0.42, 0, 0.58, 1),
    "in-cubic": EASE_IN,
    "out-cubic": EASE_OUT,
    "in-out-cubic": EASE_IN_OUT,
}
_LETTERS_AT_MOST = 100
_CALL = re.compile(r"([a-z-]+)\s*\(([^()]*)\)")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?")
_HOW = {
    "cubic-bezier": "cubic-bezier(x1, y1, x2, y2) with x1 and x2 in 0..1, as (0.2, 0, 0, 1)",
    "spring": "spring(stiffness, damping), as spring(180, 22)",
}
_RIGHT = f"use {', '.join(NAMED)}, {_HOW['cubic-bezier']}, or {_HOW['spring']}"


class EasingError(ValueError):
    """A text that is no easing; says what would be right."""


def easing(text: str) -> Easing:
    """The easing a text says, such as `ease-out` or `spring(180, 22)`; EasingError if none."""
    written = text.strip().lower()
    if len(written) > _LETTERS_AT_MOST:
        raise EasingError(f"{len(written)} letters are no easing; {_RIGHT}")
    named = NAMED.get(written)
    if named is not None:
        return named
    call = _CALL.fullmatch(written)
    if call is None or call[1] not in _HOW:
        raise EasingError(f"{text!r} is no easing; {_suggested(written)}{_RIGHT}")
    return _called(call[1], call[2])


def _called(name: str, inside: str) -> Easing:
    numbers = [part.strip() for part in inside.split(",")]
    wrong = [part for part in numbers if not _NUMBER.fullmatch(part)]
    if wrong:
        raise EasingError(f"{name}: {wrong[0]!r} is no number; use {_HOW[name]}")
    if len(numbers) not in ((4,) if name == "cubic-bezier" else (2, 3)):
        raise EasingError(f"{name} with {len(numbers)} numbers; use {_HOW[name]}")
    made: Callable[..., Easing] = CubicBezier if name == "cubic-bezier" else Spring
    try:
        return made(*map(float, numbers))
    except AnimationError as error:
        raise EasingError(f"{error}; use {_HOW[name]}") from error


def _suggested(written: str) -> str:
    near = get_close_matches(written.partition("(")[0].strip(), [*NAMED, *_HOW], n=1)
    return f"did you mean {near[0]}? " if near else ""
