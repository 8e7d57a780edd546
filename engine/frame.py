"""What flows through the engine: pictures, sound and coded packets."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

type Plane = NDArray[np.uint8]
type Planes = tuple[Plane, Plane, Plane]
type Samples = NDArray[np.float32]

SAMPLE_RATE = 48_000
AAC_FRAME = 1024


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """A clean picture, yuv420p bt709 limited.

    `handle` belongs to `engine.ffmpeg`, which alone unwraps it. One owner at a time: who hands a
    frame on writes to it no more. `number` is n, `content_time` the event time (µs) of the picture.
    """

    handle: object
    width: int
    height: int
    number: int
    content_time: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AudioFrame:
    """Sound: float32 samples of shape (2, count) at 48 kHz, from sample `position` on."""

    samples: Samples
    position: int

    @property
    def end(self) -> int:
        """The position just after the last sample."""
        return self.position + int(self.samples.shape[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """One coded access unit of one rendition; `number` counts video frames or AAC frames."""

    payload: bytes
    number: int
    pts: int
    dts: int
    duration: int
    timebase: Fraction
    is_keyframe: bool
