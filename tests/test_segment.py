"""The grids: which frame belongs to which part and segment, at every rate."""

from fractions import Fraction
from itertools import groupby, pairwise

import pytest

from engine.segment import AudioGrid, Place, VideoGrid
from engine.timebase import RATES

PAL, NTSC = Fraction(25), Fraction(30000, 1001)
TWENTIES = [Fraction(25), Fraction(50)]
LATE = 890_000_000  # a media sequence of 2026


@pytest.mark.parametrize(
    ("number", "sequence", "part"),
    [(0, 0, 0), (7, 0, 0), (8, 0, 1), (47, 0, 5), (48, 1, 0), (23_667_120_000, 493_065_000, 0)],
)
def test_video_places_at_25(number: int, sequence: int, part: int) -> None:
    assert VideoGrid(rate=PAL).place(number) == Place(media_sequence=sequence, part=part)


@pytest.mark.parametrize(
    ("rate", "timescale", "ticks"),
    [
        (Fraction(24000, 1001), 24000, 1001),
        (Fraction(24), 24000, 1000),
        (Fraction(25), 25000, 1000),
        (Fraction(30000, 1001), 30000, 1001),
        (Fraction(30), 30000, 1000),
        (Fraction(50), 50000, 1000),
        (Fraction(60000, 1001), 60000, 1001),
        (Fraction(60), 60000, 1000),
    ],
)
def test_video_ticks(rate: Fraction, timescale: int, ticks: int) -> None:
    grid = VideoGrid(rate=rate)
    assert (grid.timescale, grid.frame_ticks) == (timescale, ticks)
    assert Fraction(timescale, ticks) == rate


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_video_segment_is_six_equal_parts(rate: Fraction) -> None:
    grid = VideoGrid(rate=rate)
    places = [grid.place(number) for number in range(400)]
    counts = [(place.part, len(list(run))) for place, run in groupby(places)][:-1]
    assert [part for part, _ in counts[:12]] == [0, 1, 2, 3, 4, 5] * 2
    assert len({count for _, count in counts}) == 1


@pytest.mark.parametrize("rate", TWENTIES, ids=str)
@pytest.mark.parametrize("sequence", [0, 1, LATE])
def test_sound_and_picture_cut_together_for_ever(rate: Fraction, sequence: int) -> None:
    grid = AudioGrid(rate=rate)
    first = grid.first_of(sequence)
    assert first == 90 * sequence
    places = [grid.place(number) for number in range(first, first + 90)]
    assert places == [Place(media_sequence=sequence, part=n // 15) for n in range(90)]
    assert grid.part_frames == 15


def test_at_29_97_a_seventh_part_ends_the_segment() -> None:
    grid = AudioGrid(rate=NTSC)
    for sequence in range(LATE, LATE + 50):
        numbers = range(grid.first_of(sequence), grid.first_of(sequence + 1))
        counts = [len(list(run)) for _, run in groupby(numbers, key=lambda n: grid.place(n).part)]
        assert counts[:6] == [15] * 6
        assert counts[6:] in ([3], [4])


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_no_audio_part_is_longer_than_the_picture_s(rate: Fraction) -> None:
    """85 to 100 % of the part target, but for a segment's last."""
    video, audio = VideoGrid(rate=rate), AudioGrid(rate=rate)
    target = Fraction(sum(video.place(n).part == 0 for n in range(40))) / rate
    length = Fraction(audio.part_frames * 1024, 48_000)
    assert Fraction(85, 100) * target <= length <= target


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("sequence", [0, 17, LATE])
def test_first_of_is_the_first_at_or_after_the_picture_s_boundary(
    rate: Fraction, sequence: int
) -> None:
    video, audio = VideoGrid(rate=rate), AudioGrid(rate=rate)
    frames = next(n for n in range(500) if video.place(n).media_sequence == 1)
    boundary = sequence * frames / rate
    first = audio.first_of(sequence)
    assert Fraction(first * 1024, 48_000) >= boundary
    assert Fraction((first - 1) * 1024, 48_000) < boundary


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("sequence", [0, LATE])
def test_every_aac_frame_lies_in_exactly_one_segment(rate: Fraction, sequence: int) -> None:
    grid = AudioGrid(rate=rate)
    starts = [grid.first_of(sequence + step) for step in range(20)]
    for step, (first, following) in enumerate(pairwise(starts)):
        places = [grid.place(number) for number in range(first, following)]
        assert {place.media_sequence for place in places} == {sequence + step}
        assert places[0].part == 0
        assert places == sorted(places)


def test_the_sound_s_ticks_are_samples() -> None:
    grid = AudioGrid(rate=NTSC)
    assert (grid.timescale, grid.frame_ticks) == (48_000, 1024)
