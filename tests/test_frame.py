"""What flows through the engine."""

import numpy as np
import pytest

from engine.frame import AAC_FRAME, SAMPLE_RATE, AudioFrame, Frame


@pytest.mark.parametrize(("position", "count", "end"), [(0, 1024, 1024), (48_000, 0, 48_000)])
def test_the_end_of_sound(position: int, count: int, end: int) -> None:
    assert AudioFrame(samples=np.zeros((2, count), np.float32), position=position).end == end


def test_frames_are_themselves_not_values() -> None:
    """Pixels are not compared: two frames are equal only if they are the same."""
    first, second = (
        Frame(handle=None, width=2, height=2, number=0, content_time=0) for _ in range(2)
    )
    assert first != second
    assert len({first, second}) == 2


def test_the_part_of_25_holds_whole_aac_frames() -> None:
    assert SAMPLE_RATE * 8 == 15 * AAC_FRAME * 25
