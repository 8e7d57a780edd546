"""The mixer: which source is programme on frame n, what it shows, and the slate when it is gone."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine import keyer
from engine.channel.composed import Shown
from engine.channel.deck import Deck, Setting
from engine.channel.graphics import slate_boxes
from engine.channel.settings import State
from engine.ffmpeg import picture
from engine.ffmpeg.picture import Handle
from engine.frame import Samples
from engine.sound import CHANNELS
from engine.timebase import Timing

_BEFORE = "The programme begins shortly"
_GONE = "We will be right back"
_SLATE_AFTER_S = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picked:
    """A frame's picture, what it is, and whether it is one from before for want of its own."""

    handle: Handle
    shown: Shown
    is_repeated: bool


class Mixer:
    """The programme of some decks. `apply`, `picture` and `sound` belong to the programme thread.

    What is to change is told with its frame (`cut_at`, `retime_at`) from another thread, in order,
    by the sequence of the show event that asks for it.
    """

    def __init__(
        self,
        decks: Mapping[str, Deck],
        ready: Mapping[str, State],
        setting: Setting,
        timing: Timing,
    ) -> None:
        self.decks = decks
        self._ready = ready
        self._setting = setting
        self._timings = dict.fromkeys(decks, timing)
        self._changes: deque[tuple[int, int, Callable[[int], None]]] = deque()
        size = setting.width, setting.height
        self._slates = {title: slate_card(*size, title) for title in (_BEFORE, _GONE)}
        self._last: tuple[int, Handle, Shown] | None = None
        self._fresh = 0
        self.program = next(iter(decks), "")
        self.is_slate = True

    def begin(self, number: int, timings: Mapping[str, Timing]) -> None:
        """Get every source as ready as it should be for frame n."""
        self._timings.update(timings)
        for name, deck in self.decks.items():
            state = State.HOT if name == self.program else self._ready[name]
            deck.go(state, number, self._timings[name])

    def cut_at(self, number: int, source: str, sequence: int) -> None:
        """From frame n on that source is programme."""
        self._changes.append((number, sequence, lambda at: self._cut(at, source)))

    def retime_at(self, number: int, timings: Mapping[str, Timing], sequence: int) -> None:
        """From frame n on the sources play by these timings."""
        self._changes.append((number, sequence, lambda at: self._retime(at, timings)))

    def apply(self, number: int) -> list[int]:
        """Do what is due by frame n; return the sequences of what was due before it."""
        late = []
        while self._changes and self._changes[0][0] <= number:
            due, sequence, change = self._changes.popleft()
            change(number)
            if due < number:
                late.append(sequence)
        return late

    @property
    def dropped(self) -> int:
        """Source pictures that came too late or too many for their frames."""
        reels = [deck.reel for deck in self.decks.values()]
        return sum(reel.dropped for reel in reels if reel is not None)

    def sample(self, number: int) -> int:
        """The sample (since 1970) at which frame n begins."""
        return self._setting.sample(number)

    def picture(self, number: int) -> Picked:
        """What is shown on frame n."""
        deck = self.decks.get(self.program)
        reel = deck.reel if deck else None
        found = reel.picture(number) if reel else None
        if found is not None and found[0] == number:
            self._fresh = number
        if found is not None and (self._last is None or found[0] >= self._last[0]):
            self._last = *found, Shown(source=self.program, frame=found[0])
        is_gone = number - self._fresh > _SLATE_AFTER_S * self._setting.rate
        self.is_slate = self._last is None or is_gone
        if self._last is None or is_gone:
            title = _BEFORE if self._last is None else _GONE
            return Picked(handle=self._slates[title], shown=Shown(slate=title), is_repeated=False)
        _, handle, shown = self._last
        return Picked(handle=handle, shown=shown, is_repeated=self._fresh != number)

    def beside(self, source: str, number: int) -> Handle | None:
        """The picture of frame n of a source that is not on air, where it is decoded."""
        deck = self.decks.get(source)
        reel = deck.reel if deck else None
        found = reel.picture(number) if reel else None
        return found[1] if found is not None and found[0] == number else None

    def sound(self, first: int, count: int) -> Samples:
        """The programme's sound, float32 (2, count); silence under slate."""
        deck = self.decks.get(self.program)
        reel = deck.reel if deck else None
        if reel is None:
            return np.zeros((CHANNELS, count), np.float32)
        return reel.sound(first, count)

    def end(self) -> None:
        """Turn all sources off."""
        for deck in self.decks.values():
            deck.stop()

    def _cut(self, number: int, source: str) -> None:
        before, self.program = self.program, source
        self.decks[source].go(State.HOT, number, self._timings[source])
        if before != source and before in self.decks:
            self.decks[before].go(self._ready[before], number, self._timings[before])
        # The last picture stays until the new source shows one.
        self._stand(number)

    def _retime(self, number: int, timings: Mapping[str, Timing]) -> None:
        self._timings.update(timings)
        for name, deck in self.decks.items():
            if name in timings:
                deck.retime(number, timings[name])
        self._stand(number)

    def _stand(self, number: int) -> None:
        """Any picture of frame n or later is newer than the last one."""
        if self._last is not None:
            self._last = number - 1, *self._last[1:]
        self._fresh = number


def slate_card(width: int, height: int, title: str) -> Handle:
    """The slate with that title as a picture."""
    card = picture.filled(width, height)
    keyer.key(picture.planes(card), slate_boxes(width, height, title))
    return card
