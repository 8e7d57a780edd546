"""Shots of what always stands: it has stood for long, and nothing was taken by hand."""

from feeds.state import GameState
from overlays.graphic import Shot, Style
from overlays.theme import HOUSE, Theme

_LONG = 3_600_000_000


def shot(state: GameState, event_time: int, theme: Theme = HOUSE, *, language: str = "en") -> Shot:
    """A state at an event time (µs since 1970), in a theme and a language."""
    style = Style(theme=theme, language=language)
    return Shot(state=state, at=event_time, since=_LONG, style=style)
