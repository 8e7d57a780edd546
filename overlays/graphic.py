"""Graphics: a manifest, and a scene as a pure function of what is known and the moment."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from fractions import Fraction

from feeds.event_time import MICROSECONDS
from feeds.happening import Side
from feeds.state import GameState
from overlays.color import Color, from_hex
from overlays.kits import kit_colors
from overlays.manifest import Field, Manifest
from overlays.scene import Layer, PictureSize
from overlays.sizing import is_small_picture
from overlays.still import Still
from overlays.theme import HOUSE, Theme

type Fields = Mapping[str, str]

# Settings that every graphic has: not on at all, or not on small pictures, where anything is set.
OFF, NOT_SMALL, STANDS = "off", "not_small", "stands"


class Slot(IntEnum):
    """Where in the picture a graphic stands, bottom to top."""

    BUG = 0
    CORNER = 1
    SIDE = 2
    TICKER = 3
    LOWER = 4
    FULL = 5
    WIPE = 6


# Whoever comes takes these out, beside what stands in its own place.
_TAKES_OUT = {Slot.FULL: frozenset({Slot.BUG, Slot.SIDE, Slot.LOWER})}


def takes_out(one: Slot, other: Slot) -> bool:
    """Whether a graphic in slot `one` and one in slot `other` cannot stand together."""
    return one == other or other in _TAKES_OUT.get(one, ()) or one in _TAKES_OUT.get(other, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How all graphics of a programme look: theme, language, and settings of single graphics.

    `settings` are by graphic and name, as the overlay config has them, such as a corner; `colors`
    are those of sides, as `#rrggbb`, whatever their kits are; `stills` the images by their names.
    """

    theme: Theme = HOUSE
    language: str = "en"
    settings: tuple[tuple[str, str, str], ...] = ()
    colors: tuple[tuple[str, str], ...] = ()
    stills: tuple[tuple[str, Still], ...] = ()

    def setting(self, graphic: str, name: str) -> str:
        """What is set of a graphic, "" where nothing is."""
        return next((text for one, key, text in self.settings if (one, key) == (graphic, name)), "")

    def side_colors(self, state: GameState) -> dict[Side, Color]:
        """Both sides' colours on its plates: those set by hand, else their kits'."""
        plate = self.theme.plate_top
        by_hand = {Side(side): from_hex(color, default=plate) for side, color in self.colors}
        return kit_colors(state, by_hand, plate=plate)

    def stands(self, graphic: "Graphic") -> bool:
        """Whether a graphic is on air without being taken."""
        return graphic.stands or bool(self.setting(graphic.id, STANDS))

    def still(self, name: str) -> Still | None:
        """The image of that name, None where there is none."""
        return next((still for one, still in self.stills if one == name), None)

    def allows(self, graphic: str, size: PictureSize | None = None) -> bool:
        """Whether a graphic may be on, and on a picture of that size."""
        is_small = size is not None and is_small_picture(size)
        return not self.setting(graphic, OFF) and not (
            is_small and self.setting(graphic, NOT_SMALL)
        )


PLAIN = Style()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """What a graphic shows on one frame.

    `at` is the event time (µs since 1970). `since` is how long ago (µs) it was taken, which stands
    still once it leaves; `leaving` how long ago that was, None while it does not. `changed` is how
    long ago its fields changed last while it stood, and `former` what they were; `past` are all
    fields it had while it stood before those of now, with how long ago (µs) each gave way. `step`
    is the step it is at, `stepped` how long ago it came there, and `former_step` where from.
    """

    state: GameState
    at: int
    since: int
    leaving: int | None = None
    fields: Fields = field(default_factory=dict)
    former: Fields = field(default_factory=dict)
    changed: int | None = None
    past: tuple[tuple[Fields, int], ...] = ()
    step: int = 1
    stepped: int | None = None
    former_step: int = 1
    style: Style = PLAIN
    rate: Fraction = Fraction(25)

    @property
    def theme(self) -> Theme:
        """The theme it is drawn in."""
        return self.style.theme

    @property
    def frame(self) -> int:
        """How many frames it has stood: rises by one each frame, whatever the rate."""
        return round(self.since * self.rate / MICROSECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphic:
    """A graphic: `layers` is its scene on a picture of a size, bottom to top.

    Within `settles` (µs) of being taken, changed or stepped, and while it leaves, for `out` (µs),
    each frame is a scene of its own; else a scene is made anew where state, fields or `moment`
    change. One that `stands` is on air without being taken, as soon as `has_content`; no graphic
    shows without. Taken it stands for as long as it `lasts` (µs) at most. `settings` are what an
    overlay config may set of it, beside what it may of all.
    """

    manifest: Manifest
    slot: Slot
    layers: Callable[[Shot, PictureSize], tuple[Layer, ...]]
    settles: int = 0
    out: int = 0
    lasts: int | None = None
    moment: Callable[[Shot], Hashable] | None = None
    has_content: Callable[[GameState], bool] | None = None
    stands: bool = False
    settings: tuple[Field, ...] = ()

    def shows(self, state: GameState) -> bool:
        """Whether there is anything for it to show."""
        return self.has_content is None or self.has_content(state)

    def paced(self, length: int, theme: Theme) -> int:
        """How long (µs) motion of it takes in a theme that takes the house so long.

        One that `lasts` keeps its time in every theme, since cuts are made under it.
        """
        return length if self.lasts is not None else theme.paced(length)

    @property
    def id(self) -> str:
        """Its name in configs, commands and the log."""
        return self.manifest.id
