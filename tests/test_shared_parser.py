"""A parser that several feeds share reads each payload once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from feeds.payload import PayloadError
from feeds.reading import Reading
from feeds.shared_parser import SharedParser


class Counts:
    """A parser that counts what it reads, and reads no rubbish."""

    def __init__(self) -> None:
        self.read = 0

    def parse(self, payload: bytes, received: int) -> Reading:
        self.read += 1
        if payload == b"rubbish":
            raise PayloadError("rubbish")
        if payload == b"bug":
            raise KeyError(payload)
        return Reading(as_of=received)


def test_a_payload_is_read_once_and_one_like_it_again() -> None:
    counts = Counts()
    shared, payload = SharedParser(counts), bytes(bytearray(b"one"))
    assert shared.parse(payload, 1) is shared.parse(payload, 1)
    assert counts.read == 1
    assert shared.parse(bytes(bytearray(b"one")), 2).as_of == 2
    assert counts.read == 2


@pytest.mark.parametrize("payload", [b"rubbish", b"bug"])
def test_who_brings_what_cannot_be_read_is_told_so_each_time(payload: bytes) -> None:
    counts = Counts()
    shared = SharedParser(counts)
    for _ in range(2):
        with pytest.raises(PayloadError):
            shared.parse(payload, 1)
    assert counts.read == 1


def test_two_that_bring_it_at_once_have_the_same_reading() -> None:
    counts, both = Counts(), Barrier(2)
    shared, payload = SharedParser(counts), b"one"

    def bring(received: int) -> Reading:
        both.wait(5)
        return shared.parse(payload, received)

    with ThreadPoolExecutor(2) as threads:
        one, other = threads.map(bring, (1, 2))
    assert one is other
    assert counts.read == 1
