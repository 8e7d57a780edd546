"""The demo match's sound: a stadium's bed, its swells, a referee's whistle. Pure, by sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log10

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
BED_RMS = 10 ** (-30 / 20)
ROAR_RMS = 10 ** (-16 / 20)
PEAK = 0.88
_BED_S, _ROAR_S, _CHANT_S = 11, 7, 8
_STEADY = 0.8
_SILENT_AFTER_FALLS = 7
_WHISTLE_S = 0.55

type Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swell:
    """The crowd rises from `at_sample` on for `rise_s`, then dies away with `fall_s` (to 1/e)."""

    at_sample: int
    strength: float
    rise_s: float = 0.5
    fall_s: float = 5.0


def crowd(
    seed: int,
    swells: Sequence[Swell],
    first_sample: int,
    count: int,
    *,
    whistles: Sequence[int] = (),
) -> Samples:
    """Samples `first_sample` .. `first_sample + count` at 48 kHz, float32 of shape (count, 2).

    A sample's value depends on its number alone, not on how the sound is cut into blocks. The
    referee blows at the samples `whistles`.
    """
    at = np.arange(first_sample, first_sample + count)
    heat = _heat(swells, at)
    bed, roar, chant = _loop(seed, "bed"), _loop(seed, "roar"), _loop(seed, "chant")
    breath = 1 + 0.18 * np.sin(at * (2 * np.pi / (23 * RATE)))
    mixed = _turned(bed, first_sample, count) * breath.astype(np.float32)[:, None]
    mixed += _turned(chant, first_sample, count) * (1 - heat)[:, None]
    if heat.any():
        mixed += _turned(roar, first_sample, count) * heat[:, None]
    for start in whistles:
        _blow(mixed, start - first_sample)
    # The knee lies above three sigmas of the loudest roar: it shapes peaks, it is not heard.
    return (PEAK * np.tanh(mixed / PEAK)).astype(np.float32)


def prepare(seed: int) -> None:
    """Work out now what is kept for later: it takes a tenth of a second and, for it, 50 MB."""
    for name in ("bed", "roar", "chant"):
        _loop(seed, name)
    _whistle()


def level(samples: Samples) -> float:
    """The rms of samples in dBFS."""
    return 10 * log10(float(np.mean(np.square(samples, dtype=np.float64))) + 1e-12)


def _heat(swells: Sequence[Swell], at: NDArray[np.int64]) -> Samples:
    """How far the crowd is up, 0..1, a value a sample. The strongest swell is heard, no sum."""
    heat = np.zeros(len(at), np.float32)
    for swell in swells:
        lasts = swell.rise_s + _SILENT_AFTER_FALLS * swell.fall_s
        if at[-1] < swell.at_sample or at[0] > swell.at_sample + lasts * RATE:
            continue
        since = ((at - swell.at_sample) / RATE).astype(np.float32)
        rise = np.clip(since / swell.rise_s, 0, 1)
        # A goal's roar stands for a while before it dies away.
        fall = np.exp(-np.maximum(0, since - swell.rise_s - _STEADY * swell.fall_s) / swell.fall_s)
        np.maximum(heat, swell.strength * rise * rise * (3 - 2 * rise) * fall, out=heat)
    return np.minimum(heat, 1)


def _turned(loop: Samples, first: int, count: int) -> Samples:
    """`count` samples of an endless loop, a copy."""
    start = first % len(loop)
    if start + count <= len(loop):
        return loop[start : start + count].copy()
    turns = ceil((start + count) / len(loop))
    return np.concatenate([loop] * turns)[start : start + count]


@lru_cache(maxsize=12)
def _loop(seed: int, name: str) -> Samples:
    """A loop without a seam: noise shaped where it is periodic, in its spectrum."""
    match name:
        case "bed":
            return _noise((seed, 1), _BED_S, centre=420, octaves=1.7, rms=BED_RMS)
        case "roar":
            return _noise((seed, 2), _ROAR_S, centre=760, octaves=1.25, rms=ROAR_RMS)
        case _:
            return _chant(seed)


def _noise(
    key: tuple[int, int], seconds: int, *, centre: float, octaves: float, rms: float
) -> Samples:
    """Noise around `centre` Hz, `octaves` wide (one sigma), its two channels akin."""
    rng = np.random.default_rng(key)
    count = seconds * RATE
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    distance = np.log2(np.maximum(frequency, 1) / centre) / octaves
    shape = np.exp(-0.5 * distance**2) * (frequency > 40)
    shared, left, right = (
        np.fft.irfft(shape * np.exp(2j * np.pi * rng.random(len(frequency))), count)
        for _ in range(3)
    )
    both = np.stack([shared + 0.8 * left, shared + 0.8 * right], axis=1)
    gain: float = rms / np.sqrt(np.mean(both**2))
    return (both * gain).astype(np.float32)


def _chant(seed: int) -> Samples:
    """A far corner that sings: voices on a few notes, clap-clap, clap-clap-clap, a loop of 8 s."""
    count = _CHANT_S * RATE
    time = np.arange(count) / RATE
    voices = _noise((seed, 3), _CHANT_S, centre=520, octaves=0.5, rms=BED_RMS)
    notes = np.array([196, 196, 220, 247, 247, 220, 196, 165])
    note = notes[(time * 2).astype(int) % len(notes)]
    tone = sum(np.sin(2 * np.pi * np.cumsum(note) * n / RATE + n) / n for n in (1, 2, 3))
    syllable = np.sin(np.pi * ((time * 2) % 1)) ** 1.5
    sung = (np.sin(np.pi * time / _CHANT_S) ** 2 * syllable)[:, None]
    claps = _noise((seed, 4), _CHANT_S, centre=1900, octaves=0.6, rms=BED_RMS)
    beats = np.zeros(count)
    for beat in (0, 0.5, 1, 1.25, 1.5, 2.5, 3, 4, 4.5, 5, 5.25, 5.5, 6.5, 7):
        since = (time - beat).clip(0)
        beats += np.minimum(1, since / 0.004) * np.exp(-since * 28)
    choir = sung * (0.55 * voices + 0.004 * np.asarray(tone)[:, None])
    return (0.8 * choir + 0.35 * beats[:, None] * claps).astype(np.float32)


@lru_cache(maxsize=1)
def _whistle() -> Samples:
    """A pea whistle: two close tones, fluttered."""
    time = np.arange(int(_WHISTLE_S * RATE)) / RATE
    flutter = 0.72 + 0.28 * np.sin(2 * np.pi * 34 * time)
    tones = np.sin(2 * np.pi * 2870 * time) + 0.6 * np.sin(2 * np.pi * 3040 * time)
    edge = np.minimum(1, np.minimum(time / 0.012, (_WHISTLE_S - time) / 0.05))
    return (0.045 * flutter * tones * edge).astype(np.float32)


def _blow(mixed: Samples, start: int) -> None:
    """Add a whistle that begins `start` samples after the block's first (or before it)."""
    whistle = _whistle()
    first, last = max(0, start), min(len(mixed), start + len(whistle))
    if first < last:
        mixed[first:last] += whistle[first - start : last - start, None]
