"""The demo match as a live source: drawn when it is due, from its script and the event time."""

import threading

from engine import crowd, timebase
from engine.channel import demo
from engine.channel.deck import Setting
from engine.channel.match_calls import PICTURES_AHEAD, MatchCalls
from engine.channel.timecode import Timecode
from engine.ffmpeg import picture
from engine.ffmpeg.picture import Converter, Handle
from engine.frame import SAMPLE_RATE, AudioFrame
from engine.handoff import AbortedError
from engine.reel import Reel
from engine.spare_memory import give_back
from engine.timebase import MICROSECONDS, Timing
from overlays.demo_match.painter import Painter
from overlays.demo_match.projection import VIEW_HEIGHT, VIEW_WIDTH
from overlays.demo_match.scene import prepare, scene


class Drawing:
    """Draws the match's picture of any moment (event time, µs); for one thread."""

    def __init__(self, match: MatchCalls, size: tuple[int, int], timecode: Timecode | None) -> None:
        self._match = match
        self._timecode = timecode
        self._drawn, pixels = picture.drawable(VIEW_WIDTH, VIEW_HEIGHT)
        self._painter = Painter(match.now.script, pixels)
        self._converter = Converter(*size)

    def picture(self, moment: int) -> Handle:
        """The picture of a moment; the match begins at the origin, again and again."""
        script, t = self._match.at(moment)
        self._painter.paint(scene(script, t))
        handle = self._converter.converted(self._drawn)
        return handle if self._timecode is None else self._timecode.burnt(handle, moment)


class DrawnPlayer:
    """Draws the match ahead of the programme. It needs no holding: any moment can be drawn."""

    def __init__(
        self, name: str, match: MatchCalls, setting: Setting, timecode: Timecode | None = None
    ) -> None:
        self._name = name
        self._match = match
        self._setting = setting
        self._timecode = timecode
        self._timing = Timing(rate=setting.rate)
        self.reel = Reel(SAMPLE_RATE, PICTURES_AHEAD)
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
        setting = self._setting
        size = setting.width, setting.height
        drawing = Drawing(self._match, size, self._timecode)
        crowd.prepare(self._match.now.script.seed)
        loop, _ = self._match.loop_at(self._timing.content_time(number))
        for near in (loop, loop + 1):
            prepare(self._match.now.of_loop(near))
        # Getting ready took tens of MB that drawing does not.
        give_back()
        try:
            while True:
                moment = self._timing.content_time(number)
                self.reel.put_sound(self._sound(number, moment))
                self.reel.put_picture(number, drawing.picture(moment))
                # Who is late draws no frames that are over, or it would be late for ever.
                now = timebase.frame_at(setting.pacer.now(), setting.rate)
                number = max(number + 1, now)
        except AbortedError:
            return

    def _sound(self, number: int, moment: int) -> AudioFrame:
        first, end = self._setting.sample(number), self._setting.sample(number + 1)
        script, t = self._match.at(moment)
        samples = demo.sound(script, t * SAMPLE_RATE // MICROSECONDS, end - first).T
        return AudioFrame(samples=samples, position=first)
