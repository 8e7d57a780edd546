"""Themes: one design language in parameters; what differs between themes stands here alone."""

from dataclasses import dataclass
from typing import override

from overlays.color import AMBER, CLEAR, INK, WHITE, Color
from overlays.faces import Weight
from overlays.fonts import Font


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours, face, corners and pace of all graphics.

    `plate_top` to `plate_foot` is the ground of a plate, `cell` that of figures on it, `paper`
    that of scores. `text` and `muted` stand on plates, `accent` marks, `alert` takes back. `edge`
    is the light upper edge of a plate, `shadow` what lies around it (of alpha 0 none). `radius` and
    `slant` are design pixels; `pace` is how much longer motion takes than in the house's own.
    """

    name: str
    plate_top: Color
    plate_foot: Color
    cell: Color
    paper: Color
    text: Color
    muted: Color
    accent: Color
    alert: Color
    edge: Color
    radius: float
    slant: float
    shadow: Color = CLEAR
    face: str = "barlow-condensed"
    pace: float = 1.0

    def paced(self, length: int) -> int:
        """How long (µs) motion takes in it that takes the house so long."""
        return round(length * self.pace)

    def font(self, weight: Weight, size: float, spacing: float = 0.0) -> Font:
        """Its face at a weight and a size in pixels, with `spacing` pixels between letters."""
        return Font(weight, size, spacing, self.face)

    @override
    def __hash__(self) -> int:
        """By the name alone: every drawing has a theme, and is looked up by its hash."""
        return hash(self.name)


HOUSE = Theme(
    name="house",
    plate_top=Color(33, 41, 72),
    plate_foot=Color(17, 22, 42),
    cell=INK,
    paper=Color(246, 248, 252),
    text=WHITE,
    muted=Color(176, 187, 216),
    accent=AMBER,
    alert=Color(255, 160, 145),
    edge=WHITE.faded(44),
    radius=7,
    slant=12,
)
# Light plates, square corners, a face with more character, quicker.
DAYLIGHT = Theme(
    name="daylight",
    plate_top=Color(252, 252, 250),
    plate_foot=Color(228, 231, 234),
    cell=Color(24, 28, 33),
    paper=Color(24, 28, 33),
    text=Color(22, 26, 31),
    muted=Color(92, 101, 112),
    accent=Color(0, 148, 114),
    alert=Color(214, 64, 44),
    edge=WHITE.faded(44),
    radius=0,
    slant=0,
    shadow=Color(0, 0, 0, 90),
    face="oswald",
    pace=0.85,
)
THEMES = {theme.name: theme for theme in (HOUSE, DAYLIGHT)}
