"""The demo match's picture: scripted football as a pure function of time, and its painter."""

from overlays.demo_match.painter import Painter
from overlays.demo_match.scene import MatchScene, scene

__all__ = ["MatchScene", "Painter", "scene"]
