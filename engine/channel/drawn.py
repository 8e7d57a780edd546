"""The demo match as a live source: drawn when it is due, from its script and the event time."""

import threading

from engine.channel import demo
from engine.channel.deck import Setting
from engine.ffmpeg.picture import Converter
from engine.frame import SAMPLE_RATE, AudioFrame
from engine.handoff import AbortedError
from engine.reel import Reel
from engine.timebase import MICROSECONDS, Timing
from feeds.demo_match import DURATION, Script
from overlays.demo_match.painter import Painter
from overlays.demo_match.scene import scene


class DrawnPlayer:
    """Draws the match ahead of the programme. It needs no holding: any moment can be drawn."""

    def __init__(self, name: str, script: Script, setting: Setting) -> None:
        self._name = name
        self._script = script
        self._setting = setting
        self._timing = Timing(rate=setting.rate)
        self.reel = Reel(SAMPLE_RATE)
        self.trouble = ""

    def start(self, number: int, timing: Timing, *, is_hot: bool) -> None:
        """Begin to draw where hot; warm has nothing to do."""
        self._timing = timing
        if is_hot:
            self.heat(number)

    def heat(self, number: int) -> None:
        """Draw from frame n on."""
        name = f"draw-{self._name}"
        threading.Thread(target=self._draw, args=(number,), name=name, daemon=True).start()

    def end(self) -> None:
        """Stop drawing."""
        self.reel.abort()

    def _draw(self, number: int) -> None:
        painter, setting = Painter(self._script), self._setting
        converter = Converter(setting.width, setting.height)
        try:
            while True:
                t = (self._timing.content_time(number) - setting.origin) % DURATION
                pixels = painter.paint(scene(self._script, t))
                self.reel.put_sound(self._sound(number, t))
                self.reel.put_picture(number, converter.convert(pixels))
                number += 1
        except AbortedError:
            return

    def _sound(self, number: int, t: int) -> AudioFrame:
        first, end = self._setting.sample(number), self._setting.sample(number + 1)
        at = t * SAMPLE_RATE // MICROSECONDS
        samples = demo.sound(self._script, at, end - first).T
        return AudioFrame(samples=samples, position=first)
