"""The clock reader: pictures in, some a second; what the clock on them reads, out.

It looks for places that tick once a second, reads what stands there, and follows the place at which
a clock ticks on. Where there is none any more it goes on looking.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import count, product

import cv2

from engine.clock_reading.clock_run import Reading, Runs, Seen
from engine.clock_reading.digit_line import BOARD_GAP, CUTS, GAP, Face, LineReader, Shown, weighed
from engine.clock_reading.region import Region
from engine.clock_reading.share import Share
from engine.clock_reading.ticks import TickFinder
from engine.frame import Plane
from engine.timebase import MICROSECONDS

# Digits of bugs and boards: their height in parts of the picture's, or of the region's.
_OF_PICTURE = (0.016, 0.023, 0.034, 0.05)
_OF_REGION = (0.3, 0.45, 0.65, 0.9)
_SEARCH_EVERY = 3
_TRIED_FOR = MICROSECONDS
_CANDIDATES, _AT_ONCE, _PLACES = 6, 2, 4
_UNCONFIRMED_FOR = 4 * MICROSECONDS
_KEPT_FOR = 30 * MICROSECONDS
_STANDS_AFTER = 5 * MICROSECONDS
_JUMP = 2 * MICROSECONDS
_UNCHANGED = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a clock is read, and how its digits look there; `last` is that of single seconds."""

    face: Face
    region: Region
    last: Region


class _Place:
    """A clock at one spot, followed from picture to picture."""

    def __init__(self, spot: Spot, lines: LineReader, at: int, runs: Runs) -> None:
        self.spot = spot
        self._lines = lines
        self._own: Plane | None = None
        self._shown: Shown | None = None
        self.runs = runs
        self.began = self.read = self.ticked = at
        self.is_confirmed = False

    def look(self, luma: Plane, at: int) -> Reading | None:
        """What it shows on this picture."""
        shown = self._look(luma)
        if shown is None:
            return None
        self.read = at
        reading = Reading(
            at=at, value=shown.value, step=shown.step, is_time_of_day=shown.is_time_of_day
        )
        self.runs.take(reading)
        run = self.runs.current(at)
        if run is not None and run.last == at:
            self.ticked, self.is_confirmed = at, True
            self._lines.glyphs.learn(reading.value // MICROSECONDS % 10, shown.last)
        return reading

    def _look(self, luma: Plane) -> Shown | None:
        """Read it where it looks other than on the last picture."""
        spot = self.spot
        own = spot.region.of(luma)
        if self._own is not None and _is_same(own, self._own):
            return self._shown
        self._own = own.copy()
        around = _around(spot.region, spot.face.height).clipped(luma)
        self._shown = self._lines.read(around.of(luma), spot.face, spot.last.within(around))
        return self._shown


class ClockReader:
    """Reads one clock; in a region where one is given, else wherever one is found. For one thread.

    Times are µs of the source. Where they jump it begins anew.
    """

    def __init__(self, region: Share | None = None) -> None:
        self._region = region
        self._finder = TickFinder()
        self._places: list[_Place] = []
        self._tried: dict[Region, int] = {}
        self._numbers = count()
        self._looks = 0
        self._last: int | None = None

    def look(self, luma: Plane, at: int) -> Reading | None:
        """Take a picture; what the clock followed shows on it, None where that cannot be read.

        The picture may not be written to before the next one is taken.
        """
        if self._last is not None and not 0 < at - self._last < _JUMP:
            self._places.clear()
            self._finder.forget()
        self._last = at
        self._looks += 1
        readings = {id(place): place.look(luma, at) for place in self._places}
        self._sort(at)
        if self._is_searching(at):
            self._search(luma, at)
        else:
            self._finder.forget()
        place = self._confirmed
        return None if place is None else readings.get(id(place))

    @property
    def seen(self) -> Seen | None:
        """The clock that runs; None where none does, or none was seen to tick for a while."""
        place, last = self._confirmed, self._last
        if place is None or last is None or last - place.ticked > _STANDS_AFTER:
            return None
        run = place.runs.current(last)
        return None if run is None else run.seen()

    @property
    def region(self) -> Region | None:
        """Where the clock stands that is followed, in pixels of the pictures."""
        return None if self._confirmed is None else self._confirmed.spot.region

    @property
    def _confirmed(self) -> _Place | None:
        return self._places[0] if self._places and self._places[0].is_confirmed else None

    def _sort(self, at: int) -> None:
        """Drop the places that came to nothing; the one whose clock ticks comes first, alone."""
        kept = [place for place in self._places if _is_kept(place, at)]
        ticking = [place for place in kept if place.is_confirmed]
        if ticking:
            best = max(ticking, key=lambda place: place.ticked)
            is_on = best.ticked == at
            kept = [best, *([] if is_on else [p for p in kept if not p.is_confirmed])]
        self._places = kept

    def _is_searching(self, at: int) -> bool:
        place = self._confirmed
        return place is None or at - place.ticked > _STANDS_AFTER

    def _search(self, luma: Plane, at: int) -> None:
        """Push on with the search; try two places at most."""
        if self._region is None:
            self._finder.push(luma, at)
        if self._looks % _SEARCH_EVERY or len(self._places) >= _PLACES:
            return
        if self._region is not None:
            if not self._places:
                left, top, wide, high = self._region.of(luma.shape[1], luma.shape[0])
                region = Region(left=left, top=top, width=wide, height=high)
                self._try(luma, region, None, at)
            return
        self._tried = {region: until for region, until in self._tried.items() if until > at}
        found = [region for region in self._finder.find(_CANDIDATES) if region not in self._tried]
        for ticking in found[:_AT_ONCE]:
            self._tried[ticking] = at + _TRIED_FOR
            self._try(luma, None, ticking, at)

    def _try(self, luma: Plane, region: Region | None, ticking: Region | None, at: int) -> None:
        """See whether a clock stands in the region, or where something ticks."""
        lines, cut = LineReader(), CUTS[self._looks // _SEARCH_EVERY % len(CUTS)]
        shares = _OF_PICTURE if region is None else _OF_REGION
        high = luma.shape[0] if region is None else region.height
        found = []
        # A board's digits may be of segments; who draws a region has time for both.
        joints = (False,) if region is None else (False, True)
        for share, is_light, is_joined in product(shares, (True, False), joints):
            gap = GAP if region is None else BOARD_GAP
            face = Face(
                height=share * high, is_light=is_light, cut=cut, is_joined=is_joined, gap=gap
            )
            around = region or _before(ticking, face.height)
            found.append(_spot(luma, around, face, lines, ticking))
        best = max((one for one in found if one), key=lambda one: one[0], default=None)
        if best is not None:
            self._places.append(_Place(best[1], lines, at, Runs(self._numbers)))


def _is_same(piece: Plane, before: Plane) -> bool:
    """Whether a piece of two pictures shows the same, but for how it was coded."""
    if piece.shape != before.shape or not piece.size:
        return False
    return int(cv2.blur(cv2.absdiff(piece, before), (3, 3)).max()) < _UNCHANGED


def _is_kept(place: _Place, at: int) -> bool:
    if place.is_confirmed:
        return at - place.read <= _KEPT_FOR
    return at - place.began <= _UNCONFIRMED_FOR


def _spot(
    luma: Plane, around: Region, face: Face, lines: LineReader, ticking: Region | None
) -> tuple[float, Spot] | None:
    """A clock around there, and how well it reads."""
    around = around.clipped(luma)
    through = None if ticking is None else ticking.within(around)
    shown = lines.read(around.of(luma), face, through)
    if shown is None:
        return None
    spot = Spot(
        face=replace(face, height=shown.digit_height),
        region=shown.region.moved(around),
        last=shown.last_region.moved(around),
    )
    # In a region nothing but the clock should stand: the more of it is read the better.
    if ticking is None:
        return weighed(shown.region.width * shown.region.height, shown.likeness), spot
    return shown.likeness, spot


def _before(ticking: Region | None, height: float) -> Region:
    """The piece in which a clock stands whose last digit, that high, ticks there."""
    assert ticking is not None  # noqa: S101 - there is a region or something that ticks
    middle = ticking.top + ticking.height / 2
    left, right = ticking.left - 6.5 * height, ticking.right + 2.2 * height
    return Region(
        left=round(left),
        top=round(middle - 1.6 * height),
        width=round(right - left),
        height=round(3.2 * height),
    )


def _around(region: Region, height: float) -> Region:
    """The piece to look at for a clock that stood there."""
    beside, above = round(1.6 * height), round(0.6 * height)
    return Region(
        left=region.left - beside,
        top=region.top - above,
        width=region.width + 2 * beside,
        height=region.height + 2 * above,
    )


class Looks:
    """Which frames to look at: seven a second or so, at other parts of each second.

    A clock turns between two looks; where these fell at the same parts of every second, to see it
    turn once more would not tell any better when.
    """

    def __init__(self, rate: Fraction) -> None:
        halves = [n for n in range(2, 30) if 6 <= 2 * rate / n <= 9]
        self._halves = max(halves, key=lambda n: abs(2 * rate / n - round(2 * rate / n)))

    def wants(self, number: int) -> bool:
        """Whether frame n is one of them."""
        return 2 * number % self._halves < 2
