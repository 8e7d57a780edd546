"""The programme's hash: visible rows only, frames in order, rungs in ladder order."""

import hashlib

import av
import numpy as np
import pytest

from engine.crew import Crew
from engine.ffmpeg import picture
from engine.frame_hash import FrameHash


def handle_of(seed: int, width: int = 18, height: int = 16) -> av.VideoFrame:
    """Noise in a picture whose rows have padding behind them."""
    noise, handle = np.random.default_rng(seed), picture.blank(width, height)
    for plane in picture.planes(handle):
        plane[:] = noise.integers(0, 256, plane.shape, np.uint8)
    return handle


def hashed(rungs: list[list[av.VideoFrame]]) -> str:
    crew = Crew()
    frame_hash = FrameHash(crew, len(rungs))

    def put(index: int) -> None:
        for handle in rungs[index]:
            frame_hash.put(index, handle)
        frame_hash.end(index)

    for index in reversed(range(len(rungs))):
        crew.start(f"rung {index}", lambda index=index: put(index))  # type: ignore[misc]
    crew.start("hash", frame_hash.run)
    crew.join(lambda: None)
    return frame_hash.hexdigest()


@pytest.mark.parametrize(("rungs", "frames"), [(1, 1), (1, 20), (3, 20), (2, 0)])
def test_it_is_sha_256_of_y_u_v_frame_by_frame_rung_by_rung(rungs: int, frames: int) -> None:
    ladder = [[handle_of(10 * f + r) for f in range(frames)] for r in range(rungs)]
    wanted = hashlib.sha256()
    for number in range(frames):
        for rung in ladder:
            for plane in rung[number].to_ndarray(format="yuv420p").reshape(1, -1):
                wanted.update(plane.tobytes())
    assert hashed(ladder) == wanted.hexdigest()


def test_padding_does_not_count() -> None:
    first, second = handle_of(1), handle_of(1)
    for handle, value in ((first, 0), (second, 255)):
        plane = handle.planes[0]
        rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
        assert plane.line_size > plane.width
        rows[:, plane.width :] = value
    assert hashed([[first]]) == hashed([[second]])


def test_a_single_bit_counts() -> None:
    first, second = handle_of(1), handle_of(1)
    picture.planes(second)[2][-1, -1] ^= 1
    assert hashed([[first]]) != hashed([[second]])


def test_order_counts() -> None:
    frames = [handle_of(1), handle_of(2)]
    assert hashed([frames]) != hashed([frames[::-1]])


def test_a_rung_that_ends_early_is_a_failure() -> None:
    with pytest.raises(ValueError, match="shorter"):
        hashed([[handle_of(1), handle_of(2)], [handle_of(3)]])
