"""Payloads in pieces: whole again at the other end, or refused."""

import random

import pytest

from feeds.bus import PENDING_AT_MOST, RefusedError, encode
from feeds.payload import BYTES_AT_MOST
from feeds.upload import PIECE, Upload, pieces


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_a_payload_comes_whole(size: int) -> None:
    payload, upload = random.Random(size).randbytes(size), Upload()
    *before, last = pieces("scores", payload)
    assert [upload.take(piece) for piece in before] == [None] * len(before)
    assert upload.take(last) == payload
    assert all(len(encode(piece)) < 1_000_000 < PENDING_AT_MOST for piece in (*before, last))


def test_a_new_one_takes_the_place_of_one_that_broke_off() -> None:
    upload = Upload()
    first, second = (list(pieces("scores", letter * 2 * PIECE)) for letter in (b"a", b"b"))
    upload.take(first[0])
    upload.take(second[0])
    with pytest.raises(RefusedError, match="out of order"):
        upload.take(first[1])
    with pytest.raises(RefusedError, match="out of order"):
        upload.take(second[1])
    upload.take(second[0])
    assert upload.take(second[1]) == b"b" * 2 * PIECE


@pytest.mark.parametrize(
    "more",
    [
        {"number": 1}, {"number": -1}, {"number": None}, {"of": 0}, {"of": "2"}, {"upload": 7},
        {"piece": "%%%"}, {"piece": None},
    ],
)  # fmt: skip
def test_what_is_no_piece_is_refused(more: dict[str, object]) -> None:
    (one,) = pieces("scores", b"x")
    with pytest.raises(RefusedError):
        Upload().take({**one, **more})


def test_no_more_is_held_than_a_payload_may_have() -> None:
    upload = Upload()
    count = BYTES_AT_MOST // PIECE + 1
    (one,) = pieces("scores", b"x" * PIECE)
    for number in range(count - 1):
        assert upload.take({**one, "of": count, "number": number}) is None
    with pytest.raises(RefusedError, match="send the payload again"):
        upload.take({**one, "of": count, "number": count - 1})
