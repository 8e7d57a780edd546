"""Sound on the sample clock: whole blocks, no hole, no sample twice."""

import random
import tracemalloc

import numpy as np
import pytest

from engine.frame import AAC_FRAME, AudioFrame
from engine.sound import TAIL, SoundTrack

BEGIN = 84_000_000  # the block of a programme of 2026
FIRST = BEGIN * AAC_FRAME


def piece(position: int, count: int) -> AudioFrame:
    """Sound from a position (after the first block's) on that tells each sample's own place."""
    ramp = np.arange(position, position + count, dtype=np.float32) + 1
    return AudioFrame(samples=np.stack([ramp, -ramp]), position=FIRST + position)


def placed(pieces: list[tuple[int, int]], end: int) -> list[AudioFrame]:
    track = SoundTrack(BEGIN)
    blocks = [block for at, count in pieces for block in track.push(piece(at, count))]
    return blocks + list(track.finish(FIRST + end))


def joined(blocks: list[AudioFrame]) -> list[int]:
    """What each sample tells, 0 for silence, after checking that the blocks are in their place."""
    for number, block in enumerate(blocks):
        assert block.position == FIRST + number * AAC_FRAME
        assert block.samples.shape == (2, AAC_FRAME)
        assert block.samples.dtype == np.float32
        assert np.array_equal(block.samples[0], -block.samples[1])
    return [int(value) for block in blocks for value in block.samples[0]]


def ramp(*spans: tuple[int, int], length: int) -> list[int]:
    heard = [0] * length
    for begin, end in spans:
        heard[begin:end] = range(begin + 1, end + 1)
    return heard


@pytest.mark.parametrize(
    ("pieces", "end", "spans"),
    [
        pytest.param([(0, 2048)], 2048, [(0, 2048)], id="one-piece"),
        pytest.param([(0, 1000), (1000, 1048)], 2048, [(0, 2048)], id="two-that-meet"),
        pytest.param([(n, 1) for n in range(1024)], 1024, [(0, 1024)], id="sample-by-sample"),
        pytest.param([(0, 500), (700, 1348)], 2048, [(0, 500), (700, 2048)], id="a-gap"),
        pytest.param([(300, 724)], 1024, [(300, 1024)], id="a-late-beginning"),
        pytest.param([(0, 800), (500, 1548)], 2048, [(0, 2048)], id="an-overlap"),
        pytest.param([(0, 1024), (0, 1024)], 1024, [(0, 1024)], id="all-of-it-again"),
        pytest.param([(0, 1024), (100, 50)], 1024, [(0, 1024)], id="a-part-of-it-again"),
        pytest.param([(-500, 1524)], 1024, [(0, 1024)], id="from-before-the-first-block"),
        pytest.param([(-500, 400)], 1024, [], id="all-before-the-first-block"),
        pytest.param([(0, 1000)], 1000, [(0, 1000)], id="to-the-end-of-the-block"),
        pytest.param([(0, 1000)], 3000, [(0, 1000)], id="silence-to-the-end"),
        pytest.param([(0, 3000)], 2048, [(0, 2048)], id="cut-at-the-end"),
        pytest.param([(0, 3000)], 2000, [(0, 2000)], id="cut-within-a-block"),
        pytest.param([], 1024, [], id="no-sound"),
        pytest.param([], 0, [], id="nothing"),
        pytest.param([(0, 0)], 1024, [], id="an-empty-piece"),
    ],
)
def test_places(pieces: list[tuple[int, int]], end: int, spans: list[tuple[int, int]]) -> None:
    blocks = placed(pieces, end)
    length = -(-end // AAC_FRAME) * AAC_FRAME
    assert len(blocks) * AAC_FRAME == length
    assert joined(blocks) == ramp(*spans, length=length)


def test_the_tail_is_held_back_so_that_it_can_be_cut() -> None:
    track = SoundTrack(BEGIN)
    blocks = list(track.push(piece(0, 48_000)))
    given = len(blocks) * AAC_FRAME
    assert 48_000 - TAIL - AAC_FRAME < given <= 48_000 - TAIL
    track.cut(FIRST + 48_000 - TAIL)
    blocks += track.push(piece(48_000 - TAIL, 9_000))
    blocks += track.finish(FIRST + 48_000)
    assert joined(blocks)[:48_000] == list(range(1, 48_001))


def test_a_cut_of_what_is_not_there_changes_nothing() -> None:
    track = SoundTrack(BEGIN)
    blocks = list(track.push(piece(0, 1024)))
    track.cut(FIRST + 5_000)
    assert joined(blocks + list(track.finish(FIRST + 1024))) == list(range(1, 1025))


def test_a_cut_before_what_was_given_takes_all_that_is_held() -> None:
    track = SoundTrack(BEGIN)
    given = len(list(track.push(piece(0, 48_000)))) * AAC_FRAME
    track.cut(FIRST)
    assert list(track.finish(FIRST + given)) == []


def test_an_hour_of_silence_takes_little_memory() -> None:
    track = SoundTrack(BEGIN)
    hour = 3_600 * 48_000
    count = 0
    tracemalloc.start()
    try:
        for block in track.push(AudioFrame(samples=piece(0, 10).samples, position=FIRST + hour)):
            count += 1
            assert not block.samples.any()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == (hour + 10 - TAIL) // AAC_FRAME
    assert peak < 4_000_000


@pytest.mark.parametrize("seed", range(20))
def test_random_pieces_leave_no_hole(seed: int) -> None:
    dice = random.Random(seed)
    pieces, at, reached, spans = [], 0, 0, []
    for _ in range(60):
        at = max(0, at + dice.randint(-600, 900))
        count = dice.randint(0, 1500)
        pieces.append((at, count))
        if at + count > reached:
            spans.append((max(at, reached), at + count))
            reached = at + count
        at += count
    blocks = placed(pieces, reached)
    assert joined(blocks) == ramp(*spans, length=-(-reached // AAC_FRAME) * AAC_FRAME)
