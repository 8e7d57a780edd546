"""The crowd's sound: by sample, whatever the blocks; at its levels; never clipped."""

import numpy as np
import pytest

from engine.crowd import RATE, Samples, Swell, _loop, crowd, level, prepare

GOAL = Swell(at_sample=30 * RATE, strength=1.0)
WHISTLES = (29 * RATE, 31 * RATE + 7)


def in_blocks(first: int, count: int, block: int) -> Samples:
    parts = [
        crowd(7, (GOAL,), start, min(block, first + count - start), whistles=WHISTLES)
        for start in range(first, first + count, block)
    ]
    return np.concatenate(parts)


@pytest.mark.parametrize("block", [1, 317, 1024, 1920, 48_000])
def test_samples_do_not_depend_on_blocks(block: int) -> None:
    first, count = 30 * RATE - 700, 1900 if block == 1 else 3 * RATE
    whole = crowd(7, (GOAL,), first, count, whistles=WHISTLES)
    assert np.array_equal(in_blocks(first, count, block), whole)


def test_shape_and_type() -> None:
    sound = crowd(7, (), 123, 1920)
    assert sound.shape == (1920, 2)
    assert sound.dtype == np.float32


def test_levels() -> None:
    bed = crowd(7, (), 0, 22 * RATE)
    roar = crowd(7, (GOAL,), 31 * RATE, 4 * RATE)
    assert level(bed) == pytest.approx(-30, abs=1.0)
    assert level(roar) == pytest.approx(-16, abs=1.5)


def test_a_half_strength_swell_is_between() -> None:
    swell = Swell(at_sample=0, strength=0.5)
    assert -26 < level(crowd(7, (swell,), RATE, 3 * RATE)) < -18


def test_never_clips() -> None:
    swells = [Swell(at_sample=n * RATE, strength=1.0) for n in range(20)]
    sound = crowd(7, swells, 0, 22 * RATE, whistles=range(0, 20 * RATE, RATE // 4))
    assert float(np.abs(sound).max()) < 0.9


def test_swell_dies_away() -> None:
    after = crowd(7, (GOAL,), 90 * RATE, 2 * RATE)
    assert np.array_equal(after, crowd(7, (), 90 * RATE, 2 * RATE))


def test_no_seam_where_the_loops_begin_anew() -> None:
    sound = crowd(7, (), 7 * RATE, 9 * RATE)
    steps = np.abs(np.diff(sound, axis=0)).max(axis=1)
    for seam in (RATE, 4 * RATE):
        assert steps[seam - 3 : seam + 3].max() < np.percentile(steps, 99.9)


def test_whistle_is_heard_from_its_sample_on() -> None:
    quiet, blown = crowd(7, (), 0, RATE), crowd(7, (), 0, RATE, whistles=(20_000,))
    differs = np.flatnonzero((quiet != blown).any(axis=1))
    assert 20_000 <= differs[0] < 20_010
    assert differs[-1] < 20_000 + 0.55 * RATE


def test_seeds_differ() -> None:
    assert not np.array_equal(crowd(7, (), 0, 480), crowd(8, (), 0, 480))


def test_what_is_prepared_is_not_worked_out_again() -> None:
    prepare(77)
    known = _loop.cache_info().misses
    crowd(77, [Swell(at_sample=0, strength=1)], 0, 4800, whistles=[0])
    assert _loop.cache_info().misses == known
