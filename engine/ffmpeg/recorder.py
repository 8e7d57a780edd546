"""A clip written to a file: drawn pictures and made sound, as H.264 and AAC in MP4."""

from fractions import Fraction
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

import av
import numpy as np
from numpy.typing import NDArray

from engine.errors import StoreError
from engine.ffmpeg.encoder import set_bt709
from engine.ffmpeg.picture import Converter, Handle
from engine.frame import SAMPLE_RATE

_SETTINGS = {"preset": "superfast", "crf": "18", "g": "50", "bf": "0"}
_AUDIO_BITRATE = 192_000


class Recorder:
    """Writes one clip; the file is there, whole, when the `with` block ends well.

    `fitted` may be called on another thread than the rest.
    """

    def __init__(self, path: Path, width: int, height: int, rate: Fraction) -> None:
        self._path = path
        # Its own name: two may draw the same clip for the same cache at once.
        self._beside = path.with_name(f"{path.name}.{token_hex(4)}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._container = av.open(str(self._beside), "w", format="mp4")
        except (OSError, av.FFmpegError) as error:
            raise StoreError(f"{path}: {error.strerror}; name a place to write to") from error
        self._video = self._container.add_stream("libx264", rate=rate, options=_SETTINGS)
        self._video.width, self._video.height = width, height
        self._video.pix_fmt = "yuv420p"
        set_bt709(self._video.codec_context)
        self._video.codec_context.thread_count = 1
        self._audio = self._container.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
        self._audio.bit_rate = _AUDIO_BITRATE
        self._rate = rate
        self._converter = Converter(width, height)
        self._pictures = self._samples = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._container.mux(self._video.encode(None))
                self._container.mux(self._audio.encode(None))
            self._container.close()
            if kind is None:
                self._beside.replace(self._path)
        except (OSError, av.FFmpegError) as failure:
            raise StoreError(f"{self._path}: {failure.strerror}; free space there") from failure
        finally:
            self._beside.unlink(missing_ok=True)

    def fitted(self, pixels: NDArray[np.uint8]) -> Handle:
        """BGRA pixels (height, width, 4) as a picture to add; they may be drawn on afterwards."""
        return self._converter.convert(pixels)

    def picture(self, handle: Handle) -> None:
        """Add the next picture."""
        handle.pts = self._pictures
        handle.time_base = 1 / self._rate
        self._pictures += 1
        self._container.mux(self._video.encode(handle))

    def sound(self, samples: NDArray[np.float32]) -> None:
        """Add sound, float32 of shape (2, count) at 48 kHz."""
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples), format="fltp", layout="stereo"
        )
        frame.sample_rate = SAMPLE_RATE
        frame.pts = self._samples
        frame.time_base = Fraction(1, SAMPLE_RATE)
        self._samples += frame.samples
        self._container.mux(self._audio.encode(frame))
